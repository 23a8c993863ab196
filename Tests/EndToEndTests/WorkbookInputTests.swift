// SPDX-License-Identifier: GPL-3.0-or-later

import Files
import Testing

@Suite("Workbooks as input")
struct WorkbookInputTests {
  private static let rows = (0..<40).map { row in
    ["V\(row % 8)", "\(row)", row % 3 == 0 ? "" : "\(Double(row) / 4)", "8", "20"]
  }
  private static let header = ["village", "household", "y", "N", "M"]

  /// The rows as a workbook below a title, numbers as numbers, beside a second sheet.
  private func writeWorkbook(_ path: String) throws {
    var writer = try WorkbookWriter(path: path)
    let sheet = try writer.addSheet("data")
    try writer.append([OutputCell("Answers", style: .title)], to: sheet)
    try writer.append(Self.header.map { OutputCell($0, style: .header) }, to: sheet)
    for row in Self.rows {
      try writer.append(
        row.map { text in
          Double(text).map { OutputCell(.number($0)) } ?? OutputCell(text)
        }, to: sheet)
    }
    let notes = try writer.addSheet("notes")
    try writer.append(["nothing of use"], to: notes)
    try writer.commit()
  }

  @Test("An estimate from a sheet is the estimate from the same rows as CSV")
  func estimate() throws {
    let folder = try TemporaryFolder()
    let lines = ([Self.header] + Self.rows).map { $0.joined(separator: ",") }
    let text = try folder.write("data.csv", (lines.joined(separator: "\n") + "\n").utf8)
    let book = folder.path("data.xlsx")
    try writeWorkbook(book)
    let options = [
      "--clusters", "village,household", "--population-size", "N,M", "--mean", "y", "--format",
      "json",
    ]
    let fromText = try AssayProcess.run(["estimate", text] + options)
    let fromBook = try AssayProcess.run(["estimate", book, "--sheet", "data"] + options)
    #expect(fromText.status == 0 && fromText.output.contains("\"count\": 26"), "\(fromText)")
    #expect(fromBook.output == fromText.output, "\(fromBook.errors)")
    let unnamed = try AssayProcess.run(["estimate", book] + options)
    #expect(unnamed.status == 64 && unnamed.errors.contains("--sheet: data, notes"))
  }

  @Test("A number column that holds text is refused with sheet and row")
  func place() throws {
    let folder = try TemporaryFolder()
    let book = folder.path("data.xlsx")
    var writer = try WorkbookWriter(path: book)
    let sheet = try writer.addSheet("表1", columns: [.init("v"), .init("y")])
    try writer.append(["a", "1"], to: sheet)
    try writer.append(["b", "许多"], to: sheet)
    try writer.commit()
    let outcome = try AssayProcess.run(["estimate", book, "--clusters", "v", "--mean", "y"])
    #expect(outcome.status == 65)
    #expect(outcome.errors.contains("data.xlsx, sheet 表1, row 3, column y"), "\(outcome.errors)")
  }

  @Test("A sample from a sheet is the sample from the same rows as CSV; faults name sheet and row")
  func sample() throws {
    let folder = try TemporaryFolder()
    let book = folder.path("data.xlsx")
    try writeWorkbook(book)
    // A workbook keeps numbers, not how they were typed.
    let rows = Self.rows.map { $0.map { $0.hasSuffix(".0") ? String($0.dropLast(2)) : $0 } }
    let lines = ([Self.header] + rows).map { $0.joined(separator: ",") }
    let text = try folder.write("data.csv", (lines.joined(separator: "\n") + "\n").utf8)
    let options = ["--cluster", "village", "--cluster-size", "3", "--fraction", "0.4"]
    let seed = ["--seed", "54321543215432154321"]
    let fromText = try AssayProcess.run(["sample", text, "--id", "household"] + options + seed)
    let fromBook = try AssayProcess.run(
      ["sample", book, "--sheet", "data", "--id", "household"] + options + seed)
    #expect(fromBook.status == 0 && fromBook.output == fromText.output, "\(fromBook.errors)")
    let twice = try AssayProcess.run(
      ["sample", book, "--sheet", "data", "--id", "village", "--size", "2"] + seed)
    #expect(twice.status == 65)
    // The title and the header stand above; the ninth village is the first again.
    #expect(twice.errors.contains("sheet data, row 11"), "\(twice.errors)")
  }

  @Test("Where a CSV file is needed a workbook is told apart")
  func simulated() throws {
    let folder = try TemporaryFolder()
    let book = folder.path("data.xlsx")
    try writeWorkbook(book)
    let outcome = try AssayProcess.run([
      "simulate", "design", book, "--id", "household", "--size", "2", "--outcome", "y",
    ])
    #expect(outcome.status == 65 && outcome.errors.contains("save the sheet as \"CSV UTF-8\""))
  }
}
