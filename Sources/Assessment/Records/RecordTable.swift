// SPDX-License-Identifier: GPL-3.0-or-later

public import Tables

/// A register or another table that an office keeps, with all columns that were imported.
public struct RecordTable: Sendable {
  /// What the assessment says about it.
  public let description: RegisterDescription
  /// Its rows.
  public let table: Table
  /// The path of each row's unit: its identifier, behind the path of the unit above if it has one.
  public let paths: [UnitID]

  /// A canonical copy, whose identifiers bear the description's prefix.
  /// - Throws: ``Tables/Fault/Code/unknownColumn``.
  /// - Complexity: linear in rows.
  public init(_ description: RegisterDescription, _ table: Table) throws {
    self.description = description
    self.table = table
    let ids = try table.text(description.id)
    let parents = try description.parentColumn.map { try table.text($0) }
    paths = (0..<table.rowCount).map { row in
      let id = ids.unitID(at: row)
      return parents.map { $0.unitID(at: row).appending(id) } ?? id
    }
  }
}

/// The tables that rules, measures and scorecards look at, with the profile's amounts and the day that
/// they speak of.
public struct RecordTables: Sendable {
  /// The tables of the assessment that were imported.
  public let tables: [RecordTable]
  /// The amounts that expressions may name.
  public let parameters: [Profile.Parameter]
  /// The day that `today()` means, in days since 1970-01-01.
  public let asOf: Int

  /// The tables as of a day.
  public init(_ tables: [RecordTable], parameters: [Profile.Parameter], asOf: Int) {
    self.tables = tables
    self.parameters = parameters
    self.asOf = asOf
  }

  /// The table of a name; `nil` if nothing was imported under it.
  public func table(_ name: String) -> RecordTable? {
    tables.first { bytesCompare($0.description.name, name) == 0 }
  }

  /// The values of a column of a table or of those above it; `nil` if none bears it.
  /// - Complexity: linear in the rows of the table and those above it.
  public func values(of column: String?, for table: RecordTable) throws -> TextColumn? {
    guard let column else { return nil }
    if let index = table.table.index(of: column) { return table.table.columns[index] }
    guard let (above, rows) = try above(table) else { return nil }
    return try values(of: column, for: above)?.gathered(rows)
  }

  /// The table above another one and the row there of each of its rows, −1 where there is none.
  /// - Complexity: linear in the rows of both.
  func above(_ table: RecordTable) throws -> (table: RecordTable, rows: [Int])? {
    guard let parent = table.description.parent.flatMap({ self.table($0) }),
      let column = table.description.parentColumn
    else { return nil }
    let ids = try table.table.text(column)
    let positions = Dictionary(
      zip(parent.paths, parent.paths.indices), uniquingKeysWith: { first, _ in first })
    return (parent, (0..<table.table.rowCount).map { positions[ids.unitID(at: $0)] ?? -1 })
  }
}

/// Why a rule, measure or scorecard cannot be applied to an assessment's tables.
public enum RecordLack: Error, Sendable, Equatable {
  /// A table was not imported.
  case table(String)
  /// No table bears these names.
  case names([String])
}
