// SPDX-License-Identifier: GPL-3.0-or-later

/// Student's t distribution; the degrees of freedom need not be whole.
///
/// Its tail is half an incomplete beta function: P(T > t) = I_x(ν/2, 1/2) / 2 with x = ν/(ν + t²), t >= 0
/// (DLMF 8.17).
public struct StudentT: ContinuousDistribution, Hashable {
  /// The degrees of freedom ν; infinity means the standard normal distribution.
  public let degreesOfFreedom: Double

  /// A t distribution.
  ///
  /// - Precondition: the degrees of freedom are positive; they may be infinite.
  public init(degreesOfFreedom: Double) {
    precondition(degreesOfFreedom > 0, "degrees of freedom are positive")
    self.degreesOfFreedom = degreesOfFreedom
  }

  /// The probability of a value of at most `x`.
  public func cdf(_ x: Double) -> Double {
    upperTail(-x)
  }

  /// The probability of a value above `x`.
  public func upperTail(_ x: Double) -> Double {
    precondition(!x.isNaN)
    if isNormal { return Normal.standard.upperTail(x) }
    let outside = function.tails(at: point(x)).lower / 2
    return x >= 0 ? outside : 1 - outside
  }

  /// The value that is not exceeded with probability `p`; infinite for 0 and 1.
  public func quantile(_ p: Double) throws(NumericError) -> Double {
    try value(.lower(p))
  }

  /// The value that is exceeded with probability `q`; infinite for 0 and 1.
  public func upperQuantile(_ q: Double) throws(NumericError) -> Double {
    try value(.upper(q))
  }

  /// Beyond 10¹⁷ degrees of freedom no double tells t from normal.
  private var isNormal: Bool { degreesOfFreedom > 1e17 }

  private var function: IncompleteBeta { IncompleteBeta(a: degreesOfFreedom / 2, b: 0.5) }

  /// x = ν/(ν + t²) and 1 - x = t²/(ν + t²), written so that t² does not overflow.
  private func point(_ t: Double) -> UnitPoint {
    let ratio = abs(t) / degreesOfFreedom.squareRoot()
    if ratio > 1 {
      let inverse = 1 / ratio
      let square = inverse * inverse
      return UnitPoint(x: square / (1 + square), y: 1 / (1 + square))
    }
    let square = ratio * ratio
    return UnitPoint(x: 1 / (1 + square), y: square / (1 + square))
  }

  /// Where the search for a quantile begins: the expansion of Cornish and Fisher around the normal quantile
  /// (Abramowitz and Stegun 1964, 26.7.5), as a point of the beta distribution.
  private func start(tail: Double) -> Double? {
    guard tail > 0, tail < 0.5, degreesOfFreedom > 2 else { return nil }
    let z = Normal.standard.upperQuantile(tail)
    let (z2, n) = (z * z, degreesOfFreedom)
    let first = (z2 + 1) / 4
    let second = ((5 * z2 + 16) * z2 + 3) / 96
    let third = (((3 * z2 + 19) * z2 + 17) * z2 - 15) / 384
    let t = z * (1 + (first + (second + third / n) / n) / n)
    return n / (n + t * t)
  }

  private func value(_ tail: Tail) throws(NumericError) -> Double {
    if isNormal {
      let p = tail.probability
      return tail.isUpper ? Normal.standard.upperQuantile(p) : Normal.standard.quantile(p)
    }
    let tail = tail.smaller
    let point = try function.point(
      .lower(2 * tail.probability), from: start(tail: tail.probability))
    let size = (degreesOfFreedom * point.y / point.x).squareRoot()
    return tail.isUpper ? size : -size
  }
}
