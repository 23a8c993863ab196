// SPDX-License-Identifier: GPL-3.0-or-later

import Files
import Foundation
import Tables
import Testing

/// Calls `body` with a path in a new folder, which is removed afterwards.
private func withPath<Result>(_ body: (String) throws -> Result) throws -> Result {
  let folder = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
  try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
  defer { try? FileManager.default.removeItem(at: folder) }
  return try body(folder.appending(path: "out.xlsx").path)
}

/// The text of a part of a workbook.
private func part(_ name: String, of path: String) throws -> String {
  let archive = try ZipArchive(path: path)
  let entry = try #require(archive.entry(named: name))
  var bytes: [UInt8] = []
  try archive.forEachBlock(of: entry) {
    bytes.append(contentsOf: $0)
    return true
  }
  return String(decoding: bytes, as: UTF8.self)
}

@Suite("Workbooks that are written")
struct WorkbookWriterTests {
  @Test(
    "Every text comes back byte for byte as text",
    arguments: [
      "=1+1", "007", "360821198003150024", "张三 李四", "😀👨‍👩‍👧", "a \"b\" <c> & 'd'", "one\ntwo",
      "one\r\ntwo\r",
      "  spaces  ", "\t", "_x000D_", "_x0041_x", "\u{1}\u{1f}", "-1", "+1", "@a", "'a", "1E5",
      "TRUE",
      "é", "e\u{301}", "https://example.org", "\u{fffd}", String(repeating: "户", count: 32_767),
    ])
  func texts(text: String) throws {
    try withPath { path in
      var writer = try WorkbookWriter(path: path)
      let sheet = try writer.addSheet("表")
      try writer.append([OutputCell(text)], to: sheet)
      try writer.commit()
      let cell = try Workbook(path: path).rows(of: "表")[0].cells[0]
      #expect(Array(cell.text.utf8) == Array(text.utf8))
      #expect(cell.kind == .text && !cell.isFormula)
    }
  }

  @Test("Headers, numbers, styles, comments and several sheets stand where they belong")
  func contents() throws {
    try withPath { path in
      var writer = try WorkbookWriter(path: path, createdAt: 1_479_168_000)
      let first = try writer.addSheet(
        "rejects", columns: [.init("户编号"), .init("what to do", width: 40)], frozenColumns: 1)
      let second = try writer.addSheet("notes")
      let row = try writer.append(
        [OutputCell("1", style: .fault, comment: "改正\nmend"), OutputCell(.number(0.1))], to: first)
      #expect(row == 2)
      try writer.append([OutputCell("x", style: .title)], to: second)
      try writer.append([OutputCell(.empty, style: .input), "y"], to: first)
      #expect(writer.rowCount(of: first) == 3)
      try writer.commit()
      let workbook = try Workbook(path: path)
      #expect(workbook.sheetNames == ["rejects", "notes"])
      let rows = try workbook.rows(of: "rejects")
      #expect(rows.map { $0.cells.map(\.text) } == [["户编号", "what to do"], ["1", "0.1"], ["y"]])
      #expect(rows[1].cells.map(\.kind) == [.text, .number])
      #expect(try part("xl/comments1.xml", of: path).contains("改正\nmend"))
      let sheet = try part("xl/worksheets/sheet1.xml", of: path)
      #expect(sheet.contains("xSplit=\"1\" ySplit=\"1\"") && sheet.contains("width=\"40.7109375\""))
      #expect(try part("xl/styles.xml", of: path).contains("FFFFC7CE"))
      #expect(try part("docProps/core.xml", of: path).contains("2016-11-15T00:00:00Z"))
    }
  }

  @Test("Columns are as wide as their widest text, Chinese counted double")
  func widths() throws {
    try withPath { path in
      var writer = try WorkbookWriter(path: path)
      let sheet = try writer.addSheet("a", columns: [.init("x"), .init("贫困户认定依据与说明")])
      try writer.append(["short", OutputCell(String(repeating: "长", count: 100))], to: sheet)
      try writer.commit()
      let text = try part("xl/worksheets/sheet1.xml", of: path)
      #expect(text.contains("<col min=\"1\" max=\"1\" width=\"8.7109375\""))
      #expect(text.contains("<col min=\"2\" max=\"2\" width=\"60.7109375\""))
    }
  }

  @Test("Choices drop down, from a hidden sheet where they are too long for a cell")
  func choices() throws {
    try withPath { path in
      var writer = try WorkbookWriter(path: path)
      let sheet = try writer.addSheet("a", columns: [.init("keep"), .init("who")])
      try writer.addChoices(["keep", "drop"], column: 0, rows: 2...100, of: sheet)
      let long = (0..<100).map { "选项\($0)" }
      try writer.addChoices(long, column: 1, rows: 2...100, of: sheet)
      try writer.commit()
      let text = try part("xl/worksheets/sheet1.xml", of: path)
      #expect(text.contains("sqref=\"A2:A100\"") && text.contains("\"keep,drop\""))
      #expect(text.contains("list1!$A$1:$A$100") && !text.contains("showDropDown"))
      let workbook = try Workbook(path: path)
      #expect(workbook.sheets.map(\.isHidden) == [false, true])
      #expect(try workbook.rows(of: "list1").count == 100)
    }
  }

  @Test(
    "Choices of few characters and many bytes stand on one hidden sheet, however often they are used"
  )
  func choicesInChinese() throws {
    try withPath { path in
      var writer = try WorkbookWriter(path: path)
      let sheet = try writer.addSheet("a", columns: [.init("h")])
      let choices = (0..<20).map { "按规模的系统抽样\($0)" }
      #expect(choices.joined(separator: ",").utf16.count < 255)
      for row in 2...4 { try writer.addChoices(choices, column: 0, rows: row...row, of: sheet) }
      try writer.commit()
      #expect(try Workbook(path: path).sheetNames == ["a", "list1"])
      #expect(try Workbook(path: path).rows(of: "list1").map(\.cells[0].text) == choices)
    }
  }

  @Test("On a protected sheet only cells to be filled in can be changed")
  func protected() throws {
    try withPath { path in
      var writer = try WorkbookWriter(path: path)
      let sheet = try writer.addSheet("a")
      try writer.append([OutputCell("x"), OutputCell("", style: .input)], to: sheet)
      writer.protect(sheet)
      try writer.commit()
      #expect(
        try part("xl/worksheets/sheet1.xml", of: path).contains("<sheetProtection sheet=\"1\""))
      #expect(
        try part("xl/styles.xml", of: path).components(separatedBy: "locked=\"0\"").count == 2)
    }
  }

  @Test("What cannot be written is refused with its place, and leaves no file")
  func refused() throws {
    try withPath { path in
      let texts: [(String, Fault.Code)] = [
        (String(repeating: "a", count: 32_768), .cellTooLong), ("a\u{0}b", .unwritableText),
        ("\u{ffff}", .unwritableText),
      ]
      for (text, code) in texts {
        let fault = try #require(throws: Fault.self) {
          var writer = try WorkbookWriter(path: path)
          let sheet = try writer.addSheet("a", columns: [.init("h")])
          try writer.append(["x", OutputCell(text)], to: sheet)
        }
        #expect(fault.code == code && fault.place.row == 2 && fault.place.column == "B")
      }
      for name in [String(repeating: "a", count: 32), "a/b", "'a", "A"] {
        let fault = try #require(throws: Fault.self) {
          var writer = try WorkbookWriter(path: path)
          _ = try writer.addSheet("a")
          _ = try writer.addSheet(name)
        }
        #expect(fault.code == .wrongSheetName)
      }
      let folder = URL(filePath: path).deletingLastPathComponent().path
      #expect(try FileManager.default.contentsOfDirectory(atPath: folder) == [])
      let fault = try #require(throws: Fault.self) {
        _ = try WorkbookWriter(path: folder + "/none/a.xlsx")
      }
      #expect(fault.code == .cannotWriteFile)
    }
  }

  @Test("A workbook replaces an older file, with the rights that were asked for")
  func replaces() throws {
    try withPath { path in
      try Data("old".utf8).write(to: URL(filePath: path))
      var writer = try WorkbookWriter(path: path, mode: 0o600)
      _ = try writer.addSheet("a", columns: [.init("h")])
      try writer.commit()
      #expect(try Workbook(path: path).rows(of: "a").count == 1)
      let attributes = try FileManager.default.attributesOfItem(atPath: path)
      #expect(attributes[.posixPermissions] as? Int == 0o600)
    }
  }
}
