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
  /// What became of what the workspace held before.
  public let state: State
  /// What is worth a second look, though allowed.
  public internal(set) var warnings: [Fault] = []

  /// What an import makes of what the workspace held before.
  public enum State: Sendable, Equatable {
    /// Nothing was held, or other units or other values of columns that are sealed.
    case inOrder
    /// The same units with the same values in all columns.
    case unchanged
    /// The columns that are sealed hold the same; in so many rows the others do not. `columns` are those that
    /// changed, came or went.
    case changedBeside(rows: Int, columns: [String])
  }

  /// Whether the workspace held the same units with the same values in all columns already.
  public var isUnchanged: Bool { state == .unchanged }
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
  ///   - corrections: workbooks of rejected rows, as somebody corrected them. Their rows take the places of
  ///     those of the files that they came from, which need not be named.
  ///   - rejects: the round beside whose files rejected rows are written, and the sentence of a fault with its
  ///     remedy; without it they are not.
  ///   - reason: why columns are given up that somebody reads and that the register had before.
  ///   - progress: hears the bytes that are read.
  /// - Throws: ``Faults`` with everything that is wrong, without `reason` also
  ///   ``Fault/Code/registerColumnLost``; with `rejects` and rows among it
  ///   ``RefusedRegisters``; the faults of ``TableFile``; ``Fault/Code/correctedFileMissing``,
  ///   ``Fault/Code/correctedFileChanged``, ``Fault/Code/rejectsOriginUnclear``.
  /// - Complexity: linear in the registers' bytes, and n log n in the units of a parent.
  public func importRegisters(
    _ files: [String: String], encoding: TextEncoding? = nil, sheet: String? = nil,
    corrections: [String] = [], rejects: (round: String, describe: (Fault) -> String)? = nil,
    reason: String? = nil, progress: Tables.Progress? = nil
  ) throws -> [ImportedRegister] {
    let sources = try sources(
      files, encoding: encoding, sheet: sheet, corrections: corrections)
    let found = try checkRegisters(sources, progress: progress)
    var faults = found.faults
    if (reason ?? "").isEmpty { for fault in found.lost { faults.append(fault) } }
    if !faults.isEmpty {
      guard let rejects, !found.rejected.isEmpty else { throw faults }
      let paths = try withoutActuallyEscaping(rejects.describe) { describe in
        try writeRejects(
          found.rejected, of: sources, offices: found.offices, round: rejects.round,
          describe: describe, faults: &faults)
      }
      throw paths.isEmpty ? faults : RefusedRegisters(faults: faults, rejects: paths)
    }
    let checked = found.checked
    let known = try database.read { try Self.registerDigests($0) }
    var details = Dictionary(
      uniqueKeysWithValues: checked.map { ($0.description.name, $0.digest.hex) })
    // The canonical copy says nothing of columns that are not sealed; the file does.
    for register in checked { details["\(register.description.name) file"] = register.sourceDigest }
    let books = sources.values.flatMap { $0.corrections?.books ?? [] }
    if !books.isEmpty {
      details["corrections"] = books.map(\.digest).sorted().joined(separator: " ")
    }
    if let reason, !found.lost.isEmpty {
      details["reason"] = reason
      details["columns given up"] =
        found.lost.map { "\($0.values["register"]!).\($0.values["column"]!)" }
        .joined(separator: " ")
    }
    let summaries = try database.read { db in
      try checked.map { register in
        let held = try HeldRegister(register.description.name, in: db)
        var summary = register.summary(try held?.state(of: register, in: db) ?? .inOrder)
        summary.warnings += [held?.shrinkage(to: register)].compactMap { $0 }
        return summary
      }
    }
    try record(
      "register import", details, files: checked.flatMap { pendingFiles(of: $0, known: known) }
    ) { db in
      for register in checked { try insert(register, into: db) }
      for book in books { try noteImported(digest: book.digest, in: db) }
    }
    return try summaries.map { summary in
      var summary = summary
      summary.warnings += try unsampledUnits(of: [summary.name]).map(\.fault)
      return summary
    }
  }

  /// Reads registers and checks them as an import would, and keeps nothing.
  /// - Throws: as ``importRegisters(_:encoding:sheet:corrections:rejects:progress:)``.
  public func checkRegisterFiles(
    _ files: [String: String], encoding: TextEncoding? = nil, sheet: String? = nil,
    corrections: [String] = [], progress: Tables.Progress? = nil
  ) throws -> [ImportedRegister] {
    let found = try checkRegisters(
      sources(files, encoding: encoding, sheet: sheet, corrections: corrections),
      progress: progress)
    var faults = found.faults
    for fault in found.lost { faults.append(fault) }
    try faults.throwIfAny()
    return found.checked.map { $0.summary(.inOrder) }
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
  /// None of the described columns is in the file.
  public static let registerHeaderMissing = Fault.Code("register-header-missing", .data)
  /// A described column is not in the file.
  public static let registerColumnMissing = Fault.Code("register-column-missing", .data)
  /// A register is needed that was not imported yet.
  public static let registerNotImported = Fault.Code("register-not-imported", .data)
  /// The canonical copy of a register is not what was imported.
  public static let registerCopyChanged = Fault.Code("register-copy-changed", .data)
}
