// SPDX-License-Identifier: GPL-3.0-or-later

import Files
import Forms
import Foundation
public import Tables

/// Writes the rejected rows of a file so that they can be corrected and imported as they are.
///
/// They go to a workbook with the columns of the file under their own headers, so that it is recognized as
/// the file was, after two of Assay's: what to do, and the row of the source. Faulty cells are red; the first
/// of each kind of fault say why. Rows of repeats stand in further sheets. Beyond ``mostInWorkbook`` rows,
/// which few programs open, the others go to a CSV file beside it, without marks, and so do rows with texts that
/// no cell of a workbook can hold. Both are made when the
/// first row comes, and appear only with ``commit()``.
final class RejectsWriter {
  /// How the columns of Assay begin, which an import passes over.
  static let columns = ["assay_what_to_do", "assay_row"]
  /// The rows that the workbook takes.
  static let mostInWorkbook = 100_000

  /// The rows that were written.
  private(set) var rowCount = 0
  /// The sentence of a fault, with its remedy.
  let describe: (Fault) -> String
  private let bookPath: String
  private let textPath: String
  private let names: [String]
  private let positions: [UnitID: Int]
  private let isText: Bool
  private let hasRepeats: Bool
  private let mostInWorkbook: Int
  private var writer: WorkbookWriter?
  private var csv: CSVWriter?
  private var sheet: WorkbookWriter.SheetID?
  private var sheets = 0
  private var comments: [String: Int] = [:]
  private var keys: Set<UnitID> = []

  /// - Parameters:
  ///   - bookPath: the workbook.
  ///   - textPath: the CSV file.
  ///   - names: the columns.
  ///   - isText: whether all rows go to the CSV file.
  ///   - hasRepeats: whether rows have others below them, which only a workbook can hold.
  ///   - describe: the sentence of a fault, with its remedy.
  init(
    bookPath: String, textPath: String, names: [String], isText: Bool, hasRepeats: Bool,
    describe: @escaping (Fault) -> String
  ) {
    self.bookPath = bookPath
    self.textPath = textPath
    self.isText = isText && !hasRepeats
    self.hasRepeats = hasRepeats
    mostInWorkbook = hasRepeats ? .max : Self.mostInWorkbook
    self.names = names
    self.describe = describe
    positions = Dictionary(
      names.enumerated().map { (UnitID($1), $0) }, uniquingKeysWith: { first, _ in first })
  }

  /// The files that are written to.
  var paths: [String] {
    (writer == nil ? [] : [bookPath]) + (csv == nil ? [] : [textPath])
  }

  /// Takes a rejected row.
  /// - Parameter remedies: what to do, in the order of the faults.
  /// - Returns: what keeps a row with repetitions below it out of the file; `nil` if it was taken.
  func append(
    _ table: Table, row: Int, line: Int, key: String, _ faults: [Fault], _ remedies: [String]
  ) throws -> Fault? {
    let column = table.columns.firstIndex { !Self.fitsCell($0, row) }
    if let column, hasRepeats {
      return Fault(
        .rejectNotWritten, at: table.place(row: row, column: table.names[column]).at(row: line))
    }
    rowCount += 1
    if isText || column != nil || rowCount > mostInWorkbook {
      try appendRecord(table, row: row, line: line, remedies)
      return nil
    }
    var marked: [Int: [Fault]] = [:]
    for fault in faults {
      guard let column = fault.place.column, let position = positions[UnitID(column)] else {
        continue
      }
      marked[position, default: []].append(fault)
    }
    var cells = [
      OutputCell(remedies.joined(separator: "\n"), style: .wrapped),
      OutputCell("\(line)", style: .remark),
    ]
    for (position, column) in table.columns.enumerated() {
      let text = column.text(at: row)
      guard let faults = marked[position] else {
        cells.append(OutputCell(text))
        continue
      }
      cells.append(OutputCell(text, style: .fault, comment: comment(on: faults)))
    }
    try begin()
    try writer!.append(cells, to: sheet!)
    keys.insert(UnitID(key))
    return nil
  }

  private func appendRecord(
    _ table: Table, row: Int, line: Int, _ remedies: [String]
  ) throws {
    if csv == nil {
      csv = try CSVWriter(path: textPath, header: Self.columns + names, mode: 0o600)
    }
    var record = Record.bytes([remedies.joined(separator: "; "), "\(line)"])
    for column in table.columns {
      record.append(0x2c)
      column.withBytes(at: row) { bytes in
        if AnswerReader.looksLikeFormula(bytes) {
          let disarmed = [0x27] + Array(bytes)
          disarmed.withUnsafeBufferPointer { Record.append($0, to: &record) }
        } else {
          Record.append(bytes, to: &record)
        }
      }
    }
    try csv!.write(record: record)
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
          table.columns.map { OutputCell($0.text(at: row)) }, to: sheet)
      }
    }
  }

  /// Gives the files their names, if any row was rejected.
  func commit() throws {
    if let finished = csv.take() { try finished.finish() }
    if let finished = writer.take() { try finished.commit() }
  }

  private func begin() throws {
    if writer == nil { writer = try WorkbookWriter(path: bookPath, mode: 0o600) }
    if let sheet, writer!.rowCount(of: sheet) < WorkbookWriter.mostRows { return }
    sheets += 1
    sheet = try writer!.addSheet(
      sheets == 1 ? "rejects" : "rejects \(sheets)",
      columns: [.init(Self.columns[0], width: 50), .init(Self.columns[1])]
        + names.map { .init($0) }, frozenColumns: 1)
  }

  private func comment(on faults: [Fault]) -> String? {
    let few = faults.filter { fault in
      comments[fault.code.name, default: 0] += 1
      return comments[fault.code.name]! <= AnswersImport.kept
    }
    return few.isEmpty ? nil : few.map { Fault.shown(describe($0)) }.joined(separator: "\n")
  }

  /// Whether a cell of a workbook can hold a text.
  private static func fitsCell(_ column: TextColumn, _ row: Int) -> Bool {
    column.withBytes(at: row) { bytes in
      // NUL, or the first byte of U+FFFE and U+FFFF.
      let isPlain =
        bytes.count <= WorkbookWriter.longestText && !bytes.contains { $0 == 0 || $0 == 0xef }
      return isPlain || WorkbookWriter.canHold(String(decoding: bytes, as: UTF8.self))
    }
  }
}

extension Place {
  /// The same place in another row.
  fileprivate func at(row: Int) -> Place {
    var place = self
    place.row = row
    return place
  }
}

extension Fault.Code {
  /// A rejected row with repetitions below it holds a text that no workbook can hold.
  public static let rejectNotWritten = Fault.Code("reject-not-written", .data)
}
