// SPDX-License-Identifier: GPL-3.0-or-later

import Distributions
import Testing

/// Figures that assessors use as they are printed.
@Suite("Published tables")
struct PublishedTableTests {
  @Test(
    "Percentages to three decimals: Clopper-Pearson, Wilson, one-sided",
    arguments: [
      (10, 2076, [0.231, 0.884, 0.262, 0.884, 0.816]),
      (28, 6829, [0.273, 0.592, 0.284, 0.592, 0.562]),
      (0, 300, [0, 1.222, 0, 1.264, 0.994]), (0, 823, [0, 0.447, 0, 0.465, 0.363]),
      (5, 823, [0.198, 1.412, 0.260, 1.414, 1.273]),
      (8, 1458, [0.237, 1.078, 0.278, 1.079, 0.988]),
    ])
  func percentages(x: Int, n: Int, expected: [Double]) throws {
    let exact = try CountInterval.result(count: Double(x), of: Double(n))
    let wilson = try CountInterval.result(count: Double(x), of: Double(n), method: .wilson)
    let limits = [exact.lower, exact.upper, wilson.lower, wilson.upper, exact.upperOneSided]
    for (limit, percent) in zip(limits, expected) { #expect(abs(100 * limit - percent) <= 0.0005) }
  }

  @Test(
    "Most errors with which the one-sided 95% limit stays below 2%",
    arguments: [
      (149, 0), (300, 1), (400, 3), (500, 4), (600, 6), (823, 9), (1000, 12), (1036, 13),
      (1458, 20), (2000, 29),
    ])
  func acceptance(n: Int, errors: Int) throws {
    #expect(try CountInterval.result(count: Double(errors), of: Double(n)).upperOneSided < 0.02)
    #expect(
      try CountInterval.result(count: Double(errors + 1), of: Double(n)).upperOneSided >= 0.02)
  }

  @Test(
    "Fewest approvals with which the one-sided 95% limit reaches 90%",
    arguments: [
      (96, 100), (188, 200), (279, 300), (462, 500), (756, 823), (916, 1000), (1332, 1458),
    ])
  func approval(approvals: Int, n: Int) throws {
    #expect(try CountInterval.result(count: Double(approvals), of: Double(n)).lowerOneSided >= 0.9)
    #expect(
      try CountInterval.result(count: Double(approvals - 1), of: Double(n)).lowerOneSided < 0.9)
  }

  @Test(
    "Numbers of marked units in finite populations: two-sided 95%, and one-sided upper",
    arguments: [
      (3, 10, 50, 5, 31, 29), (0, 200, 1000, 0, 16, 13), (1, 200, 1000, 1, 25, 21),
      (0, 1600, 80_000, 0, 182, 148), (5, 1600, 80_000, 83, 578, 521), (2, 300, 3000, 3, 69, 60),
    ])
  func finite(
    x: Int, n: Int, population: Int, lower: Int, upper: Int, oneSided: Int
  ) throws {
    let result = CountInterval.result(count: x, of: n, population: population)
    #expect(result.lowerCount == lower && result.upperCount == upper)
    #expect(result.oneSided.upperCount == oneSided)
    #expect(result.lower == Double(lower) / Double(population))
    #expect(result.upper == Double(upper) / Double(population))
  }

  @Test(
    "Korn-Graubard limits from effective sizes",
    arguments: [
      (0.0157735, 8958.565, 0.013295961, 0.018572739),
      (0.0388459, 119.110455, 0.012020821, 0.090999597),
    ])
  func kornGraubard(p: Double, size: Double, lower: Double, upper: Double) throws {
    let limits = try ClopperPearson.limits(
      x: p * size, n: size, lowerTail: 0.025, upperTail: 0.025)
    #expect(abs(limits.lower - lower) < 2e-9 && abs(limits.upper - upper) < 2e-9)
  }

  @Test(
    "Upper limits of samples without an error, from effective sizes",
    arguments: [
      (1553.714603, 0.002371416078), (352.8957739, 0.01039872531), (120.6306184, 0.03011712263),
    ])
  func zeroRule(size: Double, upper: Double) throws {
    let limits = try ClopperPearson.limits(x: 0, n: size, lowerTail: 0.025, upperTail: 0.025)
    #expect(limits.lower == 0)
    #expect(relativeError(limits.upper, upper) < 1e-9)
  }
}
