// SPDX-License-Identifier: GPL-3.0-or-later

import Distributions
import Testing

@Suite("Intervals of counts")
struct CountIntervalTests {
  @Test(
    "Exact numbers of marked units in a finite population",
    arguments: [
      (3, 10, 50, 5, 31, 29), (0, 200, 1000, 0, 16, 13), (1, 200, 1000, 1, 25, 21),
      (0, 1600, 80_000, 0, 182, 148), (5, 1600, 80_000, 83, 578, 521),
      (2, 300, 3000, 3, 69, 60),
    ])
  func hypergeometric(
    x: Int, n: Int, population: Int, lower: Int, upper: Int, oneSided: Int
  ) throws {
    let result = try CountInterval.result(count: x, of: n, population: population)
    #expect(result.lowerCount == lower)
    #expect(result.upperCount == upper)
    #expect(result.oneSided.upperCount == oneSided)
  }

  @Test(
    "Clopper-Pearson and Wilson limits in percent to three decimals",
    arguments: [
      (10, 2076, 0.231, 0.884, 0.262, 0.884, 0.816), (28, 6829, 0.273, 0.592, 0.284, 0.592, 0.562),
      (0, 300, 0, 1.222, 0, 1.264, 0.994), (0, 823, 0, 0.447, 0, 0.465, 0.363),
      (5, 823, 0.198, 1.412, 0.260, 1.414, 1.273), (8, 1458, 0.237, 1.078, 0.278, 1.079, 0.988),
    ])
  func percent(
    x: Int, n: Int, lower: Double, upper: Double, wilsonLower: Double, wilsonUpper: Double,
    oneSided: Double
  ) throws {
    let exact = try CountInterval.result(count: Double(x), of: Double(n))
    let wilson = try CountInterval.result(count: Double(x), of: Double(n), method: .wilson)
    let pairs = [
      (exact.lower, lower), (exact.upper, upper), (wilson.lower, wilsonLower),
      (wilson.upper, wilsonUpper), (exact.upperOneSided, oneSided),
    ]
    for (value, expected) in pairs { #expect(abs(100 * value - expected) <= 0.0005) }
  }
}
