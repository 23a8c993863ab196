// SPDX-License-Identifier: GPL-3.0-or-later

import Assessment
import Forms
import Sampling
import Tables

/// Four villages of one group and one of another, four households of two persons in each, and a
/// profile that fits on a page. Two villages of the first group are drawn, and two households in each.
struct SmallCounty {
  static let profile = """
    title: {zh: 评估, en: Assessment}
    persons: persons
    registers:
      villages: {file: v.csv, id: village_id, columns: {group: text, persons: integer}}
      households: {file: h.csv, id: id, parent: villages.village_id, columns: {kind: text, persons: integer}}
    parameters:
      line: {value: 3146, label: {zh: 线, en: line}, source: "law"}
    samples:
      villages: {label: {zh: 村, en: villages}}
      exited: {label: {zh: 脱贫户, en: exited}}
    outcomes:
      complete: {kind: completed, label: {zh: 完成, en: complete}}
      gone: {kind: ineligible, label: {zh: 迁走, en: gone}}
      away: {kind: noncontact, label: {zh: 外出, en: away}}
    forms:
      visit: {label: {zh: 表, en: form}, folder: forms/visit, unit: id, samples: [exited], outcome: result}
      village: {label: {zh: 村表, en: village form}, folder: forms/village, unit: village_id, samples: [villages]}
    findings:
      wrong: {label: {zh: 错, en: wrong}, samples: [exited], excludes: [late]}
      late: {label: {zh: 迟, en: late}, samples: [exited]}
    rules:
      - {id: R1, finding: wrong, form: visit, when: "is_poor", label: {zh: 一, en: one}, source: "law"}
      - {id: R2, finding: wrong, form: visit, when: "income < 1000", label: {zh: 二, en: two}, source: "law"}
    reasons:
      confirm: {proof: {zh: 证据, en: proof}}
      clear: {shock: {zh: 突发, en: shock}}
    values:
      is_poor: "income <= line"
      is_wrong: "finding = 'wrong'"
    indicators:
      rate: {label: {zh: 率, en: rate}, target: {zh: 人, en: persons}, sample: exited, numerator: "if(is_wrong, persons, 0)", denominator: persons, threshold: {at_most: 0.30, inclusive: true, source: "law"}}
      income: {label: {zh: 收入, en: income}, target: {zh: 户, en: households}, sample: exited, scale: index, numerator: "coalesce(income, 0)", denominator: "if(income != '', 1, 0)"}
      whole: {label: {zh: 总, en: whole}, target: {zh: 人, en: persons}, composite: {numerator: [{total: persons, of: households, where: "kind = 'poor'"}, {rate: rate, times: {total: persons, of: households, where: "kind = 'exited'"}}], denominator: {total: persons, of: villages}}, assume-same-rate: false, threshold: {at_most: 0.5, inclusive: false, source: "law"}}
      villages: {label: {zh: 村, en: villages}, target: {zh: 村, en: villages}, sample: villages, where: "group = 'a'", numerator: "if(verdict = 'met', 1, 0)", denominator: "1", bound: hypergeometric}
    overall: [rate, whole]
    revisit: {fraction: 0.30}
    confidence: 0.95
    """

  static let design = """
    stages:
      - {units: villages, strata: [group], size: {a: 2, b: 1}}
      - samples:
          exited: {from: households, where: "kind = 'exited'", fraction: 0.5}
    """

  let frame: AssessmentFrame
  let draw: Draw
  let empty: [FormAnswers]

  init(
    profile: String = SmallCounty.profile, design: String = SmallCounty.design,
    seed: String = "small county"
  ) throws {
    let profile = try Profile(text: profile, file: "profile.yaml")
    let indented = { (text: String) in
      text.split(separator: "\n").map { "  " + $0 }.joined(separator: "\n")
    }
    let description = try AssessmentDescription(
      text: """
        title: {zh: 评估, en: Assessment}
        profile: small
        registers:
        \(indented(profile.registersText))
        design:
        \(indented(design))
        """, file: "assessment.yaml")
    let tables = Self.registers
    frame = try AssessmentFrame(description: description, profile: profile, registers: tables)
    let registers = try description.registers.reduce(into: [String: TableRegister]()) {
      $0[$1.name] = try TableRegister(tables[$1.name]!, id: $1.id, parent: $1.parentColumn)
    }
    draw = try description.design.draw(
      from: AssessmentFrame.registers(registers, for: description),
      seed: Seed(text: seed, allowsShort: true))
    empty = [
      try FormAnswers(profile.forms[0], form: Self.visit, profile: profile),
      try FormAnswers(profile.forms[1], form: Self.village, profile: profile),
    ]
  }

  /// Villages A1 to A4 of group a and B1 of group b; in each, households H1 to H4 of two persons that
  /// have exited, and one of three that is poor.
  private static var registers: [String: Table] {
    let villages = ["A1", "A2", "A3", "A4", "B1"]
    var rows: [[String]] = []
    for village in villages {
      for household in 1...5 {
        rows.append([
          "H\(household)", village, household == 5 ? "poor" : "exited",
          household == 5 ? "3" : "2",
        ])
      }
    }
    let column = { (index: Int) in TextColumn(rows.map { $0[index] as String? }) }
    return [
      "villages": Table(
        names: ["village_id", "group", "persons"],
        columns: [
          TextColumn(villages), TextColumn(["a", "a", "a", "a", "b"]),
          TextColumn(["11", "11", "11", "11", "11"]),
        ]),
      "households": Table(
        names: ["id", "village_id", "kind", "persons"], columns: (0...3).map(column)),
    ]
  }

  static let visit = try! Form(
    survey: Table(
      names: ["type", "name", "label"],
      columns: [
        TextColumn(["text", "select_one outcome", "decimal"]),
        TextColumn(["id", "result", "income"]), TextColumn(["Unit", "Result", "Income"]),
      ]),
    choices: Table(
      names: ["list_name", "name", "label"],
      columns: [
        TextColumn(["outcome", "outcome", "outcome"]), TextColumn(["complete", "gone", "away"]),
        TextColumn(["Complete", "Gone", "Away"]),
      ]))

  static let village = try! Form(
    survey: Table(
      names: ["type", "name", "label"],
      columns: [
        TextColumn(["text", "text"]), TextColumn(["village_id", "verdict"]),
        TextColumn(["Unit", "Verdict"]),
      ]))

  /// The drawn households of a village of group a, the first or the second that was drawn.
  func households(_ village: Int) -> [UnitID] {
    let drawn = draw.units.filter { $0.stage == 1 && $0.stratum == "a" }[village].path
    return draw.units.filter {
      $0.stage == 2 && $0.role == .main && draw.cells[$0.cell].parent == drawn
    }.map(\.path)
  }

  /// The drawn households of the village of group b.
  var others: [UnitID] {
    draw.units.filter { $0.stage == 2 && draw.cells[$0.cell].parent == UnitID("B1") }.map(\.path)
  }

  /// The answers to both forms: all complete with an income of 5000, and all villages met, unless an
  /// exception says otherwise; an empty outcome is a visit that nobody made.
  func fieldwork(
    outcomes: [UnitID: String] = [:], incomes: [UnitID: String] = [:],
    verdicts: [UnitID: String] = [:]
  ) throws -> Fieldwork {
    var forms = empty
    for unit in draw.units where unit.role == .main {
      if unit.stage == 1 {
        forms[1].append(unit.path, answers: ["verdict": verdicts[unit.path] ?? "met"])
        continue
      }
      let outcome = outcomes[unit.path] ?? "complete"
      guard !outcome.isEmpty else { continue }
      forms[0].append(
        unit.path, outcome: outcome, answers: ["income": incomes[unit.path] ?? "5000"])
    }
    return try Fieldwork(frame: frame, draw: draw, answers: forms)
  }
}

extension AssessmentResult {
  /// The result of an indicator.
  func indicator(_ name: String) -> IndicatorResult {
    indicators.first { $0.name == name }!
  }
}
