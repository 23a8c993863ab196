// SPDX-License-Identifier: GPL-3.0-or-later

public import Tables

extension TableRegister {
  /// Delivers the canonical rows: records of id, parent (below the first stage) and the given columns,
  /// sorted by parent path and id bytes, whatever the mask.
  ///
  /// - Parameters:
  ///   - columns: the columns after id and parent.
  ///   - body: takes the path of the first-stage unit above the row, and the record.
  public func forEachCanonicalRow(
    columns: [String], _ body: (_ unit: UnitID, _ record: String) throws -> Void
  ) throws {
    let texts = try columns.map { try table.text($0) }
    var unit = UnitID("")
    var parentCode = CodedColumn.missing
    for row in canonicalOrder {
      var fields = [ids.text(at: row)]
      if let parents {
        if parents.codes[row] != parentCode {
          parentCode = parents.codes[row]
          unit = parent(of: row).top
        }
        fields.append(parents.labels[Int(parentCode)])
      } else {
        unit = ids.unitID(at: row)
      }
      for column in texts { fields.append(column.text(at: row)) }
      try body(unit, Record.text(fields))
    }
  }

  /// The header of the canonical rows.
  public func canonicalHeader(columns: [String]) -> String {
    Record.text(identifierColumns + columns)
  }

  /// The digest of the canonical rows of each first-stage unit that has rows.
  public func digests(
    columns: [String], salt: Salt, progress: Progress?
  ) throws -> [UnitID: Digest] {
    var digests: [UnitID: Digest] = [:]
    var states: [UnitID: SHA256] = [:]
    var current: (unit: UnitID, state: SHA256)?
    var done = 0
    try forEachCanonicalRow(columns: columns) { unit, record in
      if current?.unit != unit {
        if let current { states[current.unit] = current.state }
        current = (unit, states[unit] ?? salt.state(of: unit))
      }
      current!.state.update(record + "\n")
      done += 1
      if done & 16383 == 0 { try progress?(done, table.rowCount) }
    }
    if let current { states[current.unit] = current.state }
    for (unit, state) in states { digests[unit] = state.digest() }
    return digests
  }
}
