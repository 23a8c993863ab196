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

  /// The events of a day: unit, rule, what happened, the values.
  private func events(of day: String) throws -> [String] {
    let told = try assay("register", "history", "--format", "json")
    let all = try #require(
      try JSONSerialization.jsonObject(with: Data(told.utf8)) as? [[String: Any]])
    return all.filter { $0["day"] as? String == day }.map { event in
      ["unit", "rule", "change", "values"].map { event[$0] as? String ?? "-" }
        .joined(separator: " | ")
    }.filter { !$0.contains("MARGINAL") }.sorted()
  }

  private static let lost = "cannot be judged since 2020-06-30 (income missing), was"

  @Test("SQ-RSK-01: a lost income neither lifts nor sets a mark, and the end of a mark tells why")
  func lostData() throws {
    try write("w/townships.csv", ["no,county,township,poor_population", "1,虞城县,城郊乡,400"])
    try importHouseholds(["H1,1,exited,2,4500,0", "H2,1,exited,4,9000,0", "H3,1,exited,2,3000,0"])
    try assay("register", "problems", "--as-of", "2020-03-31")
    try importHouseholds(["H1,1,exited,2,,0", "H2,1,exited,4,,0", "H3,1,exited,2,,0"])
    let summary = try assay("register", "problems", "--summary", "--format", "csv")
    for rule in ["RED", "YELLOW"] {
      let line = summary.split(separator: "\n").first { $0.hasPrefix("SQ-RSK-01-\(rule),") }
      #expect(line?.hasSuffix(",3,0,0,3,problems") == true, "\(summary)")
    }
    for _ in 0..<2 { try assay("register", "problems", "--as-of", "2020-06-30") }
    let unjudged = try events(of: "2020-06-30").map {
      $0.split(separator: " | ").prefix(3).joined(separator: " | ")
    }
    #expect(
      unjudged == [
        "1/H1 | SQ-RSK-01-RED | \(Self.lost) not marked",
        "1/H1 | SQ-RSK-01-YELLOW | \(Self.lost) marked on 2020-03-31: that stays",
        "1/H2 | SQ-RSK-01-RED | \(Self.lost) not marked",
        "1/H2 | SQ-RSK-01-YELLOW | \(Self.lost) not marked",
        "1/H3 | SQ-RSK-01-RED | \(Self.lost) marked on 2020-03-31: that stays",
        "1/H3 | SQ-RSK-01-YELLOW | \(Self.lost) not marked",
      ])
    // The same items are not entered as if the marks were facts, and what is only listed is not entered.
    let opened = try assay("rectify", "add", "--from", "problems")
    #expect(opened.contains("opened 3 items") && opened.contains("1 more rows are only listed"))
    let items = try assay("rectify", "list", "--format", "csv")
    #expect(
      items.contains("data missing: income; cannot be judged: Red: a high risk of falling back;"))
    try importHouseholds(["H1,1,exited,2,4500,0", "H2,1,exited,4,9000,0", "H3,1,exited,2,9000,0"])
    try assay("register", "problems", "--as-of", "2020-09-30")
    let judged = try events(of: "2020-09-30")
    #expect(judged.count == 6)
    #expect(judged[0].hasPrefix("1/H1 | SQ-RSK-01-RED | can be judged again: no mark"))
    #expect(judged[1].hasPrefix("1/H1 | SQ-RSK-01-YELLOW | can be judged again: the mark stands"))
    #expect(judged[4].hasPrefix("1/H3 | SQ-RSK-01-RED | ended | income=9000"), "\(judged)")
  }

  @Test(
    "An event names the import that it comes from, also where only columns changed that are not sealed"
  )
  func traces() throws {
    try importHouseholds(["H1,1,exited,2,3900,0"])
    try assay("register", "problems", "--as-of", "2020-03-31")
    try importHouseholds(["H1,1,exited,2,9000,0"])
    try assay("register", "problems", "--as-of", "2020-06-30")
    func objects(_ arguments: String...) throws -> [[String: Any]] {
      let told = try AssayProcess.run(
        arguments + ["--format", "json", "--workspace", folder.path("w"), "--language", "en"])
      return try #require(
        try JSONSerialization.jsonObject(with: Data(told.output.utf8)) as? [[String: Any]])
    }
    let imports = try objects("log").filter { $0["command"] as? String == "register import" }
      .compactMap { $0["sequence"] as? Int }
    let events = try objects("register", "history", "--rule", "SQ-RSK-01-RED")
    #expect(events.compactMap { $0["import"] as? Int } == imports)
    #expect(imports.count == 2 && imports[0] < imports[1])
    #expect(events.allSatisfy { $0["imported_at"] is String })
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
