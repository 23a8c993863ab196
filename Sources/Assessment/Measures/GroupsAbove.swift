// SPDX-License-Identifier: GPL-3.0-or-later

import Tables

/// The groups of a measure that a table above knows, such as the townships of households.
///
/// A list that covers 6 of 28 townships must not look like one of all.
struct GroupsAbove {
  /// The groups by the value within which they lie (the empty one without `within`); none where the table itself
  /// bears the column.
  let groups: [UnitID: Set<UnitID>]
  private let rows: Int

  /// - Complexity: linear in the rows of the tables above.
  init(of measure: Measure, _ base: RecordTable, _ tables: RecordTables) throws {
    rows = base.table.rowCount
    guard let column = measure.group, measure.related.named(column, \.name) == nil else {
      groups = [:]
      return
    }
    var bearer = base
    while bearer.table.index(of: column) == nil {
      guard let above = bearer.description.parent.flatMap({ tables.table($0) }) else {
        groups = [:]
        return
      }
      bearer = above
    }
    let areas = try tables.values(of: measure.within, for: bearer)
    guard bearer.description.name != base.description.name,
      measure.within == nil || areas != nil
    else {
      groups = [:]
      return
    }
    let names = try bearer.table.text(column)
    groups = (0..<bearer.table.rowCount).reduce(into: [:]) { groups, row in
      // A unit above of which nobody says where it lies makes no group of its own.
      guard !names.isEmpty(row) else { return }
      groups[areas?.unitID(at: row) ?? UnitID(""), default: []].insert(names.unitID(at: row))
    }
  }

  /// The groups of which the table has a row, whether it counts or not.
  func present(
    areas: TextColumn?, groups names: TextColumn?
  ) -> [UnitID: Set<UnitID>] {
    guard let names, !groups.isEmpty else { return [:] }
    return (0..<rows).reduce(into: [:]) { present, row in
      present[areas?.unitID(at: row) ?? UnitID(""), default: []].insert(names.unitID(at: row))
    }
  }
}
