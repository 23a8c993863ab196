// SPDX-License-Identifier: GPL-3.0-or-later

/// The identifier of a sampling unit: text whose identity is its UTF-8 bytes.
///
/// Swift compares `String` by canonical equivalence, so that a composed and a decomposed "é" are one
/// key; Python, SQLite, PostgreSQL and Spark compare bytes. A draw that others must reproduce has to
/// agree with them, so no identifier, stratum or seed is ever compared as `String`.
///
/// Equality, hash and order are those of the bytes; the order is that of unsigned bytes.
public struct UnitID: Sendable, Hashable, Comparable, CustomStringConvertible {
  /// The identifier as text, for printing and hashing; never compare it.
  public let text: String

  /// Wraps the bytes of `text` as they stand; nothing is trimmed or normalized.
  public init(_ text: String) {
    var text = text
    text.makeContiguousUTF8()
    self.text = text
  }

  /// Wraps UTF-8 bytes; they must be valid UTF-8, as every reader of this package delivers them.
  public init(utf8 bytes: some Collection<UInt8>) {
    self.text = String(decoding: bytes, as: UTF8.self)
  }

  /// The identifier of `child` below this unit: `parent/child`.
  public func appending(_ child: UnitID) -> UnitID {
    UnitID(text + "/" + child.text)
  }

  /// The text itself.
  public var description: String { text }

  /// Whether both are the same bytes.
  public static func == (left: UnitID, right: UnitID) -> Bool {
    bytesCompare(left.text, right.text) == 0
  }

  /// Whether the bytes of `left` come first.
  public static func < (left: UnitID, right: UnitID) -> Bool {
    bytesCompare(left.text, right.text) < 0
  }

  /// Feeds the bytes, and their number, to the hasher.
  public func hash(into hasher: inout Hasher) {
    var text = text
    text.withUTF8 { hasher.combine(bytes: UnsafeRawBufferPointer($0)) }
    hasher.combine(text.utf8.count)
  }
}

/// Compares two texts by their UTF-8 bytes: negative, zero or positive as `memcmp`.
public func bytesCompare(_ left: String, _ right: String) -> Int {
  var left = left
  var right = right
  return left.withUTF8 { a in right.withUTF8 { b in bytesCompare(a, b) } }
}

extension Sequence<String> {
  /// Whether a text of the same bytes is among the elements.
  public func contains(bytesOf text: String) -> Bool {
    contains { bytesCompare($0, text) == 0 }
  }
}

/// Compares two runs of bytes, the shorter one first where it is a prefix of the other.
public func bytesCompare(
  _ left: UnsafeBufferPointer<UInt8>, _ right: UnsafeBufferPointer<UInt8>
) -> Int {
  let shared = min(left.count, right.count)
  for index in 0..<shared where left[index] != right[index] {
    return Int(left[index]) - Int(right[index])
  }
  return left.count - right.count
}
