// SPDX-License-Identifier: GPL-3.0-or-later

import Distributions

/// The values of some rows in ascending order with their weights, from which quantiles are read.
package struct WeightedDistribution: Sendable {
  /// The values, ascending.
  private let values: [Double]
  /// C(k), the sum of the weights of the first k + 1 values, compensated.
  private let cumulative: [Double]
  /// w(k), in the order of the values.
  private let weights: [Double]

  /// The distribution of the rows.
  ///
  /// - Complexity: O(n log n) for n rows.
  init(values: [Double], weights: [Double], rows: [UInt32]) {
    let order = rows.sorted { a, b in
      let (x, y) = (values[Int(a)], values[Int(b)])
      return x != y ? x < y : a < b
    }
    self.values = order.map { values[Int($0)] }
    self.weights = order.map { weights[Int($0)] }
    var sum = NeumaierSum()
    cumulative = self.weights.map { weight in
      sum.add(weight)
      return sum.value
    }
  }

  /// Whether there is no row.
  var isEmpty: Bool { values.isEmpty }

  /// The quantile of a probability.
  ///
  /// Sums of weights that agree with the probability's share of the whole to 12 digits are equal to it, so
  /// that rounding decides no tie.
  /// - Precondition: there are rows.
  /// - Complexity: logarithmic in the rows; linear for ``QuantileType/hf3`` where F is the probability.
  func quantile(_ p: Double, _ type: QuantileType) -> Double {
    let n = values.count
    let total = cumulative[n - 1]
    switch type {
    case .math, .hf1, .school, .hf2, .hf3:
      let target = p * total
      let at = firstIndex { cumulative[$0] >= target - 1e-12 * total }
      let isExact = at < n - 1 && abs(cumulative[at] - target) <= 1e-12 * total
      switch type {
      case .school, .hf2: return isExact ? (values[at] + values[at + 1]) / 2 : values[at]
      case .hf3: return evenPlace(at, isExact: isExact)
      default: return values[at]
      }
    case .shahvaish:
      let scale = Double(n) / total
      let after = firstIndex { k in
        scale * (cumulative[k] - weights[k] / 2) + 0.5 > p * Double(n + 1) + 1e-12 * Double(n)
      }
      return values[max(0, after - 1)]
    case .hf4: return interpolated(p) { cumulative[$0] / total }
    case .hf5: return interpolated(p) { (cumulative[$0] - weights[$0] / 2) / total }
    case .hf6: return interpolated(p) { cumulative[$0] / (total + weights[n - 1]) }
    case .hf7:
      guard n > 1 else { return values[0] }
      return interpolated(p) { ($0 == 0 ? 0 : cumulative[$0 - 1]) / cumulative[n - 2] }
    case .hf8:
      return interpolated(p) {
        (cumulative[$0] - weights[$0] / 3) / (total + weights[n - 1] / 3)
      }
    case .hf9:
      return interpolated(p) {
        (cumulative[$0] - 3 * weights[$0] / 8) / (total + weights[n - 1] / 4)
      }
    }
  }

  /// The value at a place; where the share is exact and an odd number of distinct values lies up to there, the
  /// next larger one.
  private func evenPlace(_ at: Int, isExact: Bool) -> Double {
    // Within a run of equal values the share is not that of the value.
    guard isExact, values[at + 1] != values[at] else { return values[at] }
    var distinct = 1
    for k in 0..<at where values[k] != values[k + 1] { distinct += 1 }
    return distinct.isMultiple(of: 2) ? values[at] : values[at + 1]
  }

  /// The straight lines through points whose places ascend.
  private func interpolated(_ p: Double, _ place: (Int) -> Double) -> Double {
    let next = firstIndex { place($0) >= p }
    if next == 0 { return values[0] }
    if next == values.count { return values[next - 1] }
    let (low, high) = (place(next - 1), place(next))
    let (a, b) = (values[next - 1], values[next])
    return a + (b - a) * ((p - low) / (high - low))
  }

  /// The first index for which a condition holds that, once true, stays true; the count if none.
  private func firstIndex(where condition: (Int) -> Bool) -> Int {
    var (low, high) = (0, values.count)
    while low < high {
      let middle = low + (high - low) / 2
      if condition(middle) { high = middle } else { low = middle + 1 }
    }
    return low
  }
}
