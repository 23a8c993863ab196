// SPDX-License-Identifier: GPL-3.0-or-later

public import Tables

extension TableRegister {
  /// The rows of the units of the given paths, in their order, ids as the table has them.
  /// - Throws: ``Fault/Code/unknownColumn``.
  /// - Precondition: the register has the units.
  /// - Complexity: logarithmic in all units for each path.
  public func rows(at paths: [UnitID], columns: [String]) throws -> Table {
    let rows = paths.map { path in
      guard let row = row(at: path) else { preconditionFailure("the register has the units") }
      return row
    }
    let texts = try columns.map { name in
      let column = try table.text(name)
      return TextColumn(rows.map { column[$0] })
    }
    return Table(file: table.file, names: columns, columns: texts)
  }

  /// The paths of all parents, each once, by bytes.
  public var parentPaths: [UnitID] { parents?.labels.map { UnitID($0) } ?? [UnitID("")] }

  /// The ids of some parents' units.
  public func portions(
    of parents: [[UnitID]], progress: Progress?
  ) throws -> any RegisterPortions {
    TablePortions(register: self, parents: parents)
  }

  /// The rows of a parent by the bytes of their ids, as positions in the canonical order.
  fileprivate func canonicalRange(of parent: UnitID) -> Range<Int> {
    guard parents != nil else { return canonicalOrder.indices }
    let start = firstPosition { self.parent(of: $0) >= parent }
    let end = firstPosition { self.parent(of: $0) > parent }
    return start..<end
  }

  private func row(at path: UnitID) -> Int? {
    let (parent, id) = parents == nil ? (UnitID(""), path) : (path.above ?? UnitID(""), path.ownID)
    let position = firstPosition { row in
      if parents != nil {
        let other = self.parent(of: row)
        if other != parent { return other > parent }
      }
      return ids.unitID(at: row) >= id
    }
    guard position < canonicalOrder.count else { return nil }
    let row = canonicalOrder[position]
    return ids.unitID(at: row) == id && (parents == nil || self.parent(of: row) == parent)
      ? row : nil
  }

  /// The first position of the canonical order whose row fulfils a condition that all later ones fulfil.
  private func firstPosition(_ isReached: (_ row: Int) -> Bool) -> Int {
    var low = 0
    var high = canonicalOrder.count
    while low < high {
      let middle = (low + high) / 2
      if isReached(canonicalOrder[middle]) { high = middle } else { low = middle + 1 }
    }
    return low
  }
}

private struct TablePortions: RegisterPortions {
  let register: TableRegister
  let parents: [[UnitID]]

  func load(_ portion: Int) throws -> TableRegister {
    let rows = parents[portion].flatMap {
      register.canonicalOrder[register.canonicalRange(of: $0)]
    }
    var columns = [TextColumn(rows.map { register.ids.text(at: $0) })]
    if register.parentColumn != nil {
      columns.append(TextColumn(rows.map { register.parent(of: $0).text }))
    }
    let table = Table(
      file: register.table.file, names: register.identifierColumns, columns: columns,
      lines: RowLines(of: rows.map { register.table.lines[$0] }))
    return try TableRegister(
      checked: table, id: register.idColumn, parent: register.parentColumn)
  }
}
