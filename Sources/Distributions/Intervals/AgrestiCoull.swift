// SPDX-License-Identifier: GPL-3.0-or-later

/// The limits of Agresti and Coull (1998): the normal ones after adding z²/2 to count and complement.
///
/// With ñ = n + z² and p̃ = (x + z²/2)/ñ: p̃ ∓ z √(p̃ (1 - p̃)/ñ), clipped to 0...1, which the formula
/// leaves near x = 0 and x = n. z belongs to the tail of each limit.
public enum AgrestiCoull: BinomialLimits {
  /// Agresti and Coull's limits, clipped to 0...1.
  public static func limits(
    x: Double, n: Double, lowerTail: Double, upperTail: Double
  ) throws(NumericError) -> (lower: Double, upper: Double) {
    check(x: x, n: n, lowerTail: lowerTail, upperTail: upperTail)
    let lower = lowerTail == 0 ? 0 : limit(x, n, -Normal.standard.upperQuantile(lowerTail))
    let upper = upperTail == 0 ? 1 : limit(x, n, Normal.standard.upperQuantile(upperTail))
    return holding(x / n, lower, upper)
  }

  private static func limit(_ x: Double, _ n: Double, _ z: Double) -> Double {
    let size = n + z * z
    let centre = (x + z * z / 2) / size
    return min(1, max(0, centre + z * (centre * (1 - centre) / size).squareRoot()))
  }
}
