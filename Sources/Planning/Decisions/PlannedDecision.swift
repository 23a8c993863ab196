// SPDX-License-Identifier: GPL-3.0-or-later

public import Sampling
public import Tables

/// How likely each decision about one requirement is, and how many villages would settle it.
public struct PlannedDecision: Sendable {
  /// The name of the rate.
  public let name: String
  /// The operating characteristic of the design.
  public let characteristic: OperatingCharacteristic
  /// The numbers of villages that would settle it; `nil` for what is no single rate of households.
  public let settling: SettlingSize?
  /// The share of samples that are conclusive if they show no error.
  public let settledWithoutErrors: Double
  /// The cheapest design that keeps two risks low, if it was asked for.
  public let cheapest: CheapestDraw?

  /// The requirement.
  public var rule: DecisionRule { characteristic.rule }

  /// The decision about a rate.
  ///
  /// - Parameters:
  ///   - model: the design as it is.
  ///   - draw: the design as simple random samples, for other numbers of villages.
  ///   - county: what it is drawn from.
  ///   - question: the true rates and correlations to look at.
  /// - Throws: an error of the numerical methods; what `progress` throws.
  init(
    name: String, _ model: DecisionModel, _ draw: StagedDraw, of county: StagedCounty,
    rule: DecisionRule, question: DecisionQuestion, progress: Progress?
  ) throws {
    self.name = name
    characteristic = try OperatingCharacteristic(
      model, rule, multiples: question.multiples, correlations: question.correlations,
      progress: progress)
    settledWithoutErrors = try model.shareSettledWithoutErrors(rule)
    settling = try SettlingSize(
      draw, of: county, rule: rule, expectedShare: question.expectedShare,
      correlation: question.expectedCorrelation, seed: "decision/\(name)", progress: progress)
    cheapest = try question.cheapest.map {
      try CheapestDraw(
        county, draw: draw, rule: rule, effort: $0.effort, allowedWrong: $0.allowedWrong,
        allowedOpen: $0.allowedOpen, goodShare: question.expectedShare,
        correlation: question.expectedCorrelation, progress: progress)
    }
  }

  /// The decision about a composite or about villages, of which only the design as it is can be judged.
  ///
  /// - Parameter correlations: the intra-class correlations to look at.
  /// - Throws: an error of the numerical methods; what `progress` throws.
  init(
    name: String, _ model: any RiskModel, rule: DecisionRule, question: DecisionQuestion,
    correlations: [Double], progress: Progress?
  ) throws {
    self.name = name
    characteristic = try OperatingCharacteristic(
      model, rule, multiples: question.multiples, correlations: correlations, progress: progress)
    settledWithoutErrors = try model.shareSettledWithoutErrors(rule)
    settling = nil
    cheapest = nil
  }
}

/// A requirement whose decision risk is not computed.
public struct UndecidedRate: Sendable, Hashable {
  /// Why.
  public enum Reason: String, Sendable, Hashable {
    /// It multiplies rates by totals that the design cannot draw from in full, which scores refuse.
    case outsideFrame = "outside-frame"
    /// Its known terms alone decide it, whatever is found.
    case decided
    /// It counts part of a sample only, which nobody knows before the interviews.
    case part
    /// Its units are villages of several strata, it is no share, or its samples are not drawn.
    case units
  }

  /// The name of the rate.
  public let name: String
  /// Why nothing is computed.
  public let reason: Reason

  /// A requirement without decision risk.
  public init(name: String, reason: Reason) {
    self.name = name
    self.reason = reason
  }
}

/// Which counties decision risk looks at.
public struct DecisionQuestion: Sendable {
  /// Shares of errors over the requirement's.
  public var multiples = OperatingCharacteristic.defaultMultiples
  /// Intra-class correlations, from 0 to below 1.
  public var correlations = OperatingCharacteristic.defaultCorrelations
  /// The share of errors that a good county has; a quarter of the requirement's if `nil`.
  public var expectedShare: Double?
  /// The correlation of errors in it.
  public var expectedCorrelation = 0.05
  /// The assessments simulated for each true rate: up to 1,000 draws, with several populations each beyond.
  public var simulations = 4000
  /// Which risks the cheapest design is to keep; `nil` if it is not sought.
  public var cheapest: CheapestQuestion?

  /// The usual question.
  public init() {}

  /// A correlation as a person gives it.
  /// - Throws: ``Tables/Fault/Code/optionOutOfRange`` unless it lies from 0 to below 1.
  public static func correlation(_ value: Double) throws -> Double {
    try SizeOption.correlationOfErrors.check(value) { $0 >= 0 && $0 < 1 }
    return value
  }

  /// The draws that are tried.
  var draws: Int { min(1000, max(1, simulations)) }
  /// The populations that are tried on each.
  var populations: Int { max(1, simulations / 1000) }
}

/// Which risks the cheapest design is to keep, and what field work costs.
public struct CheapestQuestion: Sendable, Hashable {
  /// What villages and interviews cost.
  public var effort: FieldEffort
  /// The risk allowed that a county just beyond the limit is shown to be good.
  public var allowedWrong = 0.05
  /// The risk allowed that a good county is left open.
  public var allowedOpen = 0.2

  /// The usual risks.
  public init(effort: FieldEffort) { self.effort = effort }
}

extension Plan {
  /// The decisions about rates, as a design will make them.
  ///
  /// - Parameters:
  ///   - frame: the frame that was planned.
  ///   - targets: the rates.
  ///   - question: the true rates and correlations to look at.
  /// - Throws: as ``Sampling/SamplingFrame/decisionModels(of:trialDraws:populations:progress:)``; an error of
  ///   the numerical methods.
  public func decisions(
    of targets: [DecisionTarget], _ frame: SamplingFrame,
    question: DecisionQuestion = DecisionQuestion(), progress: Progress? = nil
  ) throws -> [PlannedDecision] {
    let models = try frame.decisionModels(
      of: targets, trialDraws: question.draws, populations: question.populations,
      progress: progress)
    return try zip(targets, models).compactMap { target, model in
      guard let model else { return nil }
      guard case .rate(let rate) = target.measure, rate.part == nil,
        let single = model as? DecisionModel
      else {
        // Each village is right or wrong by itself.
        let hasHouseholds = if case .villages = target.measure { false } else { true }
        return try PlannedDecision(
          name: target.name, model, rule: target.rule, question: question,
          correlations: hasHouseholds ? question.correlations : [0], progress: progress)
      }
      guard let (draw, county) = try stagedDraw(of: rate, frame) else { return nil }
      return try PlannedDecision(
        name: target.name, single, draw, of: county, rule: target.rule, question: question,
        progress: progress)
    }
  }

  /// The design as simple random samples of the same villages: a rule of fractions keeps its meaning, other
  /// sizes their mean in each village. `nil` if nothing is drawn.
  package func stagedDraw(
    of target: DecisionTarget.Rate, _ frame: SamplingFrame
  ) throws -> (StagedDraw, StagedCounty)? {
    let first = try FirstStageBasis(frame)
    let drawn = first.strata.map { Int($0.expectedSize.doubleValue.rounded()) }
    var parts: [[[Int]]] = []
    var households: [StagedDraw.Households] = []
    for sample in samples where target.samples.contains(sample.key) {
      let index = frame.design.stages[sample.stage - 1].samples.firstIndex { $0.key == sample.key }!
      var counts = first.units.map { _ in 0 }
      let basis = try SampleBasis(
        frame, stage: sample.stage, index: index, first: first, measure: nil)
      for parent in basis.parents.indices {
        guard let ancestor = basis.ancestors[parent] else { continue }
        for stratum in basis.strata.indices {
          counts[ancestor] += frame.count(
            stage: sample.stage, sample: index, parent: parent, stratum: stratum)
        }
      }
      var part = first.strata.map { _ in [Int]() }
      for unit in first.units.indices { part[first.stratumOfUnit[unit]].append(counts[unit]) }
      let asked = sample.all.size.mean
      let there = zip(part, drawn).reduce(0.0) { sum, stratum in
        stratum.0.isEmpty
          ? sum
          : sum + Double(stratum.0.reduce(0, +) * stratum.1) / Double(stratum.0.count)
      }
      guard asked > 0, there > 0 else { continue }
      households.append(
        sample.design.base == .population
          ? .shareOfCounty(asked / Double(sample.all.population))
          : .shareOfVillage(min(1, asked / there)))
      parts.append(part)
    }
    guard !parts.isEmpty, drawn.reduce(0, +) > 0 else { return nil }
    return (
      StagedDraw(villages: drawn, households: households),
      StagedCounty(parts: parts, sizes: target.sizes)
    )
  }
}
