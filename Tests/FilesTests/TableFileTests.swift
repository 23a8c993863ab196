// SPDX-License-Identifier: GPL-3.0-or-later

import Files
import Foundation
import Tables
import Testing

@Suite("Tables in files of either kind")
struct TableFileTests {
  @Test("Files are told apart by their bytes, whatever their names say")
  func kinds() throws {
    let cells = "<c t=\"str\"><v>id</v></c><c t=\"str\"><v>n</v></c>"
    let book = HandMadeWorkbook(
      "<sheetData><row>\(cells)</row><row><c><v>1</v></c></row></sheetData>")
    try withWorkbookFile(book.bytes()) { path in
      let file = try TableFile(path: path)
      #expect(file.format == "xlsx · Sheet1")
      #expect(try file.table().names == ["id", "n"])
      // A text reader says what the file is.
      let fault = try #require(throws: Fault.self) { try CSVFile(path: path) }
      #expect(fault.code == .workbookForText)
    }
    try withWorkbookFile(Array("id,n\n1,2\n".utf8)) { path in
      let file = try TableFile(path: path)
      #expect(file.format == "UTF-8")
      #expect(try file.table().rowCount == 1)
    }
  }

  @Test("Columns that are not asked for may hold what is doubtful")
  func columns() throws {
    let header = ["id", "n"].map { "<c t=\"str\"><v>\($0)</v></c>" }.joined()
    let book = HandMadeWorkbook(
      "<sheetData><row>\(header)</row><row><c><v>1e17</v></c><c><v>2</v></c></row></sheetData>")
    try withWorkbookFile(book.bytes()) { path in
      let file = try TableFile(path: path)
      #expect(file.header == ["id", "n"])
      let table = try file.table(columns: ["n"])
      #expect(table.names == ["n"] && table.columns[0].text(at: 0) == "2")
      #expect(table.place(row: 0).sheet == "Sheet1")
      #expect(throws: Faults.self) { try file.table(columns: ["n", "id"]) }
      #expect(throws: Faults.self) { try file.table() }
    }
  }

  @Test("The only sheet in sight with content is taken, or the one that is named")
  func sheets() throws {
    let content = "<sheetData><row><c t=\"str\"><v>SHEET</v></c></row></sheetData>"
    var book = HandMadeWorkbook("<sheetData/>")
    book.sheets.append(("b", "visible", content.replacing("SHEET", with: "b")))
    book.sheets.append(("c", "hidden", content.replacing("SHEET", with: "c")))
    try withWorkbookFile(book.bytes()) { path in
      let names = [
        try TableFile(path: path), try TableFile(path: path, sheet: "c"),
        try TableFile(path: path, named: "c"),
      ]
      #expect(try names.map { try $0.table().names } == [["b"], ["c"], ["c"]])
      #expect(throws: Fault.self) { try TableFile(path: path, sheet: "d") }
    }
    book.sheets.append(("e", "visible", content))
    try withWorkbookFile(book.bytes()) { path in
      let fault = try #require(throws: Fault.self) { try TableFile(path: path) }
      #expect(fault.code == .sheetNotNamed)
    }
  }
}
