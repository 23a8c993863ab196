// SPDX-License-Identifier: GPL-3.0-or-later

import Files
import Tables
import Testing

/// The rows of the first sheet of a workbook.
private func rows(_ workbook: HandMadeWorkbook) throws -> [WorkbookRow] {
  try withWorkbookFile(workbook.bytes()) { path in
    let workbook = try Workbook(path: path)
    return try workbook.rows(of: workbook.sheetNames[0])
  }
}

private func sheetData(_ rows: String) -> HandMadeWorkbook {
  HandMadeWorkbook("<sheetData>\(rows)</sheetData>")
}

@Suite("Workbooks")
struct WorkbookTests {
  @Test("Each cell knows its kind: shared, inline and formula texts, numbers, truths, errors")
  func kinds() throws {
    var workbook = sheetData(
      """
      <row r="2"><c r="A2" t="s"><v>1</v></c><c r="C2" t="inlineStr"><is><t xml:space="preserve"> 张 </t></is></c>\
      <c r="D2" t="str"><f>A1&amp;"x"</f><v>=1+1</v></c><c r="E2"><v>3.0000000000000004E-2</v></c>\
      <c r="F2" t="b"><v>1</v></c><c r="G2" t="e"><f>NA()</f><v>#N/A</v></c><c r="H2"><f>1+1</f></c>\
      <c r="I2" s="0"/><c r="J2" t="str"><f>""</f><v></v></c></row>
      """)
    workbook.sharedStrings =
      "<si><t>not this</t></si><si><r><t>吉</t></r><r><t>安</t></r><rPh sb=\"0\" eb=\"1\"><t>き</t></rPh></si>"
    let found = try rows(workbook)
    #expect(found.map(\.number) == [2])
    #expect(
      found[0].cells == [
        WorkbookCell(column: 0, kind: .text, text: "吉安"),
        WorkbookCell(column: 2, kind: .text, text: " 张 "),
        WorkbookCell(column: 3, kind: .text, text: "=1+1", isFormula: true),
        WorkbookCell(column: 4, kind: .number, text: "0.030000000000000002"),
        WorkbookCell(column: 5, kind: .boolean, text: "TRUE"),
        WorkbookCell(column: 6, kind: .error, text: "#N/A", isFormula: true),
        WorkbookCell(column: 7, kind: .uncalculated, text: "", isFormula: true),
      ])
  }

  @Test("Numbers are dates by their format, in both date systems")
  func dates() throws {
    var workbook = sheetData(
      """
      <row><c s="1"><v>42689</v></c><c s="1"><v>42689.5</v></c><c s="2"><v>0.354166666666667</v></c>\
      <c s="3"><v>42689.354166666664</v></c><c s="4"><v>1.5</v></c><c s="5"><v>42689</v></c><c><v>42689</v></c></row>
      """)
    workbook.numberFormats = """
      <numFmt numFmtId="164" formatCode="yyyy&quot;年&quot;m&quot;月&quot;d&quot;日&quot;"/>\
      <numFmt numFmtId="165" formatCode="[$-804]h:mm;@"/><numFmt numFmtId="166" formatCode="0.00&quot; days&quot;"/>
      """
    workbook.cellFormats = """
      <xf numFmtId="0"/><xf numFmtId="164"/><xf numFmtId="165"/><xf numFmtId="22"/><xf numFmtId="46"/>\
      <xf numFmtId="166"/>
      """
    let kinds: [WorkbookCell.Kind] = [
      .date, .dateTime, .time, .dateTime, .duration, .number, .number,
    ]
    let cells = try rows(workbook)[0].cells
    #expect(cells.map(\.kind) == kinds)
    #expect(
      cells.map(\.text) == [
        "2016-11-15", "2016-11-15T12:00:00", "08:30:00", "2016-11-15T08:30:00", "36:00:00", "42689",
        "42689",
      ])
    workbook.properties = "date1904=\"1\""
    #expect(try rows(workbook)[0].cells[0].text == "2020-11-16")
  }

  @Test("Rows and cells without references follow each other; cells out of order are put in order")
  func references() throws {
    let found = try rows(
      sheetData(
        """
        <row><c><v>1</v></c><c r="C1"><v>2</v></c><c><v>3</v></c></row><row r="5" hidden="1"/>\
        <row><c r="B6"><v>5</v></c><c r="A6"><v>4</v></c></row>
        """))
    #expect(found.map(\.number) == [1, 5, 6])
    #expect(found.map(\.isHidden) == [false, true, false])
    #expect(found[0].cells.map(\.column) == [0, 2, 3])
    #expect(found[2].cells.map(\.text) == ["4", "5"])
    #expect(found[2][1]?.text == "5")
  }

  @Test(
    "Whole numbers of more than fifteen digits are told apart, other numbers are shortest decimals")
  func longNumbers() throws {
    let cells = try rows(
      sheetData(
        """
        <row><c><v>360821198003150024</v></c><c><v>3.6082119800315002E+17</v></c>\
        <c><v>999999999999999</v></c><c><v>0.1</v></c><c><v>0.30000000000000004</v></c>\
        <c><v>1E-7</v></c><c><v>-1.5e3</v></c><c><v>13800000000</v></c></row>
        """))[0].cells
    #expect(
      cells.map(\.kind) == [
        .longNumber, .longNumber, .number, .number, .number, .number, .number, .number,
      ])
    #expect(
      cells.map(\.text) == [
        "360821198003150024", "360821198003150000", "999999999999999", "0.1",
        "0.30000000000000004", "0.0000001", "-1500", "13800000000",
      ])
  }

  @Test("Escaped characters of texts come back, and an escaped underscore stays")
  func escapes() throws {
    let cells = try rows(
      sheetData(
        """
        <row><c t="inlineStr"><is><t>a_x000D_\nb_x005F_x000D__xD83D__xDE00_</t></is></c></row>
        """))[0].cells
    #expect(cells[0].text == "a\r\nb_x000D_😀")
  }

  @Test("Hidden sheets are listed as such; sheets are found by their names' bytes")
  func sheets() throws {
    var workbook = sheetData("")
    workbook.sheets.append(
      ("隐藏", "veryHidden", "<sheetData><row><c><v>7</v></c></row></sheetData>"))
    try withWorkbookFile(workbook.bytes()) { path in
      let workbook = try Workbook(path: path)
      #expect(workbook.sheetNames == ["Sheet1", "隐藏"])
      #expect(workbook.sheets.map(\.isHidden) == [false, true])
      #expect(try workbook.rows(of: "隐藏")[0].cells[0].text == "7")
      let fault = try #require(throws: Fault.self) { try workbook.rows(of: "显示") }
      #expect(fault.code == .unknownSheet && fault.values["sheets"] == "Sheet1, 隐藏")
    }
  }

  @Test("Elements may have a prefix, as some programs write them")
  func prefixes() throws {
    let found = try rows(
      HandMadeWorkbook(
        "<x:sheetData><x:row r=\"1\"><x:c r=\"A1\"><x:v>1</x:v></x:c></x:row></x:sheetData>"))
    #expect(found[0].cells[0].text == "1")
  }
}

@Suite("Number formats and serial dates")
struct NumberFormatTests {
  @Test(
    "A format is a date, a time or neither",
    arguments: [
      ("yyyy-mm-dd", WorkbookCell.Kind.date), ("m/d/yy h:mm", .dateTime), ("h:mm:ss AM/PM", .time),
      ("[h]:mm", .duration), ("mmm", .date), ("0.00", .number), ("#,##0;[Red]-#,##0", .number),
      ("0.00E+00", .number), ("\"day\" 0", .number), ("\\d0", .number), ("General", .number),
      ("[$-411]ge.m.d", .date), ("yyyy年m月d日;@", .date), ("[$¥-804]#,##0", .number), ("@", .number),
      ("上午/下午h时mm分", .time), ("mm:ss.0", .time), ("[Red]0", .number), ("_-* 0_d", .number),
    ])
  func codes(code: String, kind: WorkbookCell.Kind) throws {
    var workbook = HandMadeWorkbook("<sheetData><row><c s=\"1\"><v>0.5</v></c></row></sheetData>")
    // Half a day is a time; as a date it needs a day.
    if kind == .date {
      workbook.sheets[0].content = "<sheetData><row><c s=\"1\"><v>42689</v></c></row></sheetData>"
    }
    if kind == .dateTime {
      workbook.sheets[0].content = "<sheetData><row><c s=\"1\"><v>42689.5</v></c></row></sheetData>"
    }
    let escaped = code.replacing("\"", with: "&quot;")
    workbook.numberFormats = "<numFmt numFmtId=\"170\" formatCode=\"\(escaped)\"/>"
    workbook.cellFormats = "<xf numFmtId=\"0\"/><xf numFmtId=\"170\"/>"
    let cell = try withWorkbookFile(workbook.bytes()) {
      try Workbook(path: $0).rows(of: "Sheet1")[0].cells[0]
    }
    #expect(cell.kind == kind, "\(code): \(cell)")
  }

  @Test(
    "A percentage is the decimal that was meant, without the digits that Excel stores behind it")
  func percentages() throws {
    var workbook = HandMadeWorkbook(
      "<sheetData><row><c s=\"1\"><v>0.2</v></c><c s=\"2\"><v>8.3000000000000004E-2</v></c></row></sheetData>"
    )
    workbook.cellFormats = "<xf numFmtId=\"0\"/><xf numFmtId=\"9\"/><xf numFmtId=\"10\"/>"
    let cells = try withWorkbookFile(workbook.bytes()) {
      try Workbook(path: $0).rows(of: "Sheet1")[0].cells
    }
    #expect(cells.map(\.kind) == [.number, .number])
    #expect(cells.map(\.text) == ["0.2", "0.083"])
  }

  @Test("A time under a format of dates with times is a time, not the day before 1900")
  func timeAlone() throws {
    var workbook = HandMadeWorkbook(
      "<sheetData><row><c s=\"1\"><v>0.375</v></c><c s=\"1\"><v>0</v></c></row></sheetData>")
    workbook.cellFormats = "<xf numFmtId=\"0\"/><xf numFmtId=\"22\"/>"
    let cells = try withWorkbookFile(workbook.bytes()) {
      try Workbook(path: $0).rows(of: "Sheet1")[0].cells
    }
    #expect(cells.map(\.text) == ["09:00:00", "0"])
    #expect(cells.map(\.kind) == [.time, .number])
  }

  @Test(
    "Serial numbers keep Excel's 29 February 1900 and end with the year 9999",
    arguments: [
      ("1", "1900-01-01"), ("59", "1900-02-28"), ("60", "1900-02-29"), ("61", "1900-03-01"),
      ("25569", "1970-01-01"), ("43159", "2018-02-28"), ("43160", "2018-03-01"),
      ("2958465", "9999-12-31"), ("2958466", "2958466"), ("-1", "-1"),
      ("45344.4842981134", "2024-02-22T11:37:23.357"), ("45344.9999999999", "2024-02-23"),
    ])
  func serials(serial: String, text: String) throws {
    var workbook = HandMadeWorkbook(
      "<sheetData><row><c s=\"1\"><v>\(serial)</v></c></row></sheetData>")
    workbook.cellFormats = "<xf numFmtId=\"0\"/><xf numFmtId=\"14\"/>"
    let cell = try withWorkbookFile(workbook.bytes()) {
      try Workbook(path: $0).rows(of: "Sheet1")[0].cells[0]
    }
    #expect(cell.text == text)
  }
}
