// SPDX-License-Identifier: GPL-3.0-or-later

import Assessment
import Reports
import Tables
import Testing

@Suite("Completed work as people see it")
struct CompletionTextTests {
  @Test("Who did more than was to be done is named, with what to look at")
  func exceeding() throws {
    let rows = [["a", "5", "4"], ["b", "2", "2"]]
    let table = Table(
      names: ["town", "done", "planned"],
      columns: (0..<3).map { column in TextColumn(rows.map { $0[column] as String? }) })
    let ranking = try CompletionRanking(table, id: "town", done: "done", planned: "planned")
    let text = CompletionText.text(
      ranking, id: "town", done: "done", planned: "planned", in: .english)
    #expect(text.contains("More is done than was to be done: a 125.00%."), "\(text)")
    let chinese = CompletionText.text(
      ranking, id: "town", done: "done", planned: "planned", in: .chinese)
    #expect(chinese.contains("完成数大于应完成数：a 125.00%。"), "\(chinese)")
  }
}
