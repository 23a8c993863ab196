// SPDX-License-Identifier: GPL-3.0-or-later

import Estimation
import Planning
import Sampling
import Tables

/// An indicator that puts rates together with totals of registers, scored.
struct CompositeScore {
  /// A rate with what it is multiplied by.
  private struct Component {
    let score: RatioScore
    let total: Rational
    /// The total over that below the line.
    let factor: Rational
  }

  let indicator: Indicator
  private let composite: Indicator.Composite
  private let components: [Component]
  /// The sum of the known terms over the total below the line.
  private let constant: Rational
  private let denominator: Rational

  init(
    _ indicator: Indicator, _ composite: Indicator.Composite, _ rates: [UnitID: RatioScore],
    _ scorer: Scorer
  ) throws {
    self.indicator = indicator
    self.composite = composite
    let totals = scorer.frame.totals[UnitID(indicator.name)]!
    let sum = try totals.weightedRates(composite)
    let components = sum.rates.map {
      Component(score: rates[UnitID($0.rate)]!, total: $0.total, factor: $0.factor)
    }
    guard Set(components.flatMap { $0.score.columns.parts.map { $0.sample == 0 } }).count <= 1
    else { throw Fault(.samplesOfStages, at: indicator.place, ["indicator": indicator.name]) }
    self.components = components
    denominator = totals.denominator
    constant = sum.constant
  }

  /// The totals that could not be drawn from in full: what is covered, and what is multiplied.
  private var outside: [(name: String, covered: Rational, total: Rational)] {
    components.compactMap { component in
      let coverage = component.score.coverage
      let covered = Rational(coverage.persons?.covered ?? coverage.units.covered)
      guard !coverage.isComplete || covered < component.total else { return nil }
      return (component.score.indicator.name, covered, component.total)
    }
  }

  func result(_ scorer: Scorer) throws -> IndicatorResult {
    let confidence = scorer.profile.confidence
    var remarks = outside.map { outside in
      Remark(
        composite.assumesSameRate ? "assumes-same-rate" : "composite-outside-frame",
        [
          "rate": outside.name, "covered": outside.covered.text, "total": outside.total.text,
        ])
    }
    let isRefused = !remarks.isEmpty && !composite.assumesSameRate
    let official = isRefused ? nil : try self.official()
    let figure = isRefused ? nil : self.figure()
    if !isRefused {
      for remark in components.compactMap(\.score.obstacle) where !remarks.contains(remark) {
        remarks.append(remark)
      }
      if official == nil, remarks.isEmpty { remarks.append(Remark("nobody-answered")) }
    }
    let estimated = try figure?.estimated(confidence: confidence)
    if let official, let estimated, official.differs(from: estimated) {
      remarks.append(Remark("official-differs"))
    }
    let verdict = try Verdict(indicator.threshold, official, figure, confidence: confidence)
    var result = IndicatorResult(
      name: indicator.name, label: indicator.label, target: indicator.target,
      isShare: indicator.isShare, official: official, estimate: estimated,
      threshold: indicator.threshold, isMet: verdict.isMet, evidence: verdict.evidence,
      failureProbability: verdict.failureProbability,
      coverage: components.reduce(Coverage(units: (0, 0), persons: nil)) {
        $0.adding($1.score.coverage)
      },
      openFindings: openFindings(scorer), remarks: remarks)
    if let official, let threshold = indicator.threshold {
      result.turning = try turning(official, threshold, scorer)
    }
    return result
  }

  /// For each rate, the errors that would turn the whole if all else stayed: with the rate X/N, factor f and
  /// the rest r of the sum, those that turn X/N against the limit (L - r)/f.
  private func turning(
    _ official: OfficialFigure, _ threshold: Threshold, _ scorer: Scorer
  ) throws -> [IndicatorResult.Turning] {
    try components.compactMap { component in
      guard let rate = component.score.official, component.factor > .zero else { return nil }
      let own = try component.factor.multiplied(by: rate.value)
      let rest = try official.value.adding(own.multiplied(by: -1))
      let limit = try threshold.limit.adding(rest.multiplied(by: -1)).divided(by: component.factor)
      let ownThreshold = Threshold(
        limit: limit, side: threshold.side, isInclusive: threshold.isInclusive,
        source: threshold.source)
      return try TurningCount(rate, ownThreshold).map {
        .init(
          rate: component.score.indicator.label, count: $0,
          countsPersons: component.score.countsPersons(scorer.profile))
      }
    }
  }

  /// The document's arithmetic with the official rates, exact.
  private func official() throws -> OfficialFigure? {
    var sum = constant
    for component in components {
      guard let rate = component.score.official else { return nil }
      sum = try sum.adding(component.factor.multiplied(by: rate.value))
    }
    return OfficialFigure(
      numerator: try sum.multiplied(by: denominator), denominator: denominator, value: sum)
  }

  /// The estimate, with limits by ``Estimation/Mover``.
  private func figure() -> LimitedFigure? {
    let estimates = components.compactMap(\.score.estimate)
    guard estimates.count == components.count, let first = components.first,
      let sum = CompositeOfRates(
        constant: constant.doubleValue, factors: components.map(\.factor.doubleValue),
        rates: estimates, of: first.score.design.fitted.design)
    else { return nil }
    return LimitedFigure(
      value: sum.value, standardError: sum.standardError, method: "mover",
      count: components.reduce(0) { $0 + $1.score.columns.count() },
      isCensus: estimates.allSatisfy(\.isCensus)
    ) { end, tail in
      let limit = try sum.limit(end, tail: tail)
      return (limit.value, limit.rule?.rawValue)
    }
  }

  /// The rates with their factors; `nil` where one has no estimate, or the composite may not be made.
  func weightedRates(_ scorer: Scorer) throws -> WeightedRates? {
    guard outside.isEmpty || composite.assumesSameRate else { return nil }
    let rates = try components.compactMap { component in
      try component.score.weightedRate(scorer).map { rate in
        var rate = rate
        rate.factor = component.factor.doubleValue
        return rate
      }
    }
    guard !rates.isEmpty, rates.count == components.count else { return nil }
    return WeightedRates(constant: constant.doubleValue, rates: rates)
  }

  /// The names of its rates, in their order.
  var rateNames: [String] { components.map(\.score.indicator.name) }

  private func openFindings(_ scorer: Scorer) -> Int {
    var seen: Set<Int> = []
    for component in components
    where scorer.profile.dependsOnFindings(component.score.indicator.expressions) {
      for part in component.score.columns.parts {
        let sample = scorer.samples[part.sample]
        for row in sample.units.indices
        where part.isTarget[row] && sample.isCompleted(row)
          && scorer.findings.isOpen[part.sample][row]
        { seen.insert(sample.units[row]) }
      }
    }
    return seen.count
  }
}
