// SPDX-License-Identifier: GPL-3.0-or-later

import Files
import Tables
import Testing

private func text(_ values: String...) -> String {
  values.map { "<c t=\"inlineStr\"><is><t>\($0)</t></is></c>" }.joined()
}

private func sheetTable(_ content: String, headerRow: Int? = nil) throws -> SheetTable {
  try withWorkbookFile(HandMadeWorkbook(content).bytes()) {
    try Workbook(path: $0).sheetTable("Sheet1", headerRow: headerRow)
  }
}

private func cells(_ table: Table) -> [[String]] {
  (0..<table.rowCount).map { row in table.columns.map { $0.text(at: row) } }
}

@Suite("Sheets as tables")
struct WorkbookTableTests {
  @Test("The header is found below titles; rows keep their numbers and places their sheet")
  func foundHeader() throws {
    let result = try sheetTable(
      """
      <sheetData><row r="1">\(text("2016年花名册"))</row><row r="2">\(text("制表"))<c><v>2016</v></c></row>\
      <row r="4">\(text("id", "name", "persons"))</row><row r="5">\(text("1", "甲"))<c><v>3</v></c></row>\
      <row r="6"/><row r="9">\(text("2"))<c r="C9"><v>4</v></c></row></sheetData>\
      <mergeCells><mergeCell ref="A1:C1"/></mergeCells>
      """)
    #expect(result.headerRow == 4 && result.faults.isEmpty)
    #expect(result.table.names == ["id", "name", "persons"])
    #expect(cells(result.table) == [["1", "甲", "3"], ["2", "", "4"]])
    let place = result.table.place(row: 1, column: "persons")
    #expect(place.sheet == "Sheet1" && place.row == 9 && place.column == "persons")
  }

  @Test(
    "What nobody wrote is a fault with its place: rounded numbers, errors, open formulas, merges")
  func doubts() throws {
    let result = try sheetTable(
      """
      <sheetData><row>\(text("id", "a", "a"))</row><row><c><v>360821198003150024</v></c><c t="e"><v>#REF!</v></c>\
      <c><f>B1</f></c><c r="E2"><v>1</v></c></row></sheetData><mergeCells><mergeCell ref="B2:B3"/></mergeCells>
      """)
    #expect(
      result.faults.list.map(\.code) == [
        .duplicateColumn, .longNumber, .formulaError, .formulaNotCalculated, .columnWithoutHeader,
        .mergedCells,
      ])
    #expect(result.faults.list.map(\.place.column) == ["C", "id", "a", "a", "E", "a"])
    #expect(result.faults.list[1].place.row == 2 && result.faults.list[1].place.sheet == "Sheet1")
    #expect(throws: Faults.self) {
      try withWorkbookFile(
        HandMadeWorkbook(
          "<sheetData><row>\(text("id"))</row><row><c><v>1e17</v></c></row></sheetData>"
        ).bytes()
      ) { try Workbook(path: $0).table(sheet: "Sheet1") }
    }
  }

  @Test("Columns without header and content are left out; a given header may hold numbers")
  func columns() throws {
    let result = try sheetTable(
      """
      <sheetData><row>\(text("x"))<c r="C1"><v>2016</v></c></row><row><c r="C2"><v>1</v></c></row></sheetData>
      """, headerRow: 1)
    #expect(result.table.names == ["x", "2016"])
    #expect(result.sheetColumns == [0, 2])
    #expect(cells(result.table) == [["", "1"]])
  }

  @Test("A sheet without a header is refused")
  func noHeader() throws {
    for content in ["<sheetData/>", "<sheetData><row><c><v>1</v></c></row></sheetData>"] {
      let fault = try #require(throws: Fault.self) { try sheetTable(content) }
      #expect(fault.code == .noHeaderRow)
    }
    let fault = try #require(throws: Fault.self) {
      try sheetTable("<sheetData><row r=\"3\">\(text("a"))</row></sheetData>", headerRow: 2)
    }
    #expect(fault.code == .noHeaderRow)
  }

  @Test("Many rows go through blocks")
  func manyRows() throws {
    let rows = (2...10_000).map {
      "<row r=\"\($0)\"><c><v>\($0)</v></c>\(text("v\($0 % 3)"))</row>"
    }
    let table = try sheetTable(
      "<sheetData><row r=\"1\">\(text("n", "v"))</row>\(rows.joined())</sheetData>"
    ).table
    #expect(table.rowCount == 9_999)
    #expect(table.columns[0].text(at: 9_998) == "10000" && table.lines[9_998] == 10_000)
    #expect(table.columns[1].text(at: 4_095) == "v\(4_097 % 3)")
  }
}
