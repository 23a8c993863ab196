// SPDX-License-Identifier: GPL-3.0-or-later

import Distributions
import Testing

@Suite("The beta-binomial distribution")
struct BetaBinomialTests {
  @Test("Probabilities agree with exact fractions")
  func reference() throws {
    let rows = try ReferenceTable("beta-binomial").rows
    #expect(rows.count > 25)
    for row in rows {
      let law = BetaBinomial(
        trials: row.integer("trials"), mean: row.number("mean"),
        correlation: row.number("correlation"))
      #expect(
        relativeError(law.probabilities[row.integer("k")], row.number("probability")) < 1e-12,
        "\(row)")
    }
  }

  @Test(
    "They sum to one, with mean np and variance np(1 - p)(1 + (n - 1)ρ)",
    arguments: [(1, 0.3, 0.5), (40, 0.02, 0.1), (300, 0.1, 0.05), (25, 0.5, 0.9)])
  func moments(n: Int, p: Double, rho: Double) {
    let law = BetaBinomial(trials: n, mean: p, correlation: rho)
    var (sum, mean, square) = (0.0, 0.0, 0.0)
    for (k, probability) in law.probabilities.enumerated() {
      sum += probability
      mean += Double(k) * probability
      square += Double(k * k) * probability
    }
    let count = Double(n)
    #expect(abs(sum - 1) < 1e-12)
    #expect(abs(mean - count * p) < 1e-10 * count)
    let variance = count * p * (1 - p) * (1 + (count - 1) * rho)
    #expect(abs(square - mean * mean - variance) < 1e-9 * variance + 1e-12)
  }
}
