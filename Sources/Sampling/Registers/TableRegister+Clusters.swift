// SPDX-License-Identifier: GPL-3.0-or-later

public import Tables

extension TableRegister {
  /// The register of the clusters that a table of units implies: the distinct values of a column, with
  /// other columns that are constant within each.
  ///
  /// The rows stand in the order of first appearance, and their places are those of the first units.
  ///
  /// - Parameters:
  ///   - table: a table with a row for each unit.
  ///   - id: the column of the clusters' ids.
  ///   - columns: the columns that belong to the clusters.
  /// - Throws: ``Faults`` with each cluster in which a column varies
  ///   (``Fault/Code/notConstantWithinCluster``), or with the ids that ``UnitID/flaw`` forbids.
  /// - Complexity: linear in rows.
  public static func clusters(
    in table: Table, id: String, columns: [String]
  ) throws -> TableRegister {
    let clusters = try table.text(id).encoded().withoutMissing()
    let texts = try columns.map { try table.text($0) }
    var firstRows = [Int](repeating: -1, count: clusters.labels.count)
    var faults = Faults()
    for row in 0..<table.rowCount {
      let cluster = Int(clusters.codes[row])
      let first = firstRows[cluster]
      if first < 0 {
        firstRows[cluster] = row
        continue
      }
      for (name, text) in zip(columns, texts) where !text.isSame(row, first) {
        faults.append(
          Fault(
            .notConstantWithinCluster, at: table.place(row: row, column: name),
            [
              "column": name, "value": text.text(at: row), "other": text.text(at: first),
              "row": "\(table.lines[first])", "cluster": clusters.labels[cluster],
            ]))
      }
    }
    try faults.throwIfAny()
    let rows = firstRows.filter { $0 >= 0 }.sorted()
    var lines = RowLines(first: rows.first.map { table.lines[$0] } ?? 2)
    for (index, pair) in zip(rows, rows.dropFirst()).enumerated() {
      let gap = table.lines[pair.1] - table.lines[pair.0] - 1
      if gap > 0 { lines.note(row: index, extraLines: gap) }
    }
    return try TableRegister(
      Table(
        file: table.file, names: [id] + columns,
        columns: try ([id] + columns).map { name in
          let column = try table.text(name)
          return TextColumn(rows.map { column.text(at: $0) })
        }, lines: lines), id: id)
  }
}

extension TextColumn {
  /// Whether two rows have the same bytes.
  fileprivate func isSame(_ left: Int, _ right: Int) -> Bool {
    withBytes(at: left) { a in withBytes(at: right) { b in bytesCompare(a, b) == 0 } }
  }
}

extension Fault.Code {
  /// A column that belongs to clusters differs between units of one cluster.
  public static let notConstantWithinCluster = Fault.Code("not-constant-within-cluster", .data)
}
