// SPDX-License-Identifier: GPL-3.0-or-later

import Assessment
import Files
import Foundation
import GRDB
import Sampling
import Tables

/// A register that passed all checks, with the text of its canonical copy.
struct CheckedRegister {
  let description: RegisterDescription
  let table: Tables.Table
  let register: TableRegister
  let canonicalText: String
  let sourceDigest: String
  private let totals: [String: Int]
  private let format: String
  private let personal: [String]

  /// - Parameter personal: columns that are personal though nobody described them.
  init(
    description: RegisterDescription, table: Tables.Table, register: TableRegister,
    totals: [String: Int], format: String, personal: [String]
  ) throws {
    self.description = description
    self.table = table
    self.register = register
    self.totals = totals
    self.format = format
    self.personal = personal
    let columns = description.sealedColumns.map(\.name)
    var text = register.canonicalHeader(columns: columns) + "\n"
    try register.forEachCanonicalRow(columns: columns) { _, record in
      text += record
      text += "\n"
    }
    canonicalText = text
    sourceDigest = try Workspace.digest(ofFile: table.file ?? "")
  }

  /// The SHA-256 of the canonical copy.
  var digest: Digest { SHA256.hash(canonicalText) }

  /// What was found, for people.
  func summary(_ state: ImportedRegister.State) -> ImportedRegister {
    ImportedRegister(
      name: description.name, file: table.file ?? "", format: format, rows: table.rowCount,
      totals: description.columns.compactMap { column in
        totals[column.name].map { (column.name, $0) }
      }, digest: digest, state: state)
  }

  /// The columns that are kept but not sealed: personal ones, and those that nobody described.
  var extraColumns: [(name: String, isPersonal: Bool)] {
    let sealed =
      [description.id] + (description.parentColumn.map { [$0] } ?? [])
      + description.sealedColumns.map(\.name)
    let personal = personal + description.columns.filter(\.isPersonal).map(\.name)
    return table.names.filter { !sealed.contains($0) }.map { ($0, personal.contains($0)) }
  }

  /// The path of a row's unit.
  func path(row: Int) throws -> String {
    let id = description.prefix + (try table.text(description.id).text(at: row))
    guard let parentColumn = description.parentColumn else { return id }
    return try table.text(parentColumn).unitID(at: row).appending(UnitID(id)).text
  }
}

extension Workspace {
  /// The canonical copy, which appears with the records of its import, and before it the copy that it takes
  /// the place of, which stays among the versions.
  /// - Parameter known: the SHA-256 of the imported copy of each register.
  func pendingFiles(of checked: CheckedRegister, known: [String: String]) -> [PendingFile] {
    let name = checked.description.name
    let copy = PendingFile("registers/\(name).csv", text: checked.canonicalText)
    let present = registersFolder.appending(path: "\(name).csv").path
    guard let earlier = known[name], earlier != checked.digest.hex,
      FileManager.default.fileExists(atPath: present)
    else { return [copy] }
    let version = PendingFile(versionPath(name, digest: earlier)) { path in
      if FileManager.default.fileExists(atPath: path) {
        try FileManager.default.removeItem(atPath: path)
      }
      try FileManager.default.copyItem(atPath: present, toPath: path)
    }
    return [version, copy]
  }

  /// Replaces the records of a register.
  func insert(_ checked: CheckedRegister, into db: Database) throws {
    let name = checked.description.name
    try db.execute(sql: "DELETE FROM register WHERE name = ?", arguments: [name])
    try db.execute(
      sql: """
        INSERT INTO register (name, source, source_digest, rows, digest, imported_at)
        VALUES (?, ?, ?, ?, ?, ?)
        """,
      arguments: [
        name, checked.table.file ?? "", checked.sourceDigest, checked.table.rowCount,
        checked.digest.hex, session.timestamp,
      ])
    try RegisterVersions.append(
      name, digest: checked.digest.hex, rows: checked.table.rowCount, at: session.timestamp, in: db)
    try insertExtras(checked, isPersonal: false, into: db)
    try insertExtras(checked, isPersonal: true, into: db)
  }

  /// Keeps the values that are not sealed, personal ones in a table of their own.
  private func insertExtras(
    _ checked: CheckedRegister, isPersonal: Bool, into db: Database
  ) throws {
    let name = checked.description.name
    let columns = checked.extraColumns.filter { $0.isPersonal == isPersonal }.map(\.name)
    guard !columns.isEmpty else { return }
    for (position, column) in columns.enumerated() {
      try db.execute(
        sql: """
          INSERT INTO register_extra_column (register, is_personal, position, name)
          VALUES (?, ?, ?, ?)
          """,
        arguments: [name, isPersonal, position, column])
    }
    let texts = try columns.map { try checked.table.text($0) }
    let statement = try db.makeStatement(
      sql: """
        INSERT INTO \(isPersonal ? "register_personal" : "register_extra") (register, path, record)
        VALUES (?, ?, ?)
        """)
    for row in 0..<checked.table.rowCount {
      try statement.execute(arguments: [
        name, try checked.path(row: row), Record.text(texts.map { $0.text(at: row) }),
      ])
    }
  }
}
