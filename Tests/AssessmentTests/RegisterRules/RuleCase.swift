// SPDX-License-Identifier: GPL-3.0-or-later

import Assessment
import Foundation
import Tables
import Testing

/// A rule of a shipped profile with small tables, and the rows that it must find.
struct RuleCase: Sendable, CustomTestStringConvertible {
  /// The rule's id.
  let id: String
  /// The tables: the name, the header and the rows, fields between commas.
  let tables: [(name: String, rows: [String])]
  /// The units that the rule finds, each with what it finds: `V1/H2 broken`.
  let found: [String]
  /// The day that deadlines are compared with, in days since 1970-01-01; 17,167 is 1 January 2017.
  var asOf = 17_167

  init(_ id: String, _ tables: [(String, [String])], found: [String], asOf: Int = 17_167) {
    self.id = id
    self.tables = tables
    self.found = found
    self.asOf = asOf
  }

  var testDescription: String { id }

  /// What the rule of a profile finds in the tables.
  func findings(by profile: Profile) throws -> [String] {
    let rule = try #require(profile.registerRules.first { $0.id == id })
    let tables = try recordTables(tables, of: profile, asOf: asOf)
    let result = try rule.evaluate(in: tables)
    #expect(result.lack == nil)
    let paths = try #require(tables.table(rule.over)).paths
    return result.problems.map { "\(paths[$0.row]) \($0.kind.rawValue)" }
  }
}

/// The tables of a test, as the profile describes them.
func recordTables(
  _ tables: [(name: String, rows: [String])], of profile: Profile, asOf: Int = 17_167
) throws -> RecordTables {
  RecordTables(
    try tables.map { name, rows in
      let description = try #require(
        (profile.registers + profile.records).first { $0.name == name })
      let cells = rows.map {
        $0.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
      }
      let columns = cells[0].indices.map { column in
        TextColumn(cells.dropFirst().map { $0[column] as String? })
      }
      return try RecordTable(
        description, Table(file: name, names: cells[0], columns: columns))
    }, parameters: profile.parameters, asOf: asOf)
}

/// A profile that Assay ships.
func shippedProfile(_ name: String) throws -> Profile {
  let repository = URL(filePath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
  let path = "surveys/\(name)/profile.yaml"
  return try Profile(
    text: String(contentsOf: repository.appending(path: path), encoding: .utf8), file: path)
}
