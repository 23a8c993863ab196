// SPDX-License-Identifier: GPL-3.0-or-later

import Glibc

/// The chi-square distribution; the degrees of freedom need not be whole.
///
/// P(X <= x) is the regularized incomplete gamma function P(ν/2, x/2), computed by GSL; the quantile is
/// the root of the logarithm of the tail, found in a bracket.
public struct ChiSquare: ContinuousDistribution, Hashable {
  /// The degrees of freedom ν.
  public let degreesOfFreedom: Double

  /// A chi-square distribution.
  ///
  /// - Precondition: the degrees of freedom are finite and positive.
  public init(degreesOfFreedom: Double) {
    precondition(degreesOfFreedom.isFinite && degreesOfFreedom > 0)
    self.degreesOfFreedom = degreesOfFreedom
  }

  /// The probability of a value of at most `x`.
  public func cdf(_ x: Double) -> Double {
    precondition(!x.isNaN)
    if x <= 0 { return 0 }
    return x == .infinity ? 1 : GSL.gammaCDF(x / 2, degreesOfFreedom / 2)
  }

  /// The probability of a value above `x`.
  public func upperTail(_ x: Double) -> Double {
    precondition(!x.isNaN)
    if x <= 0 { return 1 }
    return x == .infinity ? 0 : GSL.gammaUpperTail(x / 2, degreesOfFreedom / 2)
  }

  /// The value that is not exceeded with probability `p`; infinite for 1, and 0 below 10⁻³⁰⁰.
  public func quantile(_ p: Double) throws(NumericError) -> Double {
    try value(.lower(p))
  }

  /// The value that is exceeded with probability `q`; infinite for 0.
  public func upperQuantile(_ q: Double) throws(NumericError) -> Double {
    try value(.upper(q))
  }

  private func value(_ tail: Tail) throws(NumericError) -> Double {
    switch tail.probability {
    case 0: return tail.isUpper ? .infinity : 0
    case 1: return tail.isUpper ? 0 : .infinity
    default: break
    }
    let tail = tail.smaller
    let target = log(tail.probability)
    // No tail that a double can hold lies beyond ν + 2√(νt) + 2t, t = 800 (Laurent and Massart 2000).
    let highest = log(degreesOfFreedom + 2 * (800 * degreesOfFreedom).squareRoot() + 1600)
    let lowest = log(1e-300)
    let start = max(log(degreesOfFreedom), lowest)
    func distance(_ x: Double) -> (value: Double, slope: Double) {
      let value = tail.isUpper ? upperTail(x) : cdf(x)
      let slope = density(timesItself: x) / value
      return tail.isUpper ? (target - log(value), slope) : (log(value) - target, slope)
    }
    let u = try increasingRoot(from: start, in: lowest...highest) { u in distance(exp(u)) }
    return u < lowest + 1 ? 0 : refined(exp(u), distance)
  }

  /// x times the density at x, which is (x/2)^a e^(-x/2) / Γ(a) with a = ν/2.
  private func density(timesItself x: Double) -> Double {
    let a = degreesOfFreedom / 2
    return exp(-SaddlePoint.deviance(a, x / 2, excess: x / 2 - a)) * (a / (2 * .pi)).squareRoot()
      / GSL.gammaStar(a)
  }
}
