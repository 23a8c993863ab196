// SPDX-License-Identifier: GPL-3.0-or-later

public import Tables

extension CanonicalJSON {
  /// Reads JSON (RFC 8259), strictly: UTF-8, integers, no name twice in an object, nothing after the
  /// value. White space and escapes need not be canonical.
  ///
  /// - Throws: ``Fault/Code/notJSON`` with line and column; ``Fault/Code/jsonNumber`` for a number that
  ///   is no integer of 64 bits; ``Fault/Code/jsonNameTwice``.
  public init(parsing bytes: [UInt8], file: String? = nil) throws {
    var parser = JSONParser(bytes: bytes, file: file)
    self = try parser.document()
  }
}

private struct JSONParser {
  let bytes: [UInt8]
  let file: String?
  var position = 0

  /// The deepest nesting that is read.
  private static let deepest = 64

  init(bytes: [UInt8], file: String?) {
    self.bytes = bytes
    self.file = file
  }

  mutating func document() throws -> CanonicalJSON {
    guard String(validating: bytes, as: UTF8.self) != nil else { throw fault(.notJSON, "UTF-8") }
    let value = try value(depth: 0)
    skipSpace()
    if position < bytes.count { throw unexpected() }
    return value
  }

  private mutating func value(depth: Int) throws -> CanonicalJSON {
    skipSpace()
    guard depth < Self.deepest, position < bytes.count else { throw unexpected() }
    switch bytes[position] {
    case 0x7b: return try object(depth: depth)
    case 0x5b: return try array(depth: depth)
    case 0x22: return .string(try string())
    case 0x2d, 0x30...0x39: return .integer(try integer())
    default:
      for (word, value) in [
        ("true", CanonicalJSON.boolean(true)), ("false", .boolean(false)), ("null", .null),
      ]
      where bytes[position...].starts(with: word.utf8) {
        position += word.utf8.count
        return value
      }
      throw unexpected()
    }
  }

  private mutating func object(depth: Int) throws -> CanonicalJSON {
    var members: [UnitID: CanonicalJSON] = [:]
    position += 1
    if take(0x7d) { return .object(members) }
    repeat {
      skipSpace()
      guard position < bytes.count, bytes[position] == 0x22 else { throw unexpected() }
      let start = position
      let name = UnitID(try string())
      guard take(0x3a) else { throw unexpected() }
      guard members.updateValue(try value(depth: depth + 1), forKey: name) == nil else {
        position = start
        throw fault(.jsonNameTwice, name.text)
      }
    } while take(0x2c)
    guard take(0x7d) else { throw unexpected() }
    return .object(members)
  }

  private mutating func array(depth: Int) throws -> CanonicalJSON {
    var values: [CanonicalJSON] = []
    position += 1
    if take(0x5d) { return .array(values) }
    repeat { values.append(try value(depth: depth + 1)) } while take(0x2c)
    guard take(0x5d) else { throw unexpected() }
    return .array(values)
  }

  private mutating func integer() throws -> Int {
    let start = position
    while position < bytes.count, !Self.endsNumber(bytes[position]) { position += 1 }
    let digits = bytes[start..<position].drop { $0 == 0x2d }
    let text = String(decoding: bytes[start..<position], as: UTF8.self)
    guard digits.allSatisfy({ $0 >= 0x30 && $0 <= 0x39 }), let value = Int(text),
      digits.first != 0x30 || digits.count == 1
    else {
      position = start
      throw fault(.jsonNumber, text)
    }
    return value
  }

  private static func endsNumber(_ byte: UInt8) -> Bool {
    byte == 0x2c || byte == 0x5d || byte == 0x7d || isSpace(byte)
  }

  private mutating func string() throws -> String {
    var text: [UInt8] = []
    position += 1
    while position < bytes.count, bytes[position] != 0x22 {
      let byte = bytes[position]
      if byte < 0x20 { throw unexpected() }
      if byte == 0x5c {
        text += try escape()
      } else {
        text.append(byte)
        position += 1
      }
    }
    guard position < bytes.count else { throw unexpected() }
    position += 1
    return String(decoding: text, as: UTF8.self)
  }

  private mutating func escape() throws -> [UInt8] {
    position += 1
    guard position < bytes.count else { throw unexpected() }
    let plain: [UInt8: UInt8] = [
      0x22: 0x22, 0x5c: 0x5c, 0x2f: 0x2f, 0x62: 0x08, 0x66: 0x0c, 0x6e: 0x0a, 0x72: 0x0d,
      0x74: 0x09,
    ]
    if let byte = plain[bytes[position]] {
      position += 1
      return [byte]
    }
    var number = try hexadecimal()
    if (0xd800...0xdbff).contains(number), bytes[position...].starts(with: [0x5c, 0x75]) {
      position += 1
      let low = try hexadecimal()
      guard (0xdc00...0xdfff).contains(low) else { throw unexpected() }
      number = 0x10000 + (number - 0xd800) << 10 + (low - 0xdc00)
    }
    guard let scalar = Unicode.Scalar(number) else { throw unexpected() }
    return Array(String(scalar).utf8)
  }

  /// The number after `u`, which stands at the position.
  private mutating func hexadecimal() throws -> UInt32 {
    guard bytes[position] == 0x75, position + 4 < bytes.count,
      bytes[(position + 1)...(position + 4)].allSatisfy({ Character(.init($0)).isHexDigit }),
      let number = UInt32(
        String(decoding: bytes[(position + 1)...(position + 4)], as: UTF8.self), radix: 16)
    else { throw unexpected() }
    position += 5
    return number
  }

  private static func isSpace(_ byte: UInt8) -> Bool {
    byte == 0x20 || byte == 0x09 || byte == 0x0a || byte == 0x0d
  }

  private mutating func skipSpace() {
    while position < bytes.count, Self.isSpace(bytes[position]) { position += 1 }
  }

  /// Passes over white space and the byte, if it is next.
  private mutating func take(_ byte: UInt8) -> Bool {
    skipSpace()
    guard position < bytes.count, bytes[position] == byte else { return false }
    position += 1
    return true
  }

  private func unexpected() -> Fault {
    guard position < bytes.count else { return fault(.notJSON, "") }
    let rest = String(decoding: bytes[position..<min(position + 12, bytes.count)], as: UTF8.self)
    return fault(.notJSON, rest)
  }

  private func fault(_ code: Fault.Code, _ found: String) -> Fault {
    let before = bytes[..<min(position, bytes.count)]
    let line = before.count { $0 == 0x0a } + 1
    let column = before.count - (before.lastIndex(of: 0x0a).map { $0 + 1 } ?? 0) + 1
    return Fault(code, at: Place(file: file, row: line), ["position": "\(column)", "found": found])
  }
}

extension Fault.Code {
  /// A file is not JSON.
  public static let notJSON = Fault.Code("not-json", .data)
  /// A number in JSON is no integer.
  public static let jsonNumber = Fault.Code("json-number", .data)
  /// A name stands twice in an object of JSON.
  public static let jsonNameTwice = Fault.Code("json-name-twice", .data)
}
