// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation

/// The regularized incomplete beta function I_x(a, b), both tails of it, and its inverse.
///
/// The factor x^a y^b / B(a, b) by Loader's saddle-point expansion, the rest by a continued fraction on the
/// side of the mean where it converges fast. Both know the point through the difference (a + b) x - a, which
/// is computed with one rounding, so that the smaller tail keeps its digits however large a and b are.
struct IncompleteBeta {
  let a: Double
  let b: Double

  /// Both tails at a point.
  ///
  /// - Complexity: O(√max(a, b)) near the mean, less elsewhere.
  func tails(at point: UnitPoint) -> UnitTails {
    if point.x <= 0 { return UnitTails(lower: 0, upper: 1, slope: 0) }
    if point.y <= 0 { return UnitTails(lower: 1, upper: 0, slope: 0) }
    let excess = point.excess(a, b)
    let front =
      SaddlePoint.binomial(a, b, at: point, excess: excess) * (a / (a + b) * b)
    if excess <= 0 {
      let lower = notAboveOne(front * Self.continuedFraction(a, b, point, -excess))
      return UnitTails(lower: lower, upper: 1 - lower, slope: front)
    }
    let upper = notAboveOne(front * Self.continuedFraction(b, a, point.mirrored, excess))
    return UnitTails(lower: 1 - upper, upper: upper, slope: front)
  }

  /// What rounding lifts above 1 is 1.
  private func notAboveOne(_ probability: Double) -> Double {
    probability > 1 ? 1 : probability
  }

  /// I_x(a, b) over x^a y^b / B(a, b), for x at or below the mean: the continued fraction of Didonato and
  /// Morris (1992, equation 9), which depends on the point through λ = a - (a + b) x >= 0 without
  /// cancellation and needs O(√max(a, b)) terms at most. By the modified Lentz algorithm (Thompson and
  /// Barnett 1986).
  private static func continuedFraction(
    _ a: Double, _ b: Double, _ point: UnitPoint, _ lambda: Double
  ) -> Double {
    let (x, y) = (point.x, point.y)
    let tiny = 1e-300
    func away(_ value: Double) -> Double { abs(value) < tiny ? tiny : value }
    var f = a / (a + 1) * (lambda + 1)
    var c = f
    var d = 0.0
    var n = 0.0
    var last = Double.infinity
    while true {
      n += 1
      let s = a + 2 * n - 1
      let even = (a + n - 1) / s * ((a + b + n - 1) / s) * (n * (b - n) * x * x)
      let odd = n + n * (b - n) * x / s + (a + n) / (s + 2) * (lambda + 1 + n * (1 + y))
      d = 1 / away(odd + even * d)
      c = away(odd + even / c)
      f *= c * d
      let change = abs(c * d - 1)
      // Rounding may keep the change above any fixed limit; then it stops falling.
      if change <= 2 * Double.ulpOfOne || (change < 1e-13 && change >= last) { return 1 / f }
      last = change
    }
  }

  /// The point at which a tail has a probability; see ``unitPoint(of:from:_:)``.
  ///
  /// - Parameter start: where to begin; ``start(_:)`` unless something better is known.
  func point(_ tail: Tail, from start: Double? = nil) throws(NumericError) -> UnitPoint {
    try unitPoint(of: tail, from: start ?? self.start(tail)) { tails(at: $0) }
  }

  /// A point near that of a tail: from the normal distribution (Abramowitz and Stegun 1964, 26.5.22) where both
  /// parameters are above 1, else the mean.
  private func start(_ tail: Tail) -> Double {
    guard a > 1, b > 1, tail.probability > 0, tail.probability < 1 else { return a / (a + b) }
    let z =
      tail.isUpper
      ? Normal.standard.quantile(tail.probability) : Normal.standard.upperQuantile(tail.probability)
    let (s, t) = (1 / (2 * a - 1), 1 / (2 * b - 1))
    let lambda = (z * z - 3) / 6
    let h = 2 / (s + t)
    let w =
      z * (max(0, h + lambda)).squareRoot() / h - (t - s) * (lambda + 5.0 / 6 - 2 / (3 * h))
    let x = a / (a + b * exp(2 * w))
    return x.isFinite && x > 0 && x < 1 ? x : a / (a + b)
  }
}
