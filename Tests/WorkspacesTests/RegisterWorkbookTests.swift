// SPDX-License-Identifier: GPL-3.0-or-later

import Files
import Foundation
import Tables
import TestSupport
import Testing
import Workspaces

@Suite("Registers in workbooks")
struct RegisterWorkbookTests {
  private let county: CountyFolder

  init() throws { county = try CountyFolder() }

  /// The registers as sheets of one workbook, each below a title, numbers as numbers.
  private func workbook(
    _ names: [String], changing change: (String, Int, Int) -> OutputCell? = { _, _, _ in nil }
  ) throws -> String {
    let path = county.folder.appending(path: "registers.xlsx").path
    var writer = try WorkbookWriter(path: path)
    for name in names {
      let sheet = try writer.addSheet(name)
      try writer.append([OutputCell("2016年名册", style: .title)], to: sheet)
      let lines = SmallCounty.registers[name]!.split(separator: "\n")
      for (row, line) in lines.enumerated() {
        let cells = Record.fields(String(line)).enumerated().map { column, text -> OutputCell in
          if let cell = change(name, row, column) { return cell }
          let number = row > 0 && !text.isEmpty ? Double(text) : nil
          return number.map { OutputCell(.number($0)) } ?? OutputCell(text)
        }
        try writer.append(cells, to: sheet)
      }
    }
    try writer.commit()
    return path
  }

  @Test(
    "A workbook gives the same canonical copies as CSV files, each sheet by its register's name")
  func sameCopies() throws {
    let names = ["villages", "households", "roster"]
    let path = try workbook(names)
    let workspace = try county.create()
    let fromBook = try workspace.importRegisters(
      Dictionary(uniqueKeysWithValues: names.map { ($0, path) }))
    #expect(fromBook.map(\.format) == names.map { "xlsx · \($0)" })
    let fromText = try workspace.importRegisters(county.registers())
    #expect(fromText.map(\.isUnchanged) == [true, true, true])
    let renamed = county.folder.appending(path: "villages.XLSM")
    try FileManager.default.copyItem(atPath: path, toPath: renamed.path)
    #expect(try workspace.registerName(ofFile: renamed.path) == "villages", "by its content")
  }

  @Test("A sheet is named where several may be meant")
  func sheets() throws {
    let path = try workbook(["households", "roster"])
    let workspace = try county.create()
    let fault = try #require(throws: Fault.self) {
      _ = try workspace.checkRegisterFiles(["villages": path])
    }
    #expect(fault.code == .sheetNotNamed && fault.values["sheets"] == "households, roster")
    let faults = try #require(throws: Faults.self) {
      _ = try workspace.checkRegisterFiles(["villages": path], sheet: "roster")
    }
    #expect(
      faults.list.contains { $0.code == .registerColumnMissing && $0.place.sheet == "roster" })
  }

  @Test("Faults name the sheet and the row that Excel shows, rounded numbers too")
  func places() throws {
    let path = try workbook(["villages"]) { _, row, column in
      if row == 2 && column == 0 { return OutputCell(.number(360_821_198_003_150_016)) }
      return row == 3 && column == 3 ? OutputCell(.number(-5)) : nil
    }
    let workspace = try county.create()
    let faults = try #require(throws: Faults.self) {
      _ = try workspace.importRegisters(["villages": path])
    }
    #expect(faults.list.map(\.code) == [.longNumber, .integerTooSmall])
    #expect(
      faults.list[0].place
        == Place(file: path, sheet: "villages", row: 4, column: "village_id"))
  }
}
