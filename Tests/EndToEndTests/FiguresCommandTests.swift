// SPDX-License-Identifier: GPL-3.0-or-later

import Files
import Foundation
import Testing

@Suite("assay figures check")
struct FiguresCommandTests {
  @Test("The bundled figures come out as documented, in both languages, with exit status 1")
  func bundled() throws {
    let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent()
    let file = "datasets/published-figures/figures.yaml"
    let english = try AssayProcess.run(["figures", "check", file], in: root)
    #expect(english.status == 1)
    for text in [
      "14,876 / 32,632 = 45.59%, not 45.7%", "28.1% was truncated, not rounded",
      "a gap of 1,683 is not explained", "together 386,178–388,142", "17 announced, 16 listed",
      "\"54日\" is no date; perhaps 05-04", "is probably 1–2", "shares add up to 100.01%",
    ] {
      #expect(english.output.contains(text), "\(text)")
    }
    #expect(english.errors.contains("25 statements: 11 met, 5 notes, 9 not met"))
    let chinese = try AssayProcess.run(["figures", "check", file, "--language", "zh"], in: root)
    #expect(chinese.output.contains("是截尾而非四舍五入"))
    let folder = try TemporaryFolder()
    let good = try folder.write(
      "a.yaml", "checks:\n  - {id: A, sum: {parts: [1, 2], total: 3}}\n".utf8)
    #expect(try AssayProcess.run(["figures", "check", good]).status == 0)
    let wrong = try folder.write("b.yaml", "checks:\n  - {id: A, summe: {}}\n".utf8)
    let refused = try AssayProcess.run(["figures", "check", wrong])
    #expect(refused.status == 78 && refused.errors.contains("row 2"))
  }
  @Test("A file of something else is refused with what is wanted, in place of advice about data")
  func otherFiles() throws {
    let folder = try TemporaryFolder()
    var writer = try WorkbookWriter(path: folder.path("book.xlsx"))
    _ = try writer.addSheet("figures", columns: [.init("名称")])
    try writer.commit()
    let files = [
      folder.path("book.xlsx"), try folder.write("empty.yaml", "".utf8),
      try folder.write("comment.yaml", "# nothing\n".utf8),
      try folder.write("table.csv", "name,value\nblue,4750\n".utf8),
      try folder.write("list.yaml", "- a\n- b\n".utf8),
      try folder.write("none.yaml", "figures: {a: 1}\n".utf8),
      try folder.write("bare.yaml", "checks: []\n".utf8),
    ]
    for file in files {
      let refused = try AssayProcess.run(["figures", "check", file])
      #expect(refused.status == 65 && refused.output.isEmpty)
      #expect(
        refused.errors.contains("\(file): this is no file of figures and statements"),
        "\(refused.errors)")
    }
  }
}
