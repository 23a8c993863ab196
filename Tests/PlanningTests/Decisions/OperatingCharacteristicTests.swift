// SPDX-License-Identifier: GPL-3.0-or-later

import Distributions
import Estimation
import Planning
import Sampling
import Testing

/// Operating characteristics against assessments simulated in another way: populations by rejection, rows for
/// each household, and the estimator that scores use.
@Suite("Operating characteristics")
struct OperatingCharacteristicTests {
  @Test("agree with simulated assessments within Monte-Carlo error", arguments: Case.all)
  func simulatedAssessments(_ given: Case) throws {
    let model = try given.model()
    let point = try model.point(given.rule, errors: given.errors, correlation: given.correlation)
    let simulation = try given.simulate(draws: given.draws)
    let allowance = { (share: SimulatedShare, p: Double) in
      4
        * (share.standardError * share.standardError
        + max(p * (1 - p), 0.5 / Double(given.draws)) / Double(given.draws)).squareRoot()
    }
    for outcome in DecisionOutcome.allCases {
      let p = Double(simulation[outcome] ?? 0) / Double(given.draws)
      let share = point.share(of: outcome)
      #expect(abs(share.value - p) < allowance(share, p), "\(outcome): \(share.value) and \(p)")
    }
    let met =
      Double(simulation.reduce(0) { $0 + ($1.key.isMet ? $1.value : 0) })
      / Double(given.draws)
    #expect(abs(point.met.value - met) < allowance(point.met, met), "\(point.met.value) and \(met)")
    // Nothing is compared that cannot differ.
    #expect(met > 0.02 && met < 0.98)
  }

  @Test("Limits are those of the estimator", arguments: Case.all)
  func limits(_ given: Case) throws {
    let random = RandomSource(seed: "limits/\(given.name)")
    for _ in 0..<20 {
      let drawn = given.draw(random)
      let errors = drawn.cells.map {
        random.hypergeometric(marked: min($0.size, 2), of: 2 * $0.size, sample: $0.size)
      }
      let estimate = try given.estimate(drawn, errors: errors, persons: nil)
      for end in [IntervalEnd.upper, .lower] {
        let direct = try drawn.limit(end, errors: errors, given.rule)
        let expected = try #require(
          try estimate.limit(end, tail: 0.05, by: StabilizedInterval.self).value)
        #expect(abs(direct - expected) < 1e-12, "\(direct) and \(expected)")
      }
    }
  }

  @Test("Without an error the official figure always meets an upper limit")
  func noErrors() throws {
    let given = Case.all[0]
    let point = try given.model().point(given.rule, errors: 0, correlation: 0)
    #expect(point.met.value == 1)
    #expect(point.rate == 0)
  }

  @Test("A requirement from below is the mirror image of one from above")
  func mirror() throws {
    let given = Case.all[0]
    let below = DecisionRule(limit: Rational(19, 20), side: .atLeast)
    #expect(below.errorLimit == Rational(1, 20))
    let other = try given.model().point(
      DecisionRule(limit: Rational(1, 20), side: .atMost), errors: given.errors, correlation: 0.05)
    let point = try given.model().point(below, errors: given.errors, correlation: 0.05)
    #expect(point.met == other.met)
    #expect(abs(point.rate - (1 - other.rate)) < 1e-12)
  }

  @Test("Comparisons at the limit are exact")
  func atTheLimit() {
    let inclusive = DecisionRule(limit: Rational(1, 50), side: .atMost)
    let exclusive = DecisionRule(limit: Rational(1, 50), side: .atMost, isInclusive: false)
    #expect(inclusive.isMet(errors: 10, of: 500) && !exclusive.isMet(errors: 10, of: 500))
    #expect(!inclusive.isMet(errors: 11, of: 500) && exclusive.isMet(errors: 9, of: 500))
  }
}
