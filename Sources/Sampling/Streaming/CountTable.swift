// SPDX-License-Identifier: GPL-3.0-or-later

import Tables

/// Counts under pairs of small numbers, by open addressing.
struct CountTable: Sendable {
  private var keys = [UInt64](repeating: .max, count: 256)
  private var counts = [Int](repeating: 0, count: 256)
  /// The number of pairs.
  private(set) var count = 0

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
    if self.count * 2 > keys.count { grow() }
  }

  /// The count of a pair.
  func count(first: Int, second: Int) -> Int {
    let key = UInt64(first) << 32 | UInt64(second)
    var slot = Self.slot(key, in: keys.count)
    while keys[slot] != .max {
      if keys[slot] == key { return counts[slot] }
      slot = (slot + 1) & (keys.count - 1)
    }
    return 0
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
