// SPDX-License-Identifier: GPL-3.0-or-later

import Files
import Foundation
import Planning
import Sampling
import Tables
import TestSupport
import Testing
import Workspaces

@Suite("Workspaces")
struct WorkspaceTests {
  private let seed = "54321543215432154321"
  private let county: CountyFolder

  init() throws { county = try CountyFolder() }

  @Test("Registers are kept in canonical order; the same file again changes nothing")
  func registers() throws {
    let files = try county.registers()
    let workspace = try county.create()
    let imported = try workspace.importRegisters(files)
    #expect(imported.map(\.rows) == [8, 96, 160])
    #expect(imported[0].totals.first?.sum == 4000)
    let copy = try String(
      contentsOf: county.workspaceFolder.appending(path: "registers/roster.csv"), encoding: .utf8)
    #expect(copy.hasPrefix("household_id,village_id,persons\nRH1,V1,4\nRH10,V1,4\n"))
    #expect(try workspace.importRegisters(files).allSatisfy(\.isUnchanged))
  }

  @Test("All faults of a register are found in one go, and nothing is kept")
  func faults() throws {
    var files = try county.registers()
    files["households"] = try county.write(
      "bad.csv",
      """
      household_id,village_id,status,exit_year,card,persons
      H1,V1,exited,2016,red,3
      H1,V1,exited,2016,red,3
      H/2,V1,exited,2016,red,03
      H3,V9,exited,2016,red,-1
      H4,V2,exited,2016,red,three

      """)
    let workspace = try county.create()
    let faults = try #require(throws: Faults.self) { try workspace.importRegisters(files) }
    #expect(
      Set(faults.list.map(\.code)) == [
        .duplicateID, .idWithSlash, .unknownParent, .integerNeeded, .integerTooSmall, .totalDiffers,
      ])
    #expect(faults.list.first { $0.code == .unknownParent }?.place.row == 5)
    #expect(throws: Fault.self) { try workspace.register(named: "villages") }
  }

  @Test("Units that no sample takes are told when they are imported, planned and sealed")
  func unsampled() throws {
    var files = try county.registers()
    let workspace = try county.create()
    _ = try workspace.importRegisters(files)
    #expect(try workspace.seal(round: "1", secrets: .system).warnings.isEmpty)
    files["households"] = try county.write(
      "misspelt.csv",
      SmallCounty.registers["households"]!.replacing("H1,V1,exited,", with: "H1,V1,exitd,"))
    let imported = try workspace.importRegisters(files)
    let warning = Fault(
      .unsampledUnits,
      [
        "register": "households", "units": "1", "rows": "96", "values": "status = \"exitd\": 1",
      ])
    #expect(imported.map(\.warnings) == [[], [warning], []])
    #expect(try workspace.plan().warnings.contains(warning))
    let sealed = try workspace.seal(round: "1", secrets: .system, reason: "new register")
    #expect(sealed.warnings == [warning])
    #expect(try workspace.unsampledUnits().map(\.groups[0].values) == [["exitd"]])
  }

  @Test("Seal, draw and reveal follow each other; the drawn sample can be made again")
  func chain() throws {
    let workspace = try county.create()
    _ = try workspace.importRegisters(county.registers())
    let notSealed = try #require(throws: Fault.self) { try workspace.draw(round: "1", seed: seed) }
    #expect(notSealed.code == .notSealed)
    let sealed = try workspace.seal(round: "1", secrets: .system)
    #expect(sealed.number == 1)
    let short = try #require(throws: Fault.self) { try workspace.draw(round: "1", seed: "123") }
    #expect(short.code == .shortSeed)
    let drawn = try workspace.draw(round: "1", seed: seed).draw
    #expect(
      try workspace.currentDraw(round: "1").draw.units.map(\.ticket) == drawn.units.map(\.ticket))
    let again = try #require(throws: Fault.self) { try workspace.draw(round: "1", seed: seed) }
    #expect(again.code == .drawNeedsReason)

    let proofFile = workspace.outputFolder(round: "1").appending(path: "proof.json")
    let concealed = try String(contentsOf: proofFile, encoding: .utf8)
    #expect(!concealed.contains("\"units\""))
    let key = try String(
      contentsOf: county.workspaceFolder.appending(path: "keys/1/secret.key"), encoding: .utf8)
    #expect(!concealed.contains(key.trimmingCharacters(in: .whitespacesAndNewlines)))
    #expect(try workspace.reveal(round: "1").revealedAt != nil)
    #expect(try String(contentsOf: proofFile, encoding: .utf8).contains("\"units\""))
    #expect(
      try workspace.log().map(\.command) == [
        "round new", "register import", "seal", "draw", "reveal",
      ])
  }

  @Test("A register that changed after the seal is named and nothing is drawn")
  func changedRegister() throws {
    let workspace = try county.create()
    let files = try county.registers()
    _ = try workspace.importRegisters(files)
    _ = try workspace.seal(round: "1", secrets: .withoutKey(salt: nil))
    let text = try String(contentsOfFile: files["roster"]!, encoding: .utf8)
    let changed = try county.write("changed.csv", text.replacing("H20,V3,4", with: "H20,V3,5"))
    _ = try workspace.importRegisters(["roster": changed])
    let fault = try #require(throws: Fault.self) { try workspace.draw(round: "1", seed: seed) }
    #expect(fault.code == .changedAfterSeal)
    #expect(fault.values["what"] == "roster")
  }

  @Test("A canonical copy that was edited is refused")
  func editedCopy() throws {
    let workspace = try county.create()
    _ = try workspace.importRegisters(county.registers())
    let copy = county.workspaceFolder.appending(path: "registers/roster.csv").path
    let text = try String(contentsOfFile: copy, encoding: .utf8)
    try AtomicFile.write(text.replacing("RH1,V1,4", with: "RH1,V1,9"), to: copy)
    let fault = try #require(throws: Fault.self) {
      try workspace.seal(round: "1", secrets: .system)
    }
    #expect(fault.code == .registerCopyChanged)
  }

  @Test("A second process that wants to change the workspace is told who holds it")
  func lock() throws {
    let first = try county.create()
    let fault = try #require(throws: Fault.self) { try county.open() }
    #expect(fault.code == .workspaceInUse)
    #expect(fault.values["holder"]?.contains("tester") == true)
    #expect(try county.open(isWriting: false).rounds() == ["1"])
    withExtendedLifetime(first) {}
  }
}
