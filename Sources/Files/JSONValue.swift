// SPDX-License-Identifier: GPL-3.0-or-later

public import Tables

/// A value of JSON (RFC 8259) with its members in their order and its numbers as they stand, so that an
/// identifier of eighteen digits stays one.
public indirect enum JSONValue: Sendable, Equatable {
  /// `null`.
  case null
  /// `true` and `false`.
  case boolean(Bool)
  /// A number as it is written.
  case number(String)
  /// A text.
  case string(String)
  /// Values in order.
  case array([JSONValue])
  /// Named values in order.
  case object([Member])

  /// A named value of an object.
  public struct Member: Sendable, Equatable {
    /// The name.
    public let name: String
    /// The value.
    public let value: JSONValue
  }

  /// The value of a name, if this is an object that has it.
  public subscript(name: String) -> JSONValue? {
    guard case .object(let members) = self else { return nil }
    return members.first { bytesCompare($0.name, name) == 0 }?.value
  }

  /// Reads the records of a file: the elements of the array that it is, or that stands in its member
  /// `value` (OData), `results` (KoboToolbox) or `data`.
  ///
  /// - Parameters:
  ///   - file: the text.
  ///   - body: takes each record with the line on which it begins.
  /// - Throws: ``Fault/Code/malformedJSON`` with the line; ``Fault/Code/noRecordsInJSON``; what `body`
  ///   throws.
  /// - Complexity: linear in the text, which is in memory once, with one record.
  public static func forEachRecord(
    of file: TextFile, _ body: (_ record: JSONValue, _ line: Int) throws -> Void
  ) throws {
    var bytes: [UInt8] = []
    try file.forEachBlock { bytes.append(contentsOf: $0) }
    try bytes.withUnsafeBufferPointer { bytes in
      var parser = JSONParser(file: file.path, bytes: bytes)
      try parser.forEachRecord(body)
    }
  }
}

/// Reads JSON from bytes that are known to be UTF-8.
private struct JSONParser {
  let file: String
  let bytes: UnsafeBufferPointer<UInt8>
  var position = 0
  var line = 1

  /// Real exports nest by groups and repeats only.
  private static let deepest = 64

  init(file: String, bytes: UnsafeBufferPointer<UInt8>) {
    self.file = file
    self.bytes = bytes
  }

  mutating func forEachRecord(_ body: (JSONValue, Int) throws -> Void) throws {
    skipSpace()
    var found = false
    if next == 0x7b {
      position += 1
      try members { parser, name in
        let isList = ["value", "results", "data"].contains { bytesCompare($0, name) == 0 }
        if isList, !found, parser.next == 0x5b {
          found = true
          try parser.records(body)
        } else {
          _ = try parser.value(depth: 1)
        }
      }
    } else if next == 0x5b {
      found = true
      try records(body)
    }
    skipSpace()
    guard position == bytes.count else { throw fault() }
    guard found else { throw Fault(.noRecordsInJSON, at: Place(file: file)) }
  }

  private mutating func records(_ body: (JSONValue, Int) throws -> Void) throws {
    position += 1
    try elements { parser in
      let line = parser.line
      try body(try parser.value(depth: 1), line)
    }
  }

  private mutating func value(depth: Int) throws -> JSONValue {
    skipSpace()
    guard depth <= Self.deepest else { throw fault() }
    switch next {
    case 0x22: return .string(try string())
    case 0x7b:
      position += 1
      var list: [JSONValue.Member] = []
      try members { parser, name in
        list.append(JSONValue.Member(name: name, value: try parser.value(depth: depth + 1)))
      }
      return .object(list)
    case 0x5b:
      position += 1
      var list: [JSONValue] = []
      try elements { list.append(try $0.value(depth: depth + 1)) }
      return .array(list)
    case 0x74: return try word("true", .boolean(true))
    case 0x66: return try word("false", .boolean(false))
    case 0x6e: return try word("null", .null)
    default: return .number(try number())
    }
  }

  // MARK: Structure

  private var next: UInt8? { position < bytes.count ? bytes[position] : nil }

  private mutating func skipSpace() {
    while let byte = next, [0x20, 0x09, 0x0a, 0x0d].contains(byte) {
      if byte == 0x0a { line += 1 }
      position += 1
    }
  }

  private mutating func elements(_ body: (inout JSONParser) throws -> Void) throws {
    skipSpace()
    if take(0x5d) { return }
    repeat {
      skipSpace()
      try body(&self)
      skipSpace()
    } while take(0x2c)
    guard take(0x5d) else { throw fault() }
  }

  private mutating func members(_ body: (inout JSONParser, String) throws -> Void) throws {
    skipSpace()
    if take(0x7d) { return }
    repeat {
      skipSpace()
      guard next == 0x22 else { throw fault() }
      let name = try string()
      skipSpace()
      guard take(0x3a) else { throw fault() }
      skipSpace()
      try body(&self, name)
      skipSpace()
    } while take(0x2c)
    guard take(0x7d) else { throw fault() }
  }

  private mutating func take(_ byte: UInt8) -> Bool {
    guard next == byte else { return false }
    position += 1
    return true
  }

  // MARK: Scalars

  private mutating func word(_ word: StaticString, _ value: JSONValue) throws -> JSONValue {
    let count = word.utf8CodeUnitCount
    guard position + count <= bytes.count,
      word.withUTF8Buffer({ $0.elementsEqual(bytes[position..<(position + count)]) })
    else { throw fault() }
    position += count
    return value
  }

  private mutating func number() throws -> String {
    let start = position
    while let byte = next,
      (0x30...0x39).contains(byte) || [0x2b, 0x2d, 0x2e, 0x45, 0x65].contains(byte)
    {
      position += 1
    }
    let text = String(decoding: bytes[start..<position], as: UTF8.self)
    guard text.wholeMatch(of: /-?(0|[1-9][0-9]*)(\.[0-9]+)?([eE][+\-]?[0-9]+)?/) != nil else {
      throw fault()
    }
    return text
  }

  private mutating func string() throws -> String {
    position += 1
    var text: [UInt8] = []
    while let byte = next {
      position += 1
      switch byte {
      case 0x22: return String(decoding: text, as: UTF8.self)
      case 0x5c: text += try escape()
      case 0..<0x20: throw fault()
      default: text.append(byte)
      }
    }
    throw fault()
  }

  private mutating func escape() throws -> [UInt8] {
    guard let byte = next else { throw fault() }
    position += 1
    switch byte {
    case 0x22, 0x5c, 0x2f: return [byte]
    case 0x62: return [0x08]
    case 0x66: return [0x0c]
    case 0x6e: return [0x0a]
    case 0x72: return [0x0d]
    case 0x74: return [0x09]
    case 0x75:
      var unit = try hexadecimal()
      if (0xd800..<0xdc00).contains(unit) {
        guard take(0x5c), take(0x75) else { throw fault() }
        let low = try hexadecimal()
        guard (0xdc00..<0xe000).contains(low) else { throw fault() }
        unit = 0x10000 + (unit - 0xd800) << 10 + (low - 0xdc00)
      }
      guard let scalar = Unicode.Scalar(unit) else { throw fault() }
      return Array(String(Character(scalar)).utf8)
    default: throw fault()
    }
  }

  private mutating func hexadecimal() throws -> UInt32 {
    guard position + 4 <= bytes.count else { throw fault() }
    let digits = bytes[position..<(position + 4)]
    position += 4
    guard digits.allSatisfy({ $0 < 0x80 && Character(Unicode.Scalar($0)).isHexDigit }),
      let value = UInt32(String(decoding: digits, as: UTF8.self), radix: 16)
    else { throw fault() }
    return value
  }

  private func fault() -> Fault {
    Fault(.malformedJSON, at: Place(file: file, row: line), ["byte": "\(position + 1)"])
  }
}

extension Fault.Code {
  /// A text is no JSON.
  public static let malformedJSON = Fault.Code("malformed-json", .data)
  /// A JSON text holds no list of records.
  public static let noRecordsInJSON = Fault.Code("no-records-in-json", .data)
}
