// SPDX-License-Identifier: GPL-3.0-or-later

import Tables
import TestSupport
import Testing
import Workspaces

@Suite("What an import makes of what was there")
struct RegisterStateTests {
  private let county: CountyFolder
  private let workspace: Workspace

  init() throws {
    county = try CountyFolder()
    workspace = try county.create(
      description: SmallCounty.description.replacing(
        "township: text, group: text",
        with: "township: text, head: {type: text, personal: true}, group: text"))
  }

  /// The villages with a helper, who is not sealed, and a head, who is personal.
  private func villages(_ change: (String) -> String = { $0 }) throws -> ImportedRegister.State {
    var lines = SmallCounty.registers["villages"]!.split(separator: "\n").map(String.init)
    for index in lines.indices {
      lines[index] += index == 0 ? ",helper,head" : ",A,\"B, \(index)\""
    }
    let path = try county.write("v.csv", change(lines.joined(separator: "\n") + "\n"))
    return try workspace.importRegisters(["villages": path])[0].state
  }

  @Test(
    "Values that are not sealed and personal ones are compared, too; the digest stays what it is")
  func beside() throws {
    #expect(try villages() == .inOrder)
    let digest = try workspace.registerVersions("villages")[0].digest
    #expect(try villages() == .unchanged)
    #expect(
      try villages { $0.replacing(",A,\"B, 3\"", with: ",,\"B, 3\"") }
        == .changedBeside(rows: 1, columns: ["helper"]))
    #expect(try villages() == .changedBeside(rows: 1, columns: ["helper"]))
    #expect(
      try villages { $0.replacing(",A,\"B", with: ",C,\"D") }
        == .changedBeside(rows: 8, columns: ["head", "helper"]))
    #expect(try workspace.registerVersions("villages").map(\.digest) == [digest])
    #expect(try villages { $0.replacing("V3,", with: "V9,") } == .inOrder)
  }

  @Test("Columns that come, go or bear another name are told")
  func columns() throws {
    _ = try villages()
    #expect(
      try villages { $0.replacing(",helper,", with: ",staff,") }
        == .changedBeside(rows: 0, columns: ["helper", "staff"]))
  }

  @Test("A file that lost most rows is told; one that lost a column that rules read needs a reason")
  func losses() throws {
    let text = SmallCounty.registers["villages"]!
    let full = text.split(separator: "\n").enumerated().map {
      $1 + ($0 == 0 ? ",first_secretary,note" : ",1,x")
    }
    let plain = text.split(separator: "\n")
    func file(_ lines: [some StringProtocol]) throws -> [String: String] {
      ["villages": try county.write("v.csv", lines.joined(separator: "\n") + "\n")]
    }
    let other = try CountyFolder()
    let workspace = try other.create(
      description: SmallCounty.description.replacing(", expect: {rows: 8, persons: 4000}", with: "")
    )
    #expect(try workspace.importRegisters(file(full))[0].warnings.isEmpty)
    let lost = try #require(throws: Faults.self) { try workspace.importRegisters(file(plain)) }
    #expect(lost.list.map(\.code) == [.registerColumnLost])
    #expect(lost.list[0].values["column"] == "first_secretary")
    #expect(lost.list[0].values["reader"] == "JA-07")
    #expect(throws: Faults.self) { try workspace.checkRegisterFiles(file(plain)) }
    #expect(
      try workspace.importRegisters(file(plain), reason: "kept elsewhere")[0].warnings.isEmpty)
    let entry = try #require(try workspace.log().last)
    #expect(entry.details["reason"] == "kept elsewhere")
    #expect(entry.details["columns given up"] == "villages.first_secretary")
    let few = try workspace.importRegisters(file(Array(plain[...3])))[0].warnings
    #expect(few.map(\.code) == [.registerShrank])
    #expect(few[0].values == ["register": "villages", "rows": "3", "before": "8"])
  }
}
