// SPDX-License-Identifier: GPL-3.0-or-later

import Files
import Tables

/// A workbook of rejected rows: columns of Assay, then those of the file under their own headers.
///
/// Faulty cells are red; the first of each kind of fault say why in a comment. A sheet that is full is followed by
/// another.
final class RejectsBook {
  /// The name of the first sheet; further ones are numbered.
  static let sheetName = "rejects"

  private var writer: WorkbookWriter?
  private let leading: [WorkbookWriter.Column]
  private let names: [String]
  private let positions: [UnitID: Int]
  private let describe: (Fault) -> String
  private var sheet: WorkbookWriter.SheetID?
  private var sheets = 0
  private var comments: [String: Int] = [:]

  /// - Parameters:
  ///   - path: the workbook, which appears with ``commit()`` and which nobody else may read.
  ///   - leading: the columns of Assay.
  ///   - names: the columns of the file.
  ///   - describe: the sentence of a fault, with its remedy.
  init(
    path: String, leading: [WorkbookWriter.Column], names: [String],
    describe: @escaping (Fault) -> String
  ) throws {
    writer = try WorkbookWriter(path: path, mode: 0o600)
    self.leading = leading
    self.names = names
    self.describe = describe
    positions = Dictionary(
      names.enumerated().map { (UnitID($1), $0) }, uniquingKeysWith: { first, _ in first })
  }

  /// Adds a row, its faulty cells marked.
  /// - Precondition: the table has the columns of the file, in their order.
  func append(_ leading: [OutputCell], _ table: Table, row: Int, _ faults: [Fault]) throws {
    var marked: [Int: [Fault]] = [:]
    for fault in faults {
      guard let column = fault.place.column, let position = positions[UnitID(column)] else {
        continue
      }
      marked[position, default: []].append(fault)
    }
    var cells = leading
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
  }

  /// Adds a sheet of other rows.
  func addSheet(
    _ name: String, _ columns: [String], isHidden: Bool = false, rows: some Sequence<[String]>
  ) throws {
    let sheet = try writer!.addSheet(name, columns: columns.map { .init($0) }, isHidden: isHidden)
    for row in rows { try writer!.append(row.map { OutputCell($0) }, to: sheet) }
  }

  /// Gives the workbook its name.
  func commit() throws {
    if let finished = writer.take() { try finished.commit() }
  }

  private func begin() throws {
    if let sheet, writer!.rowCount(of: sheet) < WorkbookWriter.mostRows { return }
    sheets += 1
    sheet = try writer!.addSheet(
      sheets == 1 ? Self.sheetName : "\(Self.sheetName) \(sheets)",
      columns: leading + names.map { .init($0) }, frozenColumns: 1)
  }

  private func comment(on faults: [Fault]) -> String? {
    let few = faults.filter { fault in
      comments[fault.code.name, default: 0] += 1
      return comments[fault.code.name]! <= AnswersImport.kept
    }
    return few.isEmpty ? nil : few.map { Fault.shown(describe($0)) }.joined(separator: "\n")
  }

  /// The first column of a row whose text no cell of a workbook can hold.
  static func unfit(_ table: Table, row: Int) -> Int? {
    table.columns.firstIndex { column in
      column.withBytes(at: row) { bytes in
        // NUL, or the first byte of U+FFFE and U+FFFF.
        let isPlain =
          bytes.count <= WorkbookWriter.longestText && !bytes.contains { $0 == 0 || $0 == 0xef }
        return !isPlain && !WorkbookWriter.canHold(String(decoding: bytes, as: UTF8.self))
      }
    }
  }
}
