// SPDX-License-Identifier: GPL-3.0-or-later

import Files
import Tables
import Testing

private func fault(_ bytes: [UInt8], limits: ZipArchive.Limits = .init()) throws -> Fault {
  try withWorkbookFile(bytes) { path in
    try #require(throws: Fault.self) {
      _ = try Workbook(path: path, limits: limits).rows(of: "Sheet1")
    }
  }
}

private func fault(sheet content: String) throws -> Fault {
  try fault(HandMadeWorkbook(content).bytes())
}

@Suite("Workbooks that are broken or meant to do harm")
struct WorkbookLimitTests {
  @Test("An entry that unpacks to too much is refused while it is unpacked, whatever it says")
  func bombs() throws {
    var package = HandMadeWorkbook("").package()
    package.addBomb("xl/worksheets/sheet1.xml", of: 0x20, times: 200_000)
    var limits = ZipArchive.Limits()
    limits.ratio = 50
    let ratio = try fault(package.finished(), limits: limits)
    #expect(ratio.code == .archiveTooLarge)
    #expect(Int(ratio.values["unpacked"]!)! < 17 << 20)
    // An entry cannot take more than the file, whatever it says.
    var lying = HandMadeWorkbook("").package()
    lying.addBomb("xl/worksheets/sheet1.xml", of: 0x20, times: 200_000, packed: 0xffff_ffff)
    #expect(try fault(lying.finished(), limits: limits).code == .archiveTooLarge)
    limits.entryBytes = 1 << 20
    #expect(try fault(package.finished(), limits: limits).code == .archiveTooLarge)
  }

  @Test("A document type is refused, so that no entity can grow")
  func entities() throws {
    var workbook = HandMadeWorkbook("<sheetData><row><c><v>&a;</v></c></row></sheetData>")
    workbook.prologue = """
      <!DOCTYPE w [<!ENTITY a "1"><!ENTITY b "&a;&a;&a;&a;">]>
      """
    let fault = try fault(workbook.bytes())
    #expect(fault.code == .damagedArchive)
    #expect(fault.values["reason"]?.contains("document type") == true)
  }

  @Test("A file that is cut off anywhere is refused", arguments: [0.1, 0.5, 0.9, 0.99])
  func truncated(part: Double) throws {
    let bytes = HandMadeWorkbook("<sheetData><row><c><v>1</v></c></row></sheetData>").bytes()
    let cut = Array(bytes.prefix(Int(Double(bytes.count) * part)))
    #expect(try fault(cut).code == .damagedArchive)
  }

  @Test("Each single byte that is changed gives the same rows or a fault")
  func changedBytes() throws {
    let bytes = HandMadeWorkbook("<sheetData><row><c><v>41</v></c></row></sheetData>").bytes()
    for index in stride(from: 0, to: bytes.count, by: 7) {
      var changed = bytes
      changed[index] ^= 0x04
      try withWorkbookFile(changed) { path in
        do {
          let workbook = try Workbook(path: path)
          guard workbook.sheetNames == ["Sheet1"] else { return }
          #expect(try workbook.rows(of: "Sheet1").map(\.cells.first?.text) == ["41"])
        } catch is Fault {}
      }
    }
  }

  @Test("Cells beyond Excel's last column, row or length are refused with their place")
  func beyondExcel() throws {
    let long = String(repeating: "户", count: 32_768)
    let tooLong = try fault(
      sheet: "<sheetData><row r=\"3\"><c r=\"B3\" t=\"str\"><v>\(long)</v></c></row></sheetData>")
    #expect(tooLong.code == .cellTooLong && tooLong.place.row == 3 && tooLong.place.column == "B")
    for row in [
      "<row r=\"1\"><c r=\"XFE1\"><v>1</v></c></row>", "<row r=\"1048577\"/>",
      "<row r=\"2\"/><row r=\"1\"/>",
      "<row r=\"1\"><c r=\"A1\"><v>1</v></c><c r=\"A1\"><v>1</v></c></row>",
      "<row r=\"1\"><c r=\"A2\"><v>1</v></c></row>", "<row><c t=\"x\"><v>1</v></c></row>",
      "<row><c><v>one</v></c></row>", "<row><c t=\"s\"><v>9</v></c></row>",
      String(repeating: "<row>", count: 300), "<row><c><v>1</v></c><row/></row></sheetData>",
    ] {
      #expect(try fault(sheet: "<sheetData>\(row)").code == .damagedArchive, "\(row)")
    }
  }

  @Test("Ten thousand columns and cells of 32,767 characters are read")
  func wide() throws {
    let cell = "<c t=\"inlineStr\"><is><t>\(String(repeating: "a", count: 32_767))</t></is></c>"
    let names = (0..<10_000).map { "<c t=\"inlineStr\"><is><t>c\($0)</t></is></c>" }.joined()
    let bytes = HandMadeWorkbook(
      "<sheetData><row>\(names)</row><row>\(cell)</row></sheetData>"
    ).bytes()
    let table = try withWorkbookFile(bytes) { try Workbook(path: $0).table(sheet: "Sheet1") }
    #expect(table.names.count == 10_000 && table.columns[0].text(at: 0).utf8.count == 32_767)
  }

  @Test("A table of a few cells far apart does not fill memory")
  func sparse() throws {
    let names = (0..<1_000).map { "<c t=\"inlineStr\"><is><t>c\($0)</t></is></c>" }.joined()
    let rows = String(repeating: "<row><c><v>1</v></c></row>", count: 200)
    var limits = ZipArchive.Limits()
    limits.tableCells = 100_000
    let bytes = HandMadeWorkbook("<sheetData><row>\(names)</row>\(rows)</sheetData>").bytes()
    let fault = try withWorkbookFile(bytes) { path in
      try #require(throws: Fault.self) {
        try Workbook(path: path, limits: limits).table(sheet: "Sheet1")
      }
    }
    #expect(fault.code == .archiveTooLarge && fault.place.row == 102)
  }

  @Test("Other files are told apart")
  func others() throws {
    #expect(try fault(Array("id,name\n1,2\n".utf8)).code == .notAWorkbook)
    #expect(try fault([0xd0, 0xcf, 0x11, 0xe0, 0, 0]).code == .oldWorkbook)
    var package = HandMadePackage()
    package.add("mimetype", Array("application/vnd.oasis.opendocument.spreadsheet".utf8))
    #expect(try fault(package.finished()).code == .notAWorkbook)
    let missing = try #require(throws: Fault.self) { try Workbook(path: "/nowhere/a.xlsx") }
    #expect(missing.code == .noSuchFile)
  }
}
