// SPDX-License-Identifier: GPL-3.0-or-later

import Assessment
import Files
import Foundation
import GRDB
import Sampling
import Tables

/// What the checks of several registers found.
struct RegisterChecks {
  /// The registers in order.
  var checked: [CheckedRegister] = []
  var faults = Faults()
  /// The registers of which rows were rejected.
  var rejected: [RejectedRegister] = []
  /// Columns that somebody reads and that new files do not have any more.
  var lost: [Fault] = []
  /// The office of each row.
  var offices = RowOffices(column: nil, tops: [:])
}

/// The registers that one import brings, as far as they could be read, in order or not: faults of a register are
/// no reason to call the units below it unknown.
struct RegisterTables {
  /// The names of all registers of the import.
  let names: Set<String>
  private var tables: [String: (description: RegisterDescription, table: Tables.Table)] = [:]

  init(of names: some Sequence<String>) { self.names = Set(names) }

  /// Whether a register of the import was not read, or not yet.
  func isUnread(_ name: String) -> Bool { names.contains(name) && tables[name] == nil }

  subscript(_ name: String) -> Tables.Table? { tables[name]?.table }

  mutating func add(_ description: RegisterDescription, _ table: Tables.Table) {
    tables[description.name] = (description, table)
  }

  /// Delivers the path of each unit's parent and its id.
  /// - Returns: whether the register is one of the import.
  func forEachUnit(
    of name: String, _ body: (_ parent: UnitID, _ id: UnitID) -> Void
  ) throws -> Bool {
    guard let (description, table) = tables[name] else { return false }
    let ids = try table.text(description.id)
    let parents = try description.parentColumn.map { try table.text($0) }
    for row in 0..<table.rowCount {
      body(
        parents?.unitID(at: row) ?? UnitID(""),
        UnitID(description.prefix + ids.text(at: row)))
    }
    return true
  }
}

extension Workspace {
  /// Reads registers and checks them, all of them before anything is said.
  func checkRegisters(
    _ sources: [String: RegisterSource], progress: Tables.Progress?
  ) throws -> RegisterChecks {
    for name in sources.keys.sorted() { _ = try registerDescription(name) }
    var found = RegisterChecks()
    var tables = RegisterTables(of: sources.keys)
    for description in inOrder(sources) {
      let source = sources[description.name]!
      do {
        try check(description, source, &tables, &found, progress: progress)
      } catch let faults as Faults {
        found.faults.append(contentsOf: faults)
      } catch let fault as Fault where fault.code.kind == .data {
        found.faults.append(fault)
      }
    }
    found.offices = try rowOffices(tables)
    return found
  }

  /// The registers of an import in the order of the description, but each after the one above it.
  private func inOrder(_ sources: [String: RegisterSource]) -> [RegisterDescription] {
    let all = importedTables
    func depth(_ description: RegisterDescription) -> Int {
      let above = all.first { description.parent != nil && $0.name == description.parent }
      return above.map { depth($0) + 1 } ?? 0
    }
    return all.filter { sources[$0.name] != nil }.enumerated()
      .sorted { (depth($0.element), $0.offset) < (depth($1.element), $1.offset) }.map(\.element)
  }

  private func check(
    _ description: RegisterDescription, _ source: RegisterSource, _ tables: inout RegisterTables,
    _ found: inout RegisterChecks, progress: Tables.Progress?
  ) throws {
    let file = try TableFile(
      path: source.path, encoding: source.encoding, sheet: source.sheet, named: description.name,
      delimiter: nil)
    var (table, doubts) = try file.tableWithDoubts(progress: progress)
    var (corrected, leftOut): ([Int], Tables.Table) = ([], table.gathered([]))
    var corrections = source.corrections
    if let applied = try corrections?.applied(to: table, doubts: doubts) {
      (table, leftOut, doubts, corrected) = applied
    }
    try requireColumns(description.requiredColumns, in: table)
    found.lost += try lostColumns(of: description, in: table)
    let marked = try table.marking(description, listsBeside: source.path)
      .namingParents(description, paths: pathsOfParents(description, among: tables))
    var check = try RegisterCheck(
      description, marked, parents: try parents(of: description, among: tables),
      siblings: try siblings(of: description, among: tables), needs: needs(of: description),
      doubtful: doubts)
    try check.run()
    tables.add(description, marked)
    found.faults.append(
      contentsOf: corrections.map { check.faults.mapped($0.placed) } ?? check.faults)
    if !check.rejected.isEmpty {
      let rows =
        corrected.isEmpty
        ? check.rejected : Set(check.rejected).union(corrected.map { Int32($0) }).sorted()
      found.rejected.append(
        RejectedRegister(source: source, check: check, table: table, leftOut: leftOut, rows: rows))
    } else if check.faults.isEmpty, let register = check.register {
      found.checked.append(
        try CheckedRegister(
          description: description, table: marked, register: register, totals: check.totals,
          format: file.format, personal: personalColumns(of: description)))
    }
  }

  /// What the profile and the design need of a register's columns.
  func needs(of description: RegisterDescription) -> ColumnNeeds {
    ColumnNeeds(of: description, profile: profile, description: self.description)
  }

  /// The columns that a table has lost since the register was imported last.
  private func lostColumns(
    of description: RegisterDescription, in table: Tables.Table
  ) throws -> [Fault] {
    let name = description.name
    guard let held = try database.read({ try HeldRegister(name, in: $0) }) else { return [] }
    let copy = registersFolder.appending(path: "\(name).csv").path
    // A column that a list makes is no column of a file.
    let made = description.lists.map(\.column)
    return try held.lostColumns(in: table, copy: copy, needs: needs(of: description))
      .filter { !made.contains(bytesOf: $0.column) }
      .map { column, reader in
        Fault(
          .registerColumnLost, at: Place(file: table.file, sheet: table.sheet),
          ["column": column, "register": name, "reader": reader])
      }
  }

  private func requireColumns(_ names: [String], in table: Tables.Table) throws {
    var faults = Faults()
    // One thing is wrong if nothing is there: it is another file, or its header stands elsewhere.
    if names.count > 1, names.allSatisfy({ table.index(of: $0) == nil }) {
      throw Fault(
        .registerHeaderMissing, at: Place(file: table.file, sheet: table.sheet),
        [
          "needed": names.joined(separator: ", "), "columns": table.names.joined(separator: ", "),
        ])
    }
    for name in names where table.index(of: name) == nil {
      faults.append(
        Fault(
          .registerColumnMissing, at: Place(file: table.file, sheet: table.sheet),
          ["name": name, "columns": table.names.joined(separator: ", ")]))
    }
    try faults.throwIfAny()
  }

  /// Reads the rows of one first-stage unit and checks them.
  /// - Throws: ``Faults`` with everything that is wrong, rows of other units too.
  func checkLateRegister(
    _ description: RegisterDescription, _ path: String, of unit: UnitID,
    progress: Tables.Progress?
  ) throws -> CheckedRegister {
    let file = try TableFile(path: path, named: description.name, delimiter: nil)
    let table = try file.table(progress: progress)
    // Whoever brings late rows says which of them are on a list.
    let needed = description.requiredColumns + description.lists.map(\.column)
    try requireColumns(needed, in: table)
    var check = try RegisterCheck(
      description, table, parents: [unit],
      siblings: try siblings(of: description, among: RegisterTables(of: [])).filter {
        $0.isBelow(unit)
      }, needs: needs(of: description))
    try check.run(hasAllRows: false)
    try check.faults.throwIfAny()
    return try CheckedRegister(
      description: description, table: table, register: check.register!, totals: check.totals,
      format: file.format, personal: personalColumns(of: description))
  }

  /// The columns by which the profile compares people with lists: nobody needs to describe them, and they are
  /// never kept among the others.
  private func personalColumns(of description: RegisterDescription) -> [String] {
    guard let rules = profile.crosscheck, bytesCompare(rules.register, description.name) == 0
    else { return [] }
    return [rules.idNumber, rules.name]
  }

  // MARK: - Units of other registers

  /// The path of each unit of the register above by its id alone, where that lies below the first stage and
  /// the id is unique in it.
  private func pathsOfParents(
    _ description: RegisterDescription, among tables: RegisterTables
  ) throws -> [UnitID: UnitID] {
    guard let parent = description.parent, try registerDescription(parent).parent != nil,
      !tables.isUnread(parent)
    else { return [:] }
    var paths: [UnitID: UnitID] = [:]
    var repeated: Set<UnitID> = []
    try forEachUnit(of: parent, tables) { above, id in
      if paths.updateValue(above.appending(id), forKey: id) != nil { repeated.insert(id) }
    }
    return paths.filter { !repeated.contains($0.key) }
  }

  /// The paths of the units of the register above; `nil` if there is none, or none that could be read.
  private func parents(
    of description: RegisterDescription, among tables: RegisterTables
  ) throws -> Set<UnitID>? {
    guard let parent = description.parent, !tables.isUnread(parent) else { return nil }
    var ids: Set<UnitID> = []
    try forEachUnit(of: parent, tables) { above, id in
      ids.insert(above.text.isEmpty ? id : above.appending(id))
    }
    return ids
  }

  private func siblings(
    of description: RegisterDescription, among tables: RegisterTables
  ) throws -> Set<UnitID> {
    // Only registers feed stages; records may repeat identifiers of theirs.
    guard let parent = description.parent,
      self.description.registers.contains(where: { $0.name == description.name })
    else { return [] }
    var paths: Set<UnitID> = []
    let imported = try database.read { try Self.registerDigests($0) }
    for other in self.description.registers
    where other.parent == parent && other.name != description.name {
      // A register of this import that is not read yet looks for these units itself.
      guard tables[other.name] != nil || imported[other.name] != nil && !tables.isUnread(other.name)
      else { continue }
      try forEachUnit(of: other.name, tables) { above, id in paths.insert(above.appending(id)) }
    }
    return paths
  }

  /// The units of a register of this import, else of the imported one.
  private func forEachUnit(
    of name: String, _ tables: RegisterTables,
    _ body: (_ parent: UnitID, _ id: UnitID) -> Void
  ) throws {
    if try tables.forEachUnit(of: name, body) { return }
    try register(named: name).forEachUnit { parent, id, _ in body(parent, id) }
  }

  /// The office of each row, by the register of the first stage of this import, else by the imported one.
  private func rowOffices(_ tables: RegisterTables) throws -> RowOffices {
    guard let column = profile.office,
      let top = description.registers.first(where: { $0.parent == nil })
    else { return RowOffices(column: nil, tops: [:]) }
    guard let table = tables[top.name] else {
      let imported = try database.read { try Self.registerDigests($0)[top.name] }
      return RowOffices(column: column, tops: imported == nil ? [:] : try offices() ?? [:])
    }
    guard let names = table.index(of: column).map({ table.columns[$0] }) else {
      return RowOffices(column: column, tops: [:])
    }
    let ids = try table.text(top.id)
    return RowOffices(
      column: column,
      tops: (0..<table.rowCount).reduce(into: [:]) {
        $0[UnitID(top.prefix + ids.text(at: $1))] = names.text(at: $1)
      })
  }
}
