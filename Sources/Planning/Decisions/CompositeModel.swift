// SPDX-License-Identifier: GPL-3.0-or-later

internal import Distributions
internal import Estimation
package import Sampling
internal import Tables

/// What a design draws of the rates that a composite is put together from, such as a poverty incidence.
///
/// The requirement Σ fᵢ pᵢ <= B on the shares of errors pᵢ is looked at where all rates are equal, p = B/Σ fᵢ being
/// the share that just meets it; errors of different rates lie in the villages independently of each other. The
/// official figure is the sum with the unweighted shares, exact; the evidence is that of
/// ``Estimation/CompositeOfRates``, as scores have it.
package struct CompositeModel: RiskModel {
  /// One of the rates.
  package struct Part: Sendable {
    /// Its factor, above zero.
    package let factor: Rational
    /// Its households in each village that can be drawn.
    package let households: [Int]
    /// How many persons households have; `nil` where the rate is one of households.
    package let sizes: HouseholdSizes?
    /// Its households in each sample, the same draws in all parts.
    package let drawn: [DrawnCells]

    /// A rate.
    package init(
      factor: Rational, households: [Int], sizes: HouseholdSizes?, drawn: [DrawnCells]
    ) {
      self.factor = factor
      self.households = households
      self.sizes = sizes
      self.drawn = drawn
    }

    var population: Int { households.reduce(0, +) }
  }

  private let parts: [Part]
  /// B.
  private let budget: Rational
  private let samples: [[AssessedSample]]
  private let populations: Int
  private let seed: String

  /// A composite of rates.
  ///
  /// - Parameters:
  ///   - budget: what Σ fᵢ pᵢ may come to, above zero.
  ///   - populations: tried on each sample.
  ///   - seed: the text that all random numbers follow from.
  /// - Precondition: all parts have as many samples.
  package init(parts: [Part], budget: Rational, populations: Int, seed: String) throws {
    precondition(budget > .zero && parts.allSatisfy { $0.factor > .zero })
    self.parts = parts
    self.budget = budget
    self.populations = populations
    self.seed = seed
    var samples: [[AssessedSample]] = []
    try inParts(of: parts[0].drawn.count) { number in
      parts.enumerated().map { index, part in
        AssessedSample(
          part.drawn[number], sizes: part.sizes,
          random: RandomSource(seed: "\(seed)/persons/\(index)/\(number + 1)"))
      }
    } consume: {
      samples += $0
    }
    self.samples = samples.filter { $0.allSatisfy { $0.households > 0 } }
  }

  package var population: Int { parts.reduce(0) { $0 + $1.population } }

  package var meanSize: Double {
    guard !samples.isEmpty else { return 0 }
    let all = samples.reduce(0) { $0 + $1.reduce(0) { $0 + $1.households } }
    return Double(all) / Double(samples.count)
  }

  package var simulations: Int { samples.count * populations }

  /// Whether a rate is never drawn.
  package var isEmpty: Bool { samples.isEmpty }

  /// The share of errors in all rates that just meets the requirement.
  private var shareAtLimit: Double {
    budget.doubleValue / parts.reduce(0) { $0 + $1.factor.doubleValue }
  }

  package func point(
    _ rule: DecisionRule, multiple: Double, correlation: Double
  ) throws -> OperatingPoint? {
    let share = multiple * shareAtLimit
    guard share <= 1 else { return nil }
    let errors = parts.map { part in
      let errors = share * Double(part.population)
      return Int(multiple == 1 ? errors.rounded(.down) : errors.rounded())
    }
    let laws = zip(parts, errors).map {
      ErrorsOfVillages(households: $0.households, errors: $1, correlation: correlation)
    }
    let populations = errors.allSatisfy { $0 == 0 } ? 1 : populations
    var tally = OutcomeTally(populations: populations)
    let samples = samples
    try inParts(of: samples.count) { number in
      let random = RandomSource(seed: "\(seed)/\(errors)/\(correlation)/\(number + 1)")
      var counts = [Int](repeating: 0, count: DecisionOutcome.allCases.count)
      for _ in 0..<populations {
        let found = zip(samples[number], laws).map { $0.sample.errors(in: $1, random) }
        counts[try outcome(samples[number], found, rule).rawValue] += 1
      }
      return counts
    } consume: {
      for counts in $0 { tally.add(counts) }
    }
    let sum = zip(parts, errors).reduce(0.0) {
      $0 + $1.0.factor.doubleValue * Double($1.1) / Double($1.0.population)
    }
    return OperatingPoint(
      correlation: correlation, errors: errors.reduce(0, +), rate: rate(ofErrors: sum, rule),
      shares: tally.shares, meetingShare: tally.meetingShare)
  }

  /// The composite's own figure: what is left of the budget lies between it and the limit.
  private func rate(ofErrors sum: Double, _ rule: DecisionRule) -> Double {
    let rest = budget.doubleValue - sum
    return rule.side == .atMost ? rule.limit.doubleValue - rest : rule.limit.doubleValue + rest
  }

  /// What one assessment says.
  func outcome(
    _ samples: [AssessedSample], _ errors: [[Int]], _ rule: DecisionRule
  ) throws -> DecisionOutcome {
    let figures = zip(samples, errors).map { $0.figures(errors: $1) }
    var official = Rational.zero
    for index in parts.indices {
      let share = Rational(figures[index].found, samples[index].allPersons)
      official = try official.adding(parts[index].factor.multiplied(by: share))
    }
    let isMet = official == budget ? rule.isInclusive : official < budget
    if samples.allSatisfy(\.isCensus) { return isMet ? .metConclusively : .missedConclusively }
    let terms = zip(parts, figures).map {
      Mover.Term(factor: $0.factor.doubleValue, value: $1.share)
    }
    let sum = terms.reduce(0) { $0 + $1.factor * $1.value }
    // A limit never lies on the estimate's other side, so that one of them can decide.
    let end: IntervalEnd = isWithin(sum, rule) ? .upper : .lower
    let correlations =
      figures.allSatisfy { $0.share > 0 && $0.share < 1 }
      ? SharedVillages.correlations(samples, errors, figures.map(\.share)) : nil
    let limit = try Mover.limit(
      end, constant: 0, terms: terms,
      correlation: { first, second in correlations?[first][second] ?? 0 }
    ) { part, end in
      try samples[part].limit(end, p: figures[part].share, errors: errors[part], rule)
    }
    return DecisionOutcome(
      isMet: isMet, showsMet: end == .upper && isWithin(limit, rule),
      showsMissed: end == .lower && !isWithin(limit, rule))
  }

  private func isWithin(_ sum: Double, _ rule: DecisionRule) -> Bool {
    let bound = budget.doubleValue
    return sum == bound ? rule.isInclusive : sum < bound
  }
}
