// SPDX-License-Identifier: GPL-3.0-or-later

/// Records as RFC 4180 writes them: a field is quoted if and only if it holds a comma, a quotation
/// mark, CR or LF.
public enum Record {
  /// The record of the fields, without line end.
  public static func text(_ fields: some Sequence<String>) -> String {
    fields.map(field).joined(separator: ",")
  }

  /// One field, quoted if it must be.
  public static func field(_ text: String) -> String {
    let needsQuotes = text.utf8.contains { $0 == 0x2c || $0 == 0x22 || $0 == 0x0d || $0 == 0x0a }
    return needsQuotes ? quoted(text) : text
  }

  /// A text between quotation marks, those in it doubled.
  public static func quoted(_ text: String) -> String {
    // By bytes: a mark before a combining character is part of another `Character`.
    var bytes: [UInt8] = [0x22]
    for byte in text.utf8 {
      bytes.append(byte)
      if byte == 0x22 { bytes.append(byte) }
    }
    bytes.append(0x22)
    return String(decoding: bytes, as: UTF8.self)
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
