// SPDX-License-Identifier: GPL-3.0-or-later

import Assessment
import Forms
import Foundation
import Sampling
import Tables
import Testing

private let countyText = """
  title: {zh: 吉安县2016年度贫困退出县级自评, en: "Ji'an County, exit self-assessment 2016"}
  profile: exit-2016
  language: zh-Hans
  registers:
    villages:   {file: villages.csv, id: village_id, columns: {township: text, group: text, persons: integer}, expect: {rows: 307, persons: 387000}}
    households: {file: households.csv, id: household_id, parent: villages.village_id, columns: {status: text, exit_year: text, card: text, persons: integer}, expect: {rows: 14577, persons: 48983}}
    roster:     {file: roster.csv, id: household_id, parent: villages.village_id, prefix: R, columns: {persons: integer}, expect: {rows: 84654, persons: 338017}}
  design:
    stages:
      - {units: villages, strata: [group], sort: [township], method: systematic, fraction: {exited: 0.20, remaining: 1}, size: {other: 12}, rounding: up}
      - samples:
          exited:       {from: households, where: "status = 'exited'", strata: [card], fraction: 0.10, of: population, reserves: 0.30}
          remaining:    {from: households, where: "status = 'remaining'", fraction: 0.10, of: population, reserves: 0.30}
          unregistered: {from: roster, fraction: 0.05, of: cluster, reserves: 0.30}
  rounds:
    self: {label: {zh: 县级自评, en: self-assessment}}
  """

private func description(replacing old: String = "", with new: String = "") throws
  -> AssessmentDescription
{
  precondition(old.isEmpty || countyText.contains(old))
  return try AssessmentDescription(
    text: old.isEmpty ? countyText : countyText.replacing(old, with: new), file: "assessment.yaml")
}

/// Everything that a sample's design says.
private func parts(of design: SampleDesign) -> [String] {
  var sizes = ["\(design.size)"]
  if case .byStratum(let rules) = design.size {
    sizes = rules.map { "\($0.key) \($0.value)" }.sorted()
  }
  return sizes + [
    design.name, design.register, design.condition ?? "-", "\(design.strata)", "\(design.sort)",
    "\(design.base)", "\(design.rounding)", "\(design.minimum)", "\(design.maximum ?? -1)",
    design.method.name, design.reserves.text,
  ]
}

@Suite("assessment.yaml")
struct AssessmentDescriptionTests {
  @Test("The county's description is read as it is written")
  func county() throws {
    let description = try description()
    #expect(description.language == .chinese)
    #expect(description.registers.map(\.name) == ["villages", "households", "roster"])
    #expect(description.registers[2].prefix == "R")
    #expect(description.samples.map(\.name) == ["villages", "exited", "remaining", "unregistered"])
    #expect(description.rounds.map(\.name) == ["self"])
    #expect(
      parts(of: description.design.firstStage)
        == parts(
          of: SampleDesign(
            from: "villages", strata: ["group"], sort: ["township"],
            size: .byStratum([
              UnitID("exited"): .fraction("0.20"), UnitID("remaining"): .fraction("1"),
              UnitID("other"): .size(12),
            ]), minimum: 2, method: .systematic)))
    let exited = try #require(description.sample("exited"))
    #expect(
      parts(of: exited.design)
        == parts(
          of: SampleDesign(
            "exited", from: "households", where: "status = 'exited'", strata: ["card"],
            size: .fraction("0.10"), of: .population, minimum: 2, reserves: "0.30")))
    #expect(exited.condition?.names == ["status"])
    #expect(exited.design.sizeMeasure == nil && exited.design.balance.isEmpty)
    #expect(description.design.stages.count == 2)
  }

  @Test("Columns of sizes, balance and coordinates are read")
  func columns() throws {
    let sized = try description(
      replacing: "method: systematic,", with: "method: pps-systematic, size_measure: persons,")
    #expect(sized.design.firstStage.method == .proportionalSystematic)
    #expect(sized.design.firstStage.sizeMeasure == "persons")
    let spread = try description(
      replacing: "method: systematic,",
      with: "balance: [persons], coordinates: [persons, township],")
    #expect(spread.design.firstStage.balance == ["persons"])
    #expect(spread.design.firstStage.coordinates == ["persons", "township"])
  }

  @Test(
    "What is wrong is refused where it stands",
    arguments: [
      ("method: systematic,", "method: sampford, size_measure: people,", .unknownRegisterColumn),
      ("method: systematic,", "balance: [people],", .unknownRegisterColumn),
      ("profile: exit-2016", "profil: exit-2016", Fault.Code.yamlMissingKey),
      ("language: zh-Hans", "language: fr", .yamlWrongType),
      ("language: zh-Hans", "langage: zh-Hans", .yamlUnknownKey),
      ("method: systematic,", "method: systemic,", .unknownReference),
      ("method: systematic,", "of: population,", .yamlUnknownKey),
      ("{units: villages", "{units: village", .unknownReference),
      ("{units: villages", "{units: roster", .firstStageHasParent),
      ("{from: roster", "{from: villages", .notBelowFirstStage),
      ("strata: [group]", "strata: [groups]", .unknownRegisterColumn),
      ("sort: [township]", "sort: [\"town:number\"]", .unknownRegisterColumn),
      ("strata: [card]", "strata: [card, card]", .listedTwice),
      ("status = 'remaining'", "state = 'remaining'", .unknownRegisterColumn),
      ("fraction: 0.05", "fraction: 1.05", .notAShare),
      ("fraction: 0.05", "fraction: five", .yamlWrongType),
      ("fraction: 0.05", "fraction: 0", .sampleOfNothing),
      ("fraction: 0.05", "size: 0", .sampleOfNothing),
      ("fraction: 0.05", "fraction: {all: 0.05}", .sizesWithoutStrata),
      ("fraction: 0.05", "fraction: 0.05, size: 3", .eitherOr),
      ("fraction: 0.05,", "", .yamlMissingKey),
      ("size: {other: 12}", "size: {exited: 12}", .listedTwice),
      ("size: {other: 12}", "size: {other: -1}", .yamlOutOfRange),
      ("of: cluster", "of: village", .yamlWrongType),
      ("card: text", "card: {type: text, personal: true}", .unknownRegisterColumn),
      ("rows: 307", "row: 307", .expectationUnknown),
      ("prefix: R", "prefx: R", .yamlUnknownKey),
    ])
  func refused(old: String, new: String, code: Fault.Code) throws {
    let fault = try #require(throws: Fault.self) { try description(replacing: old, with: new) }
    #expect(fault.code == code)
    #expect(fault.code.kind == .configuration)
    let isTopLevel = code == .yamlMissingKey && old.hasPrefix("profile")
    // A personal column is refused where the design uses it, not where it is described.
    let old = old == "card: text" ? "strata: [card]" : old
    let line =
      isTopLevel
      ? 1
      : countyText[..<countyText.firstRange(of: old)!.lowerBound]
        .count { $0 == "\n" } + 1
    #expect(fault.place == Place(file: "assessment.yaml", row: line, column: fault.place.column))
    #expect(fault.values["position"] != nil || code == .unknownRegisterColumn)
  }

  @Test("A design of one stage, of none, of an empty one, of four")
  func stages() throws {
    let start = countyText.firstRange(of: "design:")!.lowerBound
    let head = countyText[..<start]
    let one = head + "design: {stages: [{units: villages, size: 30}]}\n"
    let description = try AssessmentDescription(text: String(one), file: "a.yaml")
    #expect(description.design.firstStage.size == .size(30))
    for list in [
      "[]",
      "[{units: villages, size: 3}, {samples: {}}]",
      "[{units: villages, size: 3}, {samples: {}}, {samples: {}}, {samples: {}}]",
    ] {
      let fault = try #require(throws: Fault.self) {
        try AssessmentDescription(text: head + "design: {stages: \(list)}\n", file: "a.yaml")
      }
      #expect(fault.code == .designStages)
    }
  }

  @Test("The profile of 2016, its design and its registers make a description that fits it")
  func profile() throws {
    let folder = repository.appending(path: "surveys/exit-2016")
    let read: (String) throws -> String = { name in
      try String(contentsOf: folder.appending(path: name), encoding: .utf8)
    }
    let profile = try Profile(text: read("profile.yaml"), file: "profile.yaml")
    let indented = { (text: String) in
      text.split(separator: "\n").map { "  " + $0 }.joined(separator: "\n")
    }
    let text = """
      title: {zh: 评估, en: Assessment}
      profile: exit-2016
      registers:
      \(indented(profile.registersText))
      design:
      \(indented(try read("design.yaml")))
      """
    let expected = try description()
    let description = try AssessmentDescription(text: text, file: "assessment.yaml")
    #expect(description.registers == profile.registers)
    #expect(
      description.design.samples.map { parts(of: $0.sample) }
        == expected.design.samples.map { parts(of: $0.sample) })
    try description.check(against: profile)
  }

  @Test("A sample that the profile does not know, and a column that it sums and no register has")
  func check() throws {
    let file = repository.appending(path: "surveys/exit-2016/profile.yaml")
    let profile = try Profile(text: String(contentsOf: file, encoding: .utf8), file: "profile.yaml")
    let sample = try #require(throws: Fault.self) {
      try description(replacing: "unregistered: {from", with: "others: {from").check(
        against: profile)
    }
    #expect(sample.code == .sampleNotInProfile)
    #expect(sample.place.row == 14)
    let column = try #require(throws: Fault.self) {
      try description(
        replacing: "prefix: R, columns: {persons: integer}, expect: {rows: 84654, persons: 338017}",
        with: "prefix: R, columns: {people: integer}"
      ).check(against: profile)
    }
    #expect(column.code == .unknownRegisterColumn)
    #expect(column.place.file == "profile.yaml")
  }
}
