// SPDX-License-Identifier: GPL-3.0-or-later

public import Assessment
import Files
import Foundation
import GRDB
public import Tables

extension Workspace {
  /// The registers and other tables that were imported, with all their columns but personal ones, as of a
  /// day.
  ///
  /// - Parameters:
  ///   - names: the tables that are needed, to which those above them are added; all without it.
  ///   - day: the day, `2016-12-31`; the session's own in the workspace's time zone without it.
  /// - Throws: ``Fault/Code/badDay``; ``Fault/Code/registerCopyChanged``.
  /// - Complexity: linear in the tables' bytes.
  public func recordTables(_ names: Set<UnitID>? = nil, asOf day: String? = nil) throws
    -> RecordTables
  {
    let imported = try database.read { try Self.registerDigests($0) }
    var names = names
    // Each table stands behind that above it.
    for table in importedTables.reversed() where names?.contains(UnitID(table.name)) ?? false {
      if let parent = table.parent { names?.insert(UnitID(parent)) }
    }
    let tables = try importedTables.filter {
      imported[$0.name] != nil && names?.contains(UnitID($0.name)) ?? true
    }.map { try RecordTable($0, table(ofRegister: $0)) }
    return RecordTables(tables, parameters: profile.parameters, asOf: try self.day(day))
  }

  /// A day in days since 1970-01-01; today without one.
  /// - Throws: ``Fault/Code/badDay``.
  package func day(_ text: String?) throws -> Int {
    guard let text else {
      var calendar = Calendar(identifier: .gregorian)
      calendar.timeZone = timeZone
      let parts = calendar.dateComponents([.year, .month, .day], from: session.now())
      return CivilCalendar.days(year: parts.year!, month: parts.month!, day: parts.day!)!
    }
    guard let days = CivilCalendar.days(of: text) else { throw Fault(.badDay, ["value": text]) }
    return days
  }

  /// The canonical copy of a register, with the columns beside it that are kept but not sealed.
  private func table(ofRegister register: RegisterDescription) throws -> Tables.Table {
    let table = try CSVFile(path: copyOfRegister(register.name)).table()
    let extras: (names: [String], records: [UnitID: String]) = try database.read { db in
      let names = try String.fetchAll(
        db,
        sql: """
          SELECT name FROM register_extra_column WHERE register = ? AND is_personal = 0
          ORDER BY position
          """,
        arguments: [register.name])
      var records: [UnitID: String] = [:]
      let rows = try Row.fetchCursor(
        db, sql: "SELECT path, record FROM register_extra WHERE register = ?",
        arguments: [register.name])
      while let row = try rows.next() { records[UnitID(row[0] as String)] = row[1] as String }
      return (names, records)
    }
    guard !extras.names.isEmpty else { return table }
    let paths = try RecordTable(register, table).paths
    var columns = [TextColumn](repeating: TextColumn(), count: extras.names.count)
    for path in paths {
      let fields = extras.records[path].map { Record.fields($0) } ?? []
      for index in columns.indices {
        columns[index].append(index < fields.count ? fields[index] : "")
      }
    }
    return Tables.Table(
      file: table.file, sheet: table.sheet, names: table.names + extras.names,
      columns: table.columns + columns, lines: table.lines)
  }
}

extension Fault.Code {
  /// A day is not a calendar date.
  public static let badDay = Fault.Code("bad-day", .usage)
}
