// SPDX-License-Identifier: GPL-3.0-or-later

import Tables

/// Spreads a number of units over strata in proportion to shares, exactly.
///
/// Hamilton's method (Balinski and Young 2001): each stratum gets the floor of its exact share, and what is
/// left goes to the largest remainders.
enum LargestRemainders {
  /// The sizes of strata in proportion to their shares, within bounds.
  ///
  /// A size outside its stratum's bounds is set to the bound; what that moved is shared among the others
  /// in the same way, the bounds that moved more first.
  ///
  /// - Parameters:
  ///   - total: the number to spread.
  ///   - shares: what the sizes are proportional to, in the order of the strata's bytes. Strata without a
  ///     share get something only if the others' bounds leave it to them.
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
      var current = open.map { shares[$0] }
      // Where only strata without a share are left, they share alike.
      if current.allSatisfy({ $0 == 0 }) { current = open.map { _ in 1 } }
      for (index, size) in zip(open, sizesWithoutBounds(total: rest, shares: current)) {
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

  /// Floors of the exact shares, and one more for the largest remainders, of equal ones the first.
  static func sizesWithoutBounds(total: Int, shares: [Int]) -> [Int] {
    let sum = shares.reduce(UInt128(0)) { $0 + UInt128($1) }
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
