// SPDX-License-Identifier: GPL-3.0-or-later

/// The limits of Wilson (1927), by inversion of the score test.
///
/// With p = x/n and z the standard normal quantile of a tail, the limits solve
/// |p - π| = z √(π (1 - π)/n): π = (p + z²/2n ∓ z √(p (1 - p)/n + z²/4n²)) / (1 + z²/n).
public enum Wilson: BinomialLimits {
  /// Wilson's score limits.
  public static func limits(
    x: Double, n: Double, lowerTail: Double, upperTail: Double
  ) throws(NumericError) -> (lower: Double, upper: Double) {
    check(x: x, n: n, lowerTail: lowerTail, upperTail: upperTail)
    let lower = lowerTail == 0 ? 0 : lowerLimit(x, n, lowerTail)
    let upper = upperTail == 0 ? 1 : 1 - lowerLimit(n - x, n, upperTail)
    return (lower, upper)
  }

  /// The smaller root as x² / (n² times the larger root times the leading coefficient), which has no
  /// cancellation and is 0 at x = 0; tails above 1/2 take the larger root.
  private static func lowerLimit(_ x: Double, _ n: Double, _ tail: Double) -> Double {
    let z = Normal.standard.upperQuantile(tail)
    let root = abs(z) * (x * (1 - x / n) + z * z / 4).squareRoot()
    let far = x + z * z / 2 + root
    return z > 0 ? x * (x / n) / far : min(1, far / (n + z * z))
  }
}
