// SPDX-License-Identifier: GPL-3.0-or-later

import Assessment
import Files
import Foundation
import Sampling
import Tables
import TestSupport
import Testing
import Workspaces

@Suite("The cross-check of a register")
struct CrosscheckRecordTests {
  private let county: CountyFolder
  private let workspace: Workspace

  /// The small county, whose first household of V1 has a number and whose second has only a name.
  init() throws {
    county = try CountyFolder()
    let personal =
      "persons: integer, id_number: {type: text, personal: true}, name: {type: text, personal: true}}"
    let description = SmallCounty.description.replacing(
      "card: text, persons: integer}", with: "card: text, " + personal)
    workspace = try county.create(description: description)
    var files = try county.registers()
    let rows = SmallCounty.registers["households"]!.split(separator: "\n").enumerated().map {
      row, line in
      switch row {
      case 0: "\(line),id_number,name"
      case 1: "\(line),11010519491231002X,张三"
      case 2: "\(line),,李四"
      default: "\(line),,"
      }
    }
    files["households"] = try county.write("households.csv", rows.joined(separator: "\n") + "\n")
    _ = try workspace.importRegisters(files)
  }

  private func match(_ name: String, _ text: String, byName: Bool = false) throws
    -> CrosscheckResult
  {
    try workspace.crosscheck([("car", county.write(name, text))], byName: byName)[0]
  }

  @Test(
    "JA-XCH-01: a match is a flag, which people verify step by step; nothing is removed by itself")
  func steps() throws {
    let result = try match("车.csv", "姓名,身份证号\n张三,11010519491231002X\n某人,440524188001010014\n")
    #expect(result.rows == 2 && result.new == 1 && result.matches == [.number: 1])
    #expect(try match("车.csv", "姓名,身份证号\n张三,11010519491231002X\n").new == 0)
    let flag = try #require(try workspace.crosscheckFlags().first)
    #expect(flag.unit == UnitID("V1/H1") && flag.state == .flagged && flag.township == "T1")
    #expect(
      refusals { try workspace.decide(flag: 1, .removed, reason: "r") } == [.crosscheckStep])
    #expect(
      refusals { try workspace.decide(flag: 1, .eligible, reason: "") } == [.crosscheckUnsigned])
    try workspace.decide(flag: 1, .eligible, reason: "车已报废")
    try workspace.decide(flag: 1, .kept, reason: "同意")
    let steps = try workspace.crosscheckFlags()[0].steps
    #expect(steps.map(\.state) == [.flagged, .eligible, .kept])
    #expect(steps.map(\.actor) == ["tester", "tester", "tester"])
    let count = try workspace.register(named: "households").count
    #expect(count == 96)
  }

  @Test("A list without numbers is compared only if that is asked for, and says how weak it is")
  func withoutNumbers() throws {
    let text = "姓名,村\n李四,村1\n李四,村2\n"
    #expect(refusals { _ = try match("a.csv", text) } == [.crosscheckListWithoutNumbers])
    let empty = "姓名,身份证号\n李四,\n"
    #expect(refusals { _ = try match("a.csv", empty) } == [.crosscheckNumbersEmpty])
    let result = try match("a.csv", text, byName: true)
    #expect(result.matches == [.nameAndVillage: 1] && result.ambiguous == 0)
    #expect(
      refusals { _ = try match("b.csv", "车牌\n赣D1\n", byName: true) } == [.crosscheckListColumns])
  }

  @Test("Townships fill in a workbook, which comes back once")
  func workbook() throws {
    _ = try match("车.csv", "姓名,身份证号\n张三,11010519491231002X\n")
    let files = try workspace.exportCrosscheck(round: "1", in: .chinese)
    #expect(files.map { URL(filePath: $0.path).lastPathComponent } == ["crosscheck-T1.xlsx"])
    let table = try Workbook(path: files[0].path).table(sheet: "crosscheck", headerRow: 1)
    let row = table.columns.map { $0.text(at: 0) }
    #expect(row[1...3] == ["V1/H1", "张三", "110105********002X"])
    func fill(_ state: String, unit: String = "V1/H1", who: String = "陈七") throws -> String {
      var cells = row
      (cells[1], cells[7], cells[8], cells[9]) = (unit, state, "查车管所", who)
      let path = county.folder.appending(path: "back.xlsx").path
      var writer = try WorkbookWriter(path: path)
      let sheet = try writer.addSheet("crosscheck", columns: table.names.map { .init($0) })
      try writer.append(cells.map { OutputCell($0) }, to: sheet)
      try writer.commit()
      return path
    }
    func codes(_ file: String) -> [Fault.Code] {
      refusals { _ = try workspace.importCrosscheck(file) }
    }
    #expect(codes(try fill("已剔除")) == [.crosscheckStep])
    #expect(codes(try fill("拿掉")) == [.crosscheckForeignState])
    #expect(codes(try fill("核实不符合", unit: "V1/H2")) == [.noSuchFlag])
    #expect(codes(try fill("核实不符合", who: "")) == [.crosscheckUnsigned])
    let file = try fill("核实不符合")
    #expect(try workspace.importCrosscheck(file) == (1, 0))
    #expect(try workspace.importCrosscheck(file) == (0, 1))
    #expect(try workspace.crosscheckFlags()[0].steps.last?.actor == "陈七")
    #expect(codes(try fill("核实符合")) == [.crosscheckStep])
  }

  @Test("The two columns need no description: a file that has them is compared, and they lie apart")
  func undescribed() throws {
    let other = try CountyFolder()
    let plain = try other.create()
    var files = try other.registers()
    let rows = SmallCounty.registers["households"]!.split(separator: "\n").enumerated().map {
      "\($1)" + ($0 == 0 ? ",id_number,name" : $0 == 1 ? ",11010519491231002X,张三" : ",,")
    }
    files["households"] = try other.write("h.csv", rows.joined(separator: "\n") + "\n")
    _ = try plain.importRegisters(files)
    let list = try other.write("a.csv", "姓名,身份证号\n张三,11010519491231002X\n")
    #expect(try plain.crosscheck([("car", list)], byName: false)[0].new == 1)
    let table = try plain.recordTables([UnitID("households")]).table("households")
    #expect(table?.table.index(of: "id_number") == nil && table?.table.index(of: "name") == nil)
  }

  @Test("A register without the two columns, or with one that is not personal, is refused")
  func notPersonal() throws {
    let other = try CountyFolder()
    let plain = try other.create()
    _ = try plain.importRegisters(other.registers())
    let list = try other.write("a.csv", "姓名,身份证号\n张三,11010519491231002X\n")
    #expect(
      refusals { _ = try plain.crosscheck([("car", list)], byName: false) } == [
        .crosscheckPersonalColumn
      ])
    #expect(
      refusals { _ = try plain.crosscheck([("boat", list)], byName: false) } == [
        .crosscheckCategory
      ])
    let sealed = try CountyFolder()
    let open = try sealed.create(
      description: SmallCounty.description.replacing(
        "card: text, persons: integer}", with: "card: text, persons: integer, id_number: text}"))
    var files = try sealed.registers()
    let rows = SmallCounty.registers["households"]!.split(separator: "\n").enumerated().map {
      "\($1)" + ($0 == 0 ? ",id_number,name" : ",1,张三")
    }
    files["households"] = try sealed.write("h.csv", rows.joined(separator: "\n") + "\n")
    _ = try open.importRegisters(files)
    #expect(
      refusals { _ = try open.crosscheck([("car", list)], byName: false) } == [
        .crosscheckPersonalColumn
      ])
  }
}
