// SPDX-License-Identifier: GPL-3.0-or-later

public import Assessment
import Files
public import Foundation
import GRDB
public import Tables

extension Workspace {
  /// Makes a workspace with one round.
  ///
  /// - Parameters:
  ///   - folder: a folder that does not exist or is empty.
  ///   - text: the text of `assessment.yaml`; where it names the schema of editors, a copy of that is put
  ///     beside it.
  ///   - round: the name of the first round.
  ///   - session: who acts.
  ///   - home: where profiles are found.
  /// - Throws: ``Fault/Code/folderNotEmpty``; ``Fault/Code/cannotWriteFile``; the faults of the text.
  public static func create(
    at folder: URL, description text: String, round: String, session: Session, home: AssayHome
  ) throws -> Workspace {
    let manager = FileManager.default
    if manager.fileExists(atPath: folder.path) {
      guard (try? manager.contentsOfDirectory(atPath: folder.path).isEmpty) == true else {
        throw Fault(.folderNotEmpty, at: Place(file: folder.path))
      }
    }
    try makeFolder(folder)
    try makeFolder(folder.appending(path: "registers"))
    try AtomicFile.write(text, to: folder.appending(path: "assessment.yaml").path)
    if text.hasPrefix(schemaLine), let schema = home.schemaFile(.assessment) {
      // A copy goes with the folder wherever it is taken; a link to this machine's would not.
      try AtomicFile.write(
        TextFile(path: schema.path).contents(), to: folder.appending(path: schemaName).path)
    }
    let workspace = try Workspace(at: folder, session: session, home: home, isWriting: true)
    try workspace.openRound(round)
    return workspace
  }

  /// The text of a new `assessment.yaml` from a profile: its registers and its design, to be completed.
  ///
  /// - Parameters:
  ///   - profile: the profile's name.
  ///   - home: where profiles are found.
  ///   - language: that of the workspace's reports and messages.
  public static func descriptionText(
    profile: String, home: AssayHome, language: Language = .chinese
  ) throws -> String {
    let folder = try home.profileFolder(named: profile)
    let proposed = try home.profile(named: profile)
    let records = proposed.recordsText
    // A file may name one schema, that of the whole.
    let naming = "# yaml-language-server: "
    let design = try TextFile(path: folder.appending(path: "design.yaml").path).contents()
      .split(separator: "\n", omittingEmptySubsequences: false)
      .filter { !$0.hasPrefix(naming) }.joined(separator: "\n")
    let schema = home.schemaFile(.assessment) == nil ? "" : schemaLine + "\n"
    return """
      \(schema)title: {zh: 未命名评估, en: Untitled assessment}
      profile: \(profile)
      language: \(language.rawValue)
      registers:
      \(indented(proposed.registersText))\(records.isEmpty ? "" : "\nrecords:\n" + indented(records))
      design:
      \(indented(design))

      """
  }

  /// The name in a workspace of the schema by which editors check `assessment.yaml`.
  private static let schemaName = "assessment.schema.json"
  /// The line that tells editors of YAML where it is: beside the file.
  private static var schemaLine: String { "# yaml-language-server: $schema=\(schemaName)" }

  private static func indented(_ text: String) -> String {
    text.split(separator: "\n", omittingEmptySubsequences: false)
      .map { $0.isEmpty ? "" : "  " + $0 }
      .joined(separator: "\n")
      .trimmingCharacters(in: .newlines)
  }

  static func makeFolder(_ folder: URL, mode: Int = 0o755) throws {
    do {
      try FileManager.default.createDirectory(
        at: folder, withIntermediateDirectories: true, attributes: [.posixPermissions: mode])
    } catch {
      throw Fault(
        .cannotWriteFile, at: Place(file: folder.path), ["reason": error.localizedDescription])
    }
  }

  // MARK: - Rounds

  /// Opens a round.
  /// - Throws: ``Fault/Code/roundExists``; ``Fault/Code/badRoundName``.
  public func openRound(_ name: String) throws {
    let isPlain =
      !name.isEmpty && !name.hasPrefix(".") && !name.contains("/")
      && name.unicodeScalars.allSatisfy { $0.properties.generalCategory != .control }
    guard isPlain else { throw Fault(.badRoundName, ["name": name]) }
    try record("round new", ["round": name]) { db in
      let exists = try Bool.fetchOne(
        db, sql: "SELECT EXISTS (SELECT 1 FROM round WHERE name = ?)", arguments: [name])
      if exists == true { throw Fault(.roundExists, ["name": name]) }
      try db.execute(
        sql: """
          INSERT INTO round (name, number, opened_at)
          VALUES (?, (SELECT coalesce(max(number), 0) + 1 FROM round), ?)
          """,
        arguments: [name, session.timestamp])
    }
  }

  /// The names of the rounds, in the order in which they were opened.
  public func rounds() throws -> [String] {
    try database.read { try String.fetchAll($0, sql: "SELECT name FROM round ORDER BY number") }
  }

  /// The round of a name, or the one opened last.
  /// - Throws: ``Fault/Code/unknownRound``.
  public func round(named name: String?) throws -> String {
    let rounds = try rounds()
    guard let name else {
      guard let last = rounds.last else { throw Fault(.unknownRound, ["name": "", "known": "–"]) }
      return last
    }
    guard let found = rounds.first(where: { bytesCompare($0, name) == 0 }) else {
      throw Fault(.unknownRound, ["name": name, "known": rounds.joined(separator: ", ")])
    }
    return found
  }
}

extension Fault.Code {
  /// A round of that name exists.
  public static let roundExists = Fault.Code("round-exists", .usage)
  /// A round's name cannot be the name of a folder.
  public static let badRoundName = Fault.Code("bad-round-name", .usage)
  /// There is no round of that name.
  public static let unknownRound = Fault.Code("unknown-round", .usage)
}
