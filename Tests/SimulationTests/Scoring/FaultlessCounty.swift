// SPDX-License-Identifier: GPL-3.0-or-later

import Assessment
import Files
import Forms
import Foundation
import Sampling
import Simulation
import Tables

/// An invented county with the answers that tell the truth, ready to be drawn and scored.
struct FaultlessCounty {
  let frame: AssessmentFrame
  let sampling: SamplingFrame
  let forms: [FormAnswers]
  /// The kind of finding that is true of a unit, if any, and whether a household approves.
  private let errors: [UnitID: String]
  private let approves: [UnitID: Bool]

  /// The profile of 2016 with its forms.
  static func profile() throws -> (Profile, [FormAnswers]) {
    let folder = Counties.root.appending(path: "surveys/exit-2016")
    let profile = try Profile(
      text: TextFile(path: folder.appending(path: "profile.yaml").path).contents(),
      file: "profile.yaml")
    let forms = try profile.forms.map { description in
      let sheets = folder.appending(path: description.folder)
      let table = { (name: String) in
        try CSVFile(path: sheets.appending(path: "\(name).csv").path).table()
      }
      let form = try Form(
        survey: table("survey"), choices: table("choices"), settings: table("settings"))
      return try FormAnswers(description, form: form, profile: profile)
    }
    return (profile, forms)
  }

  /// - Parameter design: the lines below `design:` of `assessment.yaml`; those of the profile if `nil`.
  init(_ county: County, design: String? = nil) throws {
    let (profile, forms) = try Self.profile()
    self.forms = forms
    let folder = Counties.root.appending(path: "surveys/exit-2016")
    let lines =
      try design ?? TextFile(path: folder.appending(path: "design.yaml").path).contents()
    let indented = { (text: String) in
      text.split(separator: "\n").map { "  " + $0 }.joined(separator: "\n")
    }
    let description = try AssessmentDescription(
      text: """
        title: {zh: 评估, en: Assessment}
        profile: exit-2016
        registers:
        \(indented(profile.registersText))
        design:
        \(indented(lines))
        """, file: "assessment.yaml")
    let tables = [
      "villages": county.villages, "households": county.households, "roster": county.roster,
    ]
    frame = try AssessmentFrame(description: description, profile: profile, registers: tables)
    var registers: [String: TableRegister] = [:]
    for register in description.registers {
      registers[register.name] = try TableRegister(
        tables[register.name]!, id: register.id, parent: register.parentColumn,
        prefix: register.prefix)
    }
    sampling = try SamplingFrame(
      description.design, registers: AssessmentFrame.registers(registers, for: description))
    var errors: [UnitID: String] = [:]
    var approves: [UnitID: Bool] = [:]
    let truth = county.truth
    let columns = try ["status", "path", "error", "approves"].map { try truth.text($0) }
    for row in 0..<truth.rowCount where !columns[0].text(at: row).hasPrefix("village_") {
      let path = columns[1].unitID(at: row)
      let error = columns[2].text(at: row)
      // The truth calls an unregistered poor household omitted, the profile an omission.
      if error != "none" { errors[path] = error == "omitted" ? "omission" : error }
      approves[path] = columns[3].text(at: row) == "1"
    }
    self.errors = errors
    self.approves = approves
  }

  func draw(_ seed: Seed) throws -> Draw { try sampling.draw(seed: seed) }

  /// The answers of everybody who was drawn.
  func fieldwork(_ draw: Draw) throws -> Fieldwork {
    var forms = forms
    for unit in draw.units where unit.role == .main {
      if unit.stage == 1 {
        forms[2].append(unit.path, answers: ["v_verdict": "met"])
      } else {
        forms[0].append(unit.path, outcome: "complete", answers: [:])
        forms[1].append(
          unit.path, outcome: "complete",
          answers: ["q18": approves[unit.path]! ? "approve" : "disapprove"])
      }
    }
    return try Fieldwork(frame: frame, draw: draw, answers: forms)
  }

  /// The true errors among the drawn units, confirmed.
  func findings(_ draw: Draw) -> [Finding] {
    draw.units.compactMap { unit in
      guard unit.role == .main, let kind = errors[unit.path] else { return nil }
      return Finding(unit: unit.path, kind: kind, state: .confirmed, reason: "evidence")
    }
  }

  func score(_ draw: Draw) throws -> AssessmentResult {
    try fieldwork(draw).score(findings: findings(draw))
  }
}
