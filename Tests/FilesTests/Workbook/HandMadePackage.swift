// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation

/// A zip archive put together by hand (APPNOTE.TXT 6.3, sections 4.3.7, 4.3.12 and 4.3.16).
struct HandMadePackage {
  private var bytes: [UInt8] = []
  private var directory: [UInt8] = []
  private var count = 0

  /// Adds a stored entry.
  mutating func add(_ name: String, _ content: some Collection<UInt8>) {
    add(name, Array(content), method: 0, unpacked: content.count, sum: crc32(content))
  }

  /// Adds an entry that unpacks to `times` × 258 + 1 equal bytes: 13 bits of deflate's fixed code
  /// (RFC 1951, section 3.2.6) for each 258.
  /// - Parameter packed: the bytes that it claims to take, if not the truth.
  mutating func addBomb(_ name: String, of byte: UInt8, times: Int, packed: Int? = nil) {
    var bits = BitWriter()
    bits.put(0b011, 3)
    bits.putCode(0x30 + Int(byte), 8)
    for _ in 0..<times {
      bits.putCode(0b1100_0101, 8)
      bits.putCode(0, 5)
    }
    bits.putCode(0, 7)
    let count = times * 258 + 1
    add(name, bits.finish(), method: 8, unpacked: count, sum: 0, packed: packed)
  }

  private mutating func add(
    _ name: String, _ content: [UInt8], method: Int, unpacked: Int, sum: UInt32, packed: Int? = nil
  ) {
    let offset = bytes.count
    let head =
      word(20, 2) + word(0x800, 2) + word(method, 2) + word(0, 4) + word(Int(sum), 4)
      + word(packed ?? content.count, 4) + word(unpacked, 4) + word(name.utf8.count, 2)
    bytes += word(0x0403_4b50, 4) + head + word(0, 2) + Array(name.utf8) + content
    directory += word(0x0201_4b50, 4) + word(20, 2) + head + word(0, 2) + word(0, 2) + word(0, 2)
    directory += word(0, 2) + word(0, 4) + word(offset, 4) + Array(name.utf8)
    count += 1
  }

  /// The whole archive.
  func finished() -> [UInt8] {
    bytes + directory + word(0x0605_4b50, 4) + word(0, 4) + word(count, 2) + word(count, 2)
      + word(directory.count, 4) + word(bytes.count, 4) + word(0, 2)
  }

  private func word(_ value: Int, _ size: Int) -> [UInt8] {
    (0..<size).map { UInt8(truncatingIfNeeded: value >> (8 * $0)) }
  }

  private func crc32(_ content: some Collection<UInt8>) -> UInt32 {
    var sum = UInt32.max
    for byte in content {
      sum = sum >> 8 ^ Self.remainders[Int(UInt8(truncatingIfNeeded: sum) ^ byte)]
    }
    return ~sum
  }

  private static let remainders: [UInt32] = (0..<256).map { byte in
    (0..<8).reduce(UInt32(byte)) { sum, _ in sum & 1 == 1 ? sum >> 1 ^ 0xedb8_8320 : sum >> 1 }
  }

  /// Writes bits from the lowest on.
  private struct BitWriter {
    private var bytes: [UInt8] = []
    private var current = 0
    private var filled = 0

    mutating func put(_ value: Int, _ count: Int) {
      current |= value << filled
      filled += count
      while filled >= 8 {
        bytes.append(UInt8(truncatingIfNeeded: current))
        current >>= 8
        filled -= 8
      }
    }

    /// Huffman codes begin with their highest bit.
    mutating func putCode(_ code: Int, _ count: Int) {
      for bit in (0..<count).reversed() { put(code >> bit & 1, 1) }
    }

    consuming func finish() -> [UInt8] {
      if filled > 0 { bytes.append(UInt8(truncatingIfNeeded: current)) }
      return bytes
    }
  }
}

/// A workbook whose XML is written by hand.
struct HandMadeWorkbook {
  /// Name, state and the content of each sheet's root element.
  var sheets: [(name: String, state: String, content: String)] = []
  var sharedStrings = ""
  var numberFormats = ""
  var cellFormats = "<xf numFmtId=\"0\"/>"
  var properties = ""
  /// What stands before the root element of each sheet.
  var prologue = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>"

  init(_ content: String, sharedStrings: String = "") {
    sheets = [("Sheet1", "visible", content)]
    self.sharedStrings = sharedStrings
  }

  private static let main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
  private static let relations =
    "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
  private static let package = "http://schemas.openxmlformats.org/package/2006/relationships"

  /// The parts of the package around the sheets.
  func package() -> HandMadePackage {
    var package = HandMadePackage()
    func relation(_ id: String, _ type: String, _ target: String) -> String {
      "<Relationship Id=\"\(id)\" Type=\"\(Self.relations)/\(type)\" Target=\"\(target)\"/>"
    }
    func relations(_ content: String) -> [UInt8] {
      Array("<Relationships xmlns=\"\(Self.package)\">\(content)</Relationships>".utf8)
    }
    package.add("_rels/.rels", relations(relation("rId1", "officeDocument", "/xl/workbook.xml")))
    let list = sheets.enumerated().map { index, sheet in
      "<sheet name=\"\(sheet.name)\" sheetId=\"\(index + 1)\" state=\"\(sheet.state)\""
        + " r:id=\"s\(index + 1)\"/>"
    }
    package.add(
      "xl/workbook.xml",
      Array(
        """
        <workbook xmlns="\(Self.main)" xmlns:r="\(Self.relations)"><workbookPr \(properties)/>\
        <sheets>\(list.joined())</sheets></workbook>
        """.utf8))
    package.add(
      "xl/_rels/workbook.xml.rels",
      relations(
        sheets.indices.map { relation("s\($0 + 1)", "worksheet", "worksheets/sheet\($0 + 1).xml") }
          .joined() + relation("t", "styles", "styles.xml")
          + relation("u", "sharedStrings", "sharedStrings.xml")))
    package.add(
      "xl/styles.xml",
      Array(
        """
        <styleSheet xmlns="\(Self.main)"><numFmts>\(numberFormats)</numFmts>\
        <cellStyleXfs><xf numFmtId="14"/></cellStyleXfs><cellXfs>\(cellFormats)</cellXfs></styleSheet>
        """.utf8))
    package.add(
      "xl/sharedStrings.xml", Array("<sst xmlns=\"\(Self.main)\">\(sharedStrings)</sst>".utf8))
    return package
  }

  /// The bytes of the whole workbook.
  func bytes() -> [UInt8] {
    var package = package()
    for (index, sheet) in sheets.enumerated() {
      package.add(
        "xl/worksheets/sheet\(index + 1).xml",
        Array("\(prologue)<worksheet xmlns=\"\(Self.main)\">\(sheet.content)</worksheet>".utf8))
    }
    return package.finished()
  }
}

/// Writes bytes to a new file, which is removed afterwards, and calls `body` with its path.
func withWorkbookFile<Result>(_ bytes: [UInt8], _ body: (String) throws -> Result) throws -> Result
{
  let url = FileManager.default.temporaryDirectory.appending(path: "\(UUID().uuidString).xlsx")
  try Data(bytes).write(to: url)
  defer { try? FileManager.default.removeItem(at: url) }
  return try body(url.path)
}
