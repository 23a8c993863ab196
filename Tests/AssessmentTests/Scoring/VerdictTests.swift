// SPDX-License-Identifier: GPL-3.0-or-later

import Assessment
import Distributions
import Estimation
import Sampling
import Testing

@Suite("Requirements and evidence")
struct VerdictTests {
  private func threshold(_ side: Threshold.Side, _ inclusive: Bool, _ limit: Rational) -> Threshold
  {
    Threshold(limit: limit, side: side, isInclusive: inclusive, source: "law")
  }

  /// x of n with the exact limits of Clopper and Pearson.
  private func figure(_ x: Double, of n: Double) -> LimitedFigure {
    LimitedFigure(value: x / n, standardError: nil, method: "clopper-pearson", count: Int(n)) {
      let limits = try ClopperPearson.limits(x: x, n: n, lowerTail: $1, upperTail: $1)
      return ($0 == .lower ? limits.lower : limits.upper, nil)
    }
  }

  @Test(
    "The limit itself meets an inclusive requirement only, and nothing is rounded first",
    arguments: [
      (Threshold.Side.atMost, true, Rational(2, 100), true),
      (.atMost, false, Rational(2, 100), false),
      (.atMost, true, Rational(20_000_001, 1_000_000_000), false),
      (.atMost, false, Rational(19_999_999, 1_000_000_000), true),
      (.atLeast, true, Rational(2, 100), true), (.atLeast, false, Rational(2, 100), false),
      (.atLeast, true, Rational(19_999_999, 1_000_000_000), false),
    ])
  func inclusive(side: Threshold.Side, inclusive: Bool, value: Rational, isMet: Bool) {
    #expect(threshold(side, inclusive, Rational(1, 50)).isMet(by: value) == isMet)
  }

  @Test(
    "Evidence is conclusive, against, or neither, by the one-sided limits",
    arguments: [
      // 9 of 823 are the most errors whose upper limit is below 2%; 10 are not conclusive.
      (9.0, 823.0, true, Evidence.conclusive), (10, 823, true, .notConclusive),
      (16, 823, true, .notConclusive), (40, 823, false, .conclusive),
      (17, 823, false, .notConclusive), (2, 823, false, .against), (40, 823, true, .against),
    ])
  func evidence(x: Double, n: Double, isMet: Bool, expected: Evidence) throws {
    let evidence = try threshold(.atMost, true, Rational(1, 50)).evidence(
      isMet: isMet, figure(x, of: n), confidence: Rational(19, 20))
    #expect(evidence == expected)
  }

  @Test(
    "Approval of at least 90% is conclusive from the smallest such count on",
    arguments: [(96.0, 100.0), (188, 200), (279, 300), (462, 500), (756, 823), (916, 1000)])
  func approval(x: Double, n: Double) throws {
    let rule = threshold(.atLeast, true, Rational(9, 10))
    let evidence = { (x: Double) in
      try rule.evidence(isMet: true, figure(x, of: n), confidence: Rational(19, 20))
    }
    #expect(try evidence(x) == .conclusive)
    #expect(try evidence(x - 1) == .notConclusive)
  }

  @Test(
    "The p value that limits imply is that of the exact binomial test",
    arguments: [(8, 200), (20, 823), (17, 823), (60, 1245)])
  func probability(x: Int, n: Int) throws {
    let rule = threshold(.atMost, true, Rational(1, 50))
    let p = try #require(try rule.failureProbability(figure(Double(x), of: Double(n))))
    // P(X >= x) if the rate is 2% exactly.
    let exact = Binomial(trials: n, probability: 0.02).upperTail(x - 1)
    #expect(abs(p / exact - 1) < 1e-6)
  }

  @Test("No failure shows at any level where the figure lies far on the passing side")
  func noFailure() throws {
    let rule = threshold(.atMost, true, Rational(1, 50))
    #expect(try rule.failureProbability(figure(0, of: 500)) == 1)
    #expect(try rule.failureProbability(figure(5, of: 500)) == 1)
    #expect(try rule.failureProbability(figure(500, of: 500)) == 1e-12)
    let none = LimitedFigure(value: 0.5, standardError: nil, method: "t", count: 2) { _, _ in
      (nil, nil)
    }
    #expect(try rule.failureProbability(none) == nil)
    #expect(
      try rule.evidence(isMet: false, none, confidence: Rational(19, 20)) == .notConclusive)
  }

  @Test(
    "Holm's procedure rejects step by step and stops at the first that is not",
    arguments: [
      ([0.01, 0.04, 0.03, 0.005], [true, false, false, true]),
      ([0.0126, 0.5, 0.5, 0.5], [false, false, false, false]),
      ([0.0125, 0.0166, 0.025, 0.05], [true, true, true, true]),
      ([0.02, 0.001, 0.0001], [true, true, true]), ([], []),
    ] as [([Double], [Bool])])
  func holm(probabilities: [Double], rejected: [Bool]) {
    #expect(Holm.rejected(probabilities, level: 0.05) == rejected)
  }

  @Test("A bound on a count of one stratum is the exact one; 0 of 17 of 83 leaves 12")
  func oneStratum() {
    let bound = CountBound(
      strata: [StratumCount(population: 83, observed: 17, found: 0)], confidence: 0.95)
    #expect(bound == CountBound(atMost: 12, population: 83, confidence: 0.95))
  }

  @Test("Strata taken whole add what was found, unseen ones all they have")
  func otherStrata() {
    let bound = CountBound(
      strata: [
        StratumCount(population: 83, observed: 17, found: 0),
        StratumCount(population: 3, observed: 3, found: 1),
        StratumCount(population: 5, observed: 0, found: 0),
      ], confidence: 0.95)
    #expect(bound == CountBound(atMost: 12 + 1 + 5, population: 91, confidence: 0.95))
  }

  @Test("Two strata together hold the true number with the stated confidence, whatever it is")
  func coverage() {
    let (sizes, drawn) = ([9, 7], [4, 3])
    for first in 0...sizes[0] {
      for second in 0...sizes[1] {
        let truth = [first, second]
        let laws = (0...1).map {
          Hypergeometric(population: sizes[$0], successes: truth[$0], draws: drawn[$0])
        }
        var covered = 0.0
        for x in 0...drawn[0] {
          for y in 0...drawn[1] {
            let bound = CountBound(
              strata: [
                StratumCount(population: sizes[0], observed: drawn[0], found: x),
                StratumCount(population: sizes[1], observed: drawn[1], found: y),
              ], confidence: 0.95)
            if bound.atMost >= first + second {
              covered += laws[0].probability(x) * laws[1].probability(y)
            }
          }
        }
        #expect(covered >= 0.95 - 1e-12)
      }
    }
  }
}
