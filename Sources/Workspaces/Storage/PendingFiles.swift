// SPDX-License-Identifier: GPL-3.0-or-later

import Files
import Foundation
import GRDB
import Glibc
import Tables

/// A file that belongs to a change of the records: both are there afterwards, or neither.
///
/// It is written beside its place before the records change, and put there afterwards. A crash between the
/// two is made good the next time the workspace is opened for a change.
struct PendingFile {
  /// The path within the workspace's folder.
  let path: String
  /// Writes the file.
  let write: (_ path: String) throws -> Void

  /// A file that `write` makes.
  init(_ path: String, write: @escaping (_ path: String) throws -> Void) {
    self.path = path
    self.write = write
  }

  /// A file of a text.
  init(_ path: String, text: String, mode: UInt16 = 0o644) {
    self.init(path) { try AtomicFile.write(text, to: $0, mode: mode) }
  }

  static let schema = """
    -- Files of the last change that lie beside their places, with their paths in the workspace's folder.
    CREATE TABLE pending_file (
      path TEXT PRIMARY KEY,
      digest TEXT NOT NULL
    ) STRICT, WITHOUT ROWID;
    """
}

extension Workspace {
  /// Changes the records and appends to the log, both or neither, and then puts the files of the change in
  /// their places.
  ///
  /// - Parameters:
  ///   - command: the command as the log names it.
  ///   - details: what the log keeps of it.
  ///   - files: the files that belong to the change.
  /// - Throws: what `change` and the files' closures throw; ``Files/Fault/Code/cannotWriteFile``.
  func record<Result>(
    _ command: String, _ details: [String: String], files: [PendingFile],
    _ change: (Database) throws -> Result
  ) throws -> Result {
    for file in files {
      let place = folder.appending(path: file.path)
      try Self.makeFolder(place.deletingLastPathComponent())
      try file.write(pendingPath(file.path))
    }
    FailPoint.beforeRecord.pass()
    let result = try database.write { db in
      let result = try change(db)
      for file in files {
        try db.execute(
          sql: "INSERT OR REPLACE INTO pending_file (path, digest) VALUES (?, ?)",
          arguments: [file.path, try Self.digest(ofFile: pendingPath(file.path))])
      }
      try Log.append(command: command, details: details, session: session, to: db)
      return result
    }
    FailPoint.beforeFiles.pass()
    try settlePendingFiles()
    return result
  }

  /// Makes good a crash between the last change of the records and the moving of its files.
  func settleLastChange(isWriting: Bool) throws {
    if isWriting { return try settlePendingFiles() }
    let isSettled = try database.read { db in
      try Row.fetchOne(db, sql: "SELECT 1 FROM pending_file") == nil
    }
    if isSettled { return }
    // Whoever reads needs the files, too; whoever writes at this moment is putting them there.
    do {
      let lock = try WorkspaceLock(folder: folder, session: session)
      try withExtendedLifetime(lock) { try settlePendingFiles() }
    } catch let fault as Fault where fault.code == .workspaceInUse {}
  }

  /// Puts the files of the last change in their places, those that are not there yet.
  /// - Throws: ``Files/Fault/Code/cannotWriteFile``.
  func settlePendingFiles() throws {
    let files = try database.read { db in
      try Row.fetchAll(db, sql: "SELECT path, digest FROM pending_file ORDER BY path")
    }
    guard !files.isEmpty else { return }
    for row in files {
      let (path, digest): (String, String) = (row["path"], row["digest"])
      let pending = pendingPath(path)
      guard FileManager.default.fileExists(atPath: pending),
        try Self.digest(ofFile: pending) == digest
      else { continue }
      try AtomicFile.move(pending, to: folder.appending(path: path).path)
      FailPoint.betweenFiles.pass()
    }
    try database.write { try $0.execute(sql: "DELETE FROM pending_file") }
  }

  private func pendingPath(_ path: String) -> String {
    folder.appending(path: path + ".pending").path
  }
}
