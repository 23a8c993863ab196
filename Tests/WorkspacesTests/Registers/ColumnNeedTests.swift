// SPDX-License-Identifier: GPL-3.0-or-later

import Tables
import TestSupport
import Testing
import Workspaces

@Suite("What rules, indicators and designs need of columns is checked on import")
struct ColumnNeedTests {
  private let county: CountyFolder
  private let workspace: Workspace

  init() throws {
    county = try CountyFolder()
    workspace = try county.create(
      description: SmallCounty.description.replacing(
        "design:\n",
        with: """
          records:
            documents: {file: documents.csv, id: document_id, columns: {}}
          design:

          """))
    _ = try workspace.importRegisters(county.registers())
  }

  /// The households with further columns, of which the first rows have these values.
  private func faults(_ columns: String, _ rows: [String]) throws -> [Fault] {
    var lines = SmallCounty.registers["households"]!.split(separator: "\n").map(String.init)
    let empty = String(repeating: ",", count: columns.split(separator: ",").count)
    lines[0] += "," + columns
    for index in lines.indices.dropFirst() {
      lines[index] += index <= rows.count ? "," + rows[index - 1] : empty
    }
    let path = try county.write("h.csv", lines.joined(separator: "\n") + "\n")
    do {
      _ = try workspace.importRegisters(["households": path])
      return []
    } catch let faults as Faults {
      #expect(faults.list.allSatisfy { $0.place.file == path })
      return faults.list
    }
  }

  @Test("A column that nobody described is read as what the profile's rules need it to be")
  func undescribed() throws {
    let found = try faults(
      "income,meeting_on,moved_in,helper_id", ["3000,2016-11-02,1,A", "三千,,,", "3e3,11月,x,无"])
    #expect(
      found.map { "\($0.code.name) \($0.place.row!) \($0.place.column!) \($0.values["reader"]!)" }
        == [
          "unreadable-number 3 income PL-EXIT-01", "unreadable-date 4 meeting_on PL-EXIT-02",
          "unreadable-number 4 moved_in PL-EXIT-04-REGISTER",
        ])
  }

  @Test("Persons must be known where an indicator counts them, and the advice says so")
  func needed() throws {
    var lines = SmallCounty.registers["households"]!.split(separator: "\n").map(String.init)
    lines[1] = "H1,V1,exited,2016,blue,"
    lines[2] = "H2,V1,exited,2016,red,three"
    let path = try county.write("h.csv", lines.joined(separator: "\n") + "\n")
    let found = try #require(throws: Faults.self) {
      try workspace.importRegisters(["households": path])
    }
    #expect(found.list.map(\.code) == [.numberMissing, .integerNeeded])
    #expect(found.list.map(\.place.row) == [2, 3])
  }

  @Test("What was done needs a date in every row")
  func records() throws {
    let path = try county.write(
      "documents.csv", "document_id,duty,on\n1,PL-DUTY-01,2017-05-01\n2,PL-DUTY-01,\n3,x,May\n")
    let found = try #require(throws: Faults.self) {
      try workspace.importRegisters(["documents": path])
    }
    #expect(
      found.list.map { "\($0.code.name) \($0.place.row!)" } == [
        "date-missing 3", "value-not-a-date 4",
      ])
  }
}
