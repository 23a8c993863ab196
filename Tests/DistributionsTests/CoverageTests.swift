// SPDX-License-Identifier: GPL-3.0-or-later

import Distributions
import Testing

@Suite("Coverage by full enumeration")
struct CoverageTests {
  @Test("Exact binomial limits never cover less than they promise", arguments: [0.8, 0.95, 0.99])
  func clopperPearson(confidence: Double) throws {
    for n in [1, 2, 5, 17, 40] {
      let results = try (0...n).map {
        try CountInterval.result(count: Double($0), of: Double(n), confidence: confidence)
      }
      // The coverage is lowest beside a limit, so probabilities are taken there and between.
      let ends = results.flatMap { [$0.lower, $0.upper, $0.upperOneSided] }
      let probabilities =
        ends.flatMap { [$0 * 0.999999, $0 * 1.000001] } + (0...200).map { Double($0) / 200 }
      for p in probabilities where p <= 1 {
        let binomial = Binomial(trials: n, probability: p)
        func coverage(_ holds: (CountInterval.Result) -> Bool) -> Double {
          (0...n).filter { holds(results[$0]) }.reduce(0) { $0 + binomial.probability($1) }
        }
        #expect(coverage { $0.lower <= p && p <= $0.upper } >= confidence - 1e-9)
        #expect(coverage { p <= $0.upperOneSided } >= confidence - 1e-9)
        #expect(coverage { p >= $0.lowerOneSided } >= confidence - 1e-9)
      }
    }
  }

  @Test(
    "Exact limits of a finite population never cover less than they promise, and cannot be tighter",
    arguments: [0.8, 0.95, 0.99])
  func hypergeometric(confidence: Double) throws {
    for (population, n) in [(1, 1), (10, 3), (20, 1), (20, 19), (20, 20), (83, 17), (60, 30)] {
      let results = (0...n).map {
        CountInterval.result(count: $0, of: n, population: population, confidence: confidence)
      }
      for marked in 0...population {
        let draws = Hypergeometric(population: population, successes: marked, draws: n)
        func coverage(
          _ holds: (CountInterval.Limits) -> Bool,
          _ limits: (CountInterval.Result) -> CountInterval.Limits
        ) -> Double {
          draws.support.filter { holds(limits(results[$0])) }
            .reduce(0) { $0 + draws.probability($1) }
        }
        let both = coverage({ $0.lowerCount! <= marked && marked <= $0.upperCount! }, \.twoSided)
        let above = coverage({ marked <= $0.upperCount! }, \.oneSided)
        let below = coverage({ marked >= $0.lowerCount! }, \.oneSided)
        #expect(min(both, above, below) >= confidence - 1e-12, "\(marked) of \(population), \(n)")
      }
      for x in 0...n {
        // One unit more on either side is refuted by the sample.
        let (lower, upper) = (results[x].oneSided.lowerCount!, results[x].oneSided.upperCount!)
        if upper < population - (n - x) {
          let next = Hypergeometric(population: population, successes: upper + 1, draws: n)
          #expect(next.cdf(x) <= (1 - confidence) * (1 + 1e-9))
        }
        if lower > x {
          let next = Hypergeometric(population: population, successes: lower - 1, draws: n)
          #expect(next.upperTail(x - 1) <= (1 - confidence) * (1 + 1e-9))
        }
      }
    }
  }

  @Test("Coverage of the approximate methods is close to what they promise on average")
  func approximate() throws {
    for method in [CountInterval.Method.wilson, .jeffreys, .agrestiCoull, .midP] {
      let n = 50
      let results = try (0...n).map {
        try CountInterval.result(count: Double($0), of: Double(n), method: method)
      }
      let steps = 400
      var mean = 0.0
      for step in 1..<steps {
        let p = Double(step) / Double(steps)
        let binomial = Binomial(trials: n, probability: p)
        mean +=
          (0...n).filter { results[$0].lower <= p && p <= results[$0].upper }
          .reduce(0) { $0 + binomial.probability($1) } / Double(steps - 1)
      }
      #expect(mean > 0.945 && mean < 0.965, "\(method): \(mean)")
    }
  }
}
