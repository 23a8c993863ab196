// SPDX-License-Identifier: GPL-3.0-or-later

import Forms
public import Planning
import Sampling
import Tables

extension Fieldwork {
  /// What the indicators would be under other treatments: those with a requirement, those that count findings,
  /// where it makes a difference, and those whose profile gives other readings.
  ///
  /// Suspected findings count as confirmed, where two of a unit exclude each other the first in the profile's
  /// order; main units without an interview count as errors of the size that the register tells (the
  /// indicator's `unanswered` where it does not); reserves that were opened are left out; disputed definitions
  /// are read otherwise. Each treatment is scored in full, with its own weights and limits.
  ///
  /// - Throws: as ``score(findings:treatment:)``.
  /// - Complexity: that of at most four scores, and one indicator for each reading.
  public func sensitivity(
    findings: [Finding], treatment: VarianceTreatment = VarianceTreatment()
  ) throws -> [Sensitivity] {
    let scorer = try Scorer(self, JoinedFindings(self, findings), treatment)
    let reported = try scorer.result()
    let variants = try variants(reported, findings, treatment)
    return try zip(frame.profile.indicators, reported.indicators).enumerated().compactMap {
      (position, pair) -> Sensitivity? in
      let (indicator, result) = pair
      var rows: [Sensitivity.Row] = []
      if indicator.threshold != nil || countsFindings(indicator) {
        let behind = samples(behind: indicator)
        let response = reported.response.filter { behind.holds($0.sample) }
        rows = variants.compactMap { variant in
          variant.treatment(response).map {
            Sensitivity.Row(treatment: $0, result: variant.result.indicators[position])
          }
        }
        // Nothing rests on a figure without a requirement but the figure itself.
        if indicator.threshold == nil { rows.removeAll { !$0.result.differs(from: result) } }
      }
      rows += try indicator.readings.map { reading in
        let score = try RatioScore(indicator.read(reading), reading.ratio, scorer)
        return Sensitivity.Row(
          treatment: .reading(name: reading.name, label: reading.label),
          result: try score.result(scorer))
      }
      return rows.isEmpty ? nil : Sensitivity(reported: result, rows: rows)
    }
  }

  /// A treatment of all samples, with what it is for those of one indicator; `nil` where it changes nothing
  /// there.
  private typealias Variant = (
    treatment: (_ response: [SampleResponse]) -> Sensitivity.Treatment?, result: AssessmentResult
  )

  private func variants(
    _ reported: AssessmentResult, _ findings: [Finding], _ treatment: VarianceTreatment
  ) throws -> [Variant] {
    var variants: [Variant] = []
    let open = reported.findings.reduce(0) { $0 + $1.suspected.units }
    if open > 0 {
      let confirmed = frame.profile.confirmingSuspected(findings)
      variants.append(
        ({ _ in .suspectedConfirmed(open) }, try score(findings: confirmed, treatment: treatment)))
    }
    let missing = { (response: [SampleResponse]) in response.reduce(0) { $0 + $1.missing } }
    if missing(reported.response) > 0 {
      variants.append(
        (
          { missing($0) > 0 ? .nonrespondentsAsErrors(missing($0)) : nil },
          try mains(takingNonrespondentsForErrors: true).score(of: findings, treatment)
        ))
    }
    let opened = { (response: [SampleResponse]) in
      response.reduce(0) { $0 + $1.substitutes.opened }
    }
    if opened(reported.response) > 0 {
      variants.append(
        (
          { opened($0) > 0 ? .withoutSubstitutes(opened($0)) : nil },
          try mains(takingNonrespondentsForErrors: false).score(of: findings, treatment)
        ))
    }
    return variants
  }

  /// The samples whose units an indicator counts, itself or by its rates.
  private func samples(behind indicator: Indicator) -> [String] {
    ratios(behind: indicator).flatMap(\.samples)
  }

  /// Whether what an indicator counts depends on findings, by itself or by its rates.
  private func countsFindings(_ indicator: Indicator) -> Bool {
    ratios(behind: indicator).contains { frame.profile.readsFindings($0.numerator) }
  }

  private func ratios(behind indicator: Indicator) -> [Indicator.Ratio] {
    switch indicator.measure {
    case .ratio(let ratio): [ratio]
    case .composite(let composite):
      composite.terms.compactMap(\.rate).flatMap {
        ratios(behind: frame.profile.indicator($0)!)
      }
    }
  }

  /// The score with those findings whose units take part.
  private func score(
    of findings: [Finding], _ treatment: VarianceTreatment
  ) throws -> AssessmentResult {
    let units = Set(samples.flatMap { sample in sample.units.map { draw.units[$0].path } })
    return try score(findings: findings.filter { units.contains($0.unit) }, treatment: treatment)
  }
}

extension Profile {
  /// Whether an expression reads the findings of a unit, by itself or through named values.
  fileprivate func readsFindings(_ expression: Expression) -> Bool {
    expression.names.contains { name in
      bytesCompare(name, "finding") == 0
        || (values.named(name, \.name).map { readsFindings($0.expression) } ?? false)
    }
  }

  /// The findings with every suspected one confirmed that nothing confirmed before excludes.
  fileprivate func confirmingSuspected(_ findings: [Finding]) -> [Finding] {
    var confirmed: [UnitID: [String]] = [:]
    for finding in findings where finding.state == .confirmed {
      confirmed[finding.unit, default: []].append(finding.kind)
    }
    let order = Dictionary(
      uniqueKeysWithValues: self.findings.enumerated().map { (UnitID($1.name), $0) })
    let ranked = findings.indices.sorted {
      (order[UnitID(findings[$0].kind)] ?? 0, $0) < (order[UnitID(findings[$1].kind)] ?? 0, $1)
    }
    var result = findings
    for index in ranked where findings[index].state == .suspected {
      let finding = findings[index]
      let others = confirmed[finding.unit] ?? []
      guard let kind = self.finding(finding.kind),
        !others.contains(where: { kind.excludes.holds($0) })
      else { continue }
      confirmed[finding.unit, default: []].append(finding.kind)
      result[index].state = .confirmed
    }
    return result
  }
}

extension IndicatorResult {
  /// Whether a figure or its limits are others.
  fileprivate func differs(from other: IndicatorResult) -> Bool {
    official?.value != other.official?.value || estimate?.value != other.estimate?.value
      || estimate?.lower != other.estimate?.lower || estimate?.upper != other.estimate?.upper
  }
}

extension SampleResponse {
  /// Main units of the population without an interview.
  fileprivate var missing: Int {
    outstanding + (outcomes[.refused] ?? 0) + (outcomes[.noncontact] ?? 0)
  }
}
