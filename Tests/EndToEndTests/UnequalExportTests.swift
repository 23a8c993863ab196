// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation
import Testing

@Suite("A round whose villages were drawn in proportion to their size")
struct UnequalExportTests {
  private static let bundled = URL(filePath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent().appending(path: "datasets/jian-2016")

  private static let description = """
    title: {zh: 按规模, en: By size}
    profile: exit-2016
    language: en
    registers:
      villages:   {file: villages.csv, id: village_id, columns: {township: text, group: text, persons: integer}}
      households: {file: households.csv, id: household_id, parent: villages.village_id, columns: {status: text, exit_year: text, card: text, persons: integer}}
      roster:     {file: roster.csv, id: household_id, parent: villages.village_id, prefix: R, columns: {persons: integer}}
    design:
      stages:
        - {units: villages, method: pps-systematic, size_measure: persons, strata: [group], fraction: 0.4}
        - samples:
            exited:       {from: households, where: "status = 'exited'", fraction: 0.3}
            remaining:    {from: households, where: "status = 'remaining'", fraction: 0.3}
            unregistered: {from: roster, fraction: 0.05}

    """

  /// The rows of every fourth village of the bundled county.
  private static func rows(_ name: String, village column: Int) throws -> String {
    try String(contentsOf: bundled.appending(path: "\(name).csv"), encoding: .utf8)
      .split(separator: "\n").enumerated().filter { line, row in
        let cells = row.split(separator: ",", omittingEmptySubsequences: false)
        return line == 0 || Int(cells[column].dropFirst())! % 4 == 1
      }.map { $0.element + "\n" }.joined()
  }

  @Test(
    "The exported R script computes all figures again, and they are those of score --with-replacement"
  )
  func script() throws {
    let work = try WorkspaceFolder(description: Self.description)
    for (name, column) in [("villages", 0), ("households", 1), ("roster", 1)] {
      try work.write("\(name).csv", Self.rows(name, village: column))
    }
    try work.importRegisters()
    try work.done("seal", "--public")
    try work.done("draw", "--seed", WorkspaceFolder.seed)
    let truth = Self.bundled.appending(path: "truth.csv").path
    try work.done("simulate", "answers", "--truth", truth, "--seed", "x", "--out", "a.csv")
    for name in ["a.csv", "a-satisfaction.csv", "a-village_exit.csv"] {
      _ = try work.run("answers", "import", name)
    }
    try work.done("export", "--script", "r", "out")
    let r = try AssayProcess.run(
      URL(filePath: "/usr/bin/env"), ["Rscript", work.folder.path("out/figures.R")])
    #expect(r.status == 0, "\(r.output) \(r.errors)")
    #expect(!r.output.contains("FALSE"))

    let lines = try work.folder.read("out/figures.csv").split(separator: "\n")
    let row = try #require(lines.first { $0.hasPrefix("satisfaction_index,") })
    let error = try #require(Double(row.split(separator: ",")[2]))
    let score = { (options: [String]) in
      let outcome = try AssayProcess.run(
        ["score", "--format", "json", "--workspace", work.folder.path("work")] + options)
      return try #require(
        try JSONDecoder().decode([Figure].self, from: Data(outcome.output.utf8))
          .first { $0.indicator == "satisfaction_index" && $0.part == nil }?.standardError)
    }
    #expect(try score(["--with-replacement", "--lonely-psu", "adjust"]) == error)
    #expect(try score(["--lonely-psu", "adjust"]) != error)
    #expect(try work.run("score", "--with-replacement", "--simple-random").status == 64)
    for (name, sign) in [("stata", "||"), ("spss", "EQUAL_WOR")] {
      try work.done("export", "--script", name, "out")
      let text = try work.folder.read("out/figures.\(name == "stata" ? "do" : "sps")")
      #expect(text.contains("cluster_stratum") && !text.contains(sign))
    }

    // The rows carry the probabilities whose product is one over the weight.
    try work.done("score", "--write-rows")
    let table = try work.folder.read("work/out/1/estimation.csv")
      .replacing(/"[^"]*"/, with: "-").split(separator: "\n")
      .map { $0.split(separator: ",", omittingEmptySubsequences: false) }
    let places = try ["cluster_probability", "probability", "weight"].map {
      try #require(table[0].firstIndex(of: Substring($0)))
    }
    #expect(table.count > 50)
    for row in table.dropFirst() {
      let numbers = places.compactMap { Double(row[$0]) }
      #expect(numbers.count == 3 && abs(numbers[0] * numbers[1] * numbers[2] - 1) < 1e-9)
    }
  }

  private struct Figure: Decodable {
    let indicator: String
    let part: String?
    let standardError: Double?
  }
}
