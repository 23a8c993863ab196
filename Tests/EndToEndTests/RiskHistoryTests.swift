// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation
import Testing

@Suite("The history of marks")
struct RiskHistoryTests {
  private let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
    let made = try AssayProcess.run([
      "new", folder.path("w"), "--profile", "listed-supervision-2020",
    ])
    #expect(made.status == 0, "\(made.errors)")
    try write("w/townships.csv", ["no,county,township,poor_population", "1,虞城县,城郊乡,200"])
  }

  private func write(_ name: String, _ lines: [String]) throws {
    try Data(lines.map { $0 + "\n" }.joined().utf8).write(to: URL(filePath: folder.path(name)))
  }

  @discardableResult
  private func assay(_ arguments: String..., expecting status: Int32 = 0) throws -> String {
    let outcome = try AssayProcess.run(
      arguments + ["--workspace", folder.path("w"), "--language", "en", "--as", "王主任"])
    #expect(outcome.status == status, "\(arguments): \(outcome.errors)")
    return outcome.output + outcome.errors
  }

  /// Imports exited households with their incomes and whether illness threatens them.
  private func importHouseholds(_ rows: [String]) throws {
    let risks = ["schooling", "disability", "disaster", "event", "industry", "work", "income"]
    try write(
      "w/households.csv",
      [
        "household_id,no,status,persons,income,risk_illness,"
          + risks.map { "risk_\($0)" }.joined(separator: ",")
      ] + rows.map { $0 + risks.map { _ in ",0" }.joined() })
    try assay("register", "import")
  }

  @Test("SQ-RSK-01: marks are told with date, rule and values as they were set, changed and lifted")
  func marks() throws {
    try importHouseholds([
      "H1,1,exited,3,3900,0", "H2,1,exited,2,4500,0", "H3,1,exited,4,9000,0",
      "H4,1,exited,2,3000,0",
    ])
    #expect(
      try assay("register", "problems", "--as-of", "2020-03-31").contains(
        "3 changes since the last"))
    #expect(
      try assay("register", "problems", "--as-of", "2020-04-30").contains(
        "0 changes since the last"))
    // H1 from red to yellow, H2 for another reason, H3 newly red, H4 is gone.
    try importHouseholds([
      "H1,1,exited,3,4600,0", "H2,1,exited,2,4400,0", "H3,1,exited,4,3500,1",
    ])
    #expect(
      try !assay("register", "problems", "--summary", "--as-of", "2020-06-30").contains("recorded"))
    try assay("register", "problems", "--as-of", "2020-06-30")
    let all = try assay("register", "history", "--format", "csv").split(separator: "\n")
    let events = all.dropFirst().map { line in
      let cells = line.split(separator: ",", omittingEmptySubsequences: false)
      return [0, 2, 3, 4, 6].map { String(cells[$0]) }.joined(separator: " ")
    }
    #expect(
      events.prefix(3) == [
        "2020-03-31 1 1/H1 SQ-RSK-01-RED found", "2020-03-31 1 1/H4 SQ-RSK-01-RED found",
        "2020-03-31 1 1/H2 SQ-RSK-01-YELLOW found",
      ])
    #expect(
      Set(events.dropFirst(3)) == [
        "2020-06-30 2 1/H3 SQ-RSK-01-RED found", "2020-06-30 2 1/H1 SQ-RSK-01-YELLOW found",
        "2020-06-30 2 1/H2 SQ-RSK-01-YELLOW another reason",
        "2020-06-30 2 1/H1 SQ-RSK-01-RED ended",
        "2020-06-30 2 1/H4 SQ-RSK-01-RED no longer in the register",
      ])
    // The values are those of their day.
    let own = try assay("register", "history", "1/H1", "--format", "csv")
    #expect(own.contains("income=3900") && own.contains("income=4600"), "\(own)")
    #expect(own.contains("Red: a high risk of falling back") && own.contains("王主任"))
    #expect(!own.contains("1/H2"))
    let yellow = try assay("register", "history", "--rule", "SQ-RSK-01-YELLOW")
    #expect(yellow.contains("another reason") && !yellow.contains("SQ-RSK-01-RED"))
    let wrong = try assay("register", "history", "--rule", "SQ-RSK-02", expecting: 64)
    #expect(wrong.contains("SQ-RSK-01-MARGINAL"))
  }

  @Test("A rule whose columns are not there lifts no mark, and events are never deleted")
  func lacking() throws {
    try importHouseholds(["H1,1,exited,3,3900,0"])
    try assay("register", "problems", "--as-of", "2020-03-31")
    try write("w/households.csv", ["household_id,no,status,persons", "H1,1,exited,3"])
    // A column that a rule reads does not go unnoticed.
    let lost = try assay("register", "import", expecting: 65)
    #expect(lost.contains("had a column income") && lost.contains("--reason"), "\(lost)")
    try assay("register", "import", "--reason", "kept by another office")
    try assay("register", "problems", "--as-of", "2020-06-30")
    let events = try assay("register", "history", "1/H1", "--format", "csv")
    #expect(events.contains("SQ-RSK-01-RED") && !events.contains("ended"), "\(events)")
    let script = "import sqlite3, sys; sqlite3.connect(sys.argv[1]).execute(sys.argv[2])"
    for statement in ["DELETE FROM problem_event", "UPDATE problem_event SET day = ''"] {
      let outcome = try AssayProcess.run(
        URL(filePath: "/usr/bin/python3"),
        ["-c", script, folder.path("w/assessment.db"), statement])
      #expect(outcome.status != 0 && outcome.errors.contains("events of problems are never"))
    }
  }
}
