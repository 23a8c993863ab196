// SPDX-License-Identifier: GPL-3.0-or-later

public import Assessment
import Files
import Foundation
import GRDB
public import Tables

/// A register as it was imported once.
public struct RegisterVersion: Sendable, Equatable {
  /// Its number among the register's versions, counted from 1.
  public let number: Int
  /// The SHA-256 of the canonical copy.
  public let digest: String
  /// The number of units.
  public let rows: Int
  /// When it was imported, in UTC.
  public let importedAt: String
}

/// The versions of registers. Copies of earlier ones lie under `registers/versions/`.
enum RegisterVersions {
  static let schema = """
    -- Every version of a register that was ever imported, in order.
    CREATE TABLE register_version (
      register TEXT NOT NULL,
      number INTEGER NOT NULL,
      digest TEXT NOT NULL,
      rows INTEGER NOT NULL,
      imported_at TEXT NOT NULL,
      PRIMARY KEY (register, number)
    ) STRICT, WITHOUT ROWID;
    INSERT INTO register_version (register, number, digest, rows, imported_at)
      SELECT name, 1, digest, rows, imported_at FROM register;
    """

  /// Notes a version, unless it is the last one again.
  static func append(
    _ name: String, digest: String, rows: Int, at time: String, in db: Database
  ) throws {
    let last = try Row.fetchOne(
      db,
      sql:
        "SELECT number, digest FROM register_version WHERE register = ? ORDER BY number DESC LIMIT 1",
      arguments: [name])
    if last?["digest"] == digest { return }
    try db.execute(
      sql: """
        INSERT INTO register_version (register, number, digest, rows, imported_at)
        VALUES (?, ?, ?, ?, ?)
        """,
      arguments: [name, (last?["number"] as Int? ?? 0) + 1, digest, rows, time])
  }
}

extension Workspace {
  /// The versions of a register in their order.
  /// - Throws: ``Fault/Code/unknownRegister``.
  public func registerVersions(_ name: String) throws -> [RegisterVersion] {
    _ = try registerDescription(name)
    return try database.read { db in
      try Row.fetchAll(
        db, sql: "SELECT * FROM register_version WHERE register = ? ORDER BY number",
        arguments: [name]
      ).map {
        RegisterVersion(
          number: $0["number"], digest: $0["digest"], rows: $0["rows"],
          importedAt: $0["imported_at"])
      }
    }
  }

  /// What changed between two versions of a register; between the last two unless they are named.
  /// - Throws: ``Fault/Code/noRegisterVersion``; ``Fault/Code/onlyRegisterVersion`` where there is no other;
  ///   ``Fault/Code/registerNotImported``; ``Fault/Code/registerCopyChanged``; the faults of ``RegisterDiff``.
  public func registerDiff(_ name: String, from: Int? = nil, to: Int? = nil) throws -> RegisterDiff
  {
    let versions = try registerVersions(name)
    let description = try registerDescription(name)
    guard let latest = versions.last else {
      throw Fault(.registerNotImported, ["name": name, "file": description.file])
    }
    let last = to ?? latest.number
    guard from != nil || to != nil || versions.count > 1 else {
      throw Fault(.onlyRegisterVersion, ["name": name, "imported": latest.importedAt])
    }
    return try RegisterDiff(
      from: table(of: name, version: from ?? last - 1, versions),
      to: table(of: name, version: last, versions), id: description.id,
      village: description.parentColumn)
  }

  /// What would change in a register with a file.
  ///
  /// Personal columns are not in the copy that is compared, so that they are left out.
  /// - Throws: as ``registerDiff(_:from:to:)``; the faults of ``TableFile``.
  public func registerDiff(
    _ name: String, with path: String, progress: Tables.Progress? = nil
  ) throws -> RegisterDiff {
    let description = try registerDescription(name)
    let old = try CSVFile(path: copyOfRegister(name)).table()
    let file = try TableFile(path: path, named: name, delimiter: nil)
    let new = try file.table(
      columns: file.header.filter { old.index(of: $0) != nil }, progress: progress
    ).prefixing(description.id, by: description.prefix)
    return try RegisterDiff(
      from: old, to: new, id: description.id, village: description.parentColumn)
  }

  private func table(
    of name: String, version: Int, _ versions: [RegisterVersion]
  ) throws -> Tables.Table {
    guard let found = versions.first(where: { $0.number == version }) else {
      throw Fault(
        .noRegisterVersion,
        [
          "name": name, "version": "\(version)",
          "known": versions.map { "\($0.number)" }.joined(separator: ", "),
        ])
    }
    // The last version is the copy itself, and so is an earlier one that came back.
    let current = try database.read { try Self.registerDigests($0)[name] }
    let path =
      current == found.digest
      ? try copyOfRegister(name)
      : folder.appending(path: versionPath(name, digest: found.digest)).path
    guard FileManager.default.fileExists(atPath: path),
      try Self.digest(ofFile: path) == found.digest
    else { throw Fault(.registerCopyChanged, at: Place(file: path), ["name": name]) }
    return try CSVFile(path: path).table()
  }

  /// Where a copy lies within the workspace once another version has taken its place.
  func versionPath(_ name: String, digest: String) -> String {
    "registers/versions/\(name)-\(digest.prefix(16)).csv"
  }
}

extension Tables.Table {
  /// The same table with a text before each value of a column.
  fileprivate func prefixing(_ column: String, by prefix: String) throws -> Tables.Table {
    guard !prefix.isEmpty else { return self }
    let texts = try text(column)
    let prefixed = TextColumn((0..<rowCount).map { prefix + texts.text(at: $0) as String? })
    return Tables.Table(
      file: file, sheet: sheet, names: names,
      columns: zip(names, columns).map { bytesCompare($0, column) == 0 ? prefixed : $1 },
      lines: lines)
  }
}

extension Fault.Code {
  /// A register has no version of a number.
  public static let noRegisterVersion = Fault.Code("no-register-version", .data)
  /// A register has one version only, and no other to be compared with it.
  public static let onlyRegisterVersion = Fault.Code("only-register-version", .data)
}
