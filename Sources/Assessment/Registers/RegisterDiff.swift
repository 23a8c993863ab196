// SPDX-License-Identifier: GPL-3.0-or-later

public import Tables

/// What changed between two versions of a register: units that are new, gone, moved or changed.
///
/// The order of rows does not matter. A unit is known by its identifier; where identifiers repeat between
/// villages in either version it is known by village and identifier, and a move is one unit gone and one new.
public struct RegisterDiff: Sendable {
  /// What became of a unit.
  public enum Kind: String, Sendable, CaseIterable {
    /// Only in the new version.
    case new
    /// Only in the old version.
    case gone
    /// In both, in different villages; other columns may have changed, too.
    case moved
    /// In both, with other values.
    case changed
  }

  /// A value that differs.
  public struct Change: Sendable, Equatable {
    /// The column.
    public let column: String
    /// The old value.
    public let old: String
    /// The new value.
    public let new: String
  }

  /// A unit that is not as it was.
  public struct Unit: Sendable, Equatable {
    /// What became of it.
    public let kind: Kind
    /// Its identifier.
    public let id: UnitID
    /// Its village in the old version; `nil` if it was not there or there are no villages.
    public let oldVillage: UnitID?
    /// Its village in the new version.
    public let newVillage: UnitID?
    /// The values that differ.
    public let changes: [Change]
  }

  /// The units of a village that are not as they were.
  public struct Village: Sendable, Equatable {
    /// The village.
    public let village: UnitID
    /// Units that are new.
    public internal(set) var new = 0
    /// Units that are gone.
    public internal(set) var gone = 0
    /// Units that came from other villages.
    public internal(set) var movedIn = 0
    /// Units that went to other villages.
    public internal(set) var movedOut = 0
    /// Units that stayed with other values.
    public internal(set) var changed = 0
  }

  /// Everything that is not as it was, by village and identifier; moved units stand with the new village.
  public let units: [Unit]
  /// The same, counted by village, for villages where anything changed.
  public let villages: [Village]
  /// Columns of the new version that the old one lacks.
  public let addedColumns: [String]
  /// Columns of the old version that the new one lacks.
  public let removedColumns: [String]
  /// Whether identifiers are unique in both versions, so that moves could be seen.
  public let seesMoves: Bool
  /// Rows of the old and of the new version.
  public let rows: (old: Int, new: Int)

  /// Compares two versions.
  ///
  /// - Parameters:
  ///   - old: the old version.
  ///   - new: the new version.
  ///   - id: the column of identifiers.
  ///   - village: the column of villages, if there is one.
  /// - Throws: ``Tables/Fault/Code/unknownColumn``; ``Tables/Faults`` with every unit that stands twice in
  ///   a version, ``Tables/Fault/Code/diffUnitTwice``.
  /// - Complexity: linear in rows and bytes, and n log n in the units that changed.
  public init(from old: Table, to new: Table, id: String, village: String?) throws {
    let before = try Side(old, id: id, village: village)
    let after = try Side(new, id: id, village: village)
    seesMoves = village == nil || (before.hasUniqueIDs && after.hasUniqueIDs)
    var faults = Faults()
    let byKey = before.rows(byPath: !seesMoves, &faults)
    let newKeys = after.rows(byPath: !seesMoves, &faults)
    try faults.throwIfAny()
    let columns = new.names.filter { name in
      old.index(of: name) != nil && bytesCompare(name, id) != 0
        && village.map { bytesCompare(name, $0) != 0 } ?? true
    }
    addedColumns = new.names.filter { old.index(of: $0) == nil }
    removedColumns = old.names.filter { new.index(of: $0) == nil }
    rows = (old.rowCount, new.rowCount)
    let pairs = try columns.map { (name: $0, old: try old.text($0), new: try new.text($0)) }
    var units: [Unit] = []
    for (key, row) in newKeys {
      guard let source = byKey[key] else {
        units.append(
          Unit(
            kind: .new, id: after.ids.unitID(at: row), oldVillage: nil,
            newVillage: after.village(row), changes: []))
        continue
      }
      let changes = pairs.compactMap { pair -> Change? in
        let isSame = pair.old.withBytes(at: source) { left in
          pair.new.withBytes(at: row) { bytesCompare(left, $0) == 0 }
        }
        return isSame
          ? nil
          : Change(column: pair.name, old: pair.old.text(at: source), new: pair.new.text(at: row))
      }
      let (from, to) = (before.village(source), after.village(row))
      guard from != to || !changes.isEmpty else { continue }
      units.append(
        Unit(
          kind: from == to ? .changed : .moved, id: after.ids.unitID(at: row), oldVillage: from,
          newVillage: to, changes: changes))
    }
    for (key, row) in byKey where newKeys[key] == nil {
      units.append(
        Unit(
          kind: .gone, id: before.ids.unitID(at: row), oldVillage: before.village(row),
          newVillage: nil, changes: []))
    }
    self.units = units.sorted { Self.order($0) < Self.order($1) }
    villages = Self.counted(units)
  }

  private static func order(_ unit: Unit) -> (UnitID, UnitID, String) {
    (unit.newVillage ?? unit.oldVillage ?? UnitID(""), unit.id, unit.kind.rawValue)
  }

  private static func counted(_ units: [Unit]) -> [Village] {
    var villages: [UnitID: Village] = [:]
    func count(_ village: UnitID?, _ path: WritableKeyPath<Village, Int>) {
      let name = village ?? UnitID("")
      villages[name, default: Village(village: name)][keyPath: path] += 1
    }
    for unit in units {
      switch unit.kind {
      case .new: count(unit.newVillage, \.new)
      case .gone: count(unit.oldVillage, \.gone)
      case .changed: count(unit.newVillage, \.changed)
      case .moved:
        count(unit.oldVillage, \.movedOut)
        count(unit.newVillage, \.movedIn)
      }
    }
    return villages.values.sorted { $0.village < $1.village }
  }

  /// How many units a kind of change concerns.
  public func count(of kind: Kind) -> Int { units.count { $0.kind == kind } }

  /// One version with its identifiers.
  private struct Side {
    let table: Table
    let idColumn: String
    let ids: TextColumn
    let villages: TextColumn?

    init(_ table: Table, id: String, village: String?) throws {
      self.table = table
      idColumn = id
      ids = try table.text(id)
      villages = try village.map { try table.text($0) }
    }

    func village(_ row: Int) -> UnitID? { villages?.unitID(at: row) }

    var hasUniqueIDs: Bool {
      var seen: Set<UnitID> = []
      return (0..<table.rowCount).allSatisfy { seen.insert(ids.unitID(at: $0)).inserted }
    }

    func rows(byPath isByPath: Bool, _ faults: inout Faults) -> [UnitID: Int] {
      var rows: [UnitID: Int] = [:]
      rows.reserveCapacity(table.rowCount)
      for row in 0..<table.rowCount {
        let id = ids.unitID(at: row)
        let key = isByPath ? UnitID(Record.text([villages!.text(at: row), id.text])) : id
        if let first = rows.updateValue(row, forKey: key) {
          faults.append(
            Fault(
              .diffUnitTwice, at: table.place(row: row, column: idColumn),
              ["unit": id.text, "first": "\(table.lines[first])"]))
        }
      }
      return rows
    }
  }
}

extension Fault.Code {
  /// A unit stands twice in one version of a register.
  public static let diffUnitTwice = Fault.Code("diff-unit-twice", .data)
}
