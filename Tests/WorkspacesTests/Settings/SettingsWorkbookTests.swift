// SPDX-License-Identifier: GPL-3.0-or-later

import Assessment
import Files
import Foundation
import Sampling
import Tables
import TestSupport
import Testing
import Workspaces

@Suite("The workbook of settings")
struct SettingsWorkbookTests {
  private func county(
    _ values: [String: OutputCell], sheet: String? = nil, isHeaderKept: Bool = true
  ) throws -> CountyFolder {
    let county = try CountyFolder()
    let path = try county.create().writeSettings(in: .english)
    try FilledSettings.fill(path, values, sheet: sheet, isHeaderKept: isHeaderKept)
    return county
  }

  @Test("Filled cells change the design; numbers, percentages and texts are what they look like")
  func filled() throws {
    let county = try county([
      "title.zh": "=1+1", "design.villages.fraction.exited": OutputCell(.number(0.75)),
      "design.remaining.fraction": "20%", "design.remaining.reserves": OutputCell(.number(0.1)),
      "registers.villages.file": "007.csv",
      "registers.households.expect.rows": OutputCell(.number(96)),
      "design.unregistered.method": "systematic (equal steps)",
      "registers.villages.columns.area": "decimal",
    ])
    let workspace = try county.open()
    #expect(workspace.description.title.chinese == "=1+1")
    #expect(workspace.description.registers[0].file == "007.csv")
    #expect(workspace.description.registers[0].columns.map(\.name).last == "area")
    let samples = workspace.description.samples
    guard case .byStratum(let sizes) = samples[0].design.size else {
      Issue.record("the villages have sizes by stratum")
      return
    }
    #expect(sizes[UnitID("exited")] == .fraction("0.75"))
    let remaining = try #require(workspace.description.sample("remaining")).design
    #expect(remaining.reserves.text == "0.1")
    if case .fraction(let fraction) = remaining.size { #expect(fraction.text == "0.2") }
    let lines = try workspace.appliedSettings()
    let line = try #require(lines.first { $0.setting.key.text == "design.remaining.fraction" })
    #expect(line.described == "0.5" && line.filled == "20%" && line.applied == "0.2")
    #expect(lines.contains { $0.setting.key.text == "registers.villages.columns.area" })
  }

  @Test("What is written again keeps what is filled in, and its effect")
  func roundTrip() throws {
    let county = try county([
      "title.zh": "007", "design.villages.method": "pps-systematic",
      "design.villages.size_measure": "persons", "registers.villages.columns.\"a.b\"": "text",
    ])
    let before = try county.open().settings
    for language in Language.allCases {
      _ = try county.open().writeSettings(in: language)
      let workspace = try county.open()
      #expect(Set(workspace.settings.map(\.key)) == Set(before.map(\.key)))
      #expect(workspace.description.title.chinese == "007")
      #expect(workspace.description.design.firstStage.method == .proportionalSystematic)
    }
  }

  @Test("A sample is drawn as the workbook says, and stays provable without it")
  func sealed() throws {
    let county = try county(["design.villages.fraction.exited": OutputCell(.number(1))])
    try sealAndDraw(county)
    let file = county.workspaceFolder.appending(path: "settings.xlsx")
    try FileManager.default.removeItem(at: file)
    let fault = try #require(throws: Fault.self) {
      try county.open().draw(round: "1", seed: "54321543215432154322", reason: "again")
    }
    #expect(fault.code == .changedAfterSeal)
    #expect(fault.values["what"]?.contains("settings.xlsx") == true)
  }

  private func sealAndDraw(_ county: CountyFolder) throws {
    let workspace = try county.open()
    _ = try workspace.importRegisters(try county.registers())
    let seal = try workspace.seal(round: "1", secrets: .demonstration(seed: "settings"))
    let (_, draw) = try workspace.draw(round: "1", seed: "54321543215432154321")
    let exited = draw.units.filter {
      $0.stage == 1 && $0.role == .main && $0.stratum == "exited"
    }
    #expect(exited.count == 4)
    #expect(!seal.seal.json.text.contains("settings"))
    let settings = try workspace.log().compactMap { $0.details["settings"] }
    #expect(settings == ["design.villages.fraction.exited=1"])
  }

  @Test(
    "What cannot be meant is refused with sheet, row and column",
    arguments: [
      ("design.villages.fraction.exited", OutputCell("half"), Fault.Code.yamlWrongType),
      ("registers.villages.expect.rows", OutputCell(.number(1e15)), .longNumber),
      ("registers.towns.file", "towns.csv", .settingUnknown),
      ("registers..file", "x.csv", .settingWithoutKey), ("", "x.csv", .settingWithoutKey),
    ])
  func refused(key: String, value: OutputCell, code: Fault.Code) throws {
    let county = try county(["\(key)": value])
    let faults = try #require(throws: Faults.self) { try county.open() }
    let fault = try #require(faults.list.first)
    #expect(faults.count == 1 && fault.code == code)
    #expect(fault.place.file?.hasSuffix("work/settings.xlsx") == true)
    #expect(fault.place.sheet == "settings" && fault.place.column == "Your value")
    let row = try Workbook(path: county.workspaceFolder.appending(path: "settings.xlsx").path)
      .rows(of: "settings").first { $0[2] != nil && $0.number > 1 }
    #expect(fault.place.row == row?.number)
  }

  @Test(
    "A damaged workbook, another sheet and a lost header are refused, a file of Excel's is not read"
  )
  func files() throws {
    let renamed = try county([:], sheet: "Sheet1")
    #expect(try #require(throws: Fault.self) { try renamed.open() }.code == .settingsSheet)
    let headless = try county([:], isHeaderKept: false)
    #expect(try #require(throws: Fault.self) { try headless.open() }.code == .settingsColumns)
    let county = try county([:])
    let file = county.workspaceFolder.appending(path: "settings.xlsx")
    try Data("lock".utf8).write(to: county.workspaceFolder.appending(path: "~$settings.xlsx"))
    let workspace = try county.open()
    #expect(
      try #require(throws: Fault.self) { try workspace.writeSettings(in: .chinese) }.code
        == .settingsOpen)
    try Data(contentsOf: file).prefix(3000).write(to: file)
    let fault = try #require(throws: Fault.self) { try county.open() }
    #expect(
      fault.code == .notAWorkbook || fault.code == .damagedArchive || fault.code == .notAnArchive)
    #expect(fault.place.file?.hasSuffix("settings.xlsx") == true)
  }

  @Test(
    "Every leaf of a new assessment.yaml has a row with words of its own, except a few; so has every key that decoders take",
    arguments: [
      "annual-assessment-2017", "consolidation-2021", "exit-2016", "generic",
      "listed-supervision-2020", "monthly-supervision-2016", nil,
    ])
  func covered(profile: String?) throws {
    let home = try CountyFolder().home
    // The example uses every key: another test sees to it.
    let text =
      try profile.map { try Workspace.descriptionText(profile: $0, home: home) }
      ?? TextFile(path: home.folder.appending(path: "surveys/assessment.example.yaml").path)
      .contents()
    let settings = try Setting.all(text: text, file: "assessment.yaml")
    let rows = Dictionary(uniqueKeysWithValues: settings.map { ($0.key.text, $0) })
    for (key, value) in try leaves(YAMLValue(text: text, file: "assessment.yaml"), []) {
      let isLeftOut = Setting.withoutRow.contains { row in
        let pattern = row.pattern.split(separator: ".")
        return pattern.count == key.count && zip(pattern, key).allSatisfy { $0 == "*" || $0 == $1 }
      }
      let name = key.joined(separator: ".")
      #expect(isLeftOut || rows[name]?.value == value, "\(name)")
      #expect(isLeftOut || rows[name]?.explanation.chinese.isEmpty == false, "\(name)")
      #expect(!isLeftOut || rows[name] == nil, "\(name)")
    }
    for setting in settings {
      // No row is offered whose key would be refused.
      let filled = FilledSetting(
        key: setting.key, text: setting.value ?? "1", place: Place(row: 2), position: "C")
      do {
        _ = try AssessmentDescription(text: text, file: "assessment.yaml", settings: [filled])
      } catch let faults as Faults {
        #expect(faults.list.allSatisfy { $0.code != .yamlUnknownKey }, "\(faults.list)")
      }
      #expect(!setting.what.english.contains("{") && !setting.what.chinese.contains("{"))
    }
  }

  /// The scalars and lists below a value, those of samples under `design.` and their names.
  private func leaves(_ value: YAMLValue, _ key: [String]) throws -> [([String], String)] {
    if key == ["design"], try value.entries().contains(where: { $0.name == "stages" }) {
      var root = try value.mapping()
      return try root.required("stages").list().flatMap { stage in
        let entries = try stage.entries()
        let units = try entries.first { $0.name == "units" }?.value.text()
        if let units { return try leaves(stage, key + [units]) }
        return try leaves(entries.first { $0.name == "samples" }!.value, key)
      }
    }
    if value.isMapping { return try value.entries().flatMap { try leaves($1, key + [$0]) } }
    return [(key, try value.isList ? value.texts().joined(separator: ", ") : value.text())]
  }
}
