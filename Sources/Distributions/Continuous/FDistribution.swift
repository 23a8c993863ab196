// SPDX-License-Identifier: GPL-3.0-or-later

/// Fisher's F distribution; the degrees of freedom need not be whole.
///
/// P(F <= f) = I_x(d₁/2, d₂/2) with x = d₁ f / (d₁ f + d₂).
public struct FDistribution: ContinuousDistribution, Hashable {
  /// The degrees of freedom of the numerator, d₁.
  public let numerator: Double
  /// The degrees of freedom of the denominator, d₂; infinity means χ²(d₁)/d₁.
  public let denominator: Double

  /// An F distribution.
  ///
  /// - Precondition: both degrees of freedom are positive, those of the numerator at most 10¹⁵.
  public init(numerator: Double, denominator: Double) {
    precondition(numerator > 0 && numerator <= 1e15 && denominator > 0)
    self.numerator = numerator
    self.denominator = denominator
  }

  /// The probability of a value of at most `x`.
  public func cdf(_ x: Double) -> Double {
    precondition(!x.isNaN)
    if x <= 0 { return 0 }
    if isChiSquare { return chiSquare.cdf(numerator * x) }
    return function.tails(at: point(x)).lower
  }

  /// The probability of a value above `x`.
  public func upperTail(_ x: Double) -> Double {
    precondition(!x.isNaN)
    if x <= 0 { return 1 }
    if isChiSquare { return chiSquare.upperTail(numerator * x) }
    return function.tails(at: point(x)).upper
  }

  /// The value that is not exceeded with probability `p`; infinite for 1.
  public func quantile(_ p: Double) throws(NumericError) -> Double {
    if isChiSquare { return try chiSquare.quantile(p) / numerator }
    return try value(.lower(p))
  }

  /// The value that is exceeded with probability `q`; infinite for 0.
  public func upperQuantile(_ q: Double) throws(NumericError) -> Double {
    if isChiSquare { return try chiSquare.upperQuantile(q) / numerator }
    return try value(.upper(q))
  }

  /// Beyond 10¹⁷ degrees of freedom the denominator is 1 in every digit.
  private var isChiSquare: Bool { denominator > 1e17 }

  private var function: IncompleteBeta { IncompleteBeta(a: numerator / 2, b: denominator / 2) }

  private var chiSquare: ChiSquare { ChiSquare(degreesOfFreedom: numerator) }

  private func point(_ f: Double) -> UnitPoint {
    let ratio = numerator / denominator * f
    if ratio > 1 {
      return UnitPoint(x: 1 / (1 + 1 / ratio), y: 1 / ratio / (1 + 1 / ratio))
    }
    return UnitPoint(x: ratio / (1 + ratio), y: 1 / (1 + ratio))
  }

  private func value(_ tail: Tail) throws(NumericError) -> Double {
    let point = try function.point(tail)
    return denominator / numerator * (point.x / point.y)
  }
}
