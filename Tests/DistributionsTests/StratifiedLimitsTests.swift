// SPDX-License-Identifier: GPL-3.0-or-later

import Distributions
import Foundation
import Testing

@Suite("Exact limits for stratified samples")
struct StratifiedLimitsTests {
  typealias Stratum = StratifiedLimits.Stratum

  // The one stratum of `HypergeometricLimits`: two-sided 95% limits and the one-sided upper one.
  @Test(
    "One stratum has the hypergeometric limits",
    arguments: [
      (3, 10, 50, 5, 31, 29), (0, 200, 1000, 0, 16, 13), (1, 200, 1000, 1, 25, 21),
      (0, 1600, 80_000, 0, 182, 148), (5, 1600, 80_000, 83, 578, 521), (2, 300, 3000, 3, 69, 60),
    ])
  func single(x: Int, n: Int, population: Int, lower: Int, upper: Int, oneSided: Int) throws {
    let strata = [Stratum(found: x, draws: n, population: population)]
    #expect(try StratifiedLimits.lowerCount(of: strata, tail: 0.025) == lower)
    #expect(try StratifiedLimits.upperCount(of: strata, tail: 0.025) == upper)
    #expect(try StratifiedLimits.upperCount(of: strata, tail: 0.05) == oneSided)
    for tail in [0.3, 0.1, 0.05, 0.01, 1e-4] {
      #expect(
        try StratifiedLimits.lowerCount(of: strata, tail: tail)
          == HypergeometricLimits.lowerCount(found: x, of: n, population: population, tail: tail))
    }
  }

  /// The lower limit by trying every allocation of every number of marked units.
  private func bruteLower(_ strata: [Stratum], tail: Double) -> Int {
    let sampled = strata.filter { $0.draws < $0.population }
    let whole = strata.filter { $0.draws == $0.population }.reduce(0) { $0 + $1.found }
    guard !sampled.isEmpty else { return whole }
    // The largest chance for each total, built up stratum by stratum over all allocations.
    var best: [Int: Double] = [0: 0]
    for stratum in sampled {
      var next: [Int: Double] = [:]
      for marked in stratum.found...(stratum.population - stratum.draws + stratum.found) {
        let chance = Hypergeometric(
          population: stratum.population, successes: marked, draws: stratum.draws
        ).upperTail(stratum.found - 1)
        for (total, sum) in best {
          next[total + marked] = max(next[total + marked] ?? -.infinity, sum + log(chance))
        }
      }
      best = next
    }
    let combined = ChiSquare(degreesOfFreedom: Double(2 * sampled.count))
    return whole
      + best.filter { combined.upperTail(-2 * $0.value) > tail * (1 + 1e-11) }.map(\.key).min()!
  }

  @Test("The allocation found one by one is the best of all")
  func greedy() throws {
    var state: UInt64 = 7
    func random(_ bound: Int) -> Int {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Int(state >> 33) % bound
    }
    for _ in 0..<300 {
      let strata = (0..<(1 + random(5))).map { _ in
        let population = 2 + random(40)
        let draws = 1 + random(population)
        return Stratum(found: random(draws + 1), draws: draws, population: population)
      }
      for tail in [0.2, 0.05, 0.01] {
        let lower = try StratifiedLimits.lowerCount(of: strata, tail: tail)
        #expect(lower == bruteLower(strata, tail: tail), "\(strata) \(tail)")
        let mirrored = strata.map {
          Stratum(found: $0.draws - $0.found, draws: $0.draws, population: $0.population)
        }
        let population = strata.reduce(0) { $0 + $1.population }
        #expect(
          try StratifiedLimits.upperCount(of: strata, tail: tail)
            == population - bruteLower(mirrored, tail: tail))
      }
    }
  }

  @Test(
    "Whatever lies in the strata, a limit misses it with at most the probability of its tail",
    arguments: [0.05, 0.2])
  func coverage(tail: Double) throws {
    let shapes = [(6, 3), (9, 4), (5, 2)]
    // Limits of every outcome.
    var limits: [[Int]: (lower: Int, upper: Int)] = [:]
    for a in 0...shapes[0].1 {
      for b in 0...shapes[1].1 {
        for c in 0...shapes[2].1 {
          let strata = zip(shapes, [a, b, c]).map {
            Stratum(found: $1, draws: $0.1, population: $0.0)
          }
          limits[[a, b, c]] = (
            try StratifiedLimits.lowerCount(of: strata, tail: tail),
            try StratifiedLimits.upperCount(of: strata, tail: tail)
          )
        }
      }
    }
    var worst = 0.0
    for a in 0...shapes[0].0 {
      for b in 0...shapes[1].0 {
        for c in 0...shapes[2].0 {
          let chances = zip(shapes, [a, b, c]).map {
            Hypergeometric(population: $0.0, successes: $1, draws: $0.1)
          }
          var (tooHigh, tooLow) = (0.0, 0.0)
          for (outcome, limit) in limits {
            let chance = zip(chances, outcome).reduce(1) { $0 * $1.0.probability($1.1) }
            if limit.lower > a + b + c { tooHigh += chance }
            if limit.upper < a + b + c { tooLow += chance }
          }
          worst = max(worst, tooHigh, tooLow)
          #expect(tooHigh <= tail + 1e-12 && tooLow <= tail + 1e-12, "\(a) \(b) \(c)")
        }
      }
    }
    #expect(worst > 0.02 * tail)
  }

  @Test("Strata taken whole add what they hold, and limits keep to what is possible")
  func whole() throws {
    let whole = Stratum(found: 4, draws: 9, population: 9)
    #expect(try StratifiedLimits.lowerCount(of: [whole], tail: 0.05) == 4)
    #expect(try StratifiedLimits.upperCount(of: [whole], tail: 0.05) == 4)
    let sampled = Stratum(found: 3, draws: 10, population: 50)
    #expect(try StratifiedLimits.lowerCount(of: [whole, sampled], tail: 0.025) == 9)
    #expect(try StratifiedLimits.upperCount(of: [whole, sampled], tail: 0.025) == 35)
    let none = [
      Stratum(found: 0, draws: 3, population: 8), Stratum(found: 0, draws: 2, population: 4),
    ]
    #expect(try StratifiedLimits.lowerCount(of: none, tail: 0.05) == 0)
    let all = none.map { Stratum(found: $0.draws, draws: $0.draws, population: $0.population) }
    #expect(try StratifiedLimits.upperCount(of: all, tail: 0.05) == 12)
    for tail in [0.4, 0.1, 1e-6] {
      let strata = [sampled, none[0], all[1]]
      let lower = try StratifiedLimits.lowerCount(of: strata, tail: tail)
      let upper = try StratifiedLimits.upperCount(of: strata, tail: tail)
      #expect(lower >= 5 && upper <= 62 - 12 + 2 + 3 && lower <= upper)
    }
  }

  @Test("Hundreds of strata take milliseconds, and a smaller tail is never narrower")
  func many() throws {
    let strata = (0..<400).map { index in
      Stratum(found: index % 50 == 0 ? 1 : 0, draws: 10, population: 150 + index % 100)
    }
    let population = strata.reduce(0) { $0 + $1.population }
    let clock = ContinuousClock()
    var last = 0...population
    for tail in [1e-6, 0.01, 0.025, 0.05, 0.2] {
      var limits = 0...0
      let time = try clock.measure {
        limits =
          try StratifiedLimits.lowerCount(
            of: strata, tail: tail)...StratifiedLimits.upperCount(
            of: strata, tail: tail)
      }
      #expect(last.contains(limits.lowerBound) && last.contains(limits.upperBound))
      #expect(limits.lowerBound >= 8)
      last = limits
      // Generous for a build without optimization on a busy machine.
      #expect(time < .seconds(5))
    }
    #expect(last.upperBound < population / 8)
  }
}
