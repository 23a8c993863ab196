// SPDX-License-Identifier: GPL-3.0-or-later

/// The number of successes in independent trials of equal probability.
///
/// P(X <= k) = I_(1-p)(n - k, k + 1), the incomplete beta function.
public struct Binomial: DiscreteDistribution, Hashable {
  /// The number of trials n.
  public let trials: Int
  /// The probability p of a success.
  public let probability: Double

  /// A binomial distribution.
  ///
  /// - Precondition: `trials` is not negative and `probability` lies in 0...1.
  public init(trials: Int, probability: Double) {
    precondition(trials >= 0 && probability >= 0 && probability <= 1)
    self.trials = trials
    self.probability = probability
  }

  /// The values 0 to n.
  public var support: ClosedRange<Int> { 0...trials }

  /// The probability of exactly `k` successes.
  public func probability(_ k: Int) -> Double {
    if k < 0 || k > trials { return 0 }
    return SaddlePoint.binomial(Double(k), Double(trials - k), at: UnitPoint(x: probability))
  }

  /// The probability of at most `k` successes.
  ///
  /// - Complexity: O(√n).
  public func cdf(_ k: Int) -> Double {
    if k < 0 { return 0 }
    return k >= trials ? 1 : tails(k).upper
  }

  /// The probability of more than `k` successes.
  ///
  /// - Complexity: O(√n).
  public func upperTail(_ k: Int) -> Double {
    if k < 0 { return 1 }
    return k >= trials ? 0 : tails(k).lower
  }

  private func tails(_ k: Int) -> UnitTails {
    IncompleteBeta(a: Double(k) + 1, b: Double(trials - k))
      .tails(at: UnitPoint(x: probability))
  }
}
