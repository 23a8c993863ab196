// SPDX-License-Identifier: GPL-3.0-or-later

/// Records as RFC 4180 writes them: a field is quoted if and only if it holds a comma, a quotation
/// mark, CR or LF.
public enum Record {
  /// The record of the fields, without line end.
  public static func text(_ fields: some Sequence<String>) -> String {
    String(decoding: bytes(fields), as: UTF8.self)
  }

  /// The bytes of the record of the fields, without line end.
  /// - Complexity: linear in the bytes.
  public static func bytes(_ fields: some Sequence<String>) -> [UInt8] {
    var bytes: [UInt8] = []
    var isFirst = true
    for field in fields {
      if !isFirst { bytes.append(0x2c) }
      isFirst = false
      append(field, to: &bytes)
    }
    return bytes
  }

  /// One field, quoted if it must be.
  public static func field(_ text: String) -> String {
    var bytes: [UInt8] = []
    append(text, to: &bytes)
    return String(decoding: bytes, as: UTF8.self)
  }

  /// A text between quotation marks, those in it doubled.
  public static func quoted(_ text: String) -> String {
    var bytes: [UInt8] = []
    append(quoting: text.utf8, to: &bytes)
    return String(decoding: bytes, as: UTF8.self)
  }

  private static func append(_ field: String, to bytes: inout [UInt8]) {
    var field = field
    field.withUTF8 { append($0, to: &bytes) }
  }

  /// Appends one field, given as UTF-8 and quoted if it must be, to the bytes of a record.
  package static func append(
    _ field: UnsafeBufferPointer<UInt8>, to bytes: inout [UInt8]
  ) {
    // Of the signs that need quotes none is greater than a comma.
    let needsQuotes = field.contains {
      $0 <= 0x2c && ($0 == 0x2c || $0 == 0x22 || $0 == 0x0d || $0 == 0x0a)
    }
    if needsQuotes {
      append(quoting: field, to: &bytes)
    } else {
      bytes.append(contentsOf: field)
    }
  }

  /// By bytes: a mark before a combining character is part of another `Character`.
  private static func append(quoting text: some Sequence<UInt8>, to bytes: inout [UInt8]) {
    bytes.append(0x22)
    for byte in text {
      bytes.append(byte)
      if byte == 0x22 { bytes.append(byte) }
    }
    bytes.append(0x22)
  }

  /// The fields of a record that ``text(_:)`` wrote.
  public static func fields(_ record: String) -> [String] {
    var fields: [String] = []
    var field: [UInt8] = []
    var isQuoted = false
    var bytes = record.utf8.makeIterator()
    var next = bytes.next()
    while let byte = next {
      next = bytes.next()
      if byte == 0x22 {
        // A doubled mark inside quotes is one mark; any other opens or closes them.
        if isQuoted, next == 0x22 {
          field.append(0x22)
          next = bytes.next()
        } else {
          isQuoted.toggle()
        }
      } else if byte == 0x2c, !isQuoted {
        fields.append(String(decoding: field, as: UTF8.self))
        field.removeAll()
      } else {
        field.append(byte)
      }
    }
    return fields + [String(decoding: field, as: UTF8.self)]
  }
}
