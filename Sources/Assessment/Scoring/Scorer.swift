// SPDX-License-Identifier: GPL-3.0-or-later

import Estimation
public import Planning
import Sampling
public import Tables

extension Fieldwork {
  /// Computes all indicators, the overall result, response and findings.
  ///
  /// - Parameters:
  ///   - findings: the findings so far, with their decisions. Only confirmed ones enter the rates; those
  ///     of units without a complete interview count nowhere.
  ///   - treatment: how the variance is estimated.
  /// - Throws: ``Tables/Faults`` with findings that do not fit the draw or units in which an indicator
  ///   has no value; ``Tables/Fault/Code/lonelyUnit``; ``Tables/Fault/Code/numberTooLarge``; the faults
  ///   of the profile's expressions; an error of the numerical methods.
  /// - Complexity: linear in drawn units, times the indicators.
  public func score(
    findings: [Finding], treatment: VarianceTreatment = VarianceTreatment()
  ) throws -> AssessmentResult {
    let scorer = try Scorer(self, JoinedFindings(self, findings), treatment)
    return try scorer.result()
  }
}

/// Computes the result of one field work.
struct Scorer {
  let fieldwork: Fieldwork
  let findings: JoinedFindings
  /// The design of the last stage, and that of the first by itself if there are two.
  let designs: [ScoringDesign]

  var frame: AssessmentFrame { fieldwork.frame }
  var profile: Profile { fieldwork.frame.profile }
  var samples: [SampleTable] { findings.samples }

  init(
    _ fieldwork: Fieldwork, _ findings: JoinedFindings, _ treatment: VarianceTreatment
  ) throws {
    self.fieldwork = fieldwork
    self.findings = findings
    designs = try (1...fieldwork.draw.design.stages.count).map {
      try ScoringDesign(
        fieldwork, samples: findings.samples, stage: $0, treatment: treatment)
    }
  }

  /// The design of an indicator's samples.
  /// - Throws: ``Tables/Fault/Code/samplesOfStages`` if they are drawn at different stages.
  func design(of indicator: Indicator, _ columns: RatioColumns) throws -> ScoringDesign {
    let stages = Set(columns.parts.map { $0.sample == 0 ? 1 : 2 })
    guard stages.count <= 1 else {
      throw Fault(.samplesOfStages, at: indicator.place, ["indicator": indicator.name])
    }
    return designs[(stages.first ?? 1) - 1]
  }

  /// The scores of all indicators, in the profile's order.
  func scores() throws -> [IndicatorScore] {
    var rates: [UnitID: RatioScore] = [:]
    return try profile.indicators.map { indicator in
      switch indicator.measure {
      case .ratio(let ratio):
        let score = try RatioScore(indicator, ratio, self)
        rates[UnitID(indicator.name)] = score
        return .ratio(score)
      case .composite(let composite):
        return .composite(try CompositeScore(indicator, composite, rates, self))
      }
    }
  }

  /// The whole result.
  func result() throws -> AssessmentResult {
    let indicators = try scores().map { try $0.result(self) }
    var result = AssessmentResult(
      indicators: indicators, overall: overall(indicators), response: response(),
      findings: findings.counts, unknowns: unknowns(), emptyCells: emptyCells())
    result.notes = designs.flatMap(\.fitted.notes)
    result.confidence = profile.confidence
    return result
  }

  /// Whether all indicators that decide pass, fail, or leave it open.
  private func overall(_ indicators: [IndicatorResult]) -> OverallResult {
    let deciding = profile.overall.map { indicators.named($0, \.name)! }
    let failed = deciding.filter { $0.isMet == false }.map(\.name)
    let official: OverallResult.Official =
      !failed.isEmpty ? .failed : deciding.allSatisfy { $0.isMet == true } ? .passed : .undecided
    let level = 1 - profile.confidence.doubleValue
    let rejected = Holm.rejected(
      deciding.map { $0.failureProbability ?? 1 }, level: level)
    let conclusion: OverallResult.Conclusion =
      rejected.contains(true)
      ? .failedConclusively
      : official == .passed && !deciding.isEmpty
        && deciding.allSatisfy { $0.evidence == .conclusive } ? .passedConclusively : .notConclusive
    return OverallResult(
      official: official, conclusion: conclusion, deciding: profile.overall, failed: failed,
      isProvisional: findings.isProvisional)
  }

  /// The response of the samples that a form visits: units that were drawn only to draw others within them do
  /// not respond.
  private func response() -> [SampleResponse] {
    samples.filter { sample in
      profile.forms.contains { $0.samples.holds(sample.sample) }
    }.map { sample in
      var outcomes: [Outcome.Kind: Int] = [:]
      var drawn = 0
      var outstanding = 0
      var substitutes = SampleResponse.Substitutes(
        opened: 0, completed: 0, takeWeights: substitutesTakeWeights(in: sample))
      for (row, unit) in sample.units.enumerated() {
        guard fieldwork.draw.units[unit].role == .main else {
          substitutes.opened += 1
          if sample.isCompleted(row) { substitutes.completed += 1 }
          continue
        }
        drawn += 1
        if let kind = sample.outcomes[row] {
          outcomes[kind, default: 0] += 1
        } else {
          outstanding += 1
        }
      }
      return SampleResponse(
        sample: sample.sample, label: profile.sample(sample.sample)!.label, drawn: drawn,
        outcomes: outcomes, outstanding: outstanding, substitutes: substitutes)
    }
  }

  /// Whether a sample's substitutes take the weight of the unit that they replace.
  private func substitutesTakeWeights(in sample: SampleTable) -> Bool {
    let draw = fieldwork.draw
    return sample.units.contains {
      draw.units[$0].role == .reserve && !draw.cells[draw.units[$0].cell].isOneRandomOrder
    }
  }

  /// Questions without an answer, in the order of the samples' forms, with the units in draw order.
  private func unknowns() -> [UnknownAnswers] {
    var order: [String] = []
    var units: [UnitID: [String]] = [:]
    for sample in samples {
      for (question, rows) in sample.unanswered {
        let completed = rows.filter { sample.isCompleted($0) }
        guard !completed.isEmpty else { continue }
        if units[UnitID(question)] == nil { order.append(question) }
        units[UnitID(question), default: []] += completed.map {
          fieldwork.draw.units[sample.units[$0]].path.text
        }
      }
    }
    return order.map { UnknownAnswers(question: $0, units: units[UnitID($0)]!) }
  }

  private func emptyCells() -> [EmptyCell] {
    let last = designs.last!.field
    return (last.lentCells + last.orphanedCells).sorted().map { index in
      let cell = fieldwork.draw.cells[index]
      let isFirst = cell.stage == 1
      return EmptyCell(
        sample: isFirst ? frame.description.samples[0].name : cell.sample,
        parent: cell.parent.text, stratum: cell.stratum, population: cell.population)
    }
  }
}

extension Fault.Code {
  /// An indicator counts units of two stages together.
  public static let samplesOfStages = Fault.Code("samples-of-stages", .configuration)
}
