// SPDX-License-Identifier: GPL-3.0-or-later

/// A distribution on the real line with a density.
///
/// Its law, which a conformance test checks for each: ``cdf(_:)`` rises from 0 to 1;
/// `cdf(x) + upperTail(x) = 1`, and the smaller of both keeps its relative accuracy; ``quantile(_:)`` and
/// ``upperQuantile(_:)`` are the inverses, and give the ends of the support for 0 and 1.
///
/// Arguments are numbers: passing NaN, or a probability outside 0...1, is a programmer error.
public protocol ContinuousDistribution: Sendable {
  /// The probability of a value of at most `x`.
  func cdf(_ x: Double) -> Double

  /// The probability of a value above `x`, without the cancellation of `1 - cdf(x)`.
  func upperTail(_ x: Double) -> Double

  /// The value that is not exceeded with probability `p`.
  ///
  /// - Throws: ``NumericError`` if the root is not found.
  func quantile(_ p: Double) throws(NumericError) -> Double

  /// The value that is exceeded with probability `q`, without the cancellation of `quantile(1 - q)`.
  ///
  /// - Throws: ``NumericError`` if the root is not found.
  func upperQuantile(_ q: Double) throws(NumericError) -> Double
}
