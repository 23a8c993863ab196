// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation
package import GRDB
import Sampling
public import Tables

/// The append-only record of all that changed a workspace.
///
/// Each entry carries the SHA-256 of its own canonical JSON, in which the hash of the entry before
/// stands; a changed, missing or inserted entry breaks the chain.
public enum Log {
  /// One entry.
  public struct Entry: Sendable, Equatable {
    /// Its number, counted from 1.
    public let sequence: Int
    /// When, in UTC.
    public let at: String
    /// Who acted.
    public let actor: String
    /// The command.
    public let command: String
    /// What was recorded of it.
    public let details: [String: String]
    /// The hash of the entry before; empty for the first.
    public let previous: String
    /// Its own hash.
    public let hash: String
  }

  /// Appends an entry within the transaction that makes the change.
  package static func append(
    command: String, details: [String: String], session: Session, to db: Database
  ) throws {
    let last = try Row.fetchOne(
      db, sql: "SELECT sequence, hash FROM log ORDER BY sequence DESC LIMIT 1")
    let sequence = (last?["sequence"] as Int? ?? 0) + 1
    let previous = last?["hash"] as String? ?? ""
    let at = session.timestamp
    let hash = self.hash(
      sequence: sequence, at: at, actor: session.actor, command: command, details: details,
      previous: previous)
    try db.execute(
      sql: """
        INSERT INTO log (sequence, at, actor, command, details, previous, hash)
        VALUES (?, ?, ?, ?, ?, ?, ?)
        """,
      arguments: [sequence, at, session.actor, command, json(details).text, previous, hash])
    FailPoint.beforeCommit.pass()
  }

  /// All entries in their order.
  /// - Throws: ``Fault/Code/brokenLog`` at the first entry whose hash does not follow.
  static func entries(in db: Database) throws -> [Entry] {
    var previous = ""
    var entries: [Entry] = []
    for row in try Row.fetchAll(db, sql: "SELECT * FROM log ORDER BY sequence") {
      let details = try self.details(row["details"])
      let entry = Entry(
        sequence: row["sequence"], at: row["at"], actor: row["actor"], command: row["command"],
        details: details, previous: row["previous"], hash: row["hash"])
      let expected = hash(
        sequence: entries.count + 1, at: entry.at, actor: entry.actor, command: entry.command,
        details: details, previous: previous)
      guard entry.hash == expected, entry.previous == previous else {
        throw Fault(.brokenLog, ["entry": "\(entries.count + 1)"])
      }
      previous = entry.hash
      entries.append(entry)
    }
    return entries
  }

  private static func hash(
    sequence: Int, at: String, actor: String, command: String, details: [String: String],
    previous: String
  ) -> String {
    let json = CanonicalJSON.object([
      "sequence": .integer(sequence), "at": .string(at), "actor": .string(actor),
      "command": .string(command), "details": json(details), "previous": .string(previous),
    ])
    return SHA256.hash(json.text).hex
  }

  private static func json(_ details: [String: String]) -> CanonicalJSON {
    .object(
      Dictionary(uniqueKeysWithValues: details.map { (UnitID($0.key), .string($0.value)) }))
  }

  /// The values that ``json(_:)`` wrote.
  private static func details(_ text: String) throws -> [String: String] {
    guard case .object(let members) = try CanonicalJSON(parsing: Array(text.utf8)) else {
      return [:]
    }
    return members.reduce(into: [:]) { details, member in
      if case .string(let value) = member.value { details[member.key.text] = value }
    }
  }
}

extension Workspace {
  /// The log.
  /// - Throws: ``Fault/Code/brokenLog``.
  public func log() throws -> [Log.Entry] {
    try database.read { try Log.entries(in: $0) }
  }
}

extension Fault.Code {
  /// The chain of the log is broken.
  public static let brokenLog = Fault.Code("broken-log", .data)
}
