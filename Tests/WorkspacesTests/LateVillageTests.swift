// SPDX-License-Identifier: GPL-3.0-or-later

import Files
import Foundation
import Sampling
import Tables
import TestSupport
import Testing
import Workspaces

private let seed = "54321543215432154321"
private let header = "household_id,village_id,persons\n"

/// The rows of a village's list of unregistered households, as the small county has them.
private func rows(_ village: UnitID, count: Int = 20) -> String {
  (1...count).map { "H\($0),\(village),4\n" }.joined()
}

/// A drawn round in which the list of one drawn village is missing.
private func withoutOneList(
  _ county: CountyFolder, description: String = SmallCounty.description
) throws -> (workspace: Workspace, village: UnitID, whole: Draw) {
  // The draw from all lists tells which villages are drawn, and what should come of the late one.
  let other = try CountyFolder()
  let complete = try other.create(description: description)
  _ = try complete.importRegisters(other.registers())
  _ = try complete.seal(round: "1", secrets: .withoutKey(salt: nil))
  let whole = try complete.draw(round: "1", seed: seed).draw
  let village = whole.units[1].path
  let workspace = try county.create(description: description)
  var files = try county.registers()
  files["roster"] = try county.write(
    "roster.csv",
    header + (1...8).map { UnitID("V\($0)") }.filter { $0 != village }.map { rows($0) }.joined())
  _ = try workspace.importRegisters(files)
  _ = try workspace.seal(round: "1", secrets: .withoutKey(salt: nil))
  _ = try workspace.draw(round: "1", seed: seed)
  return (workspace, village, whole)
}

private func code(_ body: () throws -> Void) -> Fault.Code? {
  do {
    try body()
    return nil
  } catch {
    return (error as? Fault)?.code ?? (error as? Faults)?.list.first?.code
  }
}

@Suite("Registers that come late, village by village")
struct LateVillageTests {
  @Test(
    "Sealed, drawn and revealed, the late village has the units that it would have had in time",
    arguments: ["", ", take_all: \"household_id = 'RH3'\""])
  func wholeWay(more: String) throws {
    let county = try CountyFolder()
    let sample = "{from: roster, fraction: 0.2, of: cluster"
    let (workspace, village, whole) = try withoutOneList(
      county, description: SmallCounty.description.replacing(sample, with: sample + more))
    #expect(whole.units.contains { $0.stratum == "take-all" } == !more.isEmpty)
    #expect(try workspace.currentDraw(round: "1").draw.units.count < whole.units.count)
    let file = try county.write("late.csv", header + rows(village))
    let sealed = try workspace.sealLate(
      village, files: ["roster": file], expected: ["roster": 22], round: "1")
    #expect(sealed.registers.map(\.rows) == [20] && sealed.registers.map(\.expected) == [22])
    let drawn = try workspace.drawLate(village, round: "1").draw
    #expect(drawn.units.map(\.path) == whole.units.map(\.path))
    #expect(drawn.units.map(\.weight) == whole.units.map(\.weight))
    #expect(try workspace.currentDraw(round: "1").draw.units.map(\.path) == whole.units.map(\.path))
    #expect(try workspace.log().map(\.command).suffix(2) == ["seal village", "draw village"])
    let list = try CSVFile(
      path: workspace.outputFolder(round: "1").appending(path: "sample.csv").path
    ).table()
    #expect(list.rowCount == whole.units.count)
    // Concealed, and revealed with the round.
    #expect(try workspace.lateVerifications(round: "1")[0].verification.unproven.count == 1)
    _ = try workspace.reveal(round: "1")
    let main = try workspace.verification(round: "1")
    #expect(main.isValid && main.unproven.isEmpty)
    let late = try workspace.lateVerifications(round: "1")
    #expect(late.map(\.village) == [village])
    #expect(late[0].verification.isValid && late[0].verification.unproven.isEmpty)
    #expect(
      code {
        _ = try workspace.sealLate(village, files: ["roster": file], expected: [:], round: "1")
      } == .lateAfterReveal)
  }

  @Test("What would let somebody fit rows to the seed is refused")
  func refused() throws {
    let county = try CountyFolder()
    let (workspace, village, whole) = try withoutOneList(county)
    let file = try county.write("late.csv", header + rows(village))
    let seal = {
      (unit: UnitID, files: [String: String], expected: [String: Int], reason: String?) in
      code {
        _ = try workspace.sealLate(
          unit, files: files, expected: expected, round: "1", reason: reason)
      }
    }
    let drawn = Set(whole.units.filter { $0.stage == 1 }.map(\.path))
    let undrawn = try #require((1...8).map { UnitID("V\($0)") }.first { !drawn.contains($0) })
    let inTime = try #require(drawn.first { $0 != village })
    #expect(seal(undrawn, ["roster": file], ["roster": 20], nil) == .lateNotDrawn)
    #expect(seal(inTime, ["roster": file], ["roster": 20], nil) == .lateRowsBefore)
    #expect(seal(village, ["roster": file], [:], nil) == .lateExpectedMissing)
    #expect(seal(village, ["villages": file], ["villages": 1], nil) == .lateNotBelow)
    #expect(
      seal(village, ["households": file], ["households": 1], nil) == .lateRowsBefore)
    let astray = try county.write("astray.csv", header + rows(inTime))
    #expect(seal(village, ["roster": astray], ["roster": 20], nil) == .unknownParent)
    #expect(code { _ = try workspace.drawLate(village, round: "1") } == .lateNotSealed)
    #expect(seal(village, ["roster": file], ["roster": 20], nil) == nil)
    #expect(seal(village, ["roster": file], ["roster": 20], nil) == .lateSealNeedsReason)
    #expect(seal(village, ["roster": file], ["roster": 20], "a page was missing") == nil)
    _ = try workspace.drawLate(village, round: "1")
    #expect(code { _ = try workspace.drawLate(village, round: "1") } == .lateAlreadyDrawn)
    #expect(seal(village, ["roster": file], ["roster": 20], "again") == .lateAlreadyDrawn)
    #expect(try workspace.lateSeals(round: "1").map(\.reason) == [nil, "a page was missing"])
  }

  @Test("Late rows that changed after their seal stop everything")
  func changedRows() throws {
    let county = try CountyFolder()
    let (workspace, village, _) = try withoutOneList(county)
    let file = try county.write("late.csv", header + rows(village))
    _ = try workspace.sealLate(
      village, files: ["roster": file], expected: ["roster": 20], round: "1")
    let copy = workspace.folder.appending(path: "registers/late/1/1-1-roster.csv")
    let text = try String(contentsOf: copy, encoding: .utf8)
    try AtomicFile.write(text.replacing("RH7,", with: "RH77,"), to: copy.path)
    #expect(code { _ = try workspace.drawLate(village, round: "1") } == .changedAfterSeal)
  }

  @Test("Every change to a late proof makes it fail")
  func forged() throws {
    let county = try CountyFolder()
    let (workspace, village, _) = try withoutOneList(county)
    let file = try county.write("late.csv", header + rows(village))
    _ = try workspace.sealLate(
      village, files: ["roster": file], expected: ["roster": 20], round: "1")
    _ = try workspace.drawLate(village, round: "1")
    _ = try workspace.reveal(round: "1")
    let path = workspace.outputFolder(round: "1").appending(path: "late-1.json")
    let text = try String(contentsOf: path, encoding: .utf8)
    let ticket = try #require(text.firstMatch(of: /"ticket":"([0-9a-f]{64})"/)).1
    let weight = try #require(text.firstMatch(of: /"weight":"[^"]+"/)).0
    let forgeries: [(String, String, Fault.Code)] = [
      ("\"rows\":20", "\"rows\":21", .sealNotCommitted),
      ("\"order\":1", "\"order\":9", .sampleDigestWrong),
      (String(ticket), String(repeating: "0", count: 64), .sampleDigestWrong),
      (String(weight), "\"weight\":\"1\"", .sampleDigestWrong),
      ("\"population\":20", "\"population\":19", .proofCellDiffers),
    ]
    for (old, new, expected) in forgeries {
      let changed = text.replacing(old, with: new)
      #expect(changed != text, "\(old)")
      try AtomicFile.write(changed, to: path.path)
      let failures = try workspace.lateVerifications(round: "1")[0].verification.failures
      #expect(failures.map(\.code).contains(expected), "\(old): \(failures)")
    }
  }
}
