// SPDX-License-Identifier: GPL-3.0-or-later

import Estimation
import Files
import Foundation
import Tables
import Testing

/// What R computed, once for all tests.
private let reference = Result { try RScript.run("unequal.R") }

@Suite("Unequal probabilities, replacement and collapsed strata: agreement with R", .serialized)
struct UnequalAgreementTests {
  private func table(_ name: String) throws -> Table {
    try CSVFile(path: reference.get().appending(path: "\(name).csv").path).table()
  }

  private func design(_ test: [String: String], _ table: Table) throws -> SurveyDesign {
    func optional(_ name: String) -> String? { test[name].flatMap { $0.isEmpty ? nil : $0 } }
    if test["data"]!.hasPrefix("drawn") {
      var columns = try DrawnColumns(header: table.names)
      try columns.read(
        balance: optional("balance"), coordinates: optional("coordinates"), header: table.names)
      return try columns.design(from: table).design
    }
    var columns = try DesignColumns(
      strata: optional("strata"), clusters: optional("clusters"),
      populations: optional("populations"), fractions: optional("fractions"),
      probabilities: optional("probabilities"), weight: optional("weight"),
      lonely: optional("lonely").flatMap { LonelyRule(rawValue: $0) }, header: table.names)
    if let pps = optional("pps") { columns.unequalVariance = UnequalVariance(rawValue: pps)! }
    columns.isWithReplacement = optional("replacement") != nil
    columns.collapseOrder = optional("order")
    return try columns.design(from: table, joint: try optional("joint").map { try self.table($0) })
  }

  @Test("Totals, means, ratios and domains are those of R or of the formula")
  func all() throws {
    let cases = try table("cases")
    var designs: [String: SurveyDesign] = [:]
    for row in 0..<cases.rowCount {
      let test = Dictionary(
        uniqueKeysWithValues: zip(cases.names, cases.columns.map { $0.text(at: row) }))
      let data = try table(test["data"]!)
      let name = test["case"]!
      if designs[name] == nil { designs[name] = try design(test, data) }
      let parts = test["item"]!.split(separator: ":").map(String.init)
      let item: EstimateRequest.Item =
        switch parts[0] {
        case "mean": .mean(parts[1])
        case "total": .total(parts[1])
        default: try .ratio(argument: parts[1])
        }
      let by = test["by"]!.isEmpty ? [] : [test["by"]!]
      let figure = try #require(
        try EstimateRequest([item], by: by).figures(of: data, design: designs[name]!).figures
          .first { ($0.domain.first?.label ?? "") == test["domain"]! })
      for (key, value) in [
        ("estimate", figure.estimate), ("standardError", figure.standardError),
      ] {
        // A total of the sizes themselves has no error but that of rounding.
        let rounding = 1e-12 * (figure.estimate ?? 0).magnitude
        guard let expected = Double(test[key]!) else { continue }
        let isSame =
          value.map { abs($0 - expected) <= 1e-8 * max(abs($0), abs(expected)) + rounding }
          ?? (expected <= rounding)
        #expect(
          isSame,
          "\(name), \(test["item"]!) \(test["domain"]!): \(key) \(value as Any), not \(expected)"
        )
      }
    }
    #expect(cases.rowCount > 220)
  }
}
