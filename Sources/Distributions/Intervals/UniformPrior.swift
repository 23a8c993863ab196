// SPDX-License-Identifier: GPL-3.0-or-later

/// The equal-tailed limits of the posterior under the uniform prior, Beta(x + 1, n - x + 1), which Bayes
/// (1763) and Laplace used.
///
/// At x = 0 the lower limit is 0 and at x = n the upper limit is 1, as Brown, Cai and DasGupta (2001) modify
/// ``Jeffreys``: the posterior's own limits would exclude the estimate there.
public enum UniformPrior: BinomialLimits {
  /// The limits under the uniform prior.
  public static func limits(
    x: Double, n: Double, lowerTail: Double, upperTail: Double
  ) throws(NumericError) -> (lower: Double, upper: Double) {
    check(x: x, n: n, lowerTail: lowerTail, upperTail: upperTail)
    let posterior = BetaDistribution(x + 1, n - x + 1)
    let lower = x == 0 ? 0 : try posterior.quantile(lowerTail)
    let upper = x == n ? 1 : try posterior.upperQuantile(upperTail)
    return holding(x / n, lower, upper)
  }
}
