// SPDX-License-Identifier: GPL-3.0-or-later

public import Tables

/// JSON with one way to write each value, so that its bytes can be hashed.
///
/// It is what Python's `json.dumps(x, sort_keys=True, separators=(',', ':'), ensure_ascii=False)`
/// writes, in UTF-8 without line end: keys by code point, nothing escaped but quotation marks,
/// backslashes and control characters. Numbers are integers; fractions are texts.
public enum CanonicalJSON: Sendable, Equatable {
  /// null
  case null
  /// true or false
  case boolean(Bool)
  /// An integer.
  case integer(Int)
  /// A text.
  case string(String)
  /// Values in order.
  case array([CanonicalJSON])
  /// Values by name; names are compared by bytes.
  case object([UnitID: CanonicalJSON])

  /// An object from names in source code.
  public static func object(_ members: KeyValuePairs<String, CanonicalJSON>) -> CanonicalJSON {
    .object(Dictionary(uniqueKeysWithValues: members.map { (UnitID($0.key), $0.value) }))
  }

  /// A text, or null where there is none.
  public static func text(_ text: String?) -> CanonicalJSON { text.map { .string($0) } ?? .null }

  /// An integer, or null where there is none.
  public static func number(_ number: Int?) -> CanonicalJSON {
    number.map { .integer($0) } ?? .null
  }

  /// The canonical text.
  public var text: String { String(decoding: bytes, as: UTF8.self) }

  /// The bytes of the canonical text.
  public var bytes: [UInt8] {
    var bytes: [UInt8] = []
    write(to: &bytes)
    return bytes
  }

  /// The digest of the canonical bytes.
  public var digest: Digest { SHA256.hash(bytes) }

  private func write(to bytes: inout [UInt8]) {
    switch self {
    case .null: bytes += "null".utf8
    case .boolean(let value): bytes += (value ? "true" : "false").utf8
    case .integer(let value): bytes += "\(value)".utf8
    case .string(let text): Self.write(text, to: &bytes)
    case .array(let values):
      bytes.append(0x5b)
      for (index, value) in values.enumerated() {
        if index > 0 { bytes.append(0x2c) }
        value.write(to: &bytes)
      }
      bytes.append(0x5d)
    case .object(let members):
      bytes.append(0x7b)
      // The order of UTF-8 bytes is that of code points.
      for (index, name) in members.keys.sorted().enumerated() {
        if index > 0 { bytes.append(0x2c) }
        Self.write(name.text, to: &bytes)
        bytes.append(0x3a)
        members[name]!.write(to: &bytes)
      }
      bytes.append(0x7d)
    }
  }

  private static func write(_ text: String, to bytes: inout [UInt8]) {
    bytes.append(0x22)
    for byte in text.utf8 {
      switch byte {
      case 0x22, 0x5c: bytes += [0x5c, byte]
      case 0x08: bytes += "\\b".utf8
      case 0x09: bytes += "\\t".utf8
      case 0x0a: bytes += "\\n".utf8
      case 0x0c: bytes += "\\f".utf8
      case 0x0d: bytes += "\\r".utf8
      case 0..<0x20: bytes += "\\u00\(Hexadecimal.text(of: [byte]))".utf8
      default: bytes.append(byte)
      }
    }
    bytes.append(0x22)
  }

  /// Whether both are written alike.
  public static func == (left: CanonicalJSON, right: CanonicalJSON) -> Bool {
    switch (left, right) {
    case (.null, .null): true
    case (.boolean(let a), .boolean(let b)): a == b
    case (.integer(let a), .integer(let b)): a == b
    case (.string(let a), .string(let b)): bytesCompare(a, b) == 0
    case (.array(let a), .array(let b)): a == b
    case (.object(let a), .object(let b)): a == b
    default: false
    }
  }
}
