// SPDX-License-Identifier: GPL-3.0-or-later

/// A method that gives confidence limits for the probability behind x of n.
///
/// Both numbers may be real, as when a design effect divides them. Its law, which a conformance test checks
/// for each method: limits lie in 0...1 and are never NaN; lower <= x/n <= upper; a tail of 0 gives the limit
/// 0 (lower) or 1 (upper); limits for n - x of n are the mirror image; both limits rise with x.
public protocol BinomialLimits: Sendable {
  /// The limits that leave the probabilities `lowerTail` and `upperTail` outside.
  ///
  /// - Parameters:
  ///   - x: the count, in 0...n.
  ///   - n: the number of units, positive.
  ///   - lowerTail: the chance allowed to a true value below the lower limit; half of 1 - C for a two-sided
  ///     interval of confidence C, 1 - C for a one-sided lower limit, 0 for none.
  ///   - upperTail: the same above the upper limit.
  /// - Returns: the limits, as proportions.
  /// - Throws: ``NumericError`` if a quantile is not found.
  static func limits(
    x: Double, n: Double, lowerTail: Double, upperTail: Double
  ) throws(NumericError) -> (lower: Double, upper: Double)
}

extension BinomialLimits {
  /// Stops on arguments that no caller may pass.
  static func check(x: Double, n: Double, lowerTail: Double, upperTail: Double) {
    precondition(n > 0 && n.isFinite && x >= 0 && x <= n, "0 <= x <= n, n positive")
    precondition(lowerTail >= 0 && lowerTail < 1 && upperTail >= 0 && upperTail < 1)
  }

  /// The limits, moved to the estimate where rounding or a tail near one half put them beyond it.
  static func holding(
    _ estimate: Double, _ lower: Double, _ upper: Double
  ) -> (lower: Double, upper: Double) {
    (min(lower, estimate), max(upper, estimate))
  }
}
