// SPDX-License-Identifier: GPL-3.0-or-later

import Estimation
import Files
import Foundation
import Tables
import Testing

@Suite("Composites of rates against R")
struct CompositeAgainstRTests {
  @Test(
    "The standard error is svycontrast's by linearization, and that of R's replicates by the jackknife"
  )
  func agreement() throws {
    let folder = try RScript.run("composite.R")
    defer { try? FileManager.default.removeItem(at: folder) }
    let text = try String(
      contentsOf: folder.appending(path: "composite.csv"), encoding: .utf8)
    let expected = Dictionary(
      uniqueKeysWithValues: text.split(separator: "\n").dropFirst().map { line in
        let fields = line.split(separator: ",")
        return (String(fields[0]), (value: Double(fields[1])!, error: Double(fields[2])!))
      })
    let file = URL(filePath: #filePath).deletingLastPathComponent()
      .appending(path: "Reference/change-part.csv")
    let table = try CSVFile(path: file.path).table()
    let rounds = try table.text("round")
    let rows = (0..<table.rowCount).filter { rounds.text(at: $0) == "2016" }
    let part = Table(
      names: table.names,
      columns: table.columns.map { column in TextColumn(rows.map { column.text(at: $0) }) })
    let design = try DesignColumns(
      strata: "stratum", clusters: "village,household", populations: "N,M", header: part.names
    ).design(from: part)
    for (name, design, tolerance) in [
      ("linear", design, 1e-8), ("jackknife", try design.replicated(by: .jackknife), 1e-6),
    ] {
      let rates = [
        design.proportion(of: try part.numbers("wrong").values.map { $0 == 1 }),
        design.ratio(of: try part.numbers("y"), to: try part.numbers("x")),
      ]
      let composite = try #require(
        CompositeOfRates(constant: 0.01, factors: [0.3, 0.005], rates: rates, of: design))
      let reference = try #require(expected[name])
      #expect(abs(composite.value / reference.value - 1) < 1e-12)
      let error = try #require(composite.standardError)
      #expect(abs(error / reference.error - 1) < tolerance, "\(name): \(error)")
    }
  }
}
