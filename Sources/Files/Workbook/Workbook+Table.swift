// SPDX-License-Identifier: GPL-3.0-or-later

public import Tables

/// A sheet as a table, and what must not be taken from it without a word.
public struct SheetTable: Sendable {
  /// The rows below the header; a cell without anything is the empty text.
  public let table: Table
  /// The row of the header, as Excel shows it.
  public let headerRow: Int
  /// The Excel column of each column of the table, counted from 0.
  public let sheetColumns: [Int]
  /// Cells and columns whose text is not what somebody wrote: ``Fault/Code/longNumber``,
  /// ``Fault/Code/formulaError``, ``Fault/Code/formulaNotCalculated``, ``Fault/Code/mergedCells``,
  /// ``Fault/Code/columnWithoutHeader``, ``Fault/Code/duplicateColumn``.
  public let faults: Faults

  /// The codes of ``faults`` that are about the value of one cell.
  public static let codesOfCells: Set<Fault.Code> = [
    .longNumber, .formulaError, .formulaNotCalculated,
  ]
}

extension Workbook {
  /// A sheet as a table of text.
  ///
  /// - Parameters:
  ///   - sheet: the sheet's name.
  ///   - headerRow: the header's row as Excel shows it; found when `nil`, see ``sheetTable(_:headerRow:progress:)``.
  ///   - progress: hears the unpacked bytes that are read.
  /// - Throws: ``Tables/Faults`` with all that ``SheetTable/faults`` lists; as
  ///   ``sheetTable(_:headerRow:progress:)``.
  public func table(
    sheet: String, headerRow: Int? = nil, progress: Progress? = nil
  ) throws -> Table {
    let result = try sheetTable(sheet, headerRow: headerRow, progress: progress)
    try result.faults.throwIfAny()
    return result.table
  }

  /// A sheet as a table of text, with what is doubtful in it.
  ///
  /// A header that is not given is the first of the first 50 rows whose cells all hold text and which
  /// fills at least three fifths of the columns that the fullest of these rows fills, so that titles,
  /// remarks and dates above a table are passed over. Columns without header and content are left out.
  /// Rows without content are left out. Dates are ISO 8601, truths `TRUE` and `FALSE`.
  ///
  /// - Throws: ``Fault/Code/noHeaderRow``, ``Fault/Code/archiveTooLarge`` beyond ``ZipArchive/Limits/tableCells``, and
  ///   as ``forEachRow(of:progress:_:)``.
  /// - Complexity: linear in the sheet; memory for the columns.
  public func sheetTable(
    _ sheet: String, headerRow: Int? = nil, progress: Progress? = nil
  ) throws -> SheetTable {
    let row = try headerRow ?? self.headerRow(of: sheet).number
    var reader = SheetTableReader(
      file: path, sheet: sheet, headerRow: row, mostCells: limits.tableCells)
    let layout = try forEachRow(of: sheet, progress: progress) { try reader.take($0) }
    return try reader.finish(layout)
  }

  /// The row of the header; see ``sheetTable(_:headerRow:progress:)``.
  func headerRow(of sheet: String) throws -> WorkbookRow {
    let rows = try rows(of: sheet, limit: 50)
    let widest = rows.map(\.cells.count).max() ?? 0
    let header = rows.first { row in
      row.cells.count * 5 >= widest * 3 && !row.cells.isEmpty
        && row.cells.allSatisfy { $0.kind == .text }
    }
    guard let header else {
      throw Fault(.noHeaderRow, at: Place(file: path, sheet: sheet), ["rows": "\(rows.count)"])
    }
    return header
  }
}

/// Puts the columns of a table together row by row.
private struct SheetTableReader {
  let file: String
  let sheet: String
  let headerRow: Int
  let mostCells: Int
  private var names: [String] = []
  /// The table's column of each Excel column, or -1.
  private var slots: [Int] = []
  private var sheetColumns: [Int] = []
  private var builders: [TextColumnBuilder] = []
  private var block: [TextColumn] = []
  private var blockRows = 0
  private var lines: [Int] = []
  private var faults = Faults()
  private var headless: Set<Int> = []
  private var hasHeader = false

  init(file: String, sheet: String, headerRow: Int, mostCells: Int) {
    self.file = file
    self.sheet = sheet
    self.headerRow = headerRow
    self.mostCells = mostCells
  }

  mutating func take(_ row: WorkbookRow) throws {
    if row.number < headerRow { return }
    if row.number == headerRow { return takeHeader(row) }
    guard hasHeader else { throw noHeader() }
    guard !row.cells.isEmpty else { return }
    guard (lines.count + 1) * max(1, names.count) <= mostCells else {
      throw Fault(
        .archiveTooLarge, at: Place(file: file, sheet: sheet, row: row.number),
        ["entry": sheet, "packed": "\(names.count) × \(lines.count)", "unpacked": "…"])
    }
    // Cells beside the table may fill rows that hold nothing of it.
    var next = 0
    var isFilled = false
    for cell in row.cells {
      let slot = cell.column < slots.count ? slots[cell.column] : -1
      check(cell, row.number, slot)
      guard slot >= 0 else { continue }
      while next < slot { fill(&next) }
      block[slot].append(cell.text)
      next = slot + 1
      isFilled = true
    }
    guard isFilled else { return }
    while next < names.count { fill(&next) }
    lines.append(row.number)
    blockRows += 1
    if blockRows == 4096 { flush() }
  }

  private mutating func fill(_ column: inout Int) {
    block[column].append("")
    column += 1
  }

  private mutating func takeHeader(_ row: WorkbookRow) {
    hasHeader = true
    var seen: Set<UnitID> = []
    for cell in row.cells {
      slots.append(contentsOf: repeatElement(-1, count: cell.column - slots.count))
      slots.append(names.count)
      if !seen.insert(UnitID(cell.text)).inserted {
        faults.append(
          Fault(.duplicateColumn, at: place(row.number, cell.column), ["name": cell.text]))
      }
      check(cell, row.number, names.count)
      names.append(cell.text)
      sheetColumns.append(cell.column)
    }
    builders = names.map { _ in TextColumnBuilder() }
    block = names.map { _ in TextColumn() }
  }

  private mutating func check(_ cell: WorkbookCell, _ row: Int, _ slot: Int) {
    let code: Fault.Code? =
      switch cell.kind {
      case .longNumber: .longNumber
      case .error: .formulaError
      case .uncalculated: .formulaNotCalculated
      default: nil
      }
    if let code {
      faults.append(Fault(code, at: place(row, cell.column), ["value": cell.text]))
    }
    if slot < 0, headless.insert(cell.column).inserted {
      faults.append(
        Fault(
          .columnWithoutHeader, at: place(row, cell.column), ["header": "\(headerRow)"]))
    }
  }

  private mutating func flush() {
    for column in names.indices {
      builders[column].append(block[column])
      block[column].removeAll()
    }
    blockRows = 0
  }

  mutating func finish(_ layout: Workbook.SheetLayout) throws -> SheetTable {
    guard hasHeader else { throw noHeader() }
    flush()
    for range in layout.mergedRanges
    where range.rows.upperBound >= headerRow
      && range.columns.contains(where: { $0 < slots.count && slots[$0] >= 0 })
    {
      faults.append(
        Fault(
          .mergedCells, at: place(range.rows.lowerBound, range.columns.lowerBound),
          ["range": range.name]))
    }
    return SheetTable(
      table: Table(
        file: file, sheet: sheet, names: names, columns: builders.map { $0.finish() },
        lines: RowLines(of: lines)),
      headerRow: headerRow, sheetColumns: sheetColumns, faults: faults)
  }

  private func noHeader() -> Fault {
    Fault(.noHeaderRow, at: Place(file: file, sheet: sheet), ["rows": "\(headerRow)"])
  }

  /// The place of a cell: the header of its column, or its letters.
  private func place(_ row: Int, _ column: Int) -> Place {
    let slot = column < slots.count ? slots[column] : -1
    let name = slot >= 0 && slot < names.count ? names[slot] : columnLetters(column)
    return Place(file: file, sheet: sheet, row: row, column: name)
  }
}

extension Fault.Code {
  /// A cell holds a number of more than fifteen digits, of which Excel keeps only fifteen.
  public static let longNumber = Fault.Code("long-number", .data)
  /// A formula gave an error.
  public static let formulaError = Fault.Code("formula-error", .data)
  /// A formula was never calculated.
  public static let formulaNotCalculated = Fault.Code("formula-not-calculated", .data)
  /// Merged cells stand in a table.
  public static let mergedCells = Fault.Code("merged-cells", .data)
  /// Cells are filled below an empty header.
  public static let columnWithoutHeader = Fault.Code("column-without-header", .data)
  /// A sheet has no header where one was expected or sought.
  public static let noHeaderRow = Fault.Code("no-header-row", .data)
}
