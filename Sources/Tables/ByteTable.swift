// SPDX-License-Identifier: GPL-3.0-or-later

private import Glibc

/// Distinct runs of bytes, numbered in the order of their first appearance, without a `String` for each.
public struct ByteTable: Sendable {
  /// The values in the order of their numbers.
  public private(set) var values = TextColumn()
  private var hashes: [UInt64] = []
  private var slots = [UInt32](repeating: .max, count: 64)

  /// An empty table.
  public init() {}

  /// The number of distinct values.
  public var count: Int { hashes.count }

  /// The number of a value, a new one if it was not seen before.
  /// - Complexity: amortized constant for each byte.
  public mutating func index(of value: UnsafeBufferPointer<UInt8>) -> Int {
    index(of: value, hash: byteHash(value))
  }

  /// The number of a value whose ``byteHash(_:)`` is known.
  public mutating func index(of value: UnsafeBufferPointer<UInt8>, hash: UInt64) -> Int {
    let slot = slot(of: value, hash)
    if slots[slot] != .max { return Int(slots[slot]) }
    let index = hashes.count
    slots[slot] = UInt32(index)
    hashes.append(hash)
    values.append(value)
    if hashes.count * 2 > slots.count { grow() }
    return index
  }

  /// The number of a value; `nil` if it was not seen.
  public func find(_ value: UnsafeBufferPointer<UInt8>, hash: UInt64) -> Int? {
    let known = slots[slot(of: value, hash)]
    return known == .max ? nil : Int(known)
  }

  /// The slot that holds the number of a value, or would hold it.
  @inline(__always)
  private func slot(of value: UnsafeBufferPointer<UInt8>, _ hash: UInt64) -> Int {
    let mask = slots.count - 1
    var slot = Int(truncatingIfNeeded: hash) & mask
    while slots[slot] != .max {
      let known = Int(slots[slot])
      if hashes[known] == hash && isSame(known, value) { return slot }
      slot = (slot + 1) & mask
    }
    return slot
  }

  /// The hash of a value.
  public func hash(_ index: Int) -> UInt64 { hashes[index] }

  /// The text of a value.
  public func text(_ index: Int) -> String { values.text(at: index) }

  /// Calls `body` with the bytes of a value.
  public func withBytes<Result>(
    _ index: Int, _ body: (UnsafeBufferPointer<UInt8>) throws -> Result
  ) rethrows -> Result {
    try values.withBytes(at: index, body)
  }

  private func isSame(_ index: Int, _ value: UnsafeBufferPointer<UInt8>) -> Bool {
    let start = values.offsets[index]
    guard values.offsets[index + 1] - start == value.count else { return false }
    return value.isEmpty
      || values.bytes.withUnsafeBufferPointer {
        memcmp($0.baseAddress! + start, value.baseAddress!, value.count) == 0
      }
  }

  private mutating func grow() {
    slots = [UInt32](repeating: .max, count: slots.count * 2)
    let mask = slots.count - 1
    for (index, hash) in hashes.enumerated() {
      var slot = Int(truncatingIfNeeded: hash) & mask
      while slots[slot] != .max { slot = (slot + 1) & mask }
      slots[slot] = UInt32(index)
    }
  }
}

/// A hash of bytes, by multiplication folded to 64 bits (the mixing step of wyhash; Wang 2019).
///
/// Only the speed of look-ups depends on it, never a result.
@inlinable
public func byteHash(_ value: UnsafeBufferPointer<UInt8>) -> UInt64 {
  let count = value.count
  var hash = UInt64(truncatingIfNeeded: count) &* 0x9e37_79b9_7f4a_7c15
  guard let base = value.baseAddress.map({ UnsafeRawPointer($0) }) else { return mixed(hash) }
  if count >= 8 {
    var index = 0
    while index &+ 8 < count {
      hash = mixed(hash ^ base.loadUnaligned(fromByteOffset: index, as: UInt64.self))
      index &+= 8
    }
    return mixed(hash ^ base.loadUnaligned(fromByteOffset: count &- 8, as: UInt64.self))
  }
  if count >= 4 {
    let low = UInt64(base.loadUnaligned(as: UInt32.self))
    let high = UInt64(base.loadUnaligned(fromByteOffset: count &- 4, as: UInt32.self))
    return mixed(hash ^ (low | high &<< 32))
  }
  if count > 0 {
    let word =
      UInt64(value[0]) | UInt64(value[count &>> 1]) &<< 8 | UInt64(value[count &- 1]) &<< 16
    return mixed(hash ^ word)
  }
  return mixed(hash)
}

/// Whether two runs hold the same bytes.
public func bytesEqual(
  _ left: UnsafeBufferPointer<UInt8>, _ right: UnsafeBufferPointer<UInt8>
) -> Bool {
  left.count == right.count
    && (left.isEmpty || memcmp(left.baseAddress!, right.baseAddress!, left.count) == 0)
}

/// The two halves of a product by a constant, folded.
@inlinable
public func mixed(_ word: UInt64) -> UInt64 {
  let product = (word ^ 0xe703_7ed1_a0b4_28db).multipliedFullWidth(by: 0xa076_1d64_78bd_642f)
  return product.high ^ product.low
}
