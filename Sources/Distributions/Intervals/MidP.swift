// SPDX-License-Identifier: GPL-3.0-or-later

import Glibc

/// The mid-P limits: the binomial test inverted with half the probability of the observed count
/// (Lancaster 1961; Berry and Armitage 1995).
///
/// The lower limit solves P(X > x) + P(X = x)/2 = `lowerTail`. With P(X >= x) = I_p(x, n - x + 1) it is the
/// mean of two incomplete beta functions, which holds for real x and n too. The coverage is close to the
/// nominal one on average, but may fall below it.
public enum MidP: BinomialLimits {
  /// The mid-P limits.
  public static func limits(
    x: Double, n: Double, lowerTail: Double, upperTail: Double
  ) throws(NumericError) -> (lower: Double, upper: Double) {
    check(x: x, n: n, lowerTail: lowerTail, upperTail: upperTail)
    let lower = try limit(x, n, lowerTail).x
    let upper = try limit(n - x, n, upperTail).y
    return holding(x / n, lower, upper)
  }

  /// The lower limit, with its complement, which is the upper limit of the mirrored count.
  private static func limit(
    _ x: Double, _ n: Double, _ tail: Double
  ) throws(NumericError) -> UnitPoint {
    if x == 0 || tail == 0 { return UnitPoint(x: 0, y: 1) }
    if x == n {
      // Nothing lies above x, and p^n / 2 never exceeds one half.
      if tail >= 0.5 { return UnitPoint(x: 1, y: 0) }
      let logarithm = log(2 * tail) / n
      return UnitPoint(x: exp(logarithm), y: -expm1(logarithm))
    }
    let atLeast = IncompleteBeta(a: x, b: n - x + 1)
    let above = IncompleteBeta(a: x + 1, b: n - x)
    return try unitPoint(of: .lower(tail), from: x / n) { point in
      let (first, second) = (atLeast.tails(at: point), above.tails(at: point))
      return UnitTails(
        lower: (first.lower + second.lower) / 2, upper: (first.upper + second.upper) / 2,
        slope: (first.slope + second.slope) / 2)
    }
  }
}
