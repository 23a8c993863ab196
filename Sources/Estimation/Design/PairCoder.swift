// SPDX-License-Identifier: GPL-3.0-or-later

/// Gives each distinct pair of codes a code of its own, in the order of first appearance.
///
/// An open hash table of plain integers; a run of equal pairs costs a comparison each.
struct PairCoder {
  /// The first code of each pair.
  private(set) var first: [UInt32] = []
  /// The second code of each pair.
  private(set) var second: [UInt32] = []
  private var slots: [UInt32]
  private var lastKey: (UInt32, UInt32)?
  private var lastCode: UInt32 = 0
  private static let empty = UInt32.max

  init() {
    slots = [UInt32](repeating: Self.empty, count: 256)
  }

  /// The number of distinct pairs so far.
  var count: Int { first.count }

  /// The code of a pair.
  /// - Complexity: amortized constant.
  mutating func code(_ a: UInt32, _ b: UInt32) -> UInt32 {
    if let lastKey, lastKey == (a, b) { return lastCode }
    var slot = Self.hash(a, b) & (slots.count - 1)
    while slots[slot] != Self.empty {
      let known = Int(slots[slot])
      if first[known] == a && second[known] == b { return remember(a, b, UInt32(known)) }
      slot = (slot + 1) & (slots.count - 1)
    }
    let code = UInt32(first.count)
    first.append(a)
    second.append(b)
    slots[slot] = code
    if first.count * 2 > slots.count { grow() }
    return remember(a, b, code)
  }

  /// The code of each pair of two columns.
  static func codes(_ a: [UInt32], _ b: [UInt32]) -> (codes: [UInt32], pairs: PairCoder) {
    var coder = PairCoder()
    var codes = [UInt32](repeating: 0, count: a.count)
    for row in a.indices { codes[row] = coder.code(a[row], b[row]) }
    return (codes, coder)
  }

  private mutating func remember(_ a: UInt32, _ b: UInt32, _ code: UInt32) -> UInt32 {
    lastKey = (a, b)
    lastCode = code
    return code
  }

  private mutating func grow() {
    slots = [UInt32](repeating: Self.empty, count: slots.count * 2)
    for code in first.indices {
      var slot = Self.hash(first[code], second[code]) & (slots.count - 1)
      while slots[slot] != Self.empty { slot = (slot + 1) & (slots.count - 1) }
      slots[slot] = UInt32(code)
    }
  }

  /// Fibonacci hashing; only the speed of look-ups depends on it.
  private static func hash(_ a: UInt32, _ b: UInt32) -> Int {
    let key = (UInt64(a) << 32 | UInt64(b)) &* 0x9e37_79b9_7f4a_7c15
    return Int(truncatingIfNeeded: (key ^ (key >> 29)) >> 3) & Int.max
  }
}
