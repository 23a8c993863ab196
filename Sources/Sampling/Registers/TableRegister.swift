// SPDX-License-Identifier: GPL-3.0-or-later

public import Tables

/// A register in memory, made from a table.
///
/// A condition on its units is a mask: ``restricted(to:)`` leaves the rows where they are, so that
/// rows keep their numbers, and seals are made of the whole register.
public struct TableRegister: Register {
  /// The rows that the register was made from.
  public let table: Table
  /// The column of the ids.
  public let idColumn: String
  /// The column of the parents' paths; `nil` at the first stage.
  public let parentColumn: String?
  /// The ids, with their prefix.
  let ids: TextColumn
  /// The parents' paths with labels in byte order; `nil` at the first stage.
  let parents: CodedColumn?
  /// The rows by parent path and id bytes, whatever the mask.
  let canonicalOrder: [Int]
  /// Whether a row belongs to the register; all do when `nil`.
  public private(set) var mask: [Bool]?
  /// Whether a row's unit is drawn with certainty; `nil` if nobody asked.
  private(set) var takeAll: [Bool]?
  /// The digits after the point that sizes are scaled by at least, where others of the sample have them.
  var leastDecimals: UInt8 = 0
  private var derived: [(name: String, codes: CodedColumn)] = []

  /// A register from a table.
  ///
  /// - Parameters:
  ///   - table: the table, with a row for each unit.
  ///   - id: the column of the ids.
  ///   - parent: the column that holds the path of each unit's parent; `nil` at the first stage.
  ///   - prefix: a text that is put before each id and is part of it from here on.
  /// - Throws: ``Faults`` with every id that ``UnitID/flaw`` forbids or that occurs twice within its
  ///   parent; ``Fault/Code/unknownColumn``.
  /// - Complexity: linear in bytes, and n log n in the units of a parent.
  public init(_ table: Table, id: String, parent: String? = nil, prefix: String = "") throws {
    self.table = table
    idColumn = id
    parentColumn = parent
    ids = prefix.isEmpty ? try table.text(id) : try table.text(id).prefixed(by: prefix)
    parents = try parent.map { try table.text($0).encoded().withoutMissing().sortedByLabel() }
    var faults = Faults()
    for row in 0..<table.rowCount {
      if let code = ids.withBytes(at: row, UnitID.flaw(of:)) {
        faults.append(
          Fault(code, at: table.place(row: row, column: id), ["id": ids.text(at: row)]))
      }
    }
    canonicalOrder = Self.canonicalOrder(ids: ids, parents: parents)
    for (early, late) in Self.repeated(ids, parents, canonicalOrder) {
      faults.append(
        Fault(
          .duplicateID, at: table.place(row: late, column: id),
          ["id": ids.text(at: late), "row": "\(table.lines[early])"]))
    }
    try faults.throwIfAny()
  }

  /// A register whose ids were checked while the table was read, and that is drawn from only.
  init(checked table: Table, id: String, parent: String?) throws {
    self.table = table
    idColumn = id
    parentColumn = parent
    ids = try table.text(id)
    parents = try parent.map { try table.text($0).encoded().withoutMissing().sortedByLabel() }
    canonicalOrder = []
  }

  /// The columns of ids and parents.
  public var identifierColumns: [String] { [idColumn] + (parentColumn.map { [$0] } ?? []) }

  /// The number of rows, whatever the mask.
  public var unitCount: Int { table.rowCount }

  /// The number of units that the mask leaves in.
  public var count: Int { mask?.count { $0 } ?? table.rowCount }

  /// The same register without the rows where the mask is false; it adds to an earlier mask.
  /// - Precondition: the mask has a value for each row of the table.
  public func restricted(to mask: [Bool]) -> TableRegister {
    precondition(mask.count == table.rowCount)
    var copy = self
    copy.mask = self.mask.map { zip($0, mask).map { $0 && $1 } } ?? mask
    return copy
  }

  /// The same register with the units that ``SampleDesign/takeAll`` names.
  /// - Precondition: the mask has a value for each row of the table.
  public func takingAll(_ mask: [Bool]) -> TableRegister {
    precondition(mask.count == table.rowCount)
    var copy = self
    copy.takeAll = mask
    return copy
  }

  /// The same register with a column that was derived from others, such as a classified number.
  /// - Precondition: the column has a value for each row of the table.
  public func adding(_ name: String, _ codes: CodedColumn) -> TableRegister {
    precondition(codes.count == table.rowCount)
    var copy = self
    copy.derived.append((name, codes))
    return copy
  }

  /// The path of a row's parent; empty at the first stage.
  func parent(of row: Int) -> UnitID {
    parents.map { UnitID($0.labels[Int($0.codes[row])]) } ?? UnitID("")
  }

  /// The codes of a column of the table or a derived one, the empty text being a level of its own.
  func levels(_ name: String) throws -> CodedColumn {
    if let column = derived.last(where: { bytesCompare($0.name, name) == 0 }) {
      return column.codes.withoutMissing()
    }
    return try table.text(name).encoded().withoutMissing()
  }

  /// Where a row stands.
  public func place(row: Int) -> Place { table.place(row: row, column: idColumn) }

  /// Delivers every unit in the order of the table, whatever the mask.
  public func forEachUnit(
    _ body: (_ parent: UnitID, _ id: UnitID, _ row: Int) throws -> Void
  ) throws {
    for row in 0..<table.rowCount {
      try body(parent(of: row), ids.unitID(at: row), row)
    }
  }
}

extension TableRegister {
  private static func canonicalOrder(ids: TextColumn, parents: CodedColumn?) -> [Int] {
    // Equal ids in the order of their rows, so that each is told apart from the one before it.
    let byID: (Int, Int) -> Bool = { left, right in
      let order = ids.withBytes(at: left) { a in
        ids.withBytes(at: right) { b in bytesCompare(a, b) }
      }
      return order == 0 ? left < right : order < 0
    }
    guard let parents else { return (0..<ids.count).sorted(by: byID) }
    let groups = Grouping(codes: parents.codes, groups: parents.labels.count)
    var order: [Int] = []
    order.reserveCapacity(ids.count)
    for group in 0..<parents.labels.count { order += groups.rows(of: group).sorted(by: byID) }
    return order
  }

  /// The rows whose id another row of the same parent has, too, each with the one before it.
  ///
  /// - Returns: pairs in the order of parents and ids; the earlier row of three stands in one pair, the second
  ///   in two.
  /// - Throws: ``Fault/Code/unknownColumn``.
  /// - Complexity: linear in bytes, and n log n in the units of a parent.
  package static func repeatedIDs(
    in table: Table, id: String, parent: String?
  ) throws -> [(early: Int, late: Int)] {
    let ids = try table.text(id)
    let parents = try parent.map { try table.text($0).encoded().withoutMissing().sortedByLabel() }
    return repeated(ids, parents, canonicalOrder(ids: ids, parents: parents))
  }

  private static func repeated(
    _ ids: TextColumn, _ parents: CodedColumn?, _ order: [Int]
  ) -> [(early: Int, late: Int)] {
    zip(order, order.dropFirst()).filter { first, second in
      parents?.codes[first] == parents?.codes[second]
        && ids.withBytes(at: first) { a in
          ids.withBytes(at: second) { b in bytesCompare(a, b) == 0 }
        }
    }.map { (early: $0, late: $1) }
  }
}

/// Rows gathered by a code, in the order of the codes and then of the rows.
struct Grouping: Sendable {
  /// All rows that have a group.
  let rows: [Int]
  /// Group `g` is `rows[starts[g]..<starts[g + 1]]`.
  let starts: [Int]

  /// Gathers rows by their codes; a code of `CodedColumn.missing` belongs to no group.
  init(codes: [UInt32], groups: Int) {
    var starts = [Int](repeating: 0, count: groups + 1)
    for code in codes where code != CodedColumn.missing { starts[Int(code) + 1] += 1 }
    for group in 0..<groups { starts[group + 1] += starts[group] }
    var next = starts
    var rows = [Int](repeating: 0, count: starts[groups])
    for (row, code) in codes.enumerated() where code != CodedColumn.missing {
      rows[next[Int(code)]] = row
      next[Int(code)] += 1
    }
    self.rows = rows
    self.starts = starts
  }

  /// The number of rows of a group.
  func count(of group: Int) -> Int { starts[group + 1] - starts[group] }

  /// The rows of a group.
  func rows(of group: Int) -> ArraySlice<Int> { rows[starts[group]..<starts[group + 1]] }
}

extension TextColumn {
  /// The same values with a text before each.
  func prefixed(by prefix: String) -> TextColumn {
    var result = TextColumn()
    for row in 0..<count { result.append(prefix + text(at: row)) }
    return result
  }
}

extension CodedColumn {
  /// The same column with the empty text instead of missing values, a level like any other.
  func withoutMissing() -> CodedColumn {
    guard codes.contains(Self.missing) else { return self }
    var labels = labels
    let empty =
      labels.firstIndex { $0.utf8.isEmpty }
      ?? {
        labels.append("")
        return labels.count - 1
      }()
    return CodedColumn(
      codes: codes.map { $0 == Self.missing ? UInt32(empty) : $0 }, labels: labels)
  }
}
