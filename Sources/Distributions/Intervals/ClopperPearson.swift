// SPDX-License-Identifier: GPL-3.0-or-later

/// The exact limits of Clopper and Pearson (1934), by inversion of the binomial test.
///
/// Lower: the quantile `lowerTail` of Beta(x, n - x + 1), 0 at x = 0. Upper: the value that
/// Beta(x + 1, n - x) exceeds with probability `upperTail`, 1 at x = n. For real x and n these are the limits
/// of Korn and Graubard (1998) for an effective sample size.
public enum ClopperPearson: BinomialLimits {
  /// The exact limits of Clopper and Pearson.
  public static func limits(
    x: Double, n: Double, lowerTail: Double, upperTail: Double
  ) throws(NumericError) -> (lower: Double, upper: Double) {
    check(x: x, n: n, lowerTail: lowerTail, upperTail: upperTail)
    let lower = x == 0 ? 0 : try BetaDistribution(x, n - x + 1).quantile(lowerTail)
    let upper = x == n ? 1 : try BetaDistribution(x + 1, n - x).upperQuantile(upperTail)
    return holding(x / n, lower, upper)
  }
}
