// SPDX-License-Identifier: GPL-3.0-or-later

import Tables

/// Counts under pairs of small numbers, by open addressing.
struct CountTable: Sendable {
  private var keys: [UInt64]
  private var counts: [Int]
  /// The number of pairs.
  private(set) var count = 0

  /// A table without pairs.
  init() {
    keys = [UInt64](repeating: .max, count: 256)
    counts = [Int](repeating: 0, count: 256)
  }

  /// Adds to the count of a pair.
  mutating func add(_ count: Int, first: Int, second: Int) {
    let key = UInt64(first) << 32 | UInt64(second)
    var slot = Self.slot(key, in: keys.count)
    while keys[slot] != key {
      if keys[slot] == .max {
        keys[slot] = key
        self.count += 1
        break
      }
      slot = (slot + 1) & (keys.count - 1)
    }
    counts[slot] += count
    // Three quarters are full at the most: longer searches cost less than the memory of empty slots.
    if self.count * 4 > keys.count * 3 { grow() }
  }

  /// Delivers each pair with its count, in no stated order.
  func forEach(_ body: (_ first: Int, _ second: Int, _ count: Int) -> Void) {
    for (key, count) in zip(keys, counts) where key != .max {
      body(Int(key >> 32), Int(key & 0xffff_ffff), count)
    }
  }

  private mutating func grow() {
    let (oldKeys, oldCounts) = (keys, counts)
    keys = [UInt64](repeating: .max, count: oldKeys.count * 2)
    counts = [Int](repeating: 0, count: oldKeys.count * 2)
    for (key, count) in zip(oldKeys, oldCounts) where key != .max {
      var slot = Self.slot(key, in: keys.count)
      while keys[slot] != .max { slot = (slot + 1) & (keys.count - 1) }
      keys[slot] = key
      counts[slot] = count
    }
  }

  @inline(__always)
  private static func slot(_ key: UInt64, in size: Int) -> Int {
    Int(truncatingIfNeeded: mixed(key)) & (size &- 1)
  }
}

/// Units by cluster and stratum, once all are counted: for each cluster the strata that it has.
///
/// It takes 12 bytes for a cell and 4 for a cluster, where a table that still grows takes up to 43.
struct CellCounts: Sendable {
  /// The cells of cluster `c` are `starts[c]..<starts[c + 1]`.
  private let starts: [UInt32]
  private let strata: [UInt32]
  private let units: [Int]

  /// No cells.
  init() { (starts, strata, units) = ([0], [], []) }

  /// The counts of a table under pairs of cluster and stratum.
  /// - Complexity: linear in cells, and s log s in the s strata of a cluster.
  init(_ table: CountTable, clusters: Int) {
    var starts = [UInt32](repeating: 0, count: clusters + 1)
    table.forEach { cluster, _, _ in starts[cluster + 1] += 1 }
    for cluster in 0..<clusters { starts[cluster + 1] += starts[cluster] }
    var next = starts
    var strata = [UInt32](repeating: 0, count: table.count)
    var units = [Int](repeating: 0, count: table.count)
    table.forEach { cluster, stratum, count in
      let cell = Int(next[cluster])
      (strata[cell], units[cell]) = (UInt32(stratum), count)
      next[cluster] += 1
    }
    for cluster in 0..<clusters {
      let cells = Int(starts[cluster])..<Int(starts[cluster + 1])
      if zip(cells, cells.dropFirst()).allSatisfy({ strata[$0] < strata[$1] }) { continue }
      let sorted = cells.map { (strata[$0], units[$0]) }.sorted { $0.0 < $1.0 }
      for (cell, value) in zip(cells, sorted) { (strata[cell], units[cell]) = value }
    }
    (self.starts, self.strata, self.units) = (starts, strata, units)
  }

  /// Whether a cluster has units.
  func hasUnits(_ cluster: Int) -> Bool { starts[cluster] < starts[cluster + 1] }

  /// The units of a cell.
  /// - Complexity: logarithmic in the strata of the cluster.
  func count(cluster: Int, stratum: Int) -> Int {
    var low = Int(starts[cluster])
    let end = Int(starts[cluster + 1])
    var high = end
    while low < high {
      let middle = (low + high) / 2
      if Int(strata[middle]) < stratum { low = middle + 1 } else { high = middle }
    }
    return low < end && Int(strata[low]) == stratum ? units[low] : 0
  }
}
