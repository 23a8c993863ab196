// SPDX-License-Identifier: GPL-3.0-or-later

import Files
import Foundation
import Sampling
import Tables
import TestSupport
import Testing
import Workspaces

@Suite("Rejected rows of registers")
struct RegisterRejectsTests {
  private let county: CountyFolder
  private let workspace: Workspace
  private let names = ["villages", "households", "roster"]

  init() throws {
    county = try CountyFolder()
    workspace = try county.create()
  }

  /// Imports registers; gives the workbooks of rejected rows if it is refused.
  private func refused(
    _ files: [String: String], _ corrections: [String] = []
  ) throws -> RefusedRegisters {
    try #require(throws: RefusedRegisters.self) { try self.imported(files, corrections) }
  }

  @discardableResult
  private func imported(
    _ files: [String: String], _ corrections: [String] = []
  ) throws -> [ImportedRegister] {
    try workspace.importRegisters(
      files, corrections: corrections, rejects: (round: "1", describe: { $0.code.name }))
  }

  private func households(_ changes: (String, String)...) throws -> String {
    try county.write(
      "households.csv",
      changes.reduce(SmallCounty.registers["households"]!) { $0.replacing($1.0, with: $1.1) })
  }

  /// The workbook again, with cells changed as somebody would type them.
  private func correct(
    _ path: String, _ change: (_ name: String, _ row: String, _ text: String) -> String
  ) throws {
    let book = try Workbook(path: path)
    var writer = try WorkbookWriter(path: path)
    for name in book.sheetNames {
      let table = try book.table(sheet: name, headerRow: 1)
      let sheet = try writer.addSheet(
        name, columns: table.names.map { .init($0) }, isHidden: name == "assay")
      let lines = table.index(of: "assay_row")
      for row in 0..<table.rowCount {
        try writer.append(
          table.names.enumerated().map { column, name in
            let text = table.columns[column].text(at: row)
            return OutputCell(
              lines.map { change(name, table.columns[$0].text(at: row), text) } ?? text)
          }, to: sheet)
      }
    }
    try writer.commit()
  }

  private func file(_ path: String) -> String { URL(filePath: path).lastPathComponent }

  @Test("They stand in a workbook for each office, and come back corrected as they are")
  func wholeLoop() throws {
    var files = try county.registers()
    files["households"] = try households(
      ("H1,V1,exited,2016,blue,3", "H1,V1,exited,2016,blue,三"),
      ("H2,V2,exited,2016,red,3", "H2,V2,exited,2016,red,-3"),
      ("H3,V2,exited", "H3,V9,exited"))
    let first = try refused(files)
    #expect(
      first.faults.list.map(\.code) == [
        .integerNeeded, .integerTooSmall, .unknownParent,
      ])
    #expect(
      first.rejects.map(file) == [
        "rejects-households.xlsx", "rejects-households-T0.xlsx", "rejects-households-T1.xlsx",
      ])
    let table = try Workbook(path: first.rejects[2]).table(sheet: "rejects")
    #expect(table.names.prefix(3) == ["assay_what_to_do", "assay_row", "assay_delete"])
    #expect(try table.text("assay_what_to_do").text(at: 0) == "persons: integer-needed")
    #expect(try table.text("assay_row").text(at: 0) == "2")
    #expect(try table.text("persons").text(at: 0) == "三")
    let mode = try FileManager.default.attributesOfItem(atPath: first.rejects[2])
    #expect(mode[.posixPermissions] as? Int == 0o600)

    // One office sends its rows; the others are written once more, and nobody's work is lost.
    try correct(first.rejects[2]) { name, _, text in name == "persons" ? "3" : text }
    let second = try refused([:], [first.rejects[2]])
    #expect(second.faults.list.map(\.code) == [.integerTooSmall, .unknownParent])
    #expect(
      second.rejects.map(file) == [
        "rejects-households.xlsx", "rejects-households-T0.xlsx", "rejects-households-T1-2.xlsx",
      ])
    try correct(first.rejects[0]) { name, _, text in name == "village_id" ? "V2" : text }
    try correct(first.rejects[1]) { name, _, text in name == "persons" ? "3" : text }
    let done = try imported([:], second.rejects + [first.rejects[2]])
    #expect(done.map(\.name) == names && done.map(\.rows) == [8, 96, 160])
    let plain = try imported(county.registers())
    #expect(
      plain.map(\.isUnchanged) == [true, true, true],
      "the corrected copy is that of the right files")
  }

  @Test("All workbooks of two imports come together: untouched rows give way to corrected ones")
  func together() throws {
    var files = try county.registers()
    files["households"] = try households(
      ("H1,V1,exited,2016,blue,3", "H1,V1,exited,2016,blue,三"),
      ("H2,V2,exited,2016,red,3", "H2,V2,exited,2016,red,-3"))
    let first = try refused(files)
    #expect(
      first.rejects.map(file) == ["rejects-households-T0.xlsx", "rejects-households-T1.xlsx"])
    // One office saves its workbook without having corrected it, the other's is imported alone.
    try correct(first.rejects[0]) { _, _, text in text }
    try correct(first.rejects[1]) { name, _, text in name == "persons" ? "3" : text }
    let second = try refused([:], [first.rejects[1]])
    #expect(
      second.rejects.map(file) == [
        "rejects-households-T0-2.xlsx", "rejects-households-T1-2.xlsx",
      ])
    try correct(first.rejects[0]) { name, _, text in name == "persons" ? "3" : text }
    #expect(try imported([:], first.rejects + second.rejects).map(\.rows) == [8, 96, 160])
  }

  @Test("Two offices that correct one row differently are asked which is right")
  func twice() throws {
    var files = try county.registers()
    files["households"] = try households(
      ("H1,V1,exited,2016,blue,3", "H1,V1,exited,2016,blue,三"))
    let book = try refused(files).rejects[0]
    let copy = county.folder.appending(path: "copy.xlsx").path
    try FileManager.default.copyItem(atPath: book, toPath: copy)
    for (path, persons) in [(book, "3"), (copy, "4")] {
      try correct(path) { name, _, text in name == "persons" ? persons : text }
    }
    let both = try #require(throws: Faults.self) { try imported([:], [book, copy]) }
    #expect(both.list.map(\.code) == [.rowCorrectedTwice])
    #expect(both.list.first?.place.row == 2)
  }

  @Test("Of two rows with one id both are there, and one is left out by yes")
  func duplicate() throws {
    var files = try county.registers()
    let text = SmallCounty.registers["households"]!
    files["households"] = try county.write("households.csv", text + "H1,V1,exited,2016,blue,3\n")
    let first = try refused(files)
    let table = try Workbook(path: first.rejects[0]).table(sheet: "rejects")
    #expect(first.faults.list.map(\.code) == [.duplicateID, .totalDiffers, .totalDiffers])
    #expect((0..<2).map { table.columns[1].text(at: $0) } == ["2", "98"])
    try correct(first.rejects[0]) { name, row, text in
      name == "assay_delete" && row == "98" ? "是" : text
    }
    #expect(try imported([:], first.rejects)[1].rows == 96)
  }

  @Test("What was corrected wrongly is told where it was typed, and rows left out stay out")
  func stillWrong() throws {
    var files = try county.registers()
    files["households"] = try households(
      ("H1,V1,exited,2016,blue,3", "H1,V1,exited,2016,blue,三"),
      ("H3,V1,exited,2016,blue,3", "H3,V1,exited,2016,blue,三"))
    let first = try refused(files)
    try correct(first.rejects[0]) { name, row, text in
      switch (name, row) {
      case ("persons", "2"): "三人"
      case ("assay_delete", "4"): "yes"
      default: text
      }
    }
    let second = try refused([:], first.rejects)
    #expect(
      second.faults.list.first?.place
        == Place(file: first.rejects[0], sheet: "rejects", row: 2, column: "persons"))
    let table = try Workbook(path: second.rejects[0]).table(sheet: "rejects")
    #expect(try table.text("assay_delete").text(at: 1) == "yes" && table.rowCount == 2)
    try correct(second.rejects[0]) { name, row, text in
      switch (name, row) {
      case ("persons", _): "3"
      case ("assay_delete", _): ""
      default: text
      }
    }
    // Both workbooks: the later one carries on the earlier, whichever comes first.
    #expect(try imported([:], first.rejects + second.rejects).count == 3)
    let again = try imported([:], second.rejects + first.rejects)
    #expect(again.map(\.isUnchanged) == [true])
  }

  @Test("A file that changed or went, a row or column that is none: refused with what to do")
  func refusals() throws {
    var files = try county.registers()
    files["households"] = try households(
      ("H1,V1,exited,2016,blue,3", "H1,V1,exited,2016,blue,三"))
    let book = try refused(files).rejects[0]
    func code() throws -> [Fault.Code] {
      do { try imported([:], [book]) } catch let fault as Fault { return [fault.code] } catch let
        faults as Faults
      { return faults.list.map(\.code) } catch let refused as RefusedRegisters {
        return refused.faults.list.map(\.code)
      }
      return []
    }
    try correct(book) { name, _, text in name == "assay_row" ? "5000" : text }
    #expect(try code().first == .correctedRowUnknown)
    try correct(book) { name, _, text in
      name == "assay_delete" ? "maybe" : text == "5000" ? "2" : text
    }
    #expect(try code() == [.rowDeletionUnclear])
    try correct(book) { name, _, text in text == "maybe" ? "" : name == "persons" ? "3" : text }
    _ = try households(("H2,V1", "H2,V1"), ("blue", "grey"))
    #expect(try code() == [.correctedFileChanged])
    try FileManager.default.removeItem(atPath: files["households"]!)
    #expect(try code() == [.correctedFileMissing])
    #expect(try workspace.registerOfRejects(book) == "households")
    #expect(try workspace.registerOfRejects(files["villages"]!) == nil)
  }

  @Test("A register that was imported since counts, not the file that was refused beside it")
  func companions() throws {
    var files = try county.registers()
    files["households"] = try households(
      ("H1,V1,exited,2016,blue,3", "H1,V1,exited,2016,blue,三"))
    let book = try refused(files).rejects[0]
    try imported([
      "villages": county.write(
        "newer.csv", SmallCounty.registers["villages"]!.replacing("V1,T1", with: "V1,T7"))
    ])
    try correct(book) { name, _, text in name == "persons" ? "3" : text }
    #expect(try imported([:], [book]).map(\.name) == ["households", "roster"])
  }

  @Test("Doubtful cells of a workbook are among them")
  func doubtful() throws {
    let path = county.folder.appending(path: "households.xlsx").path
    var writer = try WorkbookWriter(path: path)
    let sheet = try writer.addSheet("households")
    for (row, line) in SmallCounty.registers["households"]!.split(separator: "\n").enumerated() {
      var cells = Record.fields(String(line)).map { OutputCell($0) }
      cells.append(
        row == 0
          ? "id_card"
          : row == 5 ? OutputCell(.number(360_821_198_003_150_016)) : "36082119800315001X")
      try writer.append(cells, to: sheet)
    }
    try writer.commit()
    var files = try county.registers()
    files["households"] = path
    let first = try refused(files)
    #expect(first.faults.list.map(\.code) == [.longNumber])
    #expect(first.rejects.map(file) == ["rejects-households-T1.xlsx"])
    try correct(first.rejects[0]) { name, _, text in
      name == "id_card" ? "360821198003150016" : text
    }
    #expect(try imported([:], first.rejects)[1].rows == 96)
  }

  @Test("A hundred thousand rows, all wrong, keep what is told small")
  func many() throws {
    var text = "household_id,village_id,persons\n"
    for row in 0..<100_000 { text += "H\(row),V\(row % 8 + 1),x\n" }
    var files = try county.registers()
    files["roster"] = try county.write("roster.csv", text)
    let first = try refused(files)
    #expect(first.faults.count == 100_000 && first.faults.list.count == 1000)
    #expect(first.rejects.count == 2)
    let rows = try first.rejects.map { try Workbook(path: $0).table(sheet: "rejects").rowCount }
    #expect(rows == [50_000, 50_000])
  }
}
