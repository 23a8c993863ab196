// SPDX-License-Identifier: GPL-3.0-or-later

import Distributions
import Testing

@Suite("Intervals of counts")
struct CountIntervalTests {
  static let binomial = CountInterval.Method.allCases.filter { $0.binomialLimits != nil }

  @Test("Limits of every method agree with 60-digit arithmetic", arguments: binomial)
  func reference(method: CountInterval.Method) throws {
    let rows = try ReferenceTable("intervals").rows.filter { $0.text("method") == method.rawValue }
    #expect(rows.count == 93)
    for row in rows {
      let result = try CountInterval.result(
        count: row.number("x"), of: row.number("n"), method: method,
        confidence: row.number("confidence"))
      let limits = [
        (result.lower, "lower"), (result.upper, "upper"),
        (result.lowerOneSided, "lower_one_sided"), (result.upperOneSided, "upper_one_sided"),
      ]
      for (value, name) in limits {
        #expect(relativeError(value, row.number(name)) <= 1e-13, "\(row): \(name) \(value)")
      }
    }
  }

  @Test("Limits of finite populations agree with exact sums, in populations of billions too")
  func finiteReference() throws {
    let rows = try ReferenceTable("finite-limits").rows
    #expect(rows.count == 60)
    for row in rows {
      let result = CountInterval.result(
        count: row.integer("x"), of: row.integer("n"), population: row.integer("population"),
        confidence: row.number("confidence"))
      #expect(result.lowerCount == row.integer("lower"), "\(row)")
      #expect(result.upperCount == row.integer("upper"), "\(row)")
      #expect(result.oneSided.lowerCount == row.integer("lower_one_sided"), "\(row)")
      #expect(result.oneSided.upperCount == row.integer("upper_one_sided"), "\(row)")
    }
  }

  @Test(
    "No method is undefined, inverted or off the estimate, for 0 to 50 errors or all in error",
    arguments: binomial, [0.8, 0.9, 0.95, 0.99, 0.9999])
  func extremes(method: CountInterval.Method, confidence: Double) throws {
    for n in [1, 2, 3, 7, 20, 79, 316, 771, 2000, 15_000, 99_999, 100_000] {
      for x in Array(0...min(50, n)) + [n / 2, n - 1, n] {
        let result = try CountInterval.result(
          count: Double(x), of: Double(n), method: method, confidence: confidence)
        for limits in [result.twoSided, result.oneSided] {
          #expect(limits.lower >= 0 && limits.lower <= result.estimate, "\(x) of \(n)")
          #expect(limits.upper <= 1 && limits.upper >= result.estimate, "\(x) of \(n)")
        }
        #expect(result.lower <= result.lowerOneSided && result.upper >= result.upperOneSided)
        #expect(x > 0 || result.lower == 0)
        #expect(x < n || result.upper == 1)
        #expect(result.upper > result.lower)
      }
    }
  }

  @Test(
    "Both limits rise with the count; those of the complement are mirrored", arguments: binomial)
  func monotone(method: CountInterval.Method) throws {
    for n in [5.0, 30, 100.5] {
      var last: CountInterval.Result?
      for x in stride(from: 0, through: n, by: 0.5) {
        let result = try CountInterval.result(count: x, of: n, method: method)
        if let last { #expect(result.lower >= last.lower && result.upper >= last.upper) }
        last = result
        let mirrored = try CountInterval.result(count: n - x, of: n, method: method)
        #expect(abs(mirrored.lower - (1 - result.upper)) < 1e-14)
        #expect(abs(mirrored.upperOneSided - (1 - result.lowerOneSided)) < 1e-14)
      }
    }
  }

  @Test("A design effect divides count and number, and leaves the estimate")
  func designEffect() throws {
    let result = try CountInterval.result(count: 5, of: 823, designEffect: 2)
    let limits = try ClopperPearson.limits(x: 2.5, n: 411.5, lowerTail: 0.025, upperTail: 0.025)
    #expect(result.estimate == 5.0 / 823)
    #expect(relativeError(result.lower, limits.lower) < 1e-14)
    #expect(relativeError(result.upper, limits.upper) < 1e-14)
  }

  @Test("Limits behind which nothing may lie are 0 and 1", arguments: binomial)
  func noTail(method: CountInterval.Method) throws {
    let binomial = try #require(method.binomialLimits)
    for x in [0.0, 3, 10] {
      let limits = try binomial.limits(x: x, n: 10, lowerTail: 0, upperTail: 0)
      #expect(limits == (0, 1))
    }
  }

  @Test("Mid-P limits leave half the chance of the count itself outside")
  func midP() throws {
    for (x, n) in [(3, 40), (0, 25), (39, 40)] {
      let limits = try MidP.limits(
        x: Double(x), n: Double(n), lowerTail: 0.05, upperTail: 0.01)
      if x > 0 {
        let below = Binomial(trials: n, probability: limits.lower)
        #expect(abs(below.upperTail(x) + below.probability(x) / 2 - 0.05) < 1e-14)
      }
      let above = Binomial(trials: n, probability: limits.upper)
      #expect(abs(above.cdf(x - 1) + above.probability(x) / 2 - 0.01) < 1e-14)
    }
  }
}
