// SPDX-License-Identifier: GPL-3.0-or-later

import Files
public import Tables

/// The corrected rows of a register's file, from one workbook or several.
struct RegisterCorrections {
  /// Where a row stands: the table of a workbook's sheet, and the row within it.
  private struct Row {
    let book: Int
    let table: Int
    let row: Int
    let isLeftOut: Bool
  }

  /// The workbooks.
  private(set) var books: [CorrectedRejects] = []
  /// The corrected rows by their rows in the file.
  private var rows: [Int: Row] = [:]
  /// Rows that stand otherwise in another workbook, of which none carries on the other.
  private var disputed: [Int: [Row]] = [:]
  private var tables: [Table] = []

  /// The digests of all workbooks that went into these, directly or through others.
  var replaces: Set<String> {
    books.reduce(into: []) { $0.formUnion($1.origin.replaces.union([$1.digest])) }
  }

  /// Adds the rows of a workbook.
  ///
  /// A row that stands in two workbooks counts as it is in the one that carries on the other, else as
  /// ``applied(to:doubts:)`` says.
  /// - Throws: ``Tables/Faults`` with ``Fault/Code/correctedRowUnknown``, ``Fault/Code/rowDeletionUnclear``;
  ///   ``Fault/Code/unknownColumn``.
  mutating func add(_ book: CorrectedRejects) throws {
    books.append(book)
    var faults = Faults()
    for table in book.tables {
      tables.append(table)
      let (numbers, deletions) = (
        try table.text(RejectColumns.ofRegisters[1]), try table.text(RejectColumns.ofRegisters[2])
      )
      for row in 0..<table.rowCount {
        let (number, deletion) = (numbers.text(at: row), deletions.text(at: row))
        guard let line = Int(number), line > 0 else {
          faults.append(
            Fault(
              .correctedRowUnknown, at: table.place(row: row, column: RejectColumns.ofRegisters[1]),
              ["value": number, "file": book.origin.path]))
          continue
        }
        guard let isLeftOut = Self.isLeftOut(deletion) else {
          faults.append(
            Fault(
              .rowDeletionUnclear, at: table.place(row: row, column: RejectColumns.ofRegisters[2]),
              ["value": deletion]))
          continue
        }
        let new = Row(
          book: books.count - 1, table: tables.count - 1, row: row, isLeftOut: isLeftOut)
        guard let other = rows[line], !isSame(new, other) else {
          rows[line] = new
          continue
        }
        let (first, second) = (books[other.book], book)
        if second.origin.replaces.contains(first.digest), other.book != new.book {
          rows[line] = new
        } else if !first.origin.replaces.contains(second.digest) || other.book == new.book {
          disputed[line, default: []].append(new)
        }
      }
    }
    try faults.throwIfAny()
  }

  private static func isLeftOut(_ text: String) -> Bool? {
    switch text.lowercased() {
    case "": false
    case "yes", "是": true
    default: nil
    }
  }

  /// Decides between the workbooks in which a row stands differently: one in which nobody has touched it gives
  /// way to one in which it was corrected.
  /// - Throws: ``Tables/Faults`` with ``Fault/Code/rowCorrectedTwice``.
  private mutating func settle(in table: Table) throws {
    guard !disputed.isEmpty else { return }
    var faults = Faults()
    let rowOfLine = Dictionary(
      (0..<table.rowCount).map { (table.lines[$0], $0) }, uniquingKeysWith: { first, _ in first })
    for (line, others) in disputed.sorted(by: { $0.key < $1.key }) {
      let all = [rows[line]!] + others
      let changed = all.filter { row in
        rowOfLine[line].map { !isUntouched(row, table, $0) } ?? true
      }
      rows[line] = changed.first ?? all[0]
      for other in changed.dropFirst() where !isSame(other, changed[0]) {
        let first = changed[0]
        faults.append(
          Fault(
            .rowCorrectedTwice,
            at: tables[other.table].place(row: other.row, column: RejectColumns.ofRegisters[1]),
            [
              "row": "\(line)", "other": books[first.book].path,
              "line": "\(tables[first.table].lines[first.row])",
            ]))
      }
    }
    try faults.throwIfAny()
  }

  /// Whether a row of a workbook is as it stands in the file.
  private func isUntouched(_ row: Row, _ file: Table, _ position: Int) -> Bool {
    guard !row.isLeftOut else { return false }
    let source = tables[row.table]
    return file.names.enumerated().allSatisfy { column, name in
      source.index(of: name).map {
        bytesCompare(
          source.columns[$0].text(at: row.row), file.columns[column].text(at: position)) == 0
      } ?? false
    }
  }

  private func isSame(_ left: Row, _ right: Row) -> Bool {
    let (one, other) = (tables[left.table], tables[right.table])
    // What to do may be worded otherwise by now.
    let names = one.names.filter { $0 != RejectColumns.ofRegisters[0] }
    return names.allSatisfy { name in
      guard let a = one.index(of: name), let b = other.index(of: name) else { return false }
      return bytesCompare(
        one.columns[a].text(at: left.row), other.columns[b].text(at: right.row)) == 0
    }
  }

  /// The rows of the file with the corrected ones in their places, and apart from them those that somebody left
  /// out. Rows keep their numbers.
  ///
  /// - Parameters:
  ///   - table: the rows of the file.
  ///   - doubts: what is doubtful in them, by row.
  /// - Returns: both tables, what is doubtful in the first by its rows, and which of its rows were corrected.
  /// - Throws: ``Tables/Faults`` with ``Fault/Code/correctedColumns``, ``Fault/Code/correctedRowUnknown`` and
  ///   ``Fault/Code/rowCorrectedTwice``.
  /// - Complexity: linear in the rows of the file and the bytes of columns.
  mutating func applied(
    to table: Table, doubts: [Int: [Fault]]
  ) throws -> (kept: Table, leftOut: Table, doubts: [Int: [Fault]], corrected: [Int]) {
    try settle(in: table)
    var columns = table.columns
    var starts: [Int] = []
    var next = table.rowCount
    for source in tables {
      let positions = try positions(of: table.names, in: source)
      for (index, position) in positions.enumerated() {
        columns[index].append(contentsOf: source.columns[position])
      }
      starts.append(next)
      next += source.rowCount
    }
    var (order, lines, left, leftLines): ([Int], [Int], [Int], [Int]) = ([], [], [], [])
    var corrected: [Int] = []
    var remaining: [Int: [Fault]] = [:]
    for row in 0..<table.rowCount {
      let line = table.lines[row]
      guard let found = rows[line] else {
        if let faults = doubts[row] { remaining[order.count] = faults }
        order.append(row)
        lines.append(line)
        continue
      }
      let place = starts[found.table] + found.row
      if found.isLeftOut {
        left.append(place)
        leftLines.append(line)
      } else {
        corrected.append(order.count)
        order.append(place)
        lines.append(line)
      }
    }
    guard corrected.count + left.count == rows.count else { throw unknown(in: table) }
    func gathered(_ rows: [Int], _ lines: [Int]) -> Table {
      Table(
        file: table.file, sheet: table.sheet, names: table.names,
        columns: columns.map { $0.gathered(rows) }, lines: RowLines(of: lines))
    }
    return (gathered(order, lines), gathered(left, leftLines), remaining, corrected)
  }

  /// For each column of the file its place in a sheet of a workbook.
  private func positions(of names: [String], in source: Table) throws -> [Int] {
    let missing = names.filter { source.index(of: $0) == nil }
    let unknown = source.names.filter {
      !RejectColumns.ofRegisters.contains(bytesOf: $0) && !names.contains(bytesOf: $0)
    }
    guard missing.isEmpty, unknown.isEmpty else {
      throw Fault(
        .correctedColumns, at: Place(file: source.file, sheet: source.sheet, row: 1),
        [
          "missing": missing.isEmpty ? "-" : missing.joined(separator: ", "),
          "unknown": unknown.isEmpty ? "-" : unknown.joined(separator: ", "),
        ])
    }
    return names.map { source.index(of: $0)! }
  }

  /// The rows of workbooks that the file does not have.
  private func unknown(in table: Table) -> Faults {
    let known = Set((0..<table.rowCount).map { table.lines[$0] })
    var faults = Faults()
    for (line, row) in rows.sorted(by: { $0.key < $1.key }) where !known.contains(line) {
      faults.append(
        Fault(
          .correctedRowUnknown,
          at: tables[row.table].place(row: row.row, column: RejectColumns.ofRegisters[1]),
          ["value": "\(line)", "file": table.file ?? ""]))
    }
    return faults
  }

  /// The same fault where somebody can mend it: in the workbook that its row came from.
  func placed(_ fault: Fault) -> Fault {
    guard let line = fault.place.row, let row = rows[line], !row.isLeftOut else { return fault }
    var fault = fault
    fault.place = tables[row.table].place(row: row.row, column: fault.place.column)
    return fault
  }
}

extension Fault.Code {
  /// A corrected row is none of the file that it must come from.
  public static let correctedRowUnknown = Fault.Code("corrected-row-unknown", .data)
  /// Something else than yes stands where a row is to be left out.
  public static let rowDeletionUnclear = Fault.Code("row-deletion-unclear", .data)
  /// Two workbooks correct a row differently.
  public static let rowCorrectedTwice = Fault.Code("row-corrected-twice", .data)
  /// A workbook of corrected rows has other columns than the file.
  public static let correctedColumns = Fault.Code("corrected-columns", .data)
}
