// SPDX-License-Identifier: GPL-3.0-or-later

import Files
import Foundation
import TestSupport
import Testing

@Suite("assay settings")
struct SettingsCommandTests {
  private struct Line: Decodable {
    let key: String
    let filled: String?
    let applies: String?

    enum CodingKeys: String, CodingKey {
      case key, applies
      case filled = "settings.xlsx"
    }
  }

  @Test(
    "A clerk fills in the workbook that assay new made; a wrong cell is named, a right one has effect"
  )
  func clerk() throws {
    let folder = try TemporaryFolder()
    let work = folder.path("work")
    let made = try AssayProcess.run([
      "new", work, "--profile", "exit-2016", "--language", "zh",
    ])
    #expect(made.status == 0 && made.errors.contains("settings.xlsx"), "\(made.errors)")
    let english = try AssayProcess.run([
      "new", folder.path("other"), "--profile", "generic", "--language", "en",
    ])
    #expect(english.status == 0)
    #expect(try folder.read("other/assessment.yaml").contains("\nlanguage: en\n"))
    let file = folder.path("work/settings.xlsx")
    try FilledSettings.fill(
      file, ["title.zh": "吉安县", "design.exited.fraction": "一成", "design.exited.method": "等距"])
    // In the language of the workspace, although it cannot be opened.
    let refused = try AssayProcess.run(["plan", "--workspace", work])
    #expect(refused.status == 78)
    #expect(refused.errors.contains("settings.xlsx，工作表“设置”，第 "), "\(refused.errors)")
    #expect(refused.errors.contains("“您的值”列：“一成”不能作为“design.exited.fraction”的值（第 C 列）"))
    #expect(refused.errors.contains("等距") && !refused.errors.contains("assessment.yaml"))
    try FilledSettings.fill(
      file, ["design.exited.fraction": "20%", "design.exited.method": "systematic（等距）"])
    let shown = try AssayProcess.run(["settings", "--workspace", work, "--format", "json"])
    #expect(shown.status == 0, "\(shown.errors)")
    let lines = try JSONDecoder().decode([Line].self, from: Data(shown.output.utf8))
    let fraction = try #require(lines.first { $0.key == "design.exited.fraction" })
    #expect(fraction.filled == "20%" && fraction.applies == "0.2")
    #expect(lines.first { $0.key == "title.zh" }?.applies == "吉安县")
    let again = try AssayProcess.run(["settings", "--write", "--workspace", work])
    #expect(again.status == 0, "\(again.errors)")
    let kept = try AssayProcess.run(["settings", "--workspace", work, "--format", "json"])
    #expect(
      try JSONDecoder().decode([Line].self, from: Data(kept.output.utf8)).map(\.applies)
        == lines.map(\.applies))
  }
}
