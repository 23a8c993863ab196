// SPDX-License-Identifier: GPL-3.0-or-later

import Estimation
public import Planning
import Sampling
import Tables

extension Fieldwork {
  /// How each indicator differs from an earlier round of the same assessment.
  ///
  /// Each round is scored by itself; the difference has limits by ``Estimation/Mover`` from those of both
  /// rounds, with the covariance of the first-stage units that both drew (``Estimation/RoundPair``). A composite
  /// is the later round's rates times their factors, less the earlier ones times theirs.
  ///
  /// - Parameters:
  ///   - earlier: the earlier round, of the same profile and design.
  ///   - findings: the findings of this round.
  ///   - earlierFindings: those of the earlier round.
  ///   - treatment: how the variances are estimated.
  /// - Throws: as ``score(findings:treatment:)``, for both rounds.
  /// - Complexity: that of two scores.
  public func changes(
    since earlier: Fieldwork, findings: [Finding], earlierFindings: [Finding],
    treatment: VarianceTreatment = VarianceTreatment()
  ) throws -> [IndicatorChange] {
    let comparison = try RoundComparison(
      earlier: Scorer(earlier, JoinedFindings(earlier, earlierFindings), treatment),
      later: Scorer(self, JoinedFindings(self, findings), treatment))
    return try comparison.changes()
  }
}

/// Two rounds, both scored.
private struct RoundComparison {
  let earlier: Scorer
  let later: Scorer
  private let first: [IndicatorScore]
  private let second: [IndicatorScore]
  /// The designs of each stage in both rounds.
  private let pairs: [RoundPair]

  init(earlier: Scorer, later: Scorer) throws {
    self.earlier = earlier
    self.later = later
    first = try earlier.scores()
    second = try later.scores()
    pairs = zip(earlier.designs, later.designs).map {
      RoundPair(earlier: $0.fitted.design, later: $1.fitted.design)
    }
  }

  func changes() throws -> [IndicatorChange] {
    try zip(first, second).map { first, second in
      let result = try (first.result(earlier), second.result(later))
      guard let before = try first.weightedRates(earlier),
        let after = try second.weightedRates(later), before.stage == after.stage,
        let difference = difference(from: before, to: after)
      else { return IndicatorChange(earlier: result.0, later: result.1, difference: nil) }
      let count = (result.0.estimate?.count ?? 0) + (result.1.estimate?.count ?? 0)
      let figure =
        [before, after].contains { $0.rates[0].figure.method == "hypergeometric" }
        ? exact(difference, before.rates[0].figure, after.rates[0].figure, count: count)
        : LimitedFigure(
          value: difference.value, standardError: difference.standardError, method: "mover",
          count: count
        ) { end, tail in
          let limit = try difference.limit(end, tail: tail)
          return (limit.value, limit.rule?.rawValue)
        }
      return try IndicatorChange(
        earlier: result.0, later: result.1,
        difference: figure.estimated(confidence: later.profile.confidence),
        rules: difference.rules.map(\.rawValue))
    }
  }

  /// The difference of two counts in small populations, each with exact limits at half the tail (Bonferroni): the
  /// squares that ``Estimation/Mover`` adds take steps between counts for smooth.
  private func exact(
    _ difference: CompositeOfRates, _ before: LimitedFigure, _ after: LimitedFigure, count: Int
  ) -> LimitedFigure {
    LimitedFigure(
      value: difference.value, standardError: difference.standardError, method: "bonferroni",
      count: count
    ) { end, tail in
      let (own, other) = (
        try after.limit(end, tail / 2),
        try before.limit(end == .upper ? .lower : .upper, tail / 2)
      )
      guard let limit = own.value, let opposite = other.value else {
        return (nil, own.rule ?? other.rule)
      }
      return (limit - opposite, own.rule ?? other.rule)
    }
  }

  private func difference(from before: WeightedRates, to after: WeightedRates) -> CompositeOfRates?
  {
    let (joint, rules) = pairs[after.stage - 1].covariance(
      later: after.rates.map(\.estimate), earlier: before.rates.map(\.estimate))
    let rates = after.rates + before.rates
    return CompositeOfRates(
      constant: after.constant - before.constant,
      factors: after.rates.map(\.factor) + before.rates.map { -$0.factor },
      rates: rates.map(\.estimate), joint: joint, rules: rules
    ) { rate, end, tail in
      let limit = try rates[rate].figure.limit(end, tail)
      let rule = limit.rule.flatMap(FigureRule.init(rawValue:))
      return limit.value.map { Limit($0, rule) } ?? Limit(without: rule ?? .emptyDomain)
    }
  }
}
