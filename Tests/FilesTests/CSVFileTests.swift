// SPDX-License-Identifier: GPL-3.0-or-later

import Files
import Foundation
import Tables
import Testing

/// Writes bytes to a new file that the system's temporary folder forgets, and calls `body` with its path.
private func withFile<Result>(_ bytes: some Sequence<UInt8>, _ body: (String) throws -> Result)
  throws
  -> Result
{
  let url = FileManager.default.temporaryDirectory.appending(path: "\(UUID().uuidString).csv")
  try Data(bytes).write(to: url)
  defer { try? FileManager.default.removeItem(at: url) }
  return try body(url.path)
}

private func rows(_ text: String) throws -> [[String]] {
  try withFile(text.utf8) { path in
    let table = try CSVFile(path: path).table()
    return (0..<table.rowCount).map { row in table.columns.map { $0.text(at: row) } }
  }
}

private func fault(_ bytes: some Sequence<UInt8>) throws -> Fault {
  try withFile(bytes) { path in
    try #require(throws: Fault.self) { _ = try CSVFile(path: path).table() }
  }
}

@Suite("CSV files")
struct CSVFileTests {
  @Test("Quotes, doubled quotes, commas and line breaks are read as RFC 4180 says")
  func quoting() throws {
    #expect(
      try rows("a,b\n\"x, \"\"y\"\"\",\"two\nlines\"\n,\"\"\n")
        == [["x, \"y\"", "two\nlines"], ["", ""]])
  }

  @Test(
    "LF, CR LF, CR and a missing last line end give the same rows", arguments: ["\n", "\r\n", "\r"])
  func lineEnds(end: String) throws {
    #expect(try rows("a,b\(end)1,2\(end)3,4") == [["1", "2"], ["3", "4"]])
    #expect(try rows("a,b\(end)1,2\(end)3,\"4\"\(end)\(end)") == [["1", "2"], ["3", "4"]])
  }

  @Test("Faults name the physical line, after quoted line breaks and empty lines too")
  func lines() throws {
    let fault = try fault("a,b\n\"1\n1\",2\n\n3\n".utf8)
    #expect(fault.code == .raggedRow)
    #expect(fault.place.row == 5)
  }

  @Test("All rows with a field too few or too many are named at once, and what is wrong behind")
  func raggedRows() throws {
    let text = "a,b\n1,2\n3\n4,5\n6,7,8\n9,\"x\n"
    let places = [3, 5, 6]
    try withFile(text.utf8) { path in
      let file = try CSVFile(path: path)
      var delivered = 0
      let passed = try #require(throws: Faults.self) {
        try file.forEachBatch(batchRows: 1) { delivered += $0.table.rowCount }
      }
      #expect(passed.list.map(\.code) == [.raggedRow, .raggedRow, .unclosedQuote])
      #expect(passed.list.map(\.place.row) == places && delivered == 1)
      let read = try #require(throws: Faults.self) { _ = try file.table() }
      #expect(read == passed)
    }
  }

  @Test("A table of many blocks has the lines and texts of the pass in sequence")
  func manyBlocks() throws {
    var text = "id,answer,note\n\n"
    for row in 0..<60_000 {
      text += "row \(row),\(row % 7),"
      text += row % 4_999 == 0 ? "\"two\nlines \(row)\"\n\n\n" : "note on \(row) is plain\n"
    }
    try withFile(text.utf8) { path in
      let file = try CSVFile(path: path)
      let table = try file.table()
      #expect(table.rowCount == 60_000 && text.utf8.count > 1 << 20)
      #expect(table.columns[1].codes != nil && table.columns[0].codes == nil)
      var row = 0
      try file.forEachBatch { batch in
        for index in 0..<batch.table.rowCount {
          let isSame =
            table.lines[row] == batch.table.lines[index]
            && (0..<3).allSatisfy {
              table.columns[$0].text(at: row) == batch.table.columns[$0].text(at: index)
            }
          if !isSame { Issue.record("row \(row)") }
          row += 1
        }
      }
      #expect(row == table.rowCount)
    }
  }

  @Test(
    "Broken files are refused",
    arguments: [
      ("", Fault.Code.emptyFile), ("\u{feff}", .emptyFile), ("a,a\n", .duplicateColumn),
      ("a,b\n1,\"2\n", .unclosedQuote), ("a,b\n1,\"2\"x\n", .textAfterQuote),
      ("a,b\n1\n", .raggedRow),
    ])
  func refused(text: String, code: Fault.Code) throws {
    #expect(try fault(text.utf8).code == code)
  }

  @Test("A missing file is no input")
  func missing() {
    #expect { try CSVFile(path: "/nonexistent/x.csv") } throws: {
      ($0 as? Fault)?.code == .noSuchFile
    }
  }

  @Test("A byte order mark, UTF-8 and GB18030 give the same text")
  func encodings() throws {
    let gb18030: [UInt8] =
      Array("a,b\n1,".utf8) + [0xbc, 0xaa, 0xb0, 0xb2] + Array("\n2,".utf8)
      + [0x82, 0x35, 0x98, 0x33] + [0x0a]
    let expected = [["1", "吉安"], ["2", "\u{9fb4}"]]
    for bytes in [Array("a,b\n1,吉安\n".utf8), Array("\u{feff}a,b\n1,吉安\n".utf8)] {
      try withFile(bytes) { path in
        let table = try CSVFile(path: path).table()
        #expect(table.columns[1].text(at: 0) == "吉安")
      }
    }
    try withFile(gb18030) { path in
      let file = try CSVFile(path: path)
      #expect(file.source.encoding == .gb18030)
      let table = try file.table()
      #expect(table.columns[1].text(at: 0) == expected[0][1])
      #expect { try CSVFile(path: path, encoding: .utf8) } throws: {
        ($0 as? Fault)?.code == .wrongEncoding
      }
    }
    #expect(try fault([0x61, 0x0a, 0xff, 0xff, 0x0a]).code == .wrongEncoding)
    #expect(try fault([0xff, 0xfe, 0x61, 0x00]).code == .textIsUTF16)
  }

  @Test("Blocks and batches of any size give the same rows")
  func blocks() throws {
    let long = String(repeating: "长", count: 200_000)
    var text = "id,note\n"
    for row in 0..<30_000 { text += "\(row),\"line \(row)\nsecond\"\n" }
    text += "last,\"\(long)\"\n"
    try withFile(text.utf8) { path in
      let file = try CSVFile(path: path)
      var count = 0
      try file.forEachBatch(columns: ["note"], records: true, batchRows: 777) { batch in
        #expect(batch.firstRow == count)
        if batch.firstRow == 777 {
          #expect(batch.table.place(row: 1).row == 2 + 2 * 778)
          #expect(batch.records?.text(at: 0) == "777,\"line 777\nsecond\"")
        }
        count += batch.table.rowCount
      }
      #expect(count == 30_001)
      let table = try file.table(columns: ["id", "note"])
      #expect(table.columns[1].text(at: 30_000) == long)
    }
  }
}

@Suite("Writing")
struct WritingTests {
  @Test("A file appears only when it is committed")
  func atomic() throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let path = folder.appending(path: "a.csv").path
    do {
      var abandoned = try AtomicFile(path: path)
      try abandoned.write("half")
    }
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path).isEmpty)
    var writer = try CSVWriter(path: path, header: ["a", "b"])
    try writer.write(["x,\"y\"", "吉安"])
    try writer.finish()
    #expect(try String(contentsOfFile: path, encoding: .utf8) == "a,b\n\"x,\"\"y\"\"\",吉安\n")
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path) == ["a.csv"])
  }
}
