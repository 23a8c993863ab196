// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation

/// The number of successes in n trials whose probability is itself a beta variable (Skellam 1948): what units
/// of one cluster show if they are alike.
///
///     P(k) = C(n, k) B(a + k, b + n - k)/B(a, b),  a = p(1/ρ - 1), b = (1 - p)(1/ρ - 1)
///
/// with mean np and variance np(1 - p)(1 + (n - 1)ρ): ρ is the correlation of two trials.
public struct BetaBinomial: Sendable, Hashable {
  /// n.
  public let trials: Int
  /// p.
  public let mean: Double
  /// ρ.
  public let correlation: Double

  /// A beta-binomial distribution.
  /// - Precondition: `trials` is not negative; `mean` and `correlation` lie strictly between 0 and 1.
  public init(trials: Int, mean: Double, correlation: Double) {
    precondition(trials >= 0 && mean > 0 && mean < 1 && correlation > 0 && correlation < 1)
    self.trials = trials
    self.mean = mean
    self.correlation = correlation
  }

  /// The probabilities of 0 to n successes; those below 10⁻¹⁸ are left out at the upper end, so that there
  /// may be fewer.
  ///
  /// - Complexity: O(n); P(k + 1)/P(k) = (n - k)(a + k)/((k + 1)(b + n - k - 1)), from the logarithm of P(0)
  ///   on, to 10⁻¹² relative.
  public var probabilities: [Double] {
    let a = mean * (1 / correlation - 1)
    let b = (1 - mean) * (1 / correlation - 1)
    let n = Double(trials)
    // ln P(0) = Σ ln((b + i)/(a + b + i)), i < n.
    var logarithm = 0.0
    for i in 0..<trials { logarithm += log1p(-a / (a + b + Double(i))) }
    var probabilities: [Double] = []
    probabilities.reserveCapacity(trials + 1)
    for k in 0...trials {
      probabilities.append(exp(logarithm))
      let x = Double(k)
      if k < trials { logarithm += log((n - x) * (a + x) / ((x + 1) * (b + n - x - 1))) }
    }
    while probabilities.count > 1, probabilities[probabilities.count - 1] < 1e-18 {
      probabilities.removeLast()
    }
    return probabilities
  }
}
