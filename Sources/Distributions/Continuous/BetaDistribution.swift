// SPDX-License-Identifier: GPL-3.0-or-later

/// The beta distribution, of density x^(a-1) (1-x)^(b-1) / B(a, b) on 0...1.
///
/// Its quantiles are the limits of Clopper and Pearson, Jeffreys and Korn and Graubard.
public struct BetaDistribution: ContinuousDistribution, Hashable {
  /// The first shape.
  public let a: Double
  /// The second shape.
  public let b: Double

  /// A beta distribution.
  ///
  /// - Precondition: both shapes are positive and at most 10¹⁵, beyond which no count is known.
  public init(_ a: Double, _ b: Double) {
    precondition(a > 0 && a <= 1e15 && b > 0 && b <= 1e15, "shapes lie in (0, 10^15]")
    self.a = a
    self.b = b
  }

  /// The probability of a value of at most `x`: the regularized incomplete beta function I_x(a, b).
  ///
  /// - Complexity: O(√max(a, b)).
  public func cdf(_ x: Double) -> Double {
    function.tails(at: point(x)).lower
  }

  /// The probability of a value above `x`.
  ///
  /// - Complexity: O(√max(a, b)).
  public func upperTail(_ x: Double) -> Double {
    function.tails(at: point(x)).upper
  }

  /// The value that is not exceeded with probability `p`.
  ///
  /// Values below 10⁻³⁰⁰ are given as 0.
  public func quantile(_ p: Double) throws(NumericError) -> Double {
    try function.point(.lower(p)).x
  }

  /// The value that is exceeded with probability `q`.
  public func upperQuantile(_ q: Double) throws(NumericError) -> Double {
    try function.point(.upper(q)).x
  }

  private var function: IncompleteBeta { IncompleteBeta(a: a, b: b) }

  private func point(_ x: Double) -> UnitPoint {
    precondition(!x.isNaN)
    return UnitPoint(x: min(1, max(0, x)))
  }
}
