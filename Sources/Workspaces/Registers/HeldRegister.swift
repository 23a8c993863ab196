// SPDX-License-Identifier: GPL-3.0-or-later

import Assessment
import Files
import Foundation
import GRDB
import Sampling
public import Tables

/// A register as the workspace holds it before an import takes its place.
struct HeldRegister {
  let name: String
  /// The number of units.
  let rows: Int
  /// The SHA-256 of the canonical copy.
  let digest: String
  /// The columns that are kept beside the canonical copy, personal ones marked.
  let extraColumns: [(name: String, isPersonal: Bool)]

  /// `nil` if nothing was imported under the name.
  init?(_ name: String, in db: Database) throws {
    guard
      let row = try Row.fetchOne(
        db, sql: "SELECT rows, digest FROM register WHERE name = ?", arguments: [name])
    else { return nil }
    self.name = name
    rows = row["rows"]
    digest = row["digest"]
    extraColumns = try Row.fetchAll(
      db,
      sql: """
        SELECT name, is_personal FROM register_extra_column WHERE register = ?
        ORDER BY is_personal, position
        """,
      arguments: [name]
    ).map { ($0["name"] as String, $0["is_personal"] as Bool) }
  }

  /// What an import changes, by all columns that are kept and not only by those that are sealed.
  /// - Complexity: linear in the rows and the columns that are not sealed.
  func state(of new: CheckedRegister, in db: Database) throws -> ImportedRegister.State {
    guard digest == new.digest.hex else { return .inOrder }
    let columns = new.extraColumns
    let others = Set(extraColumns.map(Key.init)).symmetricDifference(columns.map(Key.init))
    var changed = Set(others.map(\.name))
    var isChanged = [Bool](repeating: false, count: new.table.rowCount)
    for isPersonal in [false, true] {
      let held = extraColumns.filter { $0.isPersonal == isPersonal }.map { UnitID($0.name) }
      let pairs = try columns.filter { $0.isPersonal == isPersonal }.compactMap { column in
        try held.firstIndex(of: UnitID(column.name)).map {
          (position: $0, name: column.name, values: try new.table.text(column.name))
        }
      }
      guard !pairs.isEmpty else { continue }
      // The digests of the copies agree, and so do the units.
      for row in 0..<new.table.rowCount {
        let fields = try record(ofPath: new.path(row: row), isPersonal: isPersonal, in: db)
        let different = pairs.filter {
          bytesCompare(fields[$0.position], $0.values.text(at: row)) != 0
        }
        if !different.isEmpty { isChanged[row] = true }
        changed.formUnion(different.map { UnitID($0.name) })
      }
    }
    return changed.isEmpty
      ? .unchanged
      : .changedBeside(rows: isChanged.count { $0 }, columns: changed.sorted().map(\.text))
  }

  /// The columns that somebody reads and that a new file does not bring any more, each with its reader.
  ///
  /// - Parameters:
  ///   - copy: the path of the canonical copy.
  ///   - needs: what the profile and the design need of the register.
  func lostColumns(
    in new: Tables.Table, copy: String, needs: ColumnNeeds
  ) throws -> [(column: String, reader: String)] {
    // A copy that somebody deleted is mended by this import.
    let sealed =
      FileManager.default.fileExists(atPath: copy) ? try CSVFile(path: copy).header : []
    return (sealed + extraColumns.map(\.name)).compactMap { column in
      guard new.index(of: column) == nil else { return nil }
      return needs.reader(of: column).map { (column, $0) }
    }
  }

  /// What is worth a second look where most of the units are gone.
  func shrinkage(to new: CheckedRegister) -> Fault? {
    let now = new.table.rowCount
    guard now * 2 < rows else { return nil }
    return Fault(
      .registerShrank, at: Place(file: new.table.file, sheet: new.table.sheet),
      ["register": name, "rows": "\(now)", "before": "\(rows)"])
  }

  /// A column, known by the bytes of its name and whether it is personal.
  private struct Key: Hashable {
    let name: UnitID
    let isPersonal: Bool

    init(_ column: (name: String, isPersonal: Bool)) {
      name = UnitID(column.name)
      isPersonal = column.isPersonal
    }
  }

  private func record(
    ofPath path: String, isPersonal: Bool, in db: Database
  ) throws -> [String] {
    let statement = try db.cachedStatement(
      sql: """
        SELECT record FROM \(isPersonal ? "register_personal" : "register_extra")
        WHERE register = ? AND path = ?
        """)
    return Record.fields(try String.fetchOne(statement, arguments: [name, path]) ?? "")
  }
}

extension Fault.Code {
  /// A new file lacks a column that somebody reads and the one before had.
  public static let registerColumnLost = Fault.Code("register-column-lost", .data)
  /// A new file has less than half of the units that were there.
  public static let registerShrank = Fault.Code("register-shrank", .data)
}
