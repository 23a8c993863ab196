// SPDX-License-Identifier: GPL-3.0-or-later

import Distributions
import Testing

@Suite("Continuous distributions")
struct ContinuousDistributionTests {
  /// What the documentation promises: relative errors of quantiles and tails, for tails of at least 10⁻¹²
  /// with quantiles above 10⁻³⁰ and shapes of at least 0.1, and for all.
  struct Promise: Sendable {
    let name: String
    let quantile: Double
    let tail: Double
    let extremeQuantile: Double
    let extremeTail: Double
  }

  static let promises = [
    Promise(
      name: "normal", quantile: 1e-15, tail: 1e-15, extremeQuantile: 1e-15, extremeTail: 1e-15),
    Promise(
      name: "student-t", quantile: 1e-14, tail: 1e-14, extremeQuantile: 1e-13, extremeTail: 2e-13),
    Promise(
      name: "chi-square", quantile: 2e-14, tail: 5e-13, extremeQuantile: 1e-13, extremeTail: 5e-13),
    Promise(name: "f", quantile: 1e-14, tail: 3e-14, extremeQuantile: 1e-13, extremeTail: 2e-13),
    Promise(
      name: "beta", quantile: 1e-14, tail: 2e-14, extremeQuantile: 2e-13, extremeTail: 2e-13),
  ]

  static func distribution(_ row: ReferenceTable.Row) -> any ContinuousDistribution {
    let (a, b) = (Double(row.text("a")) ?? .nan, Double(row.text("b")) ?? .nan)
    return switch row.text("distribution") {
    case "normal": Normal.standard
    case "student-t": StudentT(degreesOfFreedom: a)
    case "chi-square": ChiSquare(degreesOfFreedom: a)
    case "f": FDistribution(numerator: a, denominator: b)
    default: BetaDistribution(a, b)
    }
  }

  @Test("Quantiles and tails agree with 60-digit arithmetic", arguments: promises)
  func reference(promise: Promise) throws {
    let rows = try ReferenceTable("continuous").rows.filter {
      $0.text("distribution") == promise.name
    }
    #expect(rows.count > 30)
    for row in rows {
      let distribution = Self.distribution(row)
      let isLower = row.text("side") == "lower"
      let (p, x) = (row.number("p"), row.number("quantile"))
      let isExtreme = p < 1e-12 || abs(x) < 1e-30 || row.text("a").hasPrefix("0.0")
      let quantile = isLower ? try distribution.quantile(p) : try distribution.upperQuantile(p)
      let tail = isLower ? distribution.cdf(x) : distribution.upperTail(x)
      #expect(
        relativeError(quantile, x) <= (isExtreme ? promise.extremeQuantile : promise.quantile),
        "\(row)")
      #expect(
        relativeError(tail, row.number("tail_at_quantile"))
          <= (isExtreme ? promise.extremeTail : promise.tail), "\(row)")
    }
  }

  static let all: [any ContinuousDistribution] = [
    Normal.standard, Normal(mean: -3, standardDeviation: 0.2), StudentT(degreesOfFreedom: 0.7),
    StudentT(degreesOfFreedom: 14), StudentT(degreesOfFreedom: 1e8),
    StudentT(degreesOfFreedom: .infinity), ChiSquare(degreesOfFreedom: 0.3),
    ChiSquare(degreesOfFreedom: 2000), FDistribution(numerator: 1.5, denominator: 21),
    FDistribution(numerator: 3, denominator: .infinity), BetaDistribution(0.2, 0.3),
    BetaDistribution(1, 1), BetaDistribution(50, 100_000), BetaDistribution(1e6, 2),
  ]

  @Test("Every distribution keeps the law of its protocol", arguments: all.indices)
  func law(index: Int) throws {
    let distribution = Self.all[index]
    let probabilities = [1e-9, 1e-4, 0.01, 0.2, 0.5, 0.8, 0.99, 0.9999, 1 - 1e-9]
    var last = -Double.infinity
    for p in probabilities {
      let x = try distribution.quantile(p)
      #expect(x > last)
      last = x
      #expect(abs(distribution.cdf(x) + distribution.upperTail(x) - 1) < 1e-15)
      // A probability comes back as well as the neighbouring doubles of its quantile tell it apart.
      let grain = distribution.cdf(x.nextUp) - distribution.cdf(x.nextDown)
      #expect(abs(distribution.cdf(x) - p) <= grain + 1e-13 * p)
      let y = try distribution.upperQuantile(p)
      let upperGrain = distribution.upperTail(y.nextDown) - distribution.upperTail(y.nextUp)
      #expect(abs(distribution.upperTail(y) - p) <= upperGrain + 1e-13 * p)
    }
    #expect(distribution.cdf(-.infinity) == 0 && distribution.upperTail(-.infinity) == 1)
    #expect(distribution.cdf(.infinity) == 1 && distribution.upperTail(.infinity) == 0)
    let ends = (try distribution.quantile(0), try distribution.quantile(1))
    #expect(ends == (try distribution.upperQuantile(1), try distribution.upperQuantile(0)))
    #expect(distribution.cdf(ends.0) == 0 && distribution.upperTail(ends.1) == 0)
  }

  @Test("Symmetric and related distributions agree with each other")
  func relations() throws {
    for p in [0.001, 0.025, 0.4] {
      let t = try StudentT(degreesOfFreedom: 7).quantile(p)
      let f = try FDistribution(numerator: 1, denominator: 7).upperQuantile(2 * p)
      #expect(relativeError(t * t, f) < 1e-14)
      let z = Normal.standard.quantile(p)
      #expect(relativeError(z * z, try ChiSquare(degreesOfFreedom: 1).upperQuantile(2 * p)) < 1e-14)
      #expect(relativeError(z, try StudentT(degreesOfFreedom: 1e15).quantile(p)) < 1e-14)
      let beta = try BetaDistribution(3, 50).quantile(p)
      #expect(relativeError(1 - beta, try BetaDistribution(50, 3).upperQuantile(p)) < 1e-15)
    }
    #expect(StudentT(degreesOfFreedom: 5).cdf(0) == 0.5)
    #expect(try StudentT(degreesOfFreedom: 5).quantile(0.5) == 0)
  }

  @Test("Extreme parameters give ordered numbers, never NaN")
  func extremes() throws {
    let sizes = [1e-8, 1e-3, 0.2, 1, 37, 1e5, 1e8]
    var distributions: [any ContinuousDistribution] = []
    for a in sizes {
      distributions += [ChiSquare(degreesOfFreedom: a), StudentT(degreesOfFreedom: a)]
      for b in sizes {
        distributions += [BetaDistribution(a, b), FDistribution(numerator: a, denominator: b)]
      }
    }
    distributions += [
      StudentT(degreesOfFreedom: 1e300), StudentT(degreesOfFreedom: 1e17),
      FDistribution(numerator: 2, denominator: 1e300), BetaDistribution(1e15, 3),
    ]
    for distribution in distributions {
      var last = -Double.infinity
      for p in [1e-300, 1e-20, 0.025, 0.5, 0.975, 1 - 1e-15] {
        let x = try distribution.quantile(p)
        // Ordered comparisons fail for NaN.
        #expect(x >= last, "\(distribution)")
        last = x
        let (lower, upper) = (distribution.cdf(x), distribution.upperTail(x))
        #expect(lower >= 0 && lower <= 1 && upper >= 0 && upper <= 1, "\(distribution) \(p)")
        let y = try distribution.upperQuantile(p)
        #expect(y >= -Double.infinity, "\(distribution)")
      }
    }
  }
}
