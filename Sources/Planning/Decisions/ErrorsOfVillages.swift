// SPDX-License-Identifier: GPL-3.0-or-later

internal import Distributions
import Foundation

/// Populations of villages with a fixed number of errors in all, whose errors lie together in villages as a
/// stated intra-class correlation says.
///
/// Village v with N_v households has a beta-binomial number of errors, of mean pN_v and correlation ρ: its
/// rate follows Beta(p(1/ρ - 1), (1 - p)(1/ρ - 1)) (Skellam 1948). Populations are drawn from the joint
/// distribution of all villages given that the errors sum to D, exactly: with S_v(r) the probability that the
/// villages from v on have r errors,
///
///     P(D_v = d | r left) = f_v(d) S_{v+1}(r - d)/S_v(r).
///
/// For ρ = 0 every set of D households is as likely as any other, and no table is needed.
struct ErrorsOfVillages: Sendable {
  /// The households of each village.
  let households: [Int]
  /// D.
  let errors: Int
  /// ρ.
  let correlation: Double
  /// f_v by distinct number of households.
  private var counts: [Int: [Double]] = [:]
  /// S_v(r) for r from ``lowest``[v] on.
  private var rest: [[Double]] = []
  private var lowest: [Int] = []

  /// The populations of a county.
  ///
  /// - Complexity: villages times households of a village times the spread of the sum.
  init(households: [Int], errors: Int, correlation: Double) {
    self.households = households
    self.errors = errors
    self.correlation = correlation
    let total = households.reduce(0, +)
    guard correlation > 0, errors > 0, errors < total else { return }
    let p = Double(errors) / Double(total)
    for size in Set(households) {
      counts[size] = BetaBinomial(trials: size, mean: p, correlation: correlation).probabilities
    }
    // Only sums that lie near their mean can be met, given that all sum to D: the others' probability is
    // below that of an error of the arithmetic.
    let variance = { (size: Int) -> Double in
      let n = Double(size)
      return n * p * (1 - p) * (1 + (n - 1) * correlation)
    }
    var before = households.reduce(0) { $0 + variance($1) }
    var after = 0.0
    var mean = 0.0
    rest = [[Double]](repeating: [], count: households.count + 1)
    lowest = [Int](repeating: 0, count: households.count + 1)
    rest[households.count] = [1]
    var capacity = 0
    for village in households.indices.reversed() {
      let size = households[village]
      after += variance(size)
      before -= variance(size)
      mean += Double(size) * p
      capacity += size
      // Given the sum, what the villages from here on hold spreads by the smaller of the two parts.
      let spread = 7 * max(0, min(after, before)).squareRoot() + Double(size) + 12
      let low = max(0, errors - (total - capacity), Int(mean - spread))
      let high = min(errors, capacity, Int(mean + spread) + 1)
      lowest[village] = village == 0 ? errors : low
      rest[village] = Self.convolved(
        counts[size]!, rest[village + 1], lowest[village + 1],
        to: village == 0 ? errors...errors : low...max(low, high))
    }
  }

  /// Σ f(d) S(r - d) for r of a range.
  private static func convolved(
    _ counts: [Double], _ rest: [Double], _ lowest: Int, to range: ClosedRange<Int>
  ) -> [Double] {
    var result = [Double](repeating: 0, count: range.count)
    let base = range.lowerBound
    for (d, probability) in counts.enumerated() where probability > 0 {
      // r = lowest + j + d
      let first = max(0, base - lowest - d)
      let last = min(rest.count - 1, range.upperBound - lowest - d)
      guard first <= last else { continue }
      addScaled(
        probability, rest, first..<(last + 1), to: &result, from: lowest + first + d - base)
    }
    return result
  }

  /// The errors of each village of one population; `nil` for ρ = 0, where villages need not be told apart.
  func draw(_ random: RandomSource) -> [Int]? {
    guard !rest.isEmpty else {
      if errors == 0 { return households.map { _ in 0 } }
      return correlation > 0 ? households : nil
    }
    var left = errors
    return households.indices.map { village in
      let counts = self.counts[households[village]]!
      let next = rest[village + 1]
      let lowest = self.lowest[village + 1]
      var point = random.uniform() * rest[village][left - self.lowest[village]]
      var chosen: Int?
      for d in max(0, left - lowest - next.count + 1)...max(0, min(left - lowest, counts.count - 1))
      {
        let index = left - d - lowest
        guard index >= 0, index < next.count else { continue }
        let probability = counts[d] * next[index]
        if probability > 0 { chosen = d }
        point -= probability
        if point < 0 { break }
      }
      left -= chosen!
      return chosen!
    }
  }
}
