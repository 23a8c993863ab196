// SPDX-License-Identifier: GPL-3.0-or-later

import Assessment
import Sampling
import Tables
import Testing

private let text = """
  title: {zh: 小县, en: Small county}
  profile: exit-2016
  registers:
    villages: {file: villages.csv, id: village_id, columns: {township: text, group: text, persons: integer}}
    households: {file: households.csv, id: household_id, parent: villages.village_id, columns: {status: text, name: {type: text, personal: true}}}
  design:
    stages:
      - {units: villages, strata: [group], fraction: {exited: 0.20, remaining: 1}, size: {other: 12}}
      - samples:
          exited: {from: households, where: "status = 'exited'", fraction: 0.10, of: population}
  """

/// Settings as if they stood below each other from row 2 on.
private func filled(_ settings: KeyValuePairs<String, String>) throws -> [FilledSetting] {
  try settings.enumerated().map { index, setting in
    FilledSetting(
      key: try SettingKey(setting.key), text: setting.value,
      place: Place(file: "settings.xlsx", sheet: "settings", row: index + 2, column: "Your value"),
      position: "C")
  }
}

private func description(
  _ settings: KeyValuePairs<String, String>
) throws -> AssessmentDescription {
  try AssessmentDescription(text: text, file: "assessment.yaml", settings: filled(settings))
}

/// The sizes of a sample by stratum.
private func sizes(_ design: SampleDesign) -> [String] {
  guard case .byStratum(let rules) = design.size else { return ["\(design.size)"] }
  return rules.map { "\($0.key.text) \($0.value)" }.sorted()
}

@Suite("Settings")
struct SettingTests {
  @Test("A setting takes the place of what the file says, or is added")
  func applied() throws {
    let description = try description([
      "title.zh": "吉安县", "language": "en（英文）", "registers.villages.file": "村.xlsx",
      "registers.villages.expect.rows": "307", "registers.households.prefix": "H",
      "registers.households.columns.area": "decimal (decimal number)",
      "registers.households.columns.status.personal": "false",
      "design.villages.method": "systematic（等距）", "design.villages.sort": "township、persons",
      "design.exited.fraction": "12.5%", "design.exited.maximum": "20",
      "rounds.self.label.zh": "自评", "rounds.self.label.en": "self-assessment",
    ])
    #expect(description.title == BilingualText(zh: "吉安县", en: "Small county"))
    #expect(description.language == .english)
    #expect(description.registers[0].file == "村.xlsx")
    #expect(description.registers[0].expectations.map(\.total) == [307])
    let households = description.registers[1]
    #expect(households.prefix == "H")
    #expect(households.columns.map(\.name) == ["status", "name", "area"])
    #expect(households.columns.map(\.isPersonal) == [false, true, false])
    #expect(households.columns[2].type == .decimal)
    let villages = description.design.firstStage
    #expect(villages.method == .systematic)
    #expect(villages.sort.map(\.column) == ["township", "persons"])
    let exited = try #require(description.sample("exited")).design
    #expect(sizes(exited) == ["\(SizeRule.fraction("0.125"))"])
    #expect(exited.maximum == 20)
    #expect(description.rounds.map(\.name) == ["self"])
  }

  @Test(
    "A fraction takes the place of a size, for all units or for a stratum, and a size that of a fraction"
  )
  func fractionsAndSizes() throws {
    let strata = try description([
      "design.villages.size.exited": "15", "design.villages.fraction.other": "10%",
    ])
    #expect(
      sizes(strata.design.firstStage) == [
        "exited \(SizeRule.StratumSize.size(15))", "other \(SizeRule.StratumSize.fraction("0.1"))",
        "remaining \(SizeRule.StratumSize.fraction("1"))",
      ])
    let whole = try description(["design.villages.strata": "-", "design.villages.size": "62"])
    #expect(whole.design.firstStage.strata.isEmpty)
    #expect(sizes(whole.design.firstStage) == ["\(SizeRule.size(62))"])
    let divided = try description([
      "design.exited.strata": "status", "design.exited.fraction.exited": "1",
      "design.exited.size.other": "3",
    ])
    #expect(
      sizes(try #require(divided.sample("exited")).design) == [
        "exited \(SizeRule.StratumSize.fraction("1"))", "other \(SizeRule.StratumSize.size(3))",
      ])
    let unsaid = try description(["design.villages.fraction.other": "-"])
    #expect(sizes(unsaid.design.firstStage).contains("other \(SizeRule.StratumSize.size(12))"))
    let both = try #require(throws: Faults.self) {
      try description(["design.exited.fraction": "0.1", "design.exited.size": "12"])
    }
    #expect(both.list.map(\.code) == [.eitherOr])
  }

  @Test(
    "What is wrong is refused at its cell",
    arguments: [
      ("design.exited.fraction", "1.05", Fault.Code.notAShare),
      ("design.exited.fraction", "five", .yamlWrongType),
      ("design.villages.size", "0", .sampleOfNothing),
      ("design.villages.size", "１２", Fault.Code("full-width-number", .configuration)),
      ("design.exited.fraction", "２０％", Fault.Code("full-width-number", .configuration)),
      ("design.exited.fraction", "-", .yamlMissingKey),
      ("design.exited.fractions", "0.1", .yamlUnknownKey),
      ("design.exited.method", "systemic", .unknownReference),
      ("design.exited.strata", "status、card", .unknownRegisterColumn),
      ("design.exited.of", "village", .yamlWrongType),
      ("design.exited.where", "card = 'red'", .unknownRegisterColumn),
      ("registers.villages.columns.persons", "number", .yamlWrongType),
      ("registers.villages.expect.rows", "307.5", .yamlWrongType),
      ("registers.villages.id", "-", .yamlMissingKey),
      ("registers.villages.file.name", "x", .yamlWrongType),
      ("registers.village.file", "x", .settingUnknown),
      ("design.stages", "x", .settingUnknown),
      ("language", "fr", .yamlWrongType), ("langage", "en", .yamlUnknownKey),
      ("title", "吉安县", .yamlWrongType), ("rounds.a/b.label.zh", "x", .invalidName),
    ])
  func refused(key: String, value: String, code: Fault.Code) throws {
    let faults = try #require(throws: Faults.self) {
      try description(["registers.households.prefix": "H", "\(key)": value])
    }
    #expect(faults.list.map(\.code) == [code])
    #expect(
      faults.list[0].place
        == Place(file: "settings.xlsx", sheet: "settings", row: 3, column: "Your value"))
    #expect(faults.list[0].code.kind == .configuration)
  }

  @Test("All cells that are wrong are named at once; what the file says wrong is named there")
  func all() throws {
    let faults = try #require(throws: Faults.self) {
      try description([
        "language": "fr", "design.exited.reserves": "x", "design.villages.minimum": "-3",
        "registers.villages.file": "v.csv",
      ])
    }
    #expect(faults.list.map(\.place.row) == [2, 3, 4])
    #expect(faults.list.map { $0.values["value"] } == ["fr", "x", "-3"])
    let fault = try #require(throws: Fault.self) {
      try AssessmentDescription(
        text: text.replacing("0.20", with: "x"), file: "assessment.yaml",
        settings: filled(["language": "en"]))
    }
    #expect(fault.place.file == "assessment.yaml")
  }

  @Test("What is missing beside a setting is named with the key that lacks it")
  func missing() throws {
    let faults = try #require(throws: Faults.self) {
      try description(["rounds.second.label.zh": "二"])
    }
    #expect(faults.list.map(\.code) == [.yamlMissingKey])
    #expect(faults.list[0].values["key"] == "rounds.second.label")
    #expect(faults.list[0].values["missing"] == "en" && faults.list[0].place.row == 2)
  }

  @Test("What only a setting makes wrong elsewhere is named at its cell")
  func contradicts() throws {
    let faults = try #require(throws: Faults.self) {
      try AssessmentDescription(
        text: text.replacing(
          "fraction: 0.10, of: population", with: "fraction: 0.10, rotation: {keep: 0.5}"),
        file: "assessment.yaml",
        settings: filled(["language": "en", "design.exited.method": "systematic"]))
    }
    #expect(faults.list.map(\.code) == [.rotationWithMethod])
    #expect(faults.list[0].place.row == 3 && faults.list[0].values["method"] == "systematic")
    // A column that is added changes the names in the sentence, and nothing else.
    let personal = try #require(throws: Faults.self) {
      try description([
        "registers.households.columns.area": "decimal",
        "registers.households.columns.status.personal": "true",
      ])
    }
    #expect(personal.list.map(\.code) == [.unknownRegisterColumn])
    #expect(personal.list.map(\.place.row) == [3])
  }

  @Test("A key that is filled in twice, or as a whole and in parts, is refused with both rows")
  func twice() throws {
    let faults = try #require(throws: Faults.self) {
      try description([
        "language": "en", "\"language\"": "zh-Hans", "design.exited.size": "3",
        "design.exited.size.a": "1",
      ])
    }
    #expect(faults.list.map(\.code) == [.settingTwice, .settingDivided])
    #expect(faults.list.map(\.place.row) == [3, 5])
    #expect(faults.list.map { $0.values["first"] } == ["2", "4"])
  }

  @Test("Settings are listed with what is said, and what may be said beside")
  func listed() throws {
    let settings = try Setting.all(text: text, file: "assessment.yaml")
    let values = Dictionary(uniqueKeysWithValues: settings.map { ($0.key.text, $0.value) })
    #expect(values["registers.villages.columns.persons"] == "integer")
    #expect(values["registers.households.columns.name.personal"] == "true")
    #expect(values["registers.villages.expect.persons"] == .some(nil))
    #expect(values["design.villages.fraction.other"] == .some(nil))
    #expect(values["design.villages.size.other"] == "12")
    #expect(values["design.villages.fraction"] == nil && values["design.exited.fraction"] == "0.10")
    #expect(values["design.villages.of"] == nil && values["design.exited.of"] == "population")
    let applied = try Setting.all(
      text: text, file: "assessment.yaml",
      filled: filled([
        "design.villages.fraction.other": "5%", "registers.villages.columns.a.b": "x",
      ]))
    #expect(applied.first { $0.key.text == "design.villages.size.other" }?.value == nil)
    #expect(applied.first { $0.key.text == "design.villages.fraction.other" }?.value == "0.05")
    #expect(applied.contains { $0.key.text == "registers.villages.columns.a.b" && $0.value == "x" })
  }

  @Test(
    "A percentage is the decimal that it is",
    arguments: [
      ("20%", "0.2"), ("12.5%", "0.125"), ("100%", "1"), ("0.05%", "0.0005"), ("5%", "0.05"),
      ("250%", "2.5"), ("0%", "0"),
    ])
  func percent(text: String, decimal: String) throws {
    let applied = try Setting.all(
      text: SettingTests.sample, file: "a.yaml", filled: filled(["design.v.fraction": text]))
    #expect(applied.first { $0.key.text == "design.v.fraction" }?.value == decimal)
  }

  private static let sample = "design: {stages: [{units: v, fraction: 1}]}"

  @Test("Lists that drop down hold every word that the decoder takes")
  func choices() throws {
    func words(_ key: String, _ settings: [Setting]) -> [String] {
      guard case .choice(let choices)? = settings.first(where: { $0.key.text == key })?.kind else {
        return []
      }
      return choices.map(\.word)
    }
    let settings = try Setting.all(
      text: text.replacing("of: population", with: "of: population, allocation: equal"),
      file: "assessment.yaml")
    #expect(words("design.exited.method", settings) == SelectionMethod.all.map(\.name))
    #expect(words("design.exited.allocation", settings) == AllocationMethod.all.map(\.name))
    #expect(words("design.exited.rounding", settings) == Rounding.allCases.map(\.rawValue))
    #expect(
      Set(words("design.exited.of", settings))
        == [SampleDesign.Base.population.rawValue, SampleDesign.Base.cluster.rawValue])
    #expect(
      words("registers.villages.columns.persons", settings)
        == RegisterDescription.ColumnType.allCases.map(\.rawValue))
    #expect(words("language", settings) == Language.allCases.map(\.rawValue))
  }

  @Test("Keys with points in their names stand in quotation marks")
  func keys() throws {
    let key = try SettingKey(#"registers.v.columns."a.b""c""#)
    #expect(key.text == #"registers.v.columns."a.b""c""#)
    #expect(throws: Fault.self) { try SettingKey("a..b") }
  }
}
