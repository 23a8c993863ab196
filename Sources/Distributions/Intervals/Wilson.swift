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
    let lower = lowerTail == 0 ? 0 : root(x, n, -Normal.standard.upperQuantile(lowerTail))
    let upper = upperTail == 0 ? 1 : root(x, n, Normal.standard.upperQuantile(upperTail))
    return holding(x / n, lower, min(1, upper))
  }

  /// The larger root for positive z, the smaller for negative. The smaller one follows from the product of
  /// both, x²/(n (n + z²)), since their difference would cancel.
  private static func root(_ x: Double, _ n: Double, _ z: Double) -> Double {
    let spread = abs(z) * (x * (1 - x / n) + z * z / 4).squareRoot()
    let larger = x + z * z / 2 + spread
    return z > 0 ? larger / (n + z * z) : x == 0 ? 0 : x * (x / n) / larger
  }
}
