// SPDX-License-Identifier: GPL-3.0-or-later

import Assessment
import Files
import Foundation
import Reports
import Tables
import Testing

@Suite struct EvidenceWorkbookTests {
  @Test(
    "The workbook says what is suspected and why, and leaves room for evidence and nobody's name")
  func columns() throws {
    let file = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().deletingLastPathComponent()
      .appending(path: "surveys/exit-2016/profile.yaml")
    let profile = try Profile(
      text: String(contentsOf: file, encoding: .utf8), file: "profile.yaml")
    let finding = Finding(
      unit: UnitID("V1/H1"), kind: "wrongful_exit", rules: ["EXIT-INCOME", "EXIT-HOUSE"])
    let path = FileManager.default.temporaryDirectory
      .appending(path: "evidence-\(UUID().uuidString).xlsx").path
    defer { try? FileManager.default.removeItem(atPath: path) }
    try EvidenceWorkbook.write([finding], profile: profile, to: path, in: .chinese)
    let table = try TableFile(path: path).table()
    #expect(
      table.names == [
        "path", "kind", "suspected", "problem", "explanation", "attachments", "answered_by",
      ])
    let row = try table.names.map { try table.text($0).text(at: 0) }
    #expect(
      row == ["V1/H1", "wrongful_exit", "错退", "人均纯收入未超过扶贫标准；住房安全未达标", "", "", ""])
  }
}
