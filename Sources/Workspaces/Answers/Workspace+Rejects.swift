// SPDX-License-Identifier: GPL-3.0-or-later

import Files
import Foundation
import GRDB
import Sampling
import Tables

extension Workspace {
  /// A writer of the rejected rows of a file; `nil` for a trial or where nobody words faults.
  func rejectsWriter(
    for file: AnswersFile, _ request: AnswersRequest, round: String
  ) throws -> (writer: RejectsWriter, path: String)? {
    guard let describe = request.describe, !request.isTrial else { return nil }
    let path = try freePath(
      "rejects", extension: request.rejectsAsCSV ? "csv" : "xlsx", round: round)
    let names = file.names.filter { !RejectsWriter.columns.contains($0) }
    return (RejectsWriter(path: path, names: names, describe: describe), path)
  }

  /// The path of a file for people to fill in: the first of `name.ext`, `name-2.ext`, … that does not
  /// exist or still is what was written, so that nobody's work is written over.
  private func freePath(_ name: String, extension: String, round: String) throws -> String {
    let folder = outputFolder(round: round)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    var number = 1
    while true {
      let suffix = number == 1 ? "" : "-\(number)"
      let path = folder.appending(path: "\(name)\(suffix).\(`extension`)").path
      guard FileManager.default.fileExists(atPath: path) else { return path }
      let digest = try Self.digest(ofFile: path)
      let written = try database.read { db in
        try String.fetchOne(
          db, sql: "SELECT digest FROM written_file WHERE path = ?", arguments: [path])
      }
      if written == digest { return path }
      number += 1
    }
  }

  /// Writes a file for people beside the round's others, under a name that nobody's work stands under.
  /// - Returns: the path, relative to the present folder where it lies within.
  public func writeForPeople(
    _ name: String, _ ending: String, round: String, _ write: (_ path: String) throws -> Void
  ) throws -> String {
    let path = try freePath(name, extension: ending, round: round)
    try write(path)
    let digest = try Self.digest(ofFile: path)
    try database.write { db in
      try db.execute(
        sql: "INSERT OR REPLACE INTO written_file (path, digest) VALUES (?, ?)",
        arguments: [path, digest])
    }
    return path
  }

  /// Adds the rows that were accepted at first and then found to be in conflict, in a second pass.
  func add(
    _ takenBack: [Int: Fault], of file: AnswersFile, _ reader: SubmissionReader,
    to rejects: RejectsWriter
  ) throws {
    if !takenBack.isEmpty {
      let lines = takenBack
      try file.mapBlocks(progress: nil) {
        $0
      } consume: { table, offset in
        for row in 0..<table.rowCount {
          let line = table.lines[row] + offset
          guard let fault = lines[line] else { continue }
          try rejects.append(
            table.without(RejectsWriter.columns), row: row, line: line,
            key: fault.values["key"] ?? "", [fault])
        }
      }
    }
    try rejects.append(file.children) { table, row in
      table.index(of: "KEY").map { String(table.columns[$0].text(at: row).prefix { $0 != "/" }) }
        ?? reader.rootOfKoboRow(table, row)
    }
  }
}

extension Tables.Table {
  /// The table without some columns.
  func without(_ left: [String]) -> Tables.Table {
    guard left.contains(where: { index(of: $0) != nil }) else { return self }
    let kept = names.indices.filter { index in
      !left.contains { bytesCompare($0, names[index]) == 0 }
    }
    return Tables.Table(
      file: file, sheet: sheet, names: kept.map { names[$0] }, columns: kept.map { columns[$0] },
      lines: lines)
  }
}
