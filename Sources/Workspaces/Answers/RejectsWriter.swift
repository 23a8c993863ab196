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
  /// The rows that the workbook takes.
  static let mostInWorkbook = 100_000

  /// The rows that were written.
  private(set) var rowCount = 0
  /// The sentence of a fault, with its remedy.
  let describe: (Fault) -> String
  private let bookPath: String
  private let textPath: String
  private let names: [String]
  private let isText: Bool
  private let hasRepeats: Bool
  private let mostInWorkbook: Int
  private var book: RejectsBook?
  private var csv: CSVWriter?
  private var childSheets = 0
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
  }

  /// The files that are written to.
  var paths: [String] {
    (book == nil ? [] : [bookPath]) + (csv == nil ? [] : [textPath])
  }

  /// Takes a rejected row.
  /// - Parameter remedies: what to do, in the order of the faults.
  /// - Returns: what keeps a row with repetitions below it out of the file; `nil` if it was taken.
  func append(
    _ table: Table, row: Int, line: Int, key: String, _ faults: [Fault], _ remedies: [String]
  ) throws -> Fault? {
    let column = RejectsBook.unfit(table, row: row)
    if let column, hasRepeats {
      return Fault(
        .rejectNotWritten, at: table.place(row: row, column: table.names[column]).at(row: line))
    }
    rowCount += 1
    if isText || column != nil || rowCount > mostInWorkbook {
      try appendRecord(table, row: row, line: line, remedies)
      return nil
    }
    if book == nil {
      book = try RejectsBook(
        path: bookPath,
        leading: [.init(RejectColumns.ofAnswers[0], width: 50), .init(RejectColumns.ofAnswers[1])],
        names: names, describe: describe)
    }
    try book!.append(
      [
        OutputCell(remedies.joined(separator: "\n"), style: .wrapped),
        OutputCell("\(line)", style: .remark),
      ], table, row: row, faults)
    keys.insert(UnitID(key))
    return nil
  }

  private func appendRecord(
    _ table: Table, row: Int, line: Int, _ remedies: [String]
  ) throws {
    if csv == nil {
      csv = try CSVWriter(path: textPath, header: RejectColumns.ofAnswers + names, mode: 0o600)
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
    guard let book else { return }
    for child in children {
      let table = child.table
      let rows = (0..<table.rowCount).filter { keys.contains(UnitID(root(table, $0))) }
      guard !rows.isEmpty else { continue }
      childSheets += 1
      // A sheet keeps its name, by which deeper repeats name it.
      let isUsable =
        child.name.utf16.count <= 31 && !child.name.hasPrefix(RejectsBook.sheetName)
        && child.name.firstMatch(of: /[\[\]:*?\/\\]/) == nil
      try book.addSheet(
        isUsable ? child.name : "repeat \(childSheets)", table.names,
        rows: rows.lazy.map { row in table.columns.map { $0.text(at: row) } })
    }
  }

  /// Gives the files their names, if any row was rejected.
  func commit() throws {
    if let finished = csv.take() { try finished.finish() }
    try book?.commit()
    book = nil
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
