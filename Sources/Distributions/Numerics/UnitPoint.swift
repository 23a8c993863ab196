// SPDX-License-Identifier: GPL-3.0-or-later

import Glibc

/// A point of 0...1 together with its complement, so that the smaller of both has all its digits.
struct UnitPoint {
  let x: Double
  let y: Double

  init(x: Double) {
    self.init(x: x, y: 1 - x)
  }

  init(x: Double, y: Double) {
    self.x = x
    self.y = y
  }

  var mirrored: UnitPoint { UnitPoint(x: y, y: x) }

  /// (a + b) x - a = b - (a + b) y with one rounding, from the smaller of x and y.
  func excess(_ a: Double, _ b: Double) -> Double {
    let n = a + b
    return x <= y ? (-a).addingProduct(n, x) : b.addingProduct(-n, y)
  }

  /// ln y, from the smaller of x and y.
  var logComplement: Double { x < y ? log1p(-x) : log(y) }
}

/// Both tails of a distribution on 0...1 at a point, and x (1 - x) times the density there.
struct UnitTails {
  let lower: Double
  let upper: Double
  let slope: Double

  var mirrored: UnitTails { UnitTails(lower: upper, upper: lower, slope: slope) }
}

/// The point at which a tail of a continuous distribution on 0...1 has a probability.
///
/// Newton's method on the logarithm of the tail over the logarithm of the smaller of x and 1 - x, both
/// nearly straight far out, inside a bracket. The smaller of x and 1 - x is found to full relative
/// accuracy; where it lies below 10⁻³⁰⁰ it is 0.
///
/// - Parameters:
///   - tail: what is sought.
///   - start: where to begin: the closer, the fewer steps.
///   - tails: the distribution.
func unitPoint(
  of tail: Tail, from start: Double, _ tails: (UnitPoint) -> UnitTails
) throws(NumericError) -> UnitPoint {
  switch tail.probability {
  case 0: return tail.isUpper ? UnitPoint(x: 1, y: 0) : UnitPoint(x: 0, y: 1)
  case 1: return tail.isUpper ? UnitPoint(x: 0, y: 1) : UnitPoint(x: 1, y: 0)
  default: break
  }
  // The larger tail says little about how far out a point is; its complement does.
  let tail = tail.smaller
  // The start mostly tells the half, so that 1/2 need not be looked at; a point that comes out there is not it.
  for isLeft in start <= 0.5 ? [true, false] : [false, true] {
    if isLeft {
      let x = try leftPoint(of: tail, from: start, tails)
      if x < 0.499 { return UnitPoint(x: x) }
    } else {
      let y = try leftPoint(of: tail.mirrored, from: 1 - start) { tails($0.mirrored).mirrored }
      if y < 0.499 { return UnitPoint(x: 1 - y, y: y) }
    }
  }
  let half = tails(UnitPoint(x: 0.5, y: 0.5))
  let isLeft = tail.isUpper ? half.upper < tail.probability : half.lower > tail.probability
  if isLeft { return UnitPoint(x: try leftPoint(of: tail, from: start, tails)) }
  let mirrored = try leftPoint(of: tail.mirrored, from: 1 - start) { tails($0.mirrored).mirrored }
  return UnitPoint(x: 1 - mirrored, y: mirrored)
}

/// The point in 0...1/2.
private func leftPoint(
  of tail: Tail, from start: Double, _ tails: (UnitPoint) -> UnitTails
) throws(NumericError) -> Double {
  let target = log(tail.probability)
  let lowest = log(1e-300)
  let start = log(min(max(start, 1e-300), 0.5))
  func distance(_ x: Double) -> (value: Double, slope: Double) {
    let tails = tails(UnitPoint(x: x))
    let value = tail.isUpper ? tails.upper : tails.lower
    let slope = tails.slope / ((1 - x) * value)
    return tail.isUpper ? (target - log(value), slope) : (log(value) - target, slope)
  }
  // A step of 10⁻⁶ leaves an error of about its square, which the last step below squares once more.
  let u = try increasingRoot(from: start, in: lowest...log(0.5), closeEnough: 1e-6) { u in
    distance(exp(u))
  }
  return u < lowest + 1 ? 0 : refined(exp(u), distance)
}
