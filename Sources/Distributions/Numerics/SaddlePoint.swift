// SPDX-License-Identifier: GPL-3.0-or-later

import Glibc

/// Binomial probabilities without the cancellation of large logarithms.
///
/// Loader (2000), "Fast and accurate computation of binomial probabilities": with Stirling's error split
/// off, b(x; n, p) = √(n / (2π x (n - x))) · Γ*(n) / (Γ*(x) Γ*(n - x)) · e^(-D(x, np) - D(n - x, nq)),
/// D(x, m) = x ln(x/m) + m - x. All factors are known to full relative accuracy, however large n is, if
/// the small difference np - x is.
enum SaddlePoint {
  /// D(x, m) = x ln(x/m) + m - x >= 0, the unit deviance, from m and `excess` = m - x; x > 0, m > 0.
  static func deviance(_ x: Double, _ m: Double, excess: Double) -> Double {
    let ratio = excess / x
    // Far below x, 1 + ratio has lost the digits of m.
    return ratio < -0.5 ? x * log(x / m) + excess : -x * GSL.logOnePlusMinus(ratio)
  }

  /// Γ(x + y + 1) / (Γ(x + 1) Γ(y + 1)) · p^x q^y for real x, y >= 0, at a point (p, q = 1 - p).
  static func binomial(_ x: Double, _ y: Double, at point: UnitPoint) -> Double {
    binomial(x, y, at: point, excess: point.excess(x, y))
  }

  /// The same, from a difference (x + y) p - x that is known better than the point is.
  static func binomial(_ x: Double, _ y: Double, at point: UnitPoint, excess: Double) -> Double {
    if point.x == 0 { return x == 0 ? 1 : 0 }
    if point.y == 0 { return y == 0 ? 1 : 0 }
    let n = x + y
    if x == 0 { return exp(n * point.logComplement) }
    if y == 0 { return exp(n * point.mirrored.logComplement) }
    let exponent =
      deviance(x, n * point.x, excess: excess) + deviance(y, n * point.y, excess: -excess)
    let stirling = GSL.gammaStar(n) / (GSL.gammaStar(x) * GSL.gammaStar(y))
    return exp(-exponent) * stirling * (n / (2 * .pi * x * y)).squareRoot()
  }
}
