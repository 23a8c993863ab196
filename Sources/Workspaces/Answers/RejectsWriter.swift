// SPDX-License-Identifier: GPL-3.0-or-later

import Files
import Forms
import Foundation
import Tables

/// Writes the rejected rows of a file as a workbook that can be corrected and imported as it is.
///
/// It holds the columns of the file under their own headers, so that it is recognized as the file was,
/// after two of Assay's: what to do, and the row of the source. Faulty cells are red; the first of each
/// kind of fault say why. Rows of repeats stand in further sheets. The workbook is made when the first
/// row comes, and appears only with ``commit()``. As CSV it holds the same rows without marks, for files
/// of which so much is rejected that no workbook could hold it in time.
final class RejectsWriter {
  /// How the columns of Assay begin, which an import passes over.
  static let columns = ["assay_what_to_do", "assay_row"]

  /// The rows that were written.
  private(set) var rowCount = 0
  private let path: String
  private let names: [String]
  private let positions: [UnitID: Int]
  private let describe: (Fault) -> String
  private let isCSV: Bool
  private var writer: WorkbookWriter?
  private var csv: CSVWriter?
  private var sheet: WorkbookWriter.SheetID?
  private var sheets = 0
  private var comments: [String: Int] = [:]
  private var keys: Set<UnitID> = []

  /// - Parameter describe: the sentence of a fault, with its remedy.
  init(path: String, names: [String], describe: @escaping (Fault) -> String) {
    self.path = path
    isCSV = path.hasSuffix(".csv")
    self.names = names
    self.describe = describe
    positions = Dictionary(
      names.enumerated().map { (UnitID($1), $0) }, uniquingKeysWith: { first, _ in first })
  }

  /// Takes a rejected row.
  func append(_ table: Table, row: Int, line: Int, key: String, _ faults: [Fault]) throws {
    var marked: [Int: [Fault]] = [:]
    for fault in faults {
      guard let column = fault.place.column, let position = positions[UnitID(column)] else {
        continue
      }
      marked[position, default: []].append(fault)
    }
    rowCount += 1
    if isCSV { return try appendRecord(table, row: row, line: line, faults) }
    var cells = [
      OutputCell(faults.map(sentence).joined(separator: "\n"), style: .wrapped),
      OutputCell("\(line)", style: .remark),
    ]
    for (position, column) in table.columns.enumerated() {
      let text = Self.fitting(column.text(at: row), line: line)
      cells.append(
        OutputCell(
          text, style: marked[position] == nil ? .plain : .fault,
          comment: comment(on: marked[position] ?? [])))
    }
    try begin()
    try writer!.append(cells, to: sheet!)
    keys.insert(UnitID(key))
  }

  private func appendRecord(
    _ table: Table, row: Int, line: Int, _ faults: [Fault]
  ) throws {
    if csv == nil { csv = try CSVWriter(path: path, header: Self.columns + names) }
    try csv!.write(
      [faults.map(sentence).joined(separator: "; "), "\(line)"]
        + table.columns.map { AnswerReader.withApostrophe($0.text(at: row)) })
  }

  /// Adds the rows of repeats that belong to rejected ones.
  func append(_ children: [RepeatTable], root: (Table, Int) -> String) throws {
    guard writer != nil else { return }
    for child in children {
      let table = child.table
      let rows = (0..<table.rowCount).filter { keys.contains(UnitID(root(table, $0))) }
      guard !rows.isEmpty else { continue }
      sheets += 1
      // A sheet keeps its name, by which deeper repeats name it.
      let isUsable =
        child.name.utf16.count <= 31 && !child.name.hasPrefix("rejects")
        && child.name.firstMatch(of: /[\[\]:*?\/\\]/) == nil
      let name = isUsable ? child.name : "repeat \(sheets)"
      let sheet = try writer!.addSheet(name, columns: table.names.map { .init($0) })
      for row in rows {
        try writer!.append(
          table.columns.map {
            OutputCell(Self.fitting($0.text(at: row), line: table.lines[row]))
          }, to: sheet)
      }
    }
  }

  /// Gives the workbook its name, if any row was rejected.
  func commit() throws {
    if let finished = csv.take() { try finished.finish() }
    guard let finished = writer.take() else { return }
    try finished.commit()
  }

  private func begin() throws {
    if writer == nil { writer = try WorkbookWriter(path: path, mode: 0o600) }
    if let sheet, writer!.rowCount(of: sheet) < WorkbookWriter.mostRows { return }
    sheets += 1
    sheet = try writer!.addSheet(
      sheets == 1 ? "rejects" : "rejects \(sheets)",
      columns: [.init(Self.columns[0], width: 50), .init(Self.columns[1])]
        + names.map { .init($0) }, frozenColumns: 1)
  }

  private func sentence(_ fault: Fault) -> String {
    fault.place.column.map { "\($0): \(describe(fault))" } ?? describe(fault)
  }

  private func comment(on faults: [Fault]) -> String? {
    let few = faults.filter { fault in
      comments[fault.code.name, default: 0] += 1
      return comments[fault.code.name]! <= AnswersImport.kept
    }
    return few.isEmpty ? nil : few.map(describe).joined(separator: "\n")
  }

  /// A text as a cell can hold it; a longer one is left in its source and said to be.
  private static func fitting(_ text: String, line: Int) -> String {
    let isLong = text.utf8.count > 32_767 && text.utf16.count > 32_767
    return isLong ? "<\(text.utf16.count) > 32767: \(line)>" : text
  }
}
