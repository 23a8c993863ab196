// SPDX-License-Identifier: GPL-3.0-or-later

import Distributions
import Testing

@Suite("Limits under the uniform prior")
struct UniformPriorTests {
  // R: qbeta(.025, 4, 38), qbeta(.975, 4, 38); 1 - .025^(1 / 26)
  @Test(
    "Quantiles of the posterior, and the ends of Brown, Cai and DasGupta",
    arguments: [
      (3.0, 40.0, 0.02722746679836083, 0.19924597837666291), (0, 25, 0, 0.13227460449775419),
      (25, 25, 0.86772539550224581, 1),
    ])
  func limits(x: Double, n: Double, lower: Double, upper: Double) throws {
    let limits = try UniformPrior.limits(x: x, n: n, lowerTail: 0.025, upperTail: 0.025)
    #expect(relativeError(limits.lower, lower) < 1e-12)
    #expect(relativeError(limits.upper, upper) < 1e-12)
  }

  @Test("They hold the estimate, are mirrored, and are all for a tail of 0")
  func law() throws {
    for n in [1.0, 2, 7.5, 100] {
      for x in stride(from: 0, through: n, by: 0.5) {
        let limits = try UniformPrior.limits(x: x, n: n, lowerTail: 0.05, upperTail: 0.05)
        #expect(limits.lower <= x / n && limits.upper >= x / n)
        #expect((0...1).contains(limits.lower) && (0...1).contains(limits.upper))
        let mirrored = try UniformPrior.limits(x: n - x, n: n, lowerTail: 0.05, upperTail: 0.05)
        #expect(abs(mirrored.lower - (1 - limits.upper)) < 1e-14)
        #expect(try UniformPrior.limits(x: x, n: n, lowerTail: 0, upperTail: 0) == (0, 1))
      }
    }
  }
}
