// SPDX-License-Identifier: GPL-3.0-or-later

internal import Sampling
public import Tables

/// A plan from a bulletin's totals, before there is a register.
public struct TotalsPlan: Sendable {
  /// The county.
  public let county: CountyTotals
  /// The draw.
  public let draw: StagedDraw
  /// What field work takes.
  public let effort: FieldEffort
  /// The households asked, in the mean over trial draws.
  public let households: Double
  /// The decisions about each requirement.
  public let decisions: [PlannedDecision]

  /// A plan.
  ///
  /// - Parameters:
  ///   - rules: the requirements.
  ///   - question: the true rates and correlations to look at.
  ///   - progress: hears the points.
  /// - Throws: ``Tables/Fault/Code/moreVillagesThanThere``; an error of the numerical methods; what `progress`
  ///   throws.
  public init(
    _ county: CountyTotals, _ draw: StagedDraw, effort: FieldEffort, rules: [DecisionRule],
    question: DecisionQuestion = DecisionQuestion(), progress: Progress? = nil
  ) throws {
    precondition(draw.villages.count == county.strata.count && draw.households.count == 1)
    for (drawn, stratum) in zip(draw.villages, county.strata) {
      guard drawn <= stratum.villages, drawn != 1 || stratum.villages == 1 else {
        throw Fault(
          .moreVillagesThanThere,
          ["stratum": stratum.name, "drawn": "\(drawn)", "villages": "\(stratum.villages)"])
      }
    }
    self.county = county
    self.draw = draw
    self.effort = effort
    let staged = county.staged
    let model = try DecisionModel(
      draw, of: staged, samples: question.draws, populations: question.populations, seed: "totals")
    guard !model.isEmpty else { throw Fault(.nothingDrawn) }
    households = model.meanSize
    decisions = try rules.map { rule in
      try PlannedDecision(
        name: "\(rule.side.rawValue) \(rule.limit.text)", model, draw, of: staged, rule: rule,
        question: question, progress: progress)
    }
  }

  /// What the field work costs.
  public var cost: Double? { effort.cost(villages: draw.villageCount, households: households) }
  /// The days that it takes.
  public var days: Int? { effort.days(households: households) }
}

extension CountyTotals {
  /// The villages as they are taken to be.
  package var staged: StagedCounty {
    StagedCounty(parts: [householdsOfVillages], sizes: sizes)
  }
}

extension Fault.Code {
  /// Of a stratum more villages are asked for than it has, or one of several.
  public static let moreVillagesThanThere = Fault.Code("more-villages-than-there", .usage)
  /// A plan draws no village.
  public static let nothingDrawn = Fault.Code("nothing-drawn", .usage)
}
