// SPDX-License-Identifier: GPL-3.0-or-later

internal import Glibc

/// Binomial probabilities without the cancellation of large logarithms.
///
/// Loader (2000), "Fast and accurate computation of binomial probabilities": with Stirling's error split
/// off, b(x; n, p) = √(n / (2π x (n - x))) · Γ*(n) / (Γ*(x) Γ*(n - x)) · e^(-D(x, np) - D(n - x, nq)),
/// D(x, m) = x ln(x/m) + m - x. All factors are known to full relative accuracy, however large n is.
enum SaddlePoint {
  /// D(x, m) = x ln(x/m) + m - x >= 0, the unit deviance; x >= 0, m > 0.
  static func deviance(_ x: Double, _ m: Double) -> Double {
    if x == 0 { return m }
    return -x * GSL.logOnePlusMinus((m - x) / x)
  }

  /// Γ(x + y + 1) / (Γ(x + 1) Γ(y + 1)) · p^x q^y for real x, y >= 0 and p + q = 1.
  ///
  /// Both p and q are given, so that the smaller of them keeps all its digits.
  static func binomial(_ x: Double, _ y: Double, _ p: Double, _ q: Double) -> Double {
    if p == 0 { return x == 0 ? 1 : 0 }
    if q == 0 { return y == 0 ? 1 : 0 }
    let n = x + y
    if n == 0 { return 1 }
    if x == 0 { return power(p: p, q: q, n) }
    if y == 0 { return power(p: q, q: p, n) }
    let exponent = -deviance(x, n * p) - deviance(y, n * q)
    let stirling = GSL.gammaStar(n) / (GSL.gammaStar(x) * GSL.gammaStar(y))
    return exp(exponent) * stirling * (n / (2 * .pi * x * y)).squareRoot()
  }

  /// q^n from the smaller of p and q.
  private static func power(p: Double, q: Double, _ n: Double) -> Double {
    exp(n * (p < 0.5 ? log1p(-p) : log(q)))
  }
}
