// SPDX-License-Identifier: GPL-3.0-or-later

public import Assessment
public import Files
import Foundation
import GRDB
public import Sampling
public import Tables

/// What was found in a register's file.
public struct ImportedRegister: Sendable {
  /// The register's name.
  public let name: String
  /// The file that was read.
  public let file: String
  /// The encoding of a CSV file that was named or found; `xlsx` and the sheet of a workbook.
  public let format: String
  /// The number of units.
  public let rows: Int
  /// The sums of the integer columns, in the order of the description.
  public let totals: [(column: String, sum: Int)]
  /// The SHA-256 of the canonical copy.
  public let digest: Digest
  /// Whether the workspace held the same units with the same values already.
  public let isUnchanged: Bool
}

extension Workspace {
  /// Reads registers, checks them, and keeps canonical copies.
  ///
  /// All files are checked before anything is kept; all faults of all of them are thrown at once.
  ///
  /// - Parameters:
  ///   - files: paths, each under the name of its register.
  ///   - encoding: the encoding to insist on in CSV files.
  ///   - sheet: the sheet to read of workbooks; by default the one of the register's name, or the only
  ///     one with content.
  ///   - progress: hears the bytes that are read.
  /// - Throws: ``Faults`` with everything that is wrong; the faults of ``TableFile``.
  /// - Complexity: linear in the registers' bytes, and n log n in the units of a parent.
  public func importRegisters(
    _ files: [String: String], encoding: TextEncoding? = nil, sheet: String? = nil,
    progress: Tables.Progress? = nil
  ) throws -> [ImportedRegister] {
    let checked = try checkRegisters(
      files, encoding: encoding, sheet: sheet, progress: progress)
    let known = try database.read { try Self.registerDigests($0) }
    let details = Dictionary(
      uniqueKeysWithValues: checked.map { ($0.description.name, $0.digest.hex) })
    try record(
      "register import", details, files: checked.flatMap { pendingFiles(of: $0, known: known) }
    ) { db in
      for register in checked { try insert(register, into: db) }
    }
    return checked.map { register in
      register.summary(isUnchanged: known[register.description.name] == register.digest.hex)
    }
  }

  /// Reads registers and checks them as an import would, and keeps nothing.
  /// - Throws: as ``importRegisters(_:encoding:sheet:progress:)``.
  public func checkRegisterFiles(
    _ files: [String: String], encoding: TextEncoding? = nil, sheet: String? = nil,
    progress: Tables.Progress? = nil
  ) throws -> [ImportedRegister] {
    try checkRegisters(
      files, encoding: encoding, sheet: sheet, progress: progress
    ).map {
      $0.summary(isUnchanged: false)
    }
  }

  /// The imported copy of a register.
  /// - Throws: ``Fault/Code/registerNotImported``; ``Fault/Code/registerCopyChanged`` if the copy is
  ///   not what was imported.
  public func register(named name: String) throws -> TableRegister {
    let description = try registerDescription(name)
    return try TableRegister(
      try CSVFile(path: copyOfRegister(name)).table(), id: description.id,
      parent: description.parentColumn)
  }

  /// The path of the imported copy of a register, once it is found to be what was imported.
  /// - Throws: as ``register(named:)``.
  func copyOfRegister(_ name: String) throws -> String {
    let description = try registerDescription(name)
    let path = registersFolder.appending(path: "\(name).csv").path
    let digest = try database.read { try Self.registerDigests($0)[name] }
    guard let digest else {
      throw Fault(.registerNotImported, ["name": name, "file": description.file])
    }
    guard try Self.digest(ofFile: path) == digest else {
      throw Fault(.registerCopyChanged, at: Place(file: path), ["name": name])
    }
    return path
  }

  /// The description of a register.
  /// - Throws: ``Fault/Code/unknownRegister``.
  package func registerDescription(_ name: String) throws -> RegisterDescription {
    guard let found = importedTables.first(where: { bytesCompare($0.name, name) == 0 }) else {
      throw Fault(
        .unknownRegister,
        ["name": name, "known": importedTables.map(\.name).joined(separator: ", ")])
    }
    return found
  }

  /// What can be imported: the registers, and the other tables that the office keeps.
  public var importedTables: [RegisterDescription] { description.registers + description.records }

  /// The register that a file name belongs to by the description.
  /// - Throws: ``Fault/Code/fileOfNoRegister``; ``Fault/Code/noSuchFile``; the faults of an archive.
  public func registerName(ofFile path: String) throws -> String {
    let url = URL(filePath: path)
    let isWorkbook = try FileKind(of: path).isWorkbook
    guard
      let found = importedTables.first(where: { register in
        let file = URL(filePath: register.file)
        // The register villages.csv may come as villages.xlsx.
        return bytesCompare(file.lastPathComponent, url.lastPathComponent) == 0
          || (isWorkbook
            && bytesCompare(
              file.deletingPathExtension().lastPathComponent,
              url.deletingPathExtension().lastPathComponent) == 0)
      })
    else {
      throw Fault(
        .fileOfNoRegister, at: Place(file: path),
        ["files": importedTables.map { "\($0.name)=\($0.file)" }.joined(separator: ", ")])
    }
    return found.name
  }

  // MARK: - Checking

  private func checkRegisters(
    _ files: [String: String], encoding: TextEncoding?, sheet: String?,
    progress: Tables.Progress?
  ) throws -> [CheckedRegister] {
    for name in files.keys.sorted() { _ = try registerDescription(name) }
    var faults = Faults()
    var checked: [CheckedRegister] = []
    for description in importedTables {
      guard let path = files[description.name] else { continue }
      let file = try TableFile(
        path: path, encoding: encoding, sheet: sheet, named: description.name)
      let read: Tables.Table
      do { read = try file.table(progress: progress) } catch let found as Faults {
        faults.append(contentsOf: found)
        continue
      }
      for name in description.requiredColumns where read.index(of: name) == nil {
        faults.append(
          Fault(
            .registerColumnMissing, at: Place(file: path, sheet: read.sheet),
            ["name": name, "columns": read.names.joined(separator: ", ")]))
      }
      guard faults.isEmpty else { continue }
      let table = try read.marking(description, listsBeside: path)
        .namingParents(description, paths: pathsOfParents(description, among: checked))
      var check = RegisterCheck(
        description, table, parents: try parents(of: description, among: checked),
        siblings: try siblings(of: description, among: checked))
      try check.run()
      faults.append(contentsOf: check.faults)
      guard let register = check.register else { continue }
      checked.append(
        try CheckedRegister(
          description: description, table: table, register: register, totals: check.totals,
          format: file.format))
    }
    try faults.throwIfAny()
    return checked
  }

  /// Reads the rows of one first-stage unit and checks them.
  /// - Throws: ``Faults`` with everything that is wrong, rows of other units too.
  func checkLateRegister(
    _ description: RegisterDescription, _ path: String, of unit: UnitID,
    progress: Tables.Progress?
  ) throws -> CheckedRegister {
    let file = try TableFile(path: path, named: description.name)
    let table = try file.table(progress: progress)
    // Whoever brings late rows says which of them are on a list.
    let needed = description.requiredColumns + description.lists.map(\.column)
    for name in needed where table.index(of: name) == nil {
      throw Fault(
        .registerColumnMissing, at: Place(file: path, sheet: table.sheet),
        ["name": name, "columns": table.names.joined(separator: ", ")])
    }
    var check = RegisterCheck(
      description, table, parents: [unit],
      siblings: try siblings(of: description, among: []).filter {
        $0.text.hasPrefix(unit.text + "/")
      })
    try check.run(hasAllRows: false)
    try check.faults.throwIfAny()
    return try CheckedRegister(
      description: description, table: table, register: check.register!, totals: check.totals,
      format: file.format)
  }

  /// The path of each unit of the register above by its id alone, where that lies below the first stage and
  /// the id is unique in it.
  private func pathsOfParents(
    _ description: RegisterDescription, among checked: [CheckedRegister]
  ) throws -> [UnitID: UnitID] {
    guard let parent = description.parent, try registerDescription(parent).parent != nil
    else { return [:] }
    var paths: [UnitID: UnitID] = [:]
    var repeated: Set<UnitID> = []
    try anyRegister(parent, checked).forEachUnit { above, id, _ in
      if paths.updateValue(above.appending(id), forKey: id) != nil { repeated.insert(id) }
    }
    return paths.filter { !repeated.contains($0.key) }
  }

  private func parents(
    of description: RegisterDescription, among checked: [CheckedRegister]
  ) throws -> Set<UnitID>? {
    guard let parent = description.parent else { return nil }
    var ids: Set<UnitID> = []
    try anyRegister(parent, checked).forEachUnit { above, id, _ in
      ids.insert(above.text.isEmpty ? id : above.appending(id))
    }
    return ids
  }

  private func siblings(
    of description: RegisterDescription, among checked: [CheckedRegister]
  ) throws -> Set<UnitID> {
    // Only registers feed stages; records may repeat identifiers of theirs.
    guard let parent = description.parent,
      self.description.registers.contains(where: { $0.name == description.name })
    else { return [] }
    var paths: Set<UnitID> = []
    let imported = try database.read { try Self.registerDigests($0) }
    for other in self.description.registers
    where other.parent == parent && other.name != description.name {
      guard
        checked.contains(where: { $0.description.name == other.name })
          || imported[other.name] != nil
      else { continue }
      try anyRegister(other.name, checked).forEachUnit { above, id, _ in
        paths.insert(above.appending(id))
      }
    }
    return paths
  }

  private func anyRegister(_ name: String, _ checked: [CheckedRegister]) throws -> TableRegister {
    try checked.first { $0.description.name == name }?.register ?? register(named: name)
  }

  static func registerDigests(_ db: Database) throws -> [String: String] {
    try Row.fetchAll(db, sql: "SELECT name, digest FROM register").reduce(into: [:]) {
      $0[$1["name"] as String] = $1["digest"] as String
    }
  }

  static func digest(ofFile path: String) throws -> String {
    var hasher = SHA256()
    try TextFile.forEachByteBlock(of: path) { hasher.update(UnsafeRawBufferPointer($0)) }
    return hasher.digest().hex
  }
}

extension Fault.Code {
  /// A register that is not described was named.
  public static let unknownRegister = Fault.Code("unknown-register", .usage)
  /// A file belongs to no register by its name.
  public static let fileOfNoRegister = Fault.Code("file-of-no-register", .usage)
  /// A described column is not in the file.
  public static let registerColumnMissing = Fault.Code("register-column-missing", .data)
  /// A register is needed that was not imported yet.
  public static let registerNotImported = Fault.Code("register-not-imported", .data)
  /// The canonical copy of a register is not what was imported.
  public static let registerCopyChanged = Fault.Code("register-copy-changed", .data)
}
