// SPDX-License-Identifier: GPL-3.0-or-later

/// The equal-tailed limits of the posterior under Jeffreys' prior, Beta(x + 1/2, n - x + 1/2).
///
/// As Brown, Cai and DasGupta (2001, section 3.1.3) modify them: the lower limit is 0 at x = 0 and the upper
/// 1 at x = n, since the posterior's own limits would exclude the estimate there.
public enum Jeffreys: BinomialLimits {
  /// Jeffreys' limits with the end points of Brown, Cai and DasGupta.
  public static func limits(
    x: Double, n: Double, lowerTail: Double, upperTail: Double
  ) throws(NumericError) -> (lower: Double, upper: Double) {
    check(x: x, n: n, lowerTail: lowerTail, upperTail: upperTail)
    let posterior = BetaDistribution(x + 0.5, n - x + 0.5)
    let lower = x == 0 ? 0 : try posterior.quantile(lowerTail)
    let upper = x == n ? 1 : try posterior.upperQuantile(upperTail)
    return holding(x / n, lower, upper)
  }
}
