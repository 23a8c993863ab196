// SPDX-License-Identifier: GPL-3.0-or-later

import Distributions
import Testing

@Suite("Discrete distributions")
struct DiscreteDistributionTests {
  static func distribution(_ row: ReferenceTable.Row) -> any DiscreteDistribution {
    row.text("distribution") == "binomial"
      ? Binomial(trials: row.integer("a"), probability: row.number("b"))
      : Hypergeometric(
        population: row.integer("a"), successes: row.integer("b"), draws: row.integer("c"))
  }

  @Test("Probabilities and both tails agree with 60-digit sums, in populations of billions too")
  func reference() throws {
    let rows = try ReferenceTable("discrete").rows
    #expect(rows.count > 70)
    for row in rows {
      let distribution = Self.distribution(row)
      let k = row.integer("k")
      let errors = [
        relativeError(distribution.probability(k), row.number("probability")),
        relativeError(distribution.cdf(k), row.number("lower")),
        relativeError(distribution.upperTail(k), row.number("upper")),
      ]
      #expect(errors.allSatisfy { $0 <= 1e-13 }, "\(row): \(errors)")
    }
  }

  static let all: [any DiscreteDistribution] = [
    Binomial(trials: 0, probability: 0.3), Binomial(trials: 1, probability: 0.5),
    Binomial(trials: 30, probability: 0), Binomial(trials: 30, probability: 1),
    Binomial(trials: 30, probability: 0.02), Binomial(trials: 41, probability: 0.9),
    Hypergeometric(population: 0, successes: 0, draws: 0),
    Hypergeometric(population: 9, successes: 9, draws: 4),
    Hypergeometric(population: 9, successes: 0, draws: 4),
    Hypergeometric(population: 9, successes: 4, draws: 9),
    Hypergeometric(population: 30, successes: 7, draws: 12),
    Hypergeometric(population: 30, successes: 25, draws: 26),
  ]

  @Test("Every distribution keeps the law of its protocol", arguments: all.indices)
  func law(index: Int) throws {
    let distribution = Self.all[index]
    let support = distribution.support
    var sum = 0.0
    for k in support {
      let probability = distribution.probability(k)
      sum += probability
      #expect(abs(distribution.cdf(k) - sum) < 1e-14)
      #expect(abs(distribution.cdf(k) + distribution.upperTail(k) - 1) < 1e-15)
      #expect(
        relativeError(distribution.upperTail(k - 1), distribution.upperTail(k) + probability)
          < 1e-13)
      if probability > 1e-9 && (distribution.upperTail(k) > 1e-9 || k == support.upperBound) {
        #expect(try distribution.quantile(distribution.cdf(k)) == k)
        #expect(
          try distribution.quantile(min(1, distribution.cdf(k) + 1e-10))
            == min(k + 1, support.upperBound))
      }
    }
    #expect(abs(sum - 1) < 1e-14)
    for outside in [support.lowerBound - 1, support.upperBound + 1] {
      #expect(distribution.probability(outside) == 0)
    }
    #expect(distribution.cdf(support.lowerBound - 1) == 0)
    #expect(distribution.upperTail(support.upperBound) == 0)
    #expect(try distribution.quantile(0) == support.lowerBound)
    #expect(try distribution.quantile(1) == support.last { distribution.probability($0) > 0 })
  }

  @Test("The hypergeometric distribution is symmetric in what is marked and what is drawn")
  func symmetry() {
    for (marked, drawn, k) in [(7, 12, 3), (60, 500, 28), (1, 999, 1)] {
      let one = Hypergeometric(population: 1000, successes: marked, draws: drawn)
      let other = Hypergeometric(population: 1000, successes: drawn, draws: marked)
      #expect(relativeError(one.cdf(k), other.cdf(k)) < 1e-14)
      let unmarked = Hypergeometric(population: 1000, successes: 1000 - marked, draws: drawn)
      #expect(relativeError(one.cdf(k), unmarked.upperTail(drawn - k - 1)) < 1e-14)
    }
  }

  @Test("A sum keeps what ordinary addition loses")
  func sums() {
    #expect(NeumaierSum([1, 1e100, 1, -1e100]).value == 2)
    var parts = NeumaierSum([1e16, 1])
    parts.add(NeumaierSum([-1e16, 1]))
    #expect(parts.value == 2)
    #expect(NeumaierSum(repeatElement(0.1, count: 1_000_000)).value == 100_000)
    #expect(NeumaierSum().value == 0)
  }
}
