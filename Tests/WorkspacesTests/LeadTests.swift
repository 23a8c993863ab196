// SPDX-License-Identifier: GPL-3.0-or-later

import Assessment
import Forms
import Sampling
import Tables
import TestSupport
import Testing
import Workspaces

@Suite("Leads from the field")
struct LeadTests {
  private let county: CountyFolder
  private let workspace: Workspace
  private let draw: Draw

  init() throws {
    county = try CountyFolder()
    workspace = try county.create()
    _ = try workspace.importRegisters(county.registers())
    _ = try workspace.seal(round: "1", secrets: .system)
    draw = try workspace.draw(round: "1", seed: "54321543215432154321").draw
  }

  private func code(_ unit: String, _ sample: String = "unregistered") -> Fault.Code? {
    do {
      try workspace.record(
        Lead(unit: UnitID(unit), sample: sample, note: "a neighbour"), round: "1")
      return nil
    } catch { return (error as? Fault)?.code }
  }

  @Test("A lead is a unit within a known village that was not drawn")
  func refused() throws {
    let main = draw.units.first { $0.stage == 2 }!.path.text
    #expect(code("V1/L1", "villages") == .leadSample)
    #expect(code("V1", "exited") == .leadPath)
    #expect(code("V99/L1") == .leadPath)
    #expect(code("V1/") == .leadPath)
    #expect(code(main) == .leadWasDrawn)
    #expect(code("V1/L1") == nil)
    #expect(code("V1/L1") == .leadRecordedBefore)
    #expect(try workspace.log().last?.details["note"] == "a neighbour")
  }

  @Test("Its answers raise findings that are counted apart and change no figure")
  func apart() throws {
    let before = try workspace.score(round: "1")
    #expect(code("V1/L1") == nil)
    let form = try #require(try workspace.forms()["satisfaction"])
    let names = form.questions.map(\.name)
    let header = (["KEY", "SubmissionDate"] + names).joined(separator: ",") + "\n"
    let values = [
      "unit_id": "V1/L1", "s_result": "refused", "hh_type": "unregistered", "s_interviewer": "T1",
    ]
    let row = ["uuid:1", "2016-11-16T01:00:00Z"] + names.map { values[$0] ?? "" }
    let file = try county.write("lead.csv", header + row.joined(separator: ",") + "\n")
    let answers = try workspace.importAnswers(file, round: "1")
    #expect(!answers.faults.list.map(\.code).contains(.answerForUndrawnUnit))
    #expect(answers.early == 0)
    var after = try workspace.score(round: "1")
    #expect(after.leads.recorded == 1)
    after.leads = before.leads
    #expect(after == before)
  }
}
