// SPDX-License-Identifier: GPL-3.0-or-later

import Assessment
import Files
import Forms
import Foundation
import Sampling
import Tables
import TestSupport
import Testing
import Workspaces

private let systematic =
  "strata: [group], sort: [township], method: systematic, fraction: {exited: 0.5, other: 0.5}"

/// The small county with villages in the plane.
private func county(_ method: String) throws -> (CountyFolder, Workspace) {
  let county = try CountyFolder()
  let description = SmallCounty.description.replacing(systematic, with: method)
    .replacing(
      "persons: integer}, expect: {rows: 8",
      with: "persons: integer, east: integer, north: integer}, expect: {rows: 8")
  let workspace = try county.create(description: description)
  var registers = SmallCounty.registers
  let lines = registers["villages"]!.split(separator: "\n")
  registers["villages"] =
    (["\(lines[0]),east,north"]
    + lines.dropFirst().enumerated().map {
      "\($1),\($0 * $0 % 7),\($0 * 3 % 5)"
    }).joined(separator: "\n")
  _ = try workspace.importRegisters(
    registers.reduce(into: [:]) { try $0[$1.key] = county.write("\($1.key).csv", $1.value) })
  return (county, workspace)
}

@Suite("Rounds whose villages are balanced or spread")
struct BalancedRoundTests {
  @Test(
    "They are sealed with their columns, drawn, verified and scored with their variance",
    arguments: [
      ("method: cube, balance: [\"township:levels\"], fraction: 0.5", "balanced-approximation"),
      ("strata: [group], method: cube, balance: [east], fraction: 0.5", "balanced-approximation"),
      (
        "method: local-pivotal, coordinates: [east, north], fraction: 0.5", "neighbourhood-variance"
      ),
    ])
  func endToEnd(method: String, rule: String) throws {
    let (county, workspace) = try county(method)
    _ = try workspace.seal(round: "1", secrets: .system)
    let draw = try workspace.draw(round: "1", seed: "54321543215432154321").draw
    let villages = draw.units.filter { $0.stage == 1 }
    #expect(villages.count == 4)
    #expect(villages.allSatisfy { !$0.auxiliaries.isEmpty && $0.probability == Rational(1, 2) })
    if method.contains("township:levels") {
      // Four villages of each of two townships: two of each keep both totals.
      #expect(villages.map { Int($0.auxiliaries[0]) }.reduce(0, +) == 2)
    }
    let last = draw.units.filter { $0.stage == 2 && $0.role == .main }
    let form = try #require(try workspace.forms()["household"])
    let names = form.questions.map(\.name)
    var text = (["KEY", "SubmissionDate"] + names).joined(separator: ",") + "\n"
    for (number, unit) in last.enumerated() {
      let values = [
        "unit_id": unit.path.text, "a_result": "dissolved", "a_attempt": "1",
        "hh_type": unit.sample, "a_interviewer": "T1", "a_result_note": "moved away in 2012",
      ]
      text +=
        (["uuid:\(number)", "2016-11-16T00:00:00Z"] + names.map { values[$0] ?? "" })
        .joined(separator: ",") + "\n"
    }
    _ = try workspace.importAnswers(county.write("answers.csv", text), round: "1")
    #expect(try !workspace.score(round: "1").indicators.isEmpty)
    _ = try workspace.reveal(round: "1")
    let verification = try workspace.verification(round: "1")
    #expect(verification.isValid && verification.unproven.isEmpty, "\(verification.failures)")
  }

  @Test("Below the first stage they are refused before anything is sealed")
  func refused() throws {
    let county = try CountyFolder()
    let workspace = try county.create(
      description: SmallCounty.description.replacing(
        "unregistered: {from: roster, fraction: 0.2, of: cluster}",
        with:
          "unregistered: {from: roster, fraction: 0.2, of: cluster, method: cube, balance: [persons]}"
      ))
    _ = try workspace.importRegisters(county.registers())
    #expect(throws: Fault(.methodNotScored, ["method": "cube"])) {
      try workspace.seal(round: "1", secrets: .system)
    }
  }
}
