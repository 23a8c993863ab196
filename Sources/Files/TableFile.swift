// SPDX-License-Identifier: GPL-3.0-or-later

public import Tables

/// A table as people hand it in: a CSV file or a sheet of a workbook, told apart by their bytes.
public struct TableFile: Sendable {
  /// Where the rows stand.
  private enum Source: Sendable {
    case csv(CSVFile)
    case sheet(Workbook, String, headerRow: Int)
  }

  /// The path as the user gave it.
  public let path: String
  /// The names in the header.
  public let header: [String]
  private let source: Source

  /// Opens a file.
  ///
  /// - Parameters:
  ///   - path: the path.
  ///   - encoding: the encoding of a CSV file to insist on; recognized when `nil`.
  ///   - sheet: the sheet of a workbook.
  ///   - name: what the table is called; a sheet of this name is taken before others.
  ///   - delimiter: the character between fields of a CSV file; `nil` for the one of comma, semicolon and
  ///     tabulator that cuts the header into the most fields.
  /// - Throws: the faults of ``CSVFile`` and ``Workbook``; ``Fault/Code/sheetNotNamed`` if several
  ///   sheets may be meant.
  public init(
    path: String, encoding: TextEncoding? = nil, sheet: String? = nil, named name: String? = nil,
    delimiter: Character? = ","
  ) throws {
    self.path = path
    switch try FileKind(of: path) {
    case .text, .json:
      let file = try CSVFile(path: path, encoding: encoding, delimiter: delimiter)
      source = .csv(file)
      header = file.header
      return
    case .workbook, .oldWorkbook, .archive: break
    }
    let workbook = try Workbook(path: path)
    let chosen = try Self.choose(sheet, named: name, of: workbook)
    let row = try workbook.headerRow(of: chosen)
    source = .sheet(workbook, chosen, headerRow: row.number)
    header = row.cells.map(\.text)
    var seen: Set<UnitID> = []
    for cell in row.cells where !seen.insert(UnitID(cell.text)).inserted {
      throw Fault(
        .duplicateColumn,
        at: Place(
          file: path, sheet: chosen, row: row.number, column: columnLetters(cell.column)),
        ["name": cell.text])
    }
  }

  /// The CSV file, if it is one.
  var csvFile: CSVFile? { if case .csv(let file) = source { file } else { nil } }

  /// The encoding of a CSV file, `xlsx` and the sheet of a workbook.
  public var format: String {
    switch source {
    case .csv(let file): file.source.encoding.rawValue
    case .sheet(_, let sheet, _): "xlsx · \(sheet)"
    }
  }

  /// The columns as a table.
  ///
  /// - Parameters:
  ///   - columns: the columns to keep, in the order wanted; all when `nil`. What is doubtful in other
  ///     columns of a sheet does not matter.
  ///   - progress: hears the bytes that are read.
  /// - Throws: the faults of ``CSVFile/table(columns:progress:)`` and
  ///   ``Workbook/table(sheet:headerRow:progress:)``; ``Fault/Code/unknownColumn``.
  /// - Complexity: linear in the bytes; memory for the columns.
  public func table(columns: [String]? = nil, progress: Progress? = nil) throws -> Table {
    switch source {
    case .csv(let file): return try file.table(columns: columns, progress: progress)
    case .sheet(let workbook, let sheet, let row):
      guard let columns else {
        return try workbook.table(sheet: sheet, headerRow: row, progress: progress)
      }
      let result = try workbook.sheetTable(sheet, headerRow: row, progress: progress)
      let wanted = Set(columns.map { UnitID($0) })
      var faults = Faults()
      for fault in result.faults.list
      where fault.code != .columnWithoutHeader
        && (fault.place.column.map { wanted.contains(UnitID($0)) } ?? true)
      {
        faults.append(fault)
      }
      try faults.throwIfAny()
      let table = result.table
      return Table(
        file: table.file, sheet: table.sheet, names: columns,
        columns: try columns.map { try table.text($0) }, lines: table.lines)
    }
  }

  /// The whole table, and by row what is doubtful in its cells: ``SheetTable/codesOfCells``.
  ///
  /// - Parameter progress: hears the bytes that are read.
  /// - Throws: as ``table(columns:progress:)``; what is doubtful in cells only beyond the first thousand faults
  ///   of a sheet, since then a whole column was spoiled.
  /// - Complexity: linear in the bytes; memory for the columns.
  public func tableWithDoubts(
    progress: Progress? = nil
  ) throws -> (table: Table, doubts: [Int: [Fault]]) {
    guard case .sheet(let workbook, let sheet, let row) = source else {
      return (try table(progress: progress), [:])
    }
    let result = try workbook.sheetTable(sheet, headerRow: row, progress: progress)
    let ofCells = result.faults.list.allSatisfy { SheetTable.codesOfCells.contains($0.code) }
    guard ofCells, result.faults.count == result.faults.list.count else { throw result.faults }
    guard !result.faults.isEmpty else { return (result.table, [:]) }
    let lines = result.table.lines
    let rows = Dictionary(uniqueKeysWithValues: (0..<result.table.rowCount).map { (lines[$0], $0) })
    // A doubtful header has no row.
    guard result.faults.list.allSatisfy({ $0.place.row.map { rows[$0] != nil } ?? false }) else {
      throw result.faults
    }
    return (result.table, Dictionary(grouping: result.faults.list) { rows[$0.place.row!]! })
  }

  /// The sheet that was named, the one of the table's name, or the only one in sight that holds
  /// anything.
  private static func choose(
    _ sheet: String?, named name: String?, of workbook: Workbook
  ) throws -> String {
    if let sheet { return try workbook.sheet(named: sheet).name }
    if let name, let found = workbook.sheetNames.first(where: { bytesCompare($0, name) == 0 }) {
      return found
    }
    let filled = try workbook.sheets.filter { !$0.isHidden }.map(\.name).filter {
      try !workbook.isEmpty(sheet: $0)
    }
    guard filled.count == 1 else {
      throw Fault(
        .sheetNotNamed, at: Place(file: workbook.path),
        ["sheets": workbook.sheetNames.joined(separator: ", ")])
    }
    return filled[0]
  }
}

extension Fault.Code {
  /// A workbook has several sheets, or none with content, and none was named.
  public static let sheetNotNamed = Fault.Code("sheet-not-named", .usage)
  /// A workbook stands where a text file is needed.
  public static let workbookForText = Fault.Code("workbook-for-text", .data)
}
