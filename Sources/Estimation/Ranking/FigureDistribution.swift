// SPDX-License-Identifier: GPL-3.0-or-later

package import Distributions

/// How likely the true value of an estimate lies below a value, as far as its sample tells.
///
/// For a rate the beta distribution Beta(n*p + 1/2, n*(1 - p) + 1/2) of Jeffreys, which lies midway between the two
/// limits of Clopper and Pearson, with the effective size n* of ``StabilizedInterval``: it exists without an error, too,
/// and allows for the same clustering as the limits. For another figure the normal distribution of its standard error.
package enum FigureDistribution: Sendable {
  case beta(BetaDistribution)
  case normal(Normal)

  /// The probability of a true value of at most `x`.
  func cdf(_ x: Double) -> Double {
    switch self {
    case .beta(let beta): x <= 0 ? 0 : x >= 1 ? 1 : beta.cdf(x)
    case .normal(let normal): normal.cdf(x)
    }
  }

  /// The value that is not exceeded with a probability.
  func quantile(_ p: Double) throws -> Double {
    switch self {
    case .beta(let beta): try beta.quantile(p)
    case .normal(let normal): normal.quantile(p)
    }
  }
}

extension Estimate {
  /// The distribution of the true value; `nil` where the estimate has no value or, if it is no rate, no error.
  /// - Throws: an error of the numerical methods.
  package func distribution() throws -> FigureDistribution? {
    guard let value else { return nil }
    if let clustering {
      let size = try StabilizedInterval.effectiveSize(
        p: min(1, max(0, value)), clustering: clustering, degreesOfFreedom: degreesOfFreedom,
        ceiling: iccCeiling)
      return .beta(BetaDistribution(size * value + 0.5, size * (1 - value) + 0.5))
    }
    guard let standardError, standardError > 0 else { return nil }
    return .normal(Normal(mean: value, standardDeviation: standardError))
  }
}

/// The probabilities of being the lowest and the highest of several quantities, each with a distribution of its own
/// and independent of the others:
///
///     P(k is the highest) = ∫ Πⱼ≠ₖ Fⱼ(x) dFₖ(x)
///
/// by the trapezoidal rule in Fₖ over the quantiles of all distributions, so that no random number is needed.
package enum ExtremeProbabilities {
  /// The quantiles of each distribution that are used.
  private static let nodes = 200

  /// - Throws: an error of the numerical methods.
  /// - Complexity: squared in the number of distributions; the probabilities of all add up to 1 within 10⁻³.
  package static func of(
    _ distributions: [FigureDistribution]
  ) throws -> (lowest: [Double], highest: [Double]) {
    let points = try distributions.flatMap { distribution in
      try (0...nodes).map { node in
        let p = (Double(node) + 0.5) / Double(nodes + 1)
        return try distribution.quantile(p)
      } + [distribution.quantile(1e-6), distribution.quantile(1 - 1e-6)]
    }.sorted()
    let below = distributions.map { distribution in points.map { distribution.cdf($0) } }
    var lowest = distributions.map { _ in 0.0 }
    var highest = lowest
    for own in distributions.indices {
      var before = (lower: 1.0, higher: 0.0, at: 0.0)
      for index in points.indices {
        var (allAbove, allBelow) = (1.0, 1.0)
        for other in distributions.indices where other != own {
          allAbove *= 1 - below[other][index]
          allBelow *= below[other][index]
        }
        let step = below[own][index] - before.at
        lowest[own] += step * (before.lower + allAbove) / 2
        highest[own] += step * (before.higher + allBelow) / 2
        before = (allAbove, allBelow, below[own][index])
      }
      // Beyond the last point none is higher.
      highest[own] += (1 - before.at) * (before.higher + 1) / 2
    }
    return (lowest, highest)
  }
}
