// SPDX-License-Identifier: GPL-3.0-or-later

import Assessment
import Foundation
import Sampling
import Tables
import TestSupport
import Testing
import Workspaces

@Suite("Problems of an office's own registers")
struct ProblemTests {
  /// The small county with records, and two columns that nobody described.
  private func county() throws -> (folder: CountyFolder, workspace: Workspace) {
    let folder = try CountyFolder()
    let description = SmallCounty.description.replacing(
      "design:\n",
      with: """
        records:
          helpers: {file: helpers.csv, id: helper_id, columns: {rank: text}}
          ranks: {file: ranks.csv, id: rank, columns: {households: integer}}
        design:

        """)
    let workspace = try folder.create(description: description)
    var paths = try folder.registers()
    var lines = SmallCounty.registers["households"]!.split(separator: "\n").map(String.init)
    lines[0] += ",identified_year,helper_id"
    for index in lines.indices.dropFirst() {
      // The first household of village 1 and the last exited one of village 8 came and went in a year.
      lines[index] += index == 1 || index == 93 ? ",2016,A" : ",2014,B"
    }
    paths["households"] = try folder.write(
      "households.csv", lines.joined(separator: "\n") + "\n")
    paths["helpers"] = try folder.write("helpers.csv", "helper_id,rank\nA,deputy\nB,staff\n")
    paths["ranks"] = try folder.write("ranks.csv", "rank,households\ndeputy,2\nstaff,1\n")
    _ = try workspace.importRegisters(paths)
    return (folder, workspace)
  }

  @Test("Columns that are not sealed are looked at, too; problems bear their office and chance")
  func found() throws {
    let (folder, workspace) = try county()
    let found = try workspace.registerProblems(asOf: "2016-12-31")
    let sameYear = found.problems.filter { $0.rule.id == "PL-EXIT-09" }
    #expect(sameYear.map(\.unit.text) == ["V1/H1", "V8/H9"])
    #expect(sameYear.map(\.office) == ["T1", "T0"])
    #expect(sameYear[0].values.map(\.name) == ["identified_year", "exit_year", "status"])
    // A quarter of all exited households in half of the villages.
    for problem in sameYear {
      let chance = try #require(problem.probability)
      #expect(abs(chance - 0.25) < 0.05)
    }
    let helpers = found.problems.filter { $0.rule.id == "JA-08" }
    #expect(helpers.map(\.unit.text) == ["B"])
    #expect(helpers[0].probability == nil && helpers[0].office == "")
    #expect(helpers[0].values.map(\.value) == ["94", "1"])
    // The gravest first, then the likeliest.
    #expect(found.problems.map(\.rule.severity) == found.problems.map(\.rule.severity).sorted())
    let notApplied = found.rules.filter { $0.lack != nil }.map(\.rule.id)
    #expect(notApplied.contains("PL-FUND-01") && !notApplied.contains("PL-EXIT-09"))
    #expect(throws: Fault.self) { try found.byOffice(only: "T7") }
    #expect(try found.byOffice(only: "T0")[0].problems.allSatisfy { $0.office == "T0" })
    _ = folder
  }

  @Test("How likely a unit is drawn is looked at only where units have problems and somebody asks")
  func chances() throws {
    let (folder, workspace) = try county()
    var draws = 0
    let asked = try workspace.registerProblems(asOf: "2016-12-31") { _, _ in draws += 1 }
    #expect(draws > 0)
    let known = draws
    let unasked = try workspace.registerProblems(asOf: "2016-12-31", hasChances: false) { _, _ in
      draws += 1
    }
    #expect(draws == known)
    #expect(unasked.problems.allSatisfy { $0.probability == nil })
    #expect(unasked.problems.count == asked.problems.count)
    #expect(
      unasked.rules.map { "\($0.rule.id) \($0.problems.count)" }
        == asked.rules.map { "\($0.rule.id) \($0.problems.count)" })
    _ = folder
  }

  @Test("A date is ten plain characters of a day that the calendar has; anything else is refused")
  func dates() throws {
    let folder = try CountyFolder()
    let workspace = try folder.create(
      description: SmallCounty.description.replacing(
        "design:\n",
        with: "records:\n  visits: {file: v.csv, id: visit, columns: {on: date}}\ndesign:\n"))
    let good = try folder.write("good.csv", "visit,on\n1,2016-11-15\n2,\n")
    _ = try workspace.importRegisters(["visits": good])
    let bad = try folder.write(
      "bad.csv", "visit,on\n1,２０１６-11-15\n2,2016-02-30\n3,2016-11-15\n4,15.11.2016\n")
    let faults = try #require(throws: Faults.self) {
      try workspace.importRegisters(["visits": bad])
    }
    #expect(faults.list.map(\.code) == [.fullWidthNumber, .valueNotADate, .valueNotADate])
    #expect(faults.list[0].values == ["value": "２０１６-11-15", "half": "2016-11-15"])
    #expect(faults.list.map(\.place.row) == [2, 3, 5])
  }

  @Test("Records are no part of what is sealed, and may be imported later")
  func records() throws {
    let (folder, workspace) = try county()
    #expect(try workspace.frame().design.stages.count == 2)
    #expect(workspace.importedTables.map(\.name).suffix(2) == ["helpers", "ranks"])
    let path = try folder.write("helpers.csv", "helper_id,rank\nB,deputy\n")
    _ = try workspace.importRegisters(["helpers": path])
    let loads = try workspace.registerProblems().problems.filter { $0.rule.id == "JA-08" }
    #expect(loads.map { $0.values.map(\.value) } == [["94", "2"]])
  }

  @Test("Deadlines are compared with the day that is asked for; another text is refused")
  func days() throws {
    let (folder, workspace) = try county()
    #expect(throws: Fault(.badDay, ["value": "31.12.2016"])) {
      try workspace.registerProblems(asOf: "31.12.2016")
    }
    // The session's clock stands at 15 November 2016.
    #expect(try workspace.recordTables().asOf == 17_120)
    _ = folder
  }
}
