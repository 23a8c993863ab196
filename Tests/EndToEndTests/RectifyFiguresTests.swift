// SPDX-License-Identifier: GPL-3.0-or-later

import Testing

@Suite("assay rectify add --from figures")
struct RectifyFiguresTests {
  @Test("A requirement that is not met becomes an item once, with figure and requirement")
  func figures() throws {
    let county = try PlantedCounty.shared.get()
    func assay(_ arguments: String...) throws -> AssayProcess.Outcome {
      try AssayProcess.run(
        arguments + ["--workspace", county.folder.path("copy"), "--as", "韩十八"])
    }
    let score = try assay("score", "--format", "csv")
    let failed = score.output.split(separator: "\n").filter { $0.hasPrefix("poverty_incidence,") }
    #expect(failed.count == 1, "\(score.output)")
    let added = try assay("rectify", "add", "--from", "figures", "--language", "zh")
    #expect(added.status == 0 && added.errors.contains("新立 1 项"), "\(added.errors)")
    let again = try assay("rectify", "add", "--from", "figures", "--language", "en")
    #expect(again.status == 0, "\(again.errors)")
    #expect(again.errors.contains("opened 0 items, 1 were in the ledger"), "\(again.errors)")
    let list = try assay("rectify", "list", "--format", "csv", "--language", "zh")
    let item = try #require(list.output.split(separator: "\n").first { $0.contains("要求低于 2%") })
    #expect(item.contains("figure"), "\(item)")
    let both = try assay("rectify", "add", "--from", "figures", "--problem", "x")
    #expect(both.status == 64 && both.errors.contains("either --from or the fields"))
  }
}
