// SPDX-License-Identifier: GPL-3.0-or-later

import Estimation
import Planning
import Sampling
import Tables

extension Profile {
  /// The indicator that a figure of the report means: its name, its label in either language, or its number in the
  /// report's order, from 1.
  /// - Throws: ``Tables/Fault/Code/unknownIndicator``.
  public func indicator(ofFigure figure: String) throws -> Indicator {
    if let indicator = indicator(figure) { return indicator }
    let labelled = indicators.filter { indicator in
      Language.allCases.contains { bytesCompare(indicator.label.text(in: $0), figure) == 0 }
    }
    if labelled.count == 1 { return labelled[0] }
    if let number = Int(figure), indicators.indices.contains(number - 1) {
      return indicators[number - 1]
    }
    throw Fault(
      .unknownIndicator,
      ["name": figure, "known": indicators.map(\.name).joined(separator: ", ")])
  }
}

extension Fieldwork {
  /// Where a figure comes from.
  ///
  /// - Parameters:
  ///   - indicator: one of the profile's.
  ///   - findings: the findings so far, with their decisions.
  /// - Throws: as ``score(findings:treatment:)``.
  /// - Complexity: that of a score.
  public func explanation(of indicator: Indicator, findings: [Finding]) throws -> Explanation {
    let scorer = try Scorer(self, JoinedFindings(self, findings), .init())
    let scores = try scorer.scores()
    let position = frame.profile.indicators.firstIndex {
      bytesCompare($0.name, indicator.name) == 0
    }!
    let byUnit = Dictionary(grouping: findings, by: \.unit)
    let rates = scores.reduce(into: [UnitID: RatioScore]()) {
      if case .ratio(let score) = $1 { $0[UnitID(score.indicator.name)] = score }
    }
    let result = try scores[position].result(scorer)
    switch indicator.measure {
    case .ratio:
      return Explanation(
        indicator: indicator, result: result,
        rates: [try rates[UnitID(indicator.name)]!.explained(scorer, byUnit)], composite: nil)
    case .composite(let composite):
      let sum = try frame.totals[UnitID(indicator.name)]!.weightedRates(composite)
      return Explanation(
        indicator: indicator, result: result,
        rates: try sum.rates.map { try rates[UnitID($0.rate)]!.explained(scorer, byUnit) },
        composite: sum)
    }
  }
}

extension RatioScore {
  /// The rows behind the rate and its units in error.
  fileprivate func explained(
    _ scorer: Scorer, _ findings: [UnitID: [Finding]]
  ) throws -> Explanation.Rate {
    let fitted = design.fitted.design
    var weightOfRow = columns.parts.map { [Double?](repeating: nil, count: $0.isTarget.count) }
    for row in design.sampleOfRow.indices {
      guard let part = columns.parts.firstIndex(where: { $0.sample == design.sampleOfRow[row] })
      else { continue }
      weightOfRow[part][design.tableRow[row]] = fitted.weights[row]
    }
    let listsNumerators = official.map { $0.value.doubleValue <= 0.5 } ?? true
    var units: [Explanation.Unit] = []
    let samples = try columns.parts.enumerated().map { index, part in
      let sample = scorer.samples[part.sample]
      var (top, bottom) = (ExactSum(), ExactSum())
      var (weightedTop, weightedBottom, count) = (0.0, 0.0, 0)
      var weights: [Double] = []
      for row in part.isTarget.indices where part.isTarget[row] && part.denominators[row] != 0 {
        let (numerator, denominator) = (part.numerators[row], part.denominators[row])
        try top.add(numerator)
        try bottom.add(denominator)
        count += 1
        let weight = weightOfRow[index][row]
        if let weight {
          weightedTop += weight * numerator
          weightedBottom += weight * denominator
          weights.append(weight)
        }
        guard listsNumerators ? numerator != 0 : numerator != denominator else { continue }
        let path = scorer.fieldwork.draw.units[sample.units[row]].path
        units.append(
          Explanation.Unit(
            path: path, sample: sample.sample, numerator: numerator, denominator: denominator,
            weight: weight, findings: findings[path] ?? []))
      }
      return Explanation.Sample(
        name: sample.sample, label: scorer.profile.sample(sample.sample)!.label, units: count,
        numerator: try top.value(), denominator: try bottom.value(),
        weightedNumerator: weightedTop, weightedDenominator: weightedBottom,
        weights: weights.min().map { $0...weights.max()! })
    }
    return Explanation.Rate(
      indicator: indicator, samples: samples, estimate: estimate?.value,
      listsNumerators: listsNumerators, units: units)
  }
}
