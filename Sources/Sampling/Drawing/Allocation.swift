// SPDX-License-Identifier: GPL-3.0-or-later

import Tables

/// Spreads a number of units over strata, exactly.
enum Allocation {
  /// The sizes of strata in proportion to their shares.
  ///
  /// Each stratum gets the floor of its exact share, and what is left goes to the largest remainders,
  /// of equal ones to the first stratum (Hamilton's method). A size outside its stratum's bounds is
  /// set to the bound; what that moved is shared among the others in the same way, the bounds that
  /// moved more first.
  ///
  /// - Parameters:
  ///   - total: the number to spread.
  ///   - shares: what the sizes are proportional to, in the order of the strata's bytes.
  ///   - bounds: the least and largest size of each stratum.
  /// - Returns: sizes whose sum is the total; `nil` if the bounds do not allow it.
  static func sizes(total: Int, shares: [Int], bounds: [ClosedRange<Int>]) -> [Int]? {
    let least = bounds.reduce(0) { $0 + $1.lowerBound }
    let most = bounds.reduce(0) { $0 + $1.upperBound }
    guard least <= total, total <= most else { return nil }
    var sizes = [Int](repeating: 0, count: shares.count)
    var open = Array(shares.indices)
    var rest = total
    while !open.isEmpty {
      for (index, size) in zip(
        open, largestRemainders(total: rest, shares: open.map { shares[$0] }))
      {
        sizes[index] = size
      }
      let raised = open.reduce(0) { $0 + max(0, bounds[$1].lowerBound - sizes[$1]) }
      let lowered = open.reduce(0) { $0 + max(0, sizes[$1] - bounds[$1].upperBound) }
      if raised == 0 && lowered == 0 { return sizes }
      let isSettled: (Int) -> Bool = { index in
        (raised >= lowered && sizes[index] < bounds[index].lowerBound)
          || (lowered >= raised && sizes[index] > bounds[index].upperBound)
      }
      let settled = open.filter(isSettled)
      open = open.filter { !isSettled($0) }
      for index in settled {
        sizes[index] = min(max(sizes[index], bounds[index].lowerBound), bounds[index].upperBound)
        rest -= sizes[index]
      }
    }
    return rest == 0 ? sizes : nil
  }

  /// Floors of the exact shares, and one more for the largest remainders.
  static func largestRemainders(total: Int, shares: [Int]) -> [Int] {
    let sum = UInt128(shares.reduce(0, +))
    guard sum > 0 else { return shares.map { _ in 0 } }
    let parts = shares.map { (UInt128(total) * UInt128($0)).quotientAndRemainder(dividingBy: sum) }
    var sizes = parts.map { Int($0.quotient) }
    let left = total - sizes.reduce(0, +)
    let order = parts.indices.sorted { a, b in
      parts[a].remainder != parts[b].remainder
        ? parts[a].remainder > parts[b].remainder : a < b
    }
    for index in order.prefix(left) { sizes[index] += 1 }
    return sizes
  }
}
