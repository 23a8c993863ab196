// SPDX-License-Identifier: GPL-3.0-or-later

public import Tables

/// Files of other kinds that are handed in as text, told by their first bytes.
///
/// Portals save web pages under the name of a workbook, and what was sent in a chat may be a picture of a table.
enum ForeignFile {
  /// How files of other kinds begin.
  private static let beginnings: [(bytes: [UInt8], kind: String)] = [
    (Array("%PDF-".utf8), "PDF"), (Array("{\\rtf".utf8), "RTF"),
    ([0x89, 0x50, 0x4e, 0x47], "PNG"), ([0xff, 0xd8, 0xff], "JPEG"), (Array("GIF8".utf8), "GIF"),
    ([0x1f, 0x8b], "gzip"), (Array("Rar!".utf8), "RAR"), ([0x37, 0x7a, 0xbc, 0xaf], "7z"),
    (Array("SQLite format 3".utf8), "SQLite"),
  ]

  /// Refuses what is no text of a table.
  ///
  /// - Parameters:
  ///   - head: the first bytes of the file, 512 of a longer one.
  ///   - path: the file as the user named it.
  /// - Throws: ``Fault/Code/notText``, ``Fault/Code/webPageForText``, ``Fault/Code/textIsUTF16``.
  static func refuse(_ head: [UInt8], path: String) throws {
    let place = Place(file: path)
    if let found = beginnings.first(where: { head.starts(with: $0.bytes) }) {
      throw Fault(.notText, at: place, ["kind": found.kind])
    }
    let start = head.drop { [0x20, 0x09, 0x0a, 0x0d].contains($0) }.prefix(14)
    let words = String(decoding: start, as: UTF8.self).lowercased()
    if ["<html", "<!doctype html", "<table"].contains(where: { words.hasPrefix($0) }) {
      throw Fault(.webPageForText, at: place)
    }
    // Without a mark at the beginning every second byte of plain letters is still zero.
    let zeros = head.indices.filter { head[$0] == 0 }
    if zeros.count >= 4, zeros.allSatisfy({ $0 % 2 == zeros[0] % 2 }) {
      throw Fault(.textIsUTF16, at: place)
    }
  }
}

extension Fault.Code {
  /// A file of another kind stands where a text is needed.
  public static let notText = Fault.Code("not-text", .data)
  /// A web page stands where a table is needed.
  public static let webPageForText = Fault.Code("web-page-for-text", .data)
}
