// SPDX-License-Identifier: GPL-3.0-or-later

import Assessment
import Forms
import Foundation
import Sampling
import Tables
import TestSupport
import Testing
import Workspaces

/// A drawn round of the small county.
private func drawn(_ county: CountyFolder) throws -> (workspace: Workspace, draw: Draw) {
  let workspace = try county.create()
  _ = try workspace.importRegisters(county.registers())
  _ = try workspace.seal(round: "1", secrets: .withoutKey(salt: nil))
  let draw = try workspace.draw(round: "1", seed: "54321543215432154321").draw
  return (workspace, draw)
}

/// Visits to households that ended without an interview, as an export of the satisfaction form, which
/// is short; the household form is the one that tells how a visit ended.
private func visits(
  _ county: CountyFolder, _ workspace: Workspace,
  _ outcomes: [(unit: UnitID, outcome: String, attempt: Int)],
  file: String
) throws -> String {
  let form = try #require(try workspace.forms()["household"])
  let names = form.questions.map(\.name)
  var text = (["KEY", "SubmissionDate"] + names).joined(separator: ",") + "\n"
  for (number, visit) in outcomes.enumerated() {
    let values = [
      "unit_id": visit.unit.text, "a_result": visit.outcome, "a_attempt": "\(visit.attempt)",
      "hh_type": "exited", "a_interviewer": "T1", "a_result_note": "asked the neighbours",
    ]
    let row = ["uuid:\(file)-\(number)", "2016-11-16T0\(number):00:00Z"]
    text += (row + names.map { values[$0] ?? "" }).joined(separator: ",") + "\n"
  }
  return try county.write(file, text)
}

@Suite("Substitutes in a workspace")
struct SubstituteTests {
  @Test("A release is recorded, logged once, written for the team, and kept when opened again")
  func release() throws {
    let county = try CountyFolder()
    do {
      let (workspace, draw) = try drawn(county)
      let cell = try #require(draw.cells.first { $0.sample == "exited" && $0.reserves > 0 })
      let units = cell.unitRange.map { draw.units[$0].path }
      let release = try workspace.replace(units[0], reason: "refused", visits: 2, round: "1")
      #expect(release.substitute == units[cell.size])
      let entry = try #require(try workspace.log().last)
      #expect(entry.command == "replace" && entry.actor == "tester")
      #expect(entry.details["unit"] == units[0].text && entry.details["reason"] == "refused")
      let list = try String(
        contentsOf: workspace.outputFolder(round: "1").appending(path: "substitutes.csv"),
        encoding: .utf8)
      #expect(list.contains("1,\(units[0]),\(release.substitute),refused,2,"))
      #expect(throws: Fault.self) {
        try workspace.replace(units[0], reason: "refused", visits: 2, round: "1")
      }
      #expect(try workspace.log().count { $0.command == "replace" } == 1)
    }
    let again = try county.open(isWriting: false)
    #expect(try again.releases(round: "1").map(\.release.visits) == [2])
    #expect(try again.fieldwork(round: "1").substitutions.count == 1)
  }

  @Test("A new draw starts with closed reserves")
  func newDraw() throws {
    let county = try CountyFolder()
    let (workspace, draw) = try drawn(county)
    let cell = try #require(draw.cells.first { $0.sample == "exited" && $0.reserves > 0 })
    _ = try workspace.replace(
      draw.units[cell.unitRange.lowerBound].path, reason: "refused", visits: 2, round: "1")
    _ = try workspace.draw(round: "1", seed: "98765987659876598765", reason: "test")
    #expect(try workspace.releases(round: "1").isEmpty)
  }

  @Test(
    "The outcomes of an evening: proposed, then opened in one step; early answers are held first")
  func evening() throws {
    let county = try CountyFolder()
    let (workspace, draw) = try drawn(county)
    let cells = draw.cells.filter { $0.sample == "exited" && $0.reserves > 0 }
    let (first, second) = (cells[0].unitRange.lowerBound, cells[1].unitRange.lowerBound)
    let early = draw.units[cells[0].unitRange.lowerBound + cells[0].size].path
    let astray = draw.units[cells[2].unitRange.lowerBound + cells[2].size].path
    let unripe = draw.units[cells[2].unitRange.lowerBound].path
    let file = try visits(
      county, workspace,
      [
        (draw.units[first].path, "away", 1), (draw.units[second].path, "nobody_home", 1),
        (draw.units[second].path, "nobody_home", 3), (unripe, "nobody_home", 2),
        (early, "nobody_home", 1), (astray, "away", 1),
      ], file: "evening.csv")
    let answers = try workspace.importAnswers(file, round: "1")
    #expect(answers.faults.list == [])
    #expect(answers.early == 2)
    let proposal = try workspace.substituteOrder(round: "1").proposal()
    // The number that the form tells counts where visits were not all submitted.
    #expect(
      proposal.releases.map(\.original) == [draw.units[first].path, draw.units[second].path])
    #expect(proposal.releases.map(\.wasEarly) == [true, false])
    #expect(proposal.releases.map(\.visits) == [1, 3])
    #expect(proposal.early == [astray])
    #expect(proposal.unripe.map(\.unit) == [early, unripe])
    #expect(try workspace.releases(round: "1").isEmpty, "a proposal changes nothing")
    let done = try workspace.replaceFromAnswers(round: "1")
    #expect(done.releases == proposal.releases)
    #expect(try workspace.log().count { $0.command == "replace" } == done.releases.count)
    #expect(try workspace.replaceFromAnswers(round: "1").releases.isEmpty)
  }
}
