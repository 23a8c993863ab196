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

private let seeds = ["54321543215432154321", "12345123451234512345"]

/// A county's own assessment, and a third party that visits some of its households again: all villages, half
/// of the exited households, three of the unregistered and all of the remaining ones.
private func description(
  samples: String = "{exited: {fraction: 0.5, reserves: 0.5}, unregistered: {size: 3}}"
) -> String {
  SmallCounty.description + """
    rounds:
      "1": {label: {zh: 县级自评, en: The county's own}}
      third:
        label: {zh: 第三方回访, en: Third party}
        subsample: {of: "1", samples: \(samples)}

    """
}

/// A workspace whose first round is drawn, and whose second is open.
private func opened(_ county: CountyFolder, samples: String? = nil) throws -> Workspace {
  let workspace = try county.create(
    description: samples.map { description(samples: $0) } ?? description())
  _ = try workspace.importRegisters(county.registers())
  _ = try workspace.seal(round: "1", secrets: .system)
  _ = try workspace.draw(round: "1", seed: seeds[0])
  if try !workspace.rounds().contains("third") { try workspace.openRound("third") }
  return workspace
}

@Suite("A round that visits a part of an earlier round's households")
struct SubsampleRoundTests {
  @Test("It is sealed, drawn, proven and verified by both programs, and scored by the product")
  func endToEnd() throws {
    let county = try CountyFolder()
    let workspace = try opened(county)
    let first = try workspace.currentDraw(round: "1").draw
    let sealed = try workspace.seal(round: "third", secrets: .system)
    let mains = first.units.filter { $0.role == .main }
    // The earlier round's units are what is sealed, each with its probability.
    #expect(sealed.seal.registers.map(\.rows).reduce(0, +) == mains.count)
    #expect(
      sealed.seal.registers.allSatisfy { $0.columns.last == SubsampleRule.probabilityColumn })
    let drawn = try workspace.draw(round: "third", seed: seeds[1]).draw
    let earlier = Dictionary(uniqueKeysWithValues: mains.map { ($0.path, $0) })
    #expect(drawn.units.allSatisfy { earlier[$0.path] != nil })
    let count = { (draw: Draw, sample: String) in
      draw.units.count { $0.sample == sample && $0.role == .main }
    }
    #expect(count(first, "unregistered") == 16 && count(drawn, "unregistered") == 12)
    #expect(count(first, "remaining") == 8 && count(drawn, "remaining") == 8)

    let both = try workspace.currentDraw(round: "third").draw
    #expect(Set(both.units.map(\.path)) == Set(drawn.units.map(\.path)))
    let conditional = Dictionary(
      uniqueKeysWithValues: drawn.units.map { ($0.path, $0.probability) })
    for unit in both.units where unit.role == .main {
      let expected = try earlier[unit.path]!.probability!
        .multiplied(by: #require(conditional[unit.path]!))
      #expect(unit.probability == expected)
      #expect(unit.population == earlier[unit.path]!.population)
    }
    // Half of the villages were drawn, and 3 of the 4 of 20 households that each of them had.
    let unregistered = try #require(both.units.first { $0.sample == "unregistered" })
    #expect(unregistered.weight == Rational(2 * 20, 3))

    let sample = try CSVFile(
      path: workspace.outputFolder(round: "third").appending(path: "sample.csv").path
    ).table()
    let weights = try sample.text("weight_of_both")
    let paths = try sample.text("path")
    let weightOf = Dictionary(uniqueKeysWithValues: both.units.map { ($0.path, $0.weight) })
    for row in 0..<sample.rowCount {
      #expect(weights.text(at: row) == weightOf[paths.unitID(at: row)]!?.text ?? "")
    }

    _ = try workspace.reveal(round: "third")
    let verification = try workspace.verification(round: "third")
    #expect(verification.isValid && verification.unproven.isEmpty, "\(verification.failures)")
    try checkByPython(workspace)
  }

  /// Runs `verify.py` on the proof, with the registers as they were written for verifiers.
  private func checkByPython(_ workspace: Workspace) throws {
    let folder = workspace.outputFolder(round: "third")
    let process = Process()
    process.executableURL = URL(filePath: "/usr/bin/env")
    var arguments = [
      "python3", folder.appending(path: "verify.py").path,
      folder.appending(path: "proof.json").path,
    ]
    for name in ["villages", "households", "roster"] {
      let file = workspace.folder.appending(path: "registers/subsamples/third/\(name).csv")
      arguments += ["--register", "\(name)=\(file.path)"]
    }
    let salt = workspace.folder.appending(path: "keys/third/salt.key")
    process.arguments = arguments + ["--salt", salt.path]
    process.standardOutput = FileHandle.nullDevice
    try process.run()
    process.waitUntilExit()
    #expect(process.terminationStatus == 0)
  }

  @Test("Answers count with the weight of both rounds")
  func score() throws {
    let county = try CountyFolder()
    let workspace = try opened(county)
    _ = try workspace.seal(round: "third", secrets: .system)
    _ = try workspace.draw(round: "third", seed: seeds[1])
    let both = try workspace.currentDraw(round: "third").draw
    let last = both.units.filter { $0.stage == 2 && $0.role == .main }
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
    _ = try workspace.importAnswers(county.write("answers.csv", text), round: "third")
    let result = try workspace.score(round: "third")
    #expect(!result.indicators.isEmpty)
    _ = try workspace.writeEstimationTable(round: "third")
    let table = try CSVFile(
      path: workspace.outputFolder(round: "third").appending(path: "estimation.csv").path
    ).table()
    let (units, weights) = (try table.text("unit"), try table.numbers("weight"))
    let expected = Dictionary(uniqueKeysWithValues: last.map { ($0.path, $0.weight!) })
    #expect(table.rowCount == last.count)
    for row in 0..<table.rowCount {
      let weight = try #require(expected[units.unitID(at: row)])
      #expect(abs(weights[row]! - weight.doubleValue) < 1e-9 * weight.doubleValue)
    }
    // The unregistered of eight villages, twenty in each.
    let total = (0..<table.rowCount).reduce(0) { sum, row in
      units.text(at: row).contains("/R") ? sum + weights[row]! : sum
    }
    #expect(abs(total - 160) < 1e-9)
  }

  @Test("What could be known before, is not drawn, or changed since is refused by name")
  func refused() throws {
    let county = try CountyFolder()
    let workspace = try county.create(description: description())
    _ = try workspace.importRegisters(county.registers())
    _ = try workspace.seal(round: "1", secrets: .system)
    if try !workspace.rounds().contains("third") { try workspace.openRound("third") }
    #expect(throws: Fault(.notDrawn, ["round": "1"])) {
      try workspace.seal(round: "third", secrets: .system)
    }
    _ = try workspace.draw(round: "1", seed: seeds[0])
    let key = Fault(.subsampleKey, ["round": "third", "of": "1"])
    #expect(throws: key) {
      try workspace.seal(
        round: "third", secrets: .given(key: workspace.key(ofRound: "1"), salt: nil))
    }
    #expect(throws: key) {
      try workspace.seal(round: "third", secrets: .withoutKey(salt: nil))
    }
    _ = try workspace.seal(round: "third", secrets: .system)
    _ = try workspace.draw(round: "third", seed: seeds[1])
    let village = try #require(try workspace.currentDraw(round: "third").draw.units.first)
    #expect(throws: Fault(.lateOfSubsample, ["round": "third", "of": "1"])) {
      try workspace.sealLate(village.path, files: [:], expected: [:], round: "third")
    }
    // Another sample of the earlier round is not what the later one sealed.
    _ = try workspace.draw(round: "1", seed: "98765987659876598765", reason: "a trial")
    let changed = #expect(throws: Fault.self) { try workspace.currentDraw(round: "third") }
    #expect(changed?.code == .changedAfterSeal && changed?.values["round"] == "third")
    // Other registers are not those of the earlier round.
    let roster = SmallCounty.registers["roster"]!.replacing("H20,V1,4", with: "H20,V1,5")
    _ = try workspace.importRegisters(["roster": county.write("roster.csv", roster)])
    #expect(throws: Fault(.changedAfterSeal, ["round": "1", "what": "roster"])) {
      try workspace.seal(round: "third", secrets: .system, reason: "once more")
    }
  }

  @Test(
    "Rules that cannot be are refused where they stand",
    arguments: [
      ("{exited: {fraction: 0.5}}", nil),
      ("{villages: {fraction: 0.5, minimum: 1}}", .subsampleMethod),
      ("{unregistered: {size: 5}}", .sizeAbovePopulation),
    ] as [(String, Fault.Code?)])
  func rules(samples: String, code: Fault.Code?) throws {
    let county = try CountyFolder()
    let workspace = try opened(county, samples: samples)
    do {
      _ = try workspace.seal(round: "third", secrets: .system)
      #expect(code == nil)
    } catch let faults as Faults {
      #expect(Set(faults.list.map(\.code)) == [code])
    }
  }

  @Test("Names that lead nowhere are refused when assessment.yaml is read")
  func names() {
    let code = { (old: String, new: String) -> Fault.Code? in
      do {
        _ = try AssessmentDescription(
          text: description().replacing(old, with: new), file: "assessment.yaml")
        return nil
      } catch { return (error as? Fault)?.code }
    }
    #expect(code("of: \"1\"", "of: third") == .unknownReference)
    #expect(
      code("{exited: {fraction: 0.5, reserves", "{left: {fraction: 0.5, reserves")
        == .sampleNotInDesign)
    #expect(code("township: text", "earlier_probability: text") != nil)
    #expect(
      code(
        "roster.csv, id: household_id, parent: villages.village_id, prefix: R, columns: {",
        "roster.csv, id: household_id, parent: villages.village_id, prefix: R, columns: {earlier_probability: text, "
      ) == .probabilityColumnTaken)
  }
}
