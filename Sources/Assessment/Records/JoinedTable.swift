// SPDX-License-Identifier: GPL-3.0-or-later

import Forms
import Tables

/// A table with what expressions over it may name: its own columns, those of the tables above, columns
/// made from other tables, and the profile's amounts.
struct JoinedTable {
  /// The table whose rows it is.
  let base: RecordTable
  /// Its rows with the columns that were asked for.
  let table: Table
  /// The names that are columns of a table, whose values may be empty.
  let columns: [String]
  /// These and the counts and sums: all but the profile's amounts.
  let shown: [String]

  /// Joins what expressions name.
  ///
  /// - Parameters:
  ///   - name: the table whose rows it is.
  ///   - related: the columns made from other tables.
  ///   - names: the names that expressions use.
  ///   - tables: all tables.
  /// - Throws: ``RecordLack``; the faults of ``RelatedColumn/values(in:_:)``.
  /// - Complexity: linear in the rows of the tables that take part.
  init(
    _ name: String, related: [RelatedColumn], names: [String], _ tables: RecordTables
  ) throws {
    guard let base = tables.table(name) else { throw RecordLack.table(name) }
    self.base = base
    var builder = Builder(base: base, tables: tables)
    var wanted: [String] = []
    for name in names where !wanted.holds(name) { wanted.append(name) }
    var columns: [String] = []
    for name in wanted {
      if let column = related.named(name, \.name) {
        try builder.append(column)
      } else if try builder.appendColumn(name) {
        columns.append(name)
      } else if let parameter = tables.parameters.named(name, \.name) {
        builder.append(name, constant: parameter.text)
      } else {
        builder.unknown.append(name)
      }
    }
    guard builder.unknown.isEmpty else { throw RecordLack.names(builder.unknown) }
    table = builder.table
    let made = related.filter { wanted.holds($0.name) }
    self.columns = columns + made.filter(\.isColumn).map(\.name)
    shown = wanted.filter { columns.holds($0) || made.map(\.name).holds($0) }
  }

  /// Collects columns.
  private struct Builder {
    let base: RecordTable
    let tables: RecordTables
    var names: [String] = []
    var values: [TextColumn] = []
    var unknown: [String] = []

    var table: Table {
      // A table without a column has no rows; the identifiers keep their number.
      let ids = base.table.columns[base.table.index(of: base.description.id)!]
      return Table(
        file: base.table.file, sheet: base.table.sheet,
        names: names.isEmpty ? [base.description.id] : names,
        columns: values.isEmpty ? [ids] : values, lines: base.table.lines)
    }

    mutating func append(_ name: String, constant: String) {
      names.append(name)
      values.append(
        TextColumn(
          entries: TextColumn([constant]),
          codes: [UInt32](repeating: 0, count: base.table.rowCount)))
    }

    /// Adds a column of the table or of those above it.
    mutating func appendColumn(_ name: String) throws -> Bool {
      guard let column = try tables.values(of: name, for: base) else { return false }
      names.append(name)
      values.append(column)
      return true
    }

    mutating func append(_ related: RelatedColumn) throws {
      guard let other = tables.table(related.table) else { throw RecordLack.table(related.table) }
      let needed = [related.by, related.column].compactMap { $0 } + related.otherNames
      let lacking = needed.filter { other.table.index(of: $0) == nil }
      guard lacking.isEmpty else {
        unknown += lacking.map { "\(related.table).\($0)" }
        return
      }
      let key = related.on ?? base.description.id
      guard let keys = try tables.values(of: key, for: base) else {
        unknown.append(key)
        return
      }
      let found = try related.values(in: other, tables)
      names.append(related.name)
      values.append(
        TextColumn(
          (0..<base.table.rowCount).map { found[keys.unitID(at: $0)] ?? related.valueOfNone }))
    }
  }
}

extension RelatedColumn {
  /// Whether its values may be empty.
  var isColumn: Bool { if case .value = take { true } else { false } }

  /// The column whose value is taken.
  fileprivate var column: String? { if case .value(let column) = take { column } else { nil } }

  /// The names of the other table that its expressions use.
  fileprivate var otherNames: [String] {
    let sum: [String] = if case .sum(let expression) = take { expression.names } else { [] }
    return sum + (condition?.names ?? [])
  }

  /// What a row has to which nothing belongs.
  fileprivate var valueOfNone: String { isColumn ? "" : "0" }
}

extension RecordTables {
  /// The moment of `today()` and `now()`.
  var now: Moment { Moment(days: asOf) }
}
