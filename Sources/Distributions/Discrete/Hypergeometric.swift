// SPDX-License-Identifier: GPL-3.0-or-later

/// The number of marked units in a simple random sample without replacement.
///
/// One probability is a ratio of three binomial ones by Loader's saddle-point expansion (2000); the rest of
/// a tail follows from it by the ratios of neighbouring probabilities, so that the relative error stays
/// near that of one probability for any population.
public struct Hypergeometric: DiscreteDistribution, Hashable {
  /// The number of units, N.
  public let population: Int
  /// The number of marked units, M.
  public let successes: Int
  /// The number of drawn units, n.
  public let draws: Int

  /// A hypergeometric distribution.
  ///
  /// - Precondition: `0 <= successes, draws <= population <= 2⁵³`.
  public init(population: Int, successes: Int, draws: Int) {
    precondition(population >= 0 && population <= 1 << 53, "a population is 0...2^53")
    precondition((0...population).contains(successes) && (0...population).contains(draws))
    self.population = population
    self.successes = successes
    self.draws = draws
  }

  /// The values from max(0, n + M - N) to min(n, M).
  public var support: ClosedRange<Int> {
    max(0, draws - (population - successes))...min(draws, successes)
  }

  /// The probability of exactly `k` marked units.
  public func probability(_ k: Int) -> Double {
    guard support.contains(k) else { return 0 }
    if support.count == 1 { return 1 }
    let (marked, unmarked) = (Double(successes), Double(population - successes))
    let (x, y) = (Double(k), Double(draws - k))
    let point = UnitPoint(
      x: Double(draws) / Double(population), y: Double(population - draws) / Double(population))
    // M n/N - k and (N - M) n/N - (n - k) are opposite, and known exactly up to one division.
    let product = Int128(successes) * Int128(draws) - Int128(k) * Int128(population)
    let excess = Double(product) / Double(population)
    return SaddlePoint.binomial(x, marked - x, at: point, excess: excess)
      * SaddlePoint.binomial(y, unmarked - y, at: point, excess: -excess)
      / SaddlePoint.binomial(Double(draws), Double(population - draws), at: point, excess: 0)
  }

  /// The probability of at most `k` marked units.
  ///
  /// - Complexity: O(standard deviation), the terms that matter.
  public func cdf(_ k: Int) -> Double {
    if k < support.lowerBound { return 0 }
    if k >= support.upperBound { return 1 }
    if isBelowMean(k) { return sumDownwards(from: k) }
    let upper = sumUpwards(from: k + 1)
    return upper < 0.5 ? 1 - upper : sumDownwards(from: k)
  }

  /// The probability of more than `k` marked units.
  ///
  /// - Complexity: O(standard deviation), the terms that matter.
  public func upperTail(_ k: Int) -> Double {
    if k < support.lowerBound { return 1 }
    if k >= support.upperBound { return 0 }
    if !isBelowMean(k) { return sumUpwards(from: k + 1) }
    let lower = sumDownwards(from: k)
    return lower < 0.5 ? 1 - lower : sumUpwards(from: k + 1)
  }

  /// Below the mean the terms fall downwards, above it upwards.
  private func isBelowMean(_ k: Int) -> Bool {
    Double(k) <= Double(draws) * (Double(successes) / Double(population))
  }

  private func sumDownwards(from k: Int) -> Double {
    sum(from: k, through: support.lowerBound, by: -1) { j in
      // P(j - 1) / P(j)
      let unmarked = Double(population - successes - draws + j)
      return Double(j) * unmarked / (Double(successes - j + 1) * Double(draws - j + 1))
    }
  }

  private func sumUpwards(from k: Int) -> Double {
    sum(from: k, through: support.upperBound, by: 1) { j in
      // P(j + 1) / P(j)
      let unmarked = Double(population - successes - draws + j + 1)
      return Double(successes - j) * Double(draws - j) / (Double(j + 1) * unmarked)
    }
  }

  /// P(k) (1 + r₁ + r₁ r₂ + …), until the rest, at most a geometric series, cannot be seen.
  private func sum(
    from k: Int, through last: Int, by step: Int, ratio: (Int) -> Double
  ) -> Double {
    var term = 1.0
    var sum = NeumaierSum()
    sum.add(term)
    for j in stride(from: k, to: last, by: step) {
      let factor = ratio(j)
      term *= factor
      sum.add(term)
      if factor < 1 && term * factor < 1e-17 * sum.value * (1 - factor) { break }
    }
    return min(1, probability(k) * sum.value)
  }
}
