// SPDX-License-Identifier: GPL-3.0-or-later

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
}
