// SPDX-License-Identifier: GPL-3.0-or-later

import Assessment
import Forms
import Tables
import Testing

@Suite("A profile and its forms")
struct ProfileCheckTests {
  private func check(replacing old: String = "", with new: String = "") throws {
    precondition(old.isEmpty || SmallCounty.profile.contains(old))
    let text =
      old.isEmpty
      ? SmallCounty.profile : SmallCounty.profile.replacing(old, with: new, maxReplacements: 1)
    let profile = try Profile(text: text, file: "profile.yaml")
    let description = try AssessmentDescription(
      text: """
        title: {zh: 评估, en: Assessment}
        profile: small
        registers: {\(profile.registersText.split(separator: "\n").joined(separator: ", "))}
        design: {stages: [{units: villages, size: 2}, {samples: {exited: {from: households, fraction: 0.5}}}]}
        """, file: "assessment.yaml")
    try description.check(
      against: profile, forms: ["visit": SmallCounty.visit, "village": SmallCounty.village])
  }

  @Test("A profile that fits its forms passes")
  func fits() throws {
    try check()
  }

  @Test(
    "What does not fit is refused where the profile says it",
    arguments: [
      ("unit: village_id", "unit: village", Fault.Code.formQuestionMissing),
      ("outcome: result", "outcome: end", .formQuestionMissing),
      ("income < 1000", "incomes < 1000", .nameNotInSample),
      ("income < 1000", "verdict = 'met'", .nameNotInSample),
      ("income < 1000", "is_wrong", .ruleOnFindings),
      ("line: {value", "income: {value", .ambiguousName),
      ("income < 1000", "result = 'done'", .choiceNeverGiven),
      ("finding = 'wrong'", "finding = 'wrongg'", .findingNotInProfile),
    ])
  func refused(old: String, new: String, code: Fault.Code) throws {
    let faults = try #require(throws: Faults.self) { try check(replacing: old, with: new) }
    #expect(faults.list.map(\.code.name).contains(code.name))
    #expect(faults.list.allSatisfy { $0.place.file == "profile.yaml" && $0.place.row != nil })
    #expect(faults.list.allSatisfy { $0.code.kind == .configuration })
  }

  @Test(
    "A value that rests on itself or on one below it is refused where it stands",
    arguments: ["income <= line or is_wrong", "is_poor"])
  func circular(expression: String) throws {
    let fault = try #require(throws: Fault.self) {
      try check(replacing: "is_poor: \"income <= line\"", with: "is_poor: \"\(expression)\"")
    }
    #expect(fault.code == .valueBelow)
    #expect(fault.place.column == "values.is_poor" && fault.place.row != nil)
    #expect(Int(fault.values["position"] ?? "")! > 0)
  }

  @Test(
    "A value that is none of those that the profile lists for a column would count nobody",
    arguments: [
      ("levels: {kind: {exited: {zh: 脱, en: out}}}\n", ["poor"]),
      ("levels: {kind: {poor: {zh: 贫, en: poor}}}\n", ["exited"]),
      ("levels: {group: {b: {zh: 乙, en: b}}}\n", ["a"]),
      (
        "levels: {kind: {poor: {zh: 贫, en: poor}, exited: {zh: 脱, en: out}}, group: {a: {zh: 甲, en: a}}}\n",
        []
      ),
    ])
  func levels(section: String, unknown: [String]) throws {
    do {
      try check(replacing: "outcomes:", with: section + "outcomes:")
      #expect(unknown.isEmpty)
    } catch let faults as Faults {
      #expect(faults.list.map(\.code) == unknown.map { _ in .levelNotInProfile })
      #expect(faults.list.map { $0.values["value"] } == unknown)
      #expect(faults.list.allSatisfy { $0.place.row != nil })
    }
  }

  @Test("An outcome that the form offers and the profile does not know is refused")
  func outcome() throws {
    let faults = try #require(throws: Faults.self) {
      try check(
        replacing: "  away: {kind: noncontact, label: {zh: 外出, en: away}}\n", with: "")
    }
    #expect(faults.list.map(\.code) == [.outcomeNotInProfile])
    #expect(faults.list[0].values["outcome"] == "away")
  }
}
