// SPDX-License-Identifier: GPL-3.0-or-later

import Estimation
import Files
import Foundation
import Tables
import Testing

/// One line of `cases.csv`: what to ask, and R's answer.
private struct Case {
  let fields: [String: String]

  subscript(name: String) -> String { fields[name] ?? "" }

  func optional(_ name: String) -> String? { self[name].isEmpty ? nil : self[name] }

  func number(_ name: String) -> Double? { Double(self[name]) }
}

/// What R computed, once for all tests.
private let reference = Result { try RScript.run("survey.R") }

private func cases() throws -> [Case] {
  let table = try CSVFile(path: reference.get().appending(path: "cases.csv").path).table()
  return (0..<table.rowCount).map { row in
    Case(
      fields: Dictionary(
        uniqueKeysWithValues: zip(table.names, table.columns.map { $0.text(at: row) })))
  }
}

/// Whether two numbers agree to 1e-8, relative to the larger one. Standard errors of constants are zero up
/// to rounding in both programs.
private func agree(_ value: Double?, _ expected: Double) -> Bool {
  // R divides a rounding error by zero where a variable is constant.
  guard let value else { return abs(expected) > 1e20 }
  return abs(value - expected) <= max(1e-8 * max(abs(value), abs(expected)), 1e-13)
}

@Suite("Agreement with R's survey package", .serialized)
struct AgreementWithRTests {
  /// The design of a case, from its arguments.
  private func design(_ test: Case, _ table: Table) throws -> SurveyDesign {
    if test["data"] == "drawn" {
      return try DrawnColumns(header: table.names).design(from: table).design
    }
    return try DesignColumns(
      strata: test.optional("strata"), clusters: test.optional("clusters"),
      populations: test.optional("populations"), fractions: test.optional("fractions"),
      weight: test.optional("weight"),
      lonely: test.optional("lonely").flatMap { LonelyRule(rawValue: $0) }, header: table.names
    ).design(from: table, missing: ["NA"])
  }

  /// The figures of a case's request.
  private func figures(_ test: Case, _ table: Table, _ design: SurveyDesign) throws -> [Figure] {
    let header = table.names
    let parts = test["item"].split(separator: ":").map(String.init)
    let item: EstimateRequest.Item =
      switch parts[0] {
      case "mean": try .mean(argument: parts[1], header: header)
      case "total": try .total(argument: parts[1], header: header)
      case "ratio": try .ratio(argument: parts[1])
      default: try .proportion(argument: parts[1], header: header)
      }
    return try EstimateRequest(
      [item], by: test.optional("by").map { [$0] } ?? [],
      interval: try test.optional("interval").map { try IntervalMethods.named($0) },
      confidence: test.number("confidence")!, missing: ["NA"]
    ).figures(of: table, design: design).figures
  }

  @Test("Estimates, standard errors, degrees of freedom, design effects and limits are R's")
  func all() throws {
    let folder = try reference.get()
    var tables: [String: Table] = [:]
    var designs: [String: SurveyDesign] = [:]
    var compared = 0
    for test in try cases() {
      if tables[test["data"]] == nil {
        let path = folder.appending(path: "\(test["data"]).csv").path
        tables[test["data"]] = try CSVFile(path: path).table()
      }
      let table = tables[test["data"]]!
      if designs[test["case"]] == nil { designs[test["case"]] = try design(test, table) }
      let name = "\(test["case"]): \(test["item"]) \(test["level"]) \(test["domain"])"
      let figure = try #require(
        try figures(test, table, designs[test["case"]]!).first {
          ($0.level ?? "") == test["level"] && ($0.domain.first?.label ?? "") == test["domain"]
        }, "\(name)")
      for (key, value) in [
        ("estimate", figure.estimate), ("standardError", figure.standardError),
        ("degreesOfFreedom", Double(figure.degreesOfFreedom)),
        ("designEffect", figure.designEffect), ("lower", figure.lower), ("upper", figure.upper),
      ] {
        guard let expected = test.number(key) else { continue }
        let isR = agree(value, expected)
        #expect(isR, "\(name): \(key) is \(value as Any), not \(expected)")
        compared += 1
      }
    }
    #expect(compared > 1500)
  }

  @Test("Covariances of totals, and of ratios over domains of their own, are R's")
  func covariances() throws {
    let folder = try reference.get()
    let table = try CSVFile(path: folder.appending(path: "three.csv").path).table()
    let expected = try CSVFile(path: folder.appending(path: "covariances.csv").path).table()
    let values = try expected.numbers("value").values
    let design = try DesignColumns(
      clusters: "county,village,household", populations: "K,V,H", header: table.names
    ).design(from: table)
    let (y, x) = (try table.numbers("y"), try table.numbers("x"))
    let groups = try table.codes("group")
    let isFirst = (0..<table.rowCount).map { groups[$0] == "甲" }
    let joint = design.covariance(of: [
      design.ratio(of: y, to: x, where: isFirst),
      design.ratio(of: y, to: x, where: isFirst.map { !$0 }), design.ratio(of: y, to: x),
    ])
    #expect(zip(joint.covariance, values[0..<9]).allSatisfy { agree($0, $1) })
    let totals = try design.totals(of: [y, x])
    #expect(zip(totals.covariance, values[9...]).allSatisfy { agree($0, $1) })
    let correlation = try #require(totals.correlation(0, 1))
    #expect(agree(correlation, values[10] / (values[9] * values[12]).squareRoot()))
  }
}
