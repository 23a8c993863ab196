// SPDX-License-Identifier: GPL-3.0-or-later

/// A distribution of whole numbers.
///
/// Its law, which a conformance test checks for each: the probabilities sum to 1; ``cdf(_:)`` is the sum of
/// the probabilities up to a value and ``upperTail(_:)`` that of those above it, both to full relative
/// accuracy where they are the smaller; ``quantile(_:)`` is the smallest value whose ``cdf(_:)`` reaches p.
public protocol DiscreteDistribution: Sendable {
  /// The values that can occur.
  var support: ClosedRange<Int> { get }

  /// The probability of exactly `k`.
  func probability(_ k: Int) -> Double

  /// The probability of at most `k`.
  func cdf(_ k: Int) -> Double

  /// The probability of more than `k`.
  func upperTail(_ k: Int) -> Double
}

extension DiscreteDistribution {
  /// The smallest value that is not exceeded with at least probability `p`.
  ///
  /// A probability within a relative 10⁻¹² of `p` counts as reaching it, so that exact ties are not decided
  /// by rounding.
  /// - Complexity: logarithmic in the width of the support, times a call of ``cdf(_:)``.
  public func quantile(_ p: Double) throws(NumericError) -> Int {
    precondition(p >= 0 && p <= 1, "a probability lies in 0...1")
    let support = support
    // Above one half the upper tail is the accurate one, and p itself is known to one unit of 10⁻¹⁶.
    let rest = p == 1 ? 0 : (1 - p) * (1 + 1e-12) + 0x1p-53
    return firstInteger(in: support) { k in
      p <= 0.5 ? cdf(k) >= p * (1 - 1e-12) : upperTail(k) <= rest
    }
  }
}

/// The first integer of a range for which a condition holds that, once true, stays true; the last of
/// the range if it never does.
func firstInteger(in range: ClosedRange<Int>, where condition: (Int) -> Bool) -> Int {
  var (low, high) = (range.lowerBound, range.upperBound)
  while low < high {
    let middle = low + (high - low) / 2
    if condition(middle) { high = middle } else { low = middle + 1 }
  }
  return low
}
