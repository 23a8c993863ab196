// SPDX-License-Identifier: GPL-3.0-or-later

import Estimation
import Files
import Foundation
import Tables

/// The lines of the `cases.csv` that an R script wrote, and the data and designs that they speak of.
struct RCases {
  /// One line: what to ask, and R's answer.
  struct Line: CustomStringConvertible {
    let fields: [String: String]

    subscript(name: String) -> String { fields[name] ?? "" }

    /// A number; `nil` where R has none.
    func number(_ name: String) -> Double? { Double(self[name]) }

    fileprivate func optional(_ name: String) -> String? { self[name].isEmpty ? nil : self[name] }

    var description: String {
      fields.sorted { $0.key < $1.key }.filter { !$0.value.isEmpty }
        .map { "\($0.key)=\($0.value)" }.joined(separator: " ")
    }
  }

  let lines: [Line]
  private let tables: [String: Table]

  /// Runs a script of `Reference/`.
  init(script: String) throws {
    let folder = try RScript.run(script)
    let cases = try CSVFile(path: folder.appending(path: "cases.csv").path).table()
    lines = (0..<cases.rowCount).map { row in
      Line(
        fields: Dictionary(
          uniqueKeysWithValues: zip(cases.names, cases.columns.map { $0.text(at: row) })))
    }
    var tables: [String: Table] = [:]
    for name in Set(lines.map { $0["data"] }) {
      tables[name] = try CSVFile(path: folder.appending(path: "\(name).csv").path).table()
    }
    self.tables = tables
  }

  /// The data of a line.
  func table(_ line: Line) -> Table { tables[line["data"]]! }

  /// The design of a line.
  func design(_ line: Line) throws -> SurveyDesign {
    let table = table(line)
    return try DesignColumns(
      strata: line.optional("strata"), clusters: line.optional("clusters"),
      populations: line.optional("populations"), weight: line.optional("weight"),
      header: table.names
    ).design(from: table, missing: ["NA"])
  }
}

/// Whether two numbers agree relative to the larger one, or neither exists.
func agree(_ value: Double?, _ expected: Double?, to tolerance: Double = 1e-8) -> Bool {
  guard let value, let expected else { return value == nil && expected == nil }
  return abs(value - expected) <= max(tolerance * max(abs(value), abs(expected)), 1e-14)
}
