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
  /// The path of the unit above each row's, if the table lies below another one.
  let parents: TextColumn?

  /// A canonical copy, whose identifiers bear the description's prefix.
  /// - Throws: ``Tables/Fault/Code/unknownColumn``.
  /// - Complexity: linear in rows.
  public init(_ description: RegisterDescription, _ table: Table) throws {
    self.description = description
    self.table = table
    let ids = try table.text(description.id)
    let parents = try description.parentColumn.map { try table.text($0) }
    self.parents = parents
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
  /// For each table below another one, the row there of each of its rows, −1 where there is none.
  private let rowsAbove: [UnitID: [Int]]

  /// The tables as of a day.
  /// - Complexity: linear in the rows of the tables.
  public init(_ tables: [RecordTable], parameters: [Profile.Parameter], asOf: Int) {
    self.tables = tables
    self.parameters = parameters
    self.asOf = asOf
    rowsAbove = Self.rowsAbove(tables)
  }

  private static func rowsAbove(_ tables: [RecordTable]) -> [UnitID: [Int]] {
    var rows: [UnitID: [Int]] = [:]
    for above in tables {
      let below = tables.filter {
        $0.description.parent.map { bytesCompare($0, above.description.name) == 0 } ?? false
      }
      guard !below.isEmpty else { continue }
      let positions = Dictionary(
        zip(above.paths, above.paths.indices), uniquingKeysWith: { first, _ in first })
      for table in below {
        rows[UnitID(table.description.name)] = (0..<table.table.rowCount).map {
          positions[table.parents!.unitID(at: $0)] ?? -1
        }
      }
    }
    return rows
  }

  /// The table of a name; `nil` if nothing was imported under it.
  public func table(_ name: String) -> RecordTable? {
    tables.first { bytesCompare($0.description.name, name) == 0 }
  }

  /// The values of a column of a table or of those above it; `nil` if none bears it.
  /// - Complexity: linear in the rows of the table.
  public func values(of column: String?, for table: RecordTable) throws -> TextColumn? {
    guard let column else { return nil }
    if let index = table.table.index(of: column) { return table.table.columns[index] }
    guard let above = table.description.parent.flatMap({ self.table($0) }),
      let rows = rowsAbove[UnitID(table.description.name)]
    else { return nil }
    return try values(of: column, for: above)?.gathered(rows)
  }
}

/// Why a rule, measure or scorecard cannot be applied to an assessment's tables.
public enum RecordLack: Error, Sendable, Equatable {
  /// A table was not imported.
  case table(String)
  /// No table bears these names.
  case names([String])
}
