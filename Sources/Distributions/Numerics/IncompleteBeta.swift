// SPDX-License-Identifier: GPL-3.0-or-later

internal import Glibc

/// The regularized incomplete beta function I_x(a, b), both tails of it, and its inverse.
///
/// The factor x^a y^b / B(a, b) by Loader's saddle-point expansion, the rest by the continued fraction of
/// DLMF 8.17.22 on the side of the mean where it converges fast. The relative error of the smaller tail
/// is below 1e-13 for parameters up to 10⁹ (measured against 40-digit arithmetic).
struct IncompleteBeta {
  let a: Double
  let b: Double

  /// Both tails at a point.
  ///
  /// - Complexity: O(√max(a, b)) near the mean, less elsewhere.
  func tails(at point: UnitPoint) -> UnitTails {
    if point.x <= 0 { return UnitTails(lower: 0, upper: 1, slope: 0) }
    if point.y <= 0 { return UnitTails(lower: 1, upper: 0, slope: 0) }
    let n = a + b
    let front = SaddlePoint.binomial(a, b, point.x, point.y) * (a / n * b)
    if point.x * (n + 2) < a + 1 {
      let lower = min(1, front / a * Self.continuedFraction(point.x, a, b))
      return UnitTails(lower: lower, upper: 1 - lower, slope: front)
    }
    let upper = min(1, front / b * Self.continuedFraction(point.y, b, a))
    return UnitTails(lower: 1 - upper, upper: upper, slope: front)
  }

  /// The continued fraction 1/(1 + d₁/(1 + d₂/(1 + …))) by the modified Lentz algorithm (Thompson and Barnett
  /// 1986), for x below (a + 1)/(a + b + 2), where it converges after O(√max(a, b)) terms.
  private static func continuedFraction(_ x: Double, _ a: Double, _ b: Double) -> Double {
    let tiny = 1e-300
    func away(_ value: Double) -> Double { abs(value) < tiny ? tiny : value }
    var d = 1 / away(1 - (a + b) / (a + 1) * x)
    var c = 1.0
    var f = d
    var m = 0.0
    while true {
      m += 1
      let even = m * (b - m) / ((a + 2 * m - 1) * (a + 2 * m)) * x
      d = 1 / away(1 + even * d)
      c = away(1 + even / c)
      f *= c * d
      let odd = -(a + m) / (a + 2 * m) * ((a + b + m) / (a + 2 * m + 1)) * x
      d = 1 / away(1 + odd * d)
      c = away(1 + odd / c)
      let factor = c * d
      f *= factor
      if abs(factor - 1) <= 2 * Double.ulpOfOne { return f }
    }
  }

  /// The point at which a tail has a probability; see ``unitPoint(of:from:_:)``.
  func point(_ tail: Tail) throws(NumericError) -> UnitPoint {
    try unitPoint(of: tail, from: a / (a + b)) { tails(at: $0) }
  }
}
