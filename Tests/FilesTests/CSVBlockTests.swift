// SPDX-License-Identifier: GPL-3.0-or-later

import Files
import Foundation
import Tables
import Testing

@Suite("CSV in blocks on all cores")
struct CSVBlockTests {
  private struct Row: Equatable {
    let fields: [String]
    let record: String
    let line: Int
  }

  /// The rows of a file by blocks, and by the pass that takes one record after the other.
  private func rows(_ text: [UInt8]) throws -> (blocks: [Row], batches: [Row]) {
    let path = FileManager.default.temporaryDirectory.appending(path: "blocks-\(UUID()).csv")
    defer { try? FileManager.default.removeItem(at: path) }
    try Data(text).write(to: path)
    let file = try CSVFile(path: path.path)
    let columns = [file.header[1], file.header[0]]
    var blocks: [Row] = []
    try file.mapBlocks(columns: columns) { block in
      block.records.indices.map { row in
        (
          (0..<2).map { block.text($0, of: row) },
          String(decoding: block.record(row), as: UTF8.self), block.lines[row], block.offset,
          Int(block.records[row].start)..<Int(block.records[row].start + block.records[row].count)
        )
      }
    } consume: { rows, firstLine in
      for (fields, record, line, offset, range) in rows {
        blocks.append(Row(fields: fields, record: record, line: line + firstLine - 1))
        if file.canReadAgain, blocks.count % 97 == 1 {
          let again = try file.read([(range.lowerBound + offset)..<(range.upperBound + offset)])
          #expect(String(decoding: again, as: UTF8.self) == record + "\n")
        }
      }
    }
    var batches: [Row] = []
    try file.forEachBatch(columns: columns, records: true) { batch in
      for row in 0..<batch.table.rowCount {
        batches.append(
          Row(
            fields: batch.table.columns.map { $0.text(at: row) },
            record: batch.records!.text(at: row), line: batch.table.lines[row]))
      }
    }
    return (blocks, batches)
  }

  @Test(
    "Blocks hold the records, fields and lines of a pass record by record, whatever the text",
    arguments: ["\n", "\r\n", "\r"], ["", "a\"b", "\"x\"\"y,\nz\"", "村é"])
  func sameRows(lineEnd: String, sign: String) throws {
    var random = SystemRandomNumberGenerator()
    var text = "\u{feff}id,name,rest" + lineEnd
    for row in 0..<40_000 {
      // A quotation mark in the middle of a bare field belongs to the text.
      let plain = String(repeating: "x", count: Int.random(in: 0..<30, using: &random))
      text += "\(row),\(row % 7 == 0 ? sign : plain),\(plain)" + lineEnd
      if row % 1000 == 0 { text += lineEnd }
    }
    text += "last,field,"
    let (blocks, batches) = try rows(Array(text.utf8))
    #expect(blocks.count == 40_001)
    #expect(blocks == batches)
  }

  @Test("GB18030 is cut as UTF-8 is")
  func gb18030() throws {
    var text: [UInt8] = Array("id,b\n".utf8)
    for row in 0..<30_000 { text += Array("\(row),".utf8) + [0xb4, 0xe5, 0x0a] }
    let (blocks, batches) = try rows(text)
    #expect(blocks.last?.fields == ["村", "29999"])
    #expect(blocks == batches)
  }

  @Test("A fault deep in a file is told with its line")
  func faults() throws {
    let good = (0..<60_000).map { "\($0),name \($0)\n" }
    for (bad, code) in [
      ("1,2,3\n", "ragged-row"), ("1\n", "ragged-row"), ("1,\"x\"y\n", "text-after-quote"),
      ("1,\"x\n", "unclosed-quote"),
    ] {
      let text = "a,b\n" + good[..<50_000].joined() + bad + good[50_000...].joined()
      let fault = #expect(throws: Fault.self) { _ = try rows(Array(text.utf8)).blocks }
      #expect(fault?.code.name == code)
      #expect(fault?.place.row == 50_002)
    }
  }

  @Test("Bytes that are no UTF-8 are found wherever a piece ends")
  func encoding() throws {
    let line = Array("一,二\n".utf8)
    var text = Array("a,b\n".utf8)
    while text.count < 9 << 20 { text += line }
    let path = FileManager.default.temporaryDirectory.appending(path: "pieces-\(UUID()).csv")
    defer { try? FileManager.default.removeItem(at: path) }
    try Data(text).write(to: path)
    #expect(try TextFile(path: path.path).encoding == .utf8)
    for place in [5, 4 << 20, (4 << 20) + 1, (8 << 20) - 1, text.count - 2] {
      var broken = text
      broken[place] = 0xff
      try Data(broken).write(to: path)
      let fault = #expect(throws: Fault.self) { try TextFile(path: path.path, encoding: .utf8) }
      let expected = broken[..<place].count { $0 == 0x0a } + 1
      #expect(fault?.place.row == expected, "\(place)")
    }
  }
}
