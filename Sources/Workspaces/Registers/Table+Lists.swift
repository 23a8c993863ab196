// SPDX-License-Identifier: GPL-3.0-or-later

import Assessment
import Files
import Foundation
public import Tables

extension Tables.Table {
  /// The table of a register with a column for each of its lists, which tells who is on it.
  ///
  /// - Parameters:
  ///   - description: the register.
  ///   - path: its file, beside which the lists lie.
  /// - Throws: ``Faults`` with every row of a list that names no unit of the register or names it
  ///   twice; the faults of ``TableFile``.
  /// - Complexity: linear in the rows of register and lists.
  func marking(
    _ description: RegisterDescription, listsBeside path: String
  ) throws -> Tables.Table {
    guard !description.lists.isEmpty else { return self }
    let keys = try self.keys(description)
    let rows = Dictionary(
      keys.enumerated().map { ($1, $0) }, uniquingKeysWith: { first, _ in first })
    var faults = Faults()
    var (names, columns) = (self.names, self.columns)
    for list in description.lists {
      let file = URL(filePath: path).deletingLastPathComponent().appending(path: list.file)
      let table = try TableFile(path: file.path, delimiter: nil).table()
      var isListed = [Bool](repeating: false, count: rowCount)
      for (line, key) in try table.keys(description).enumerated() {
        let place = table.place(row: line, column: description.id)
        guard let row = rows[key] else {
          faults.append(
            Fault(
              .listedUnitUnknown, at: place,
              ["unit": key.text, "register": description.name]))
          continue
        }
        if isListed[row] {
          faults.append(Fault(.unitListedTwice, at: place, ["unit": key.text]))
        }
        isListed[row] = true
      }
      names.append(list.column)
      columns.append(TextColumn(isListed.map { ($0 ? UnitList.listed : "") as String? }))
    }
    try faults.throwIfAny()
    return Tables.Table(
      file: self.file, sheet: sheet, names: names, columns: columns, lines: lines)
  }

  /// The path of each row's unit, without the register's prefix.
  private func keys(_ description: RegisterDescription) throws -> [UnitID] {
    let ids = try text(description.id)
    guard let parent = description.parentColumn else {
      return (0..<rowCount).map { ids.unitID(at: $0) }
    }
    let parents = try text(parent)
    return (0..<rowCount).map { parents.unitID(at: $0).appending(ids.unitID(at: $0)) }
  }
}

extension Tables.Table {
  /// The same table with the paths of parents instead of their ids, where these are told.
  ///
  /// People know a village by its id; a unit of the third stage names its parent by the path, township and
  /// village. An id that is not told stays, and is refused as any unknown parent.
  func namingParents(
    _ description: RegisterDescription, paths: [UnitID: UnitID]
  ) throws -> Tables.Table {
    guard !paths.isEmpty, let column = description.parentColumn else { return self }
    let ids = try text(column)
    let named = TextColumn(
      (0..<rowCount).map { row in
        ids[row].map { (paths[UnitID($0)] ?? UnitID($0)).text }
      })
    return Tables.Table(
      file: file, sheet: sheet, names: names,
      columns: zip(names, columns).map { bytesCompare($0, column) == 0 ? named : $1 }, lines: lines)
  }
}

extension Fault.Code {
  /// A list names a unit that the register does not have.
  public static let listedUnitUnknown = Fault.Code("listed-unit-unknown", .data)
  /// A list names a unit twice.
  public static let unitListedTwice = Fault.Code("unit-listed-twice", .data)
}
