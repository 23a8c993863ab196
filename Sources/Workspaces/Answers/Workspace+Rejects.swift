// SPDX-License-Identifier: GPL-3.0-or-later

import Files
import Foundation
import GRDB
import Sampling
import Tables

extension Workspace {
  /// A writer of the rejected rows of a file; `nil` for a trial or where nobody words faults.
  /// - Parameter digest: the digest of the file.
  func rejectsWriter(
    for file: AnswersFile, digest: String, _ request: AnswersRequest, round: String
  ) throws -> RejectsWriter? {
    guard let describe = request.describe, !request.isTrial else { return nil }
    // Rejected rows that nobody has imported again must stay, unless this is the file that they came
    // from, whose rows are rejected or accepted once more.
    func path(_ ending: String) throws -> String {
      try freePath("rejects", extension: ending, round: round) { written in
        written["imported_at"] != nil || (written["source"] as String?) == digest
          || (written["digest"] as String) == digest
      }
    }
    return RejectsWriter(
      bookPath: try path("xlsx"), textPath: try path("csv"),
      names: file.names.filter { !RejectColumns.ofAnswers.contains(bytesOf: $0) },
      isText: request.rejectsAsCSV, hasRepeats: !file.children.isEmpty, describe: describe)
  }

  /// Writes a file for people beside the round's others, under a name that nobody's work stands under.
  /// - Parameter parts: whom it is for, such as an office; empty ones are left out of the name.
  /// - Returns: the path.
  /// - Throws: what `write` throws; ``Fault/Code/cannotWriteFile``.
  public func writeForPeople(
    _ name: String, for parts: [String] = [], _ ending: String, round: String,
    _ write: (_ path: String) throws -> Void
  ) throws -> String {
    let whole = ([name] + parts.filter { !$0.isEmpty }).map(Self.fileNamePart)
      .joined(separator: "-")
    let path = try freePath(whole, extension: ending, round: round) { _ in true }
    try write(path)
    try noteWritten(path, source: nil)
    return path
  }

  /// The path of a file for people to fill in: the first of `name.ext`, `name-2.ext`, … that does not
  /// exist, or that still is what was written and may go, so that nobody's work is written over.
  /// - Parameter mayGo: whether a file that nobody changed is of no more use, by its record.
  func freePath(
    _ name: String, extension: String, round: String, mayGo: (Row) -> Bool
  ) throws -> String {
    let folder = outputFolder(round: round)
    try Self.makeFolder(folder)
    var number = 1
    while true {
      let suffix = number == 1 ? "" : "-\(number)"
      let path = folder.appending(path: "\(name)\(suffix).\(`extension`)").path
      guard FileManager.default.fileExists(atPath: path) else { return path }
      let digest = try Self.digest(ofFile: path)
      let written = try database.read { db in
        try Row.fetchOne(db, sql: "SELECT * FROM written_file WHERE path = ?", arguments: [path])
      }
      if let written, written["digest"] == digest, mayGo(written) { return path }
      number += 1
    }
  }

  /// Records a file for people as it was written, so that it is known whether somebody changed it.
  ///
  /// A file that is there and not recorded, as after a crash between the two, is never written over.
  /// - Parameter source: the digest of the file whose rows it holds, if it holds some.
  func noteWritten(_ path: String, source: String?) throws {
    let digest = try Self.digest(ofFile: path)
    try database.write { db in
      try db.execute(
        sql: "INSERT OR REPLACE INTO written_file (path, digest, source) VALUES (?, ?, ?)",
        arguments: [path, digest, source])
    }
  }

  /// Records that a file, if it is one that was written for people, came back.
  func noteImported(digest: String, in db: Database) throws {
    try db.execute(
      sql: "UPDATE written_file SET imported_at = ? WHERE digest = ?",
      arguments: [session.timestamp, digest])
  }

  /// Adds the rows that were accepted at first and then found to be in conflict, in a second pass.
  /// - Returns: what kept rows out.
  func add(
    _ takenBack: [Int: Fault], of file: AnswersFile, _ reader: SubmissionReader,
    to rejects: RejectsWriter
  ) throws -> [Fault] {
    var left: [Fault] = []
    if !takenBack.isEmpty {
      let lines = takenBack
      try file.mapBlocks(progress: nil) {
        $0
      } consume: { table, offset in
        for row in 0..<table.rowCount {
          let line = table.lines[row] + offset
          guard let fault = lines[line] else { continue }
          let reason = try rejects.append(
            table.without(RejectColumns.ofAnswers), row: row, line: line,
            key: fault.values["key"] ?? "", [fault], [fault.remedy(rejects.describe)])
          if let reason { left.append(reason) }
        }
      }
    }
    try rejects.append(file.children) { table, row in
      table.index(of: "KEY").map { String(table.columns[$0].text(at: row).prefix { $0 != "/" }) }
        ?? reader.rootOfKoboRow(table, row)
    }
    return left
  }
}

extension Tables.Table {
  /// The table without some columns.
  func without(_ left: [String]) -> Tables.Table {
    guard left.contains(where: { index(of: $0) != nil }) else { return self }
    let kept = names.indices.filter { index in
      !left.contains(bytesOf: names[index])
    }
    return Tables.Table(
      file: file, sheet: sheet, names: kept.map { names[$0] }, columns: kept.map { columns[$0] },
      lines: lines)
  }
}
