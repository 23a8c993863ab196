// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation
import Testing

@Suite("assay round quota")
struct RoundQuotaTests {
  private let folder: TemporaryFolder

  /// A district of six townships with two villages of six households each, two months drawn.
  init() throws {
    folder = try TemporaryFolder()
    let made = try AssayProcess.run([
      "new", folder.path("w"), "--profile", "monthly-supervision-2016", "--round", "2016-06",
    ])
    #expect(made.status == 0, "\(made.errors)")
    let townships = (1...6).map { "T\($0)" }
    let villages = townships.flatMap { town in (1...2).map { (town, "V\(town)\($0)") } }
    for (name, lines) in [
      ("townships", ["township"] + townships),
      ("villages", ["village_id,township,persons"] + villages.map { "\($1),\($0),30" }),
      (
        "households",
        ["household_id,village_id,persons"]
          + villages.flatMap { _, village in (1...6).map { "H\(village)\($0),\(village),3" } }
      ),
    ] { try write("w/\(name).csv", lines) }
    try assay("register", "import")
    try assay("seal")
    try assay("draw", "--seed", WorkspaceFolder.seed)
    try assay("round", "new", "2016-07")
    try assay("seal", "--key-of", "2016-06")
    try assay("draw", "--seed", WorkspaceFolder.seed)
  }

  private func write(_ name: String, _ lines: [String]) throws {
    try Data(lines.map { $0 + "\n" }.joined().utf8).write(to: URL(filePath: folder.path(name)))
  }

  @discardableResult
  private func assay(_ arguments: String..., expecting status: Int32 = 0) throws -> String {
    try run(arguments, expecting: status)
  }

  @discardableResult
  private func run(_ arguments: [String], expecting status: Int32 = 0) throws -> String {
    let outcome = try AssayProcess.run(
      arguments + ["--workspace", folder.path("w"), "--language", "en"])
    #expect(outcome.status == status, "\(arguments): \(outcome.errors)")
    return outcome.output + outcome.errors
  }

  /// The main units of a month, by path.
  private func units(_ month: String) throws -> [String] {
    try folder.read("w/out/\(month)/sample.csv").split(separator: "\n").dropFirst()
      .map { String($0.split(separator: ",")[0]) }.sorted()
  }

  /// Imports the visits of the first month: all households of the first village but some, both villages' forms.
  private func visit(_ month: String, outcomes: [String: String]) throws {
    let drawn = try units(month)
    try write(
      "villages-\(month).csv",
      [
        "village_id,v_supervisor,v_leader,v_office,v_group,v_secretary,v_technician,v_note,start"
      ]
        + drawn.filter { $0.split(separator: "/").count == 2 }.map {
          "\($0),S1,yes,yes,yes,yes,yes,,2016-06-14T09:00:00.000+08:00"
        })
    try write(
      "households-\(month).csv",
      ["unit_id,a_supervisor,a_result,b_helper,b_visits,b_measures,b_satisfied,b_note,start"]
        + drawn.filter { $0.split(separator: "/").count == 3 }.map { unit in
          let outcome = outcomes[unit] ?? "complete"
          let answers = outcome == "complete" ? "yes,2,dibao,satisfied," : ",,,,"
          return "\(unit),S1,\(outcome),\(answers),2016-06-15T09:00:00.000+08:00"
        })
    try assay(
      "answers", "import", folder.path("villages-\(month).csv"),
      folder.path("households-\(month).csv"), "--round", month)
  }

  @Test("DA-QUO-01: what a month owed, what was looked at, and what lacks, unit by unit and in all")
  func quota() throws {
    let households = try units("2016-06").filter { $0.split(separator: "/").count == 3 }
    #expect(households.count == 8)
    let before = try assay("round", "quota", "--format", "csv", "--fail-on", expecting: 1)
    #expect(before.contains("2016-06,townships,Townships,,2,0,2,0,2,lacking"))
    #expect(
      before.contains("2016-06,households,Poor households,3–5,8,0,6,0,6,lacking"), "\(before)")
    // Of the first village one household refuses and one is away: two of three are looked at.
    let village = households[0].split(separator: "/").prefix(2).joined(separator: "/")
    let own = households.filter { $0.hasPrefix(village + "/") }
    try visit("2016-06", outcomes: [own[0]: "refused", own[1]: "away"])
    let after = try assay("round", "quota", "--format", "csv")
    #expect(after.contains("2016-06,townships,Townships,,2,1,2,1,1,lacking"), "\(after)")
    #expect(after.contains("2016-06,villages,Poor villages,,2,1,2,1,1,lacking"))
    #expect(after.contains("2016-06,households,Poor households,3–5,8,6,6,5,1,lacking"))
    #expect(after.contains("2016-07,households,Poor households,3–5,8,0,6,0,6,lacking"))
    #expect(after.contains("all rounds together reached 1 of 6"), "\(after)")
    let listed = try assay("round", "quota", "--round", "2016-06", "--format", "csv")
    #expect(
      listed.contains("\(village),,2016-06-15,begun,1 of Poor households"), "\(listed)")
    #expect(listed.contains("\(own[0]),,2016-06-15,refused,a complete form"))
    #expect(listed.contains("\(own[2]),,2016-06-15,looked at,\n"))
    let page = folder.path("quota.html")
    try assay("round", "quota", "--html", page)
    let text = try String(contentsOfFile: page, encoding: .utf8)
    #expect(text.contains("What rounds were to look at") && text.contains(own[0]))
  }

  @Test("DA-QUO-01: three complete visits of four are enough, and a month that is done passes")
  func enough() throws {
    let households = try units("2016-06").filter { $0.split(separator: "/").count == 3 }
    try visit("2016-06", outcomes: [households[0]: "refused"])
    let done = try assay("round", "quota", "--round", "2016-06", "--fail-on")
    #expect(done.contains("refused"))
    #expect(try assay("round", "quota", "--format", "csv").contains(",3–5,8,7,6,6,0,met"))
    try assay("round", "new", "2016-08")
    let third = try assay("round", "quota", "--format", "csv", "--fail-on", expecting: 1)
    #expect(third.contains("2016-08,,,,,,,,,not drawn"), "\(third)")
  }
}
