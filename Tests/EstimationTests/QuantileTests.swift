// SPDX-License-Identifier: GPL-3.0-or-later

import Estimation
import Foundation
import Tables
import Testing

private let reference = Result { try RCases(script: "quantiles.R") }

@Suite("Quantiles")
struct QuantileTests {
  @Test("Quantiles of every type, their errors and Woodruff's limits are R's")
  func agreement() throws {
    let cases = try reference.get()
    var types: Set<String> = []
    var limits = 0
    for line in cases.lines {
      let table = cases.table(line)
      var request = try EstimateRequest(
        [try .quantile(argument: line["item"])], by: line["by"].isEmpty ? [] : [line["by"]],
        confidence: line.number("confidence")!, missing: ["NA"])
      request.quantileType = try QuantileType(name: line["type"])
      let figure = try #require(
        try request.figures(of: table, design: try cases.design(line)).figures.first {
          ($0.domain.first?.label ?? "") == line["domain"]
        })
      #expect(figure.parameter == .quantile && figure.interval == "t")
      #expect(figure.probability == Double(line["item"].split(separator: "@")[1]))
      #expect(agree(figure.estimate, line.number("estimate")), "\(line)")
      #expect(Double(figure.degreesOfFreedom) == line.number("df"))
      if line.number("lower") == line.number("upper"), figure.lower == nil {
        // R has a width of zero where every value is at most the quantile.
        #expect(figure.rule == .beyondObserved)
        continue
      }
      #expect(agree(figure.lower, line.number("lower")), "\(line)")
      #expect(agree(figure.upper, line.number("upper")), "\(line)")
      #expect(agree(figure.standardError, line.number("standardError")), "\(line)")
      if figure.lower == nil || figure.upper == nil { #expect(figure.rule == .beyondObserved) }
      if figure.lower != nil { limits += 1 }
      types.insert(line["type"])
    }
    #expect(types.count == 12)
    #expect(limits > 300)
  }

  @Test(
    "Published quartiles of R",
    arguments: [(0.25, 552.0, 492.0, 627.0), (0.5, 652, 561, 714), (0.75, 719, 696, 777)])
  func published(p: Double, value: Double, lower: Double, upper: Double) throws {
    let cases = try reference.get()
    let line = try #require(cases.lines.first { $0["data"] == "apiclus1" && $0["weight"] == "pw" })
    let table = cases.table(line)
    let figure = try EstimateRequest([.quantile("api00", probability: p)]).figures(
      of: table, design: try cases.design(line)
    ).figures[0]
    #expect(figure.estimate == value && figure.lower == lower && figure.upper == upper)
  }

  private static let names = ["psu", "y"]

  private static func table(_ values: [String?]) -> Table {
    Table(
      names: names,
      columns: [
        TextColumn(values.indices.map { "\($0 / 2)" as String? }), TextColumn(values),
      ])
  }

  // R: quantile(c(1, 2, 2, 3, 7, 9, 12, 20), p, type = k), but type 3, whose weighted form is R survey's.
  @Test(
    "With equal weights the types are those of Hyndman and Fan, from the smallest to the largest value",
    arguments: [
      (QuantileType.hf1, [1.0, 2, 3, 9, 20]), (.hf2, [1, 2, 5, 10.5, 20]),
      (.hf4, [1, 2, 3, 9, 16.8]), (.hf5, [1, 2, 5, 10.5, 20]), (.hf6, [1, 2, 5, 11.25, 20]),
      (.hf7, [1.35, 2, 5, 9.75, 17.2]), (.hf8, [1, 2, 5, 10.75, 20]),
      (.hf9, [1, 2, 5, 10.6875, 20]),
    ])
  func unweighted(type: QuantileType, expected: [Double]) throws {
    let table = Self.table(["9", "2", "20", "1", "3", "2", "7", "12"])
    let design = try DesignColumns(clusters: "psu", header: Self.names).design(from: table)
    let y = try table.numbers("y")
    for (p, value) in zip([0.05, 0.25, 0.5, 0.75, 0.95], expected) {
      let estimate = try design.quantile(of: y, at: p, type: type)
      #expect(abs(estimate.value! - value) < 1e-12, "\(type) \(p)")
    }
  }

  @Test(
    "A share that is reached exactly decides the same whatever the weights' rounding",
    arguments: [
      3.0, 0.1, 1.0 / 3, 44.21, 1e9 / 7,
    ])
  func ties(weight: Double) throws {
    let rows: [[String?]] = (1...40).map { ["\($0 / 4)", "\($0)", "\(weight)"] }
    let names = ["psu", "y", "w"]
    let table = Table(
      names: names, columns: names.indices.map { c in TextColumn(rows.map { $0[c] }) })
    let design = try DesignColumns(clusters: "psu", weight: "w", header: names).design(from: table)
    let y = try table.numbers("y")
    for step in 1..<40 {
      let p = Double(step) / 40
      #expect(try design.quantile(of: y, at: p, type: .math).value == Double(step))
      #expect(try design.quantile(of: y, at: p, type: .school).value == Double(step) + 0.5)
      #expect(
        try design.quantile(of: y, at: p, type: .hf3).value
          == Double(step.isMultiple(of: 2) ? step : step + 1))
      let between = try design.quantile(of: y, at: p - 0.01, type: .hf4).value!
      #expect(abs(between - max(1, Double(step) - 0.4)) < 1e-9)
    }
  }

  @Test("A constant, a quantile at the end and an empty domain have no limits, and say why")
  func degenerate() throws {
    let constant = Self.table(Array(repeating: "5", count: 12))
    let design = try DesignColumns(clusters: "psu", header: Self.names).design(from: constant)
    let figure = try EstimateRequest([.quantile("y", probability: 0.5)]).figures(
      of: constant, design: design
    ).figures[0]
    #expect(figure.estimate == 5 && figure.standardError == nil && figure.upper == nil)
    #expect(figure.rule == .beyondObserved)
    let values = Self.table((1...12).map { "\($0)" })
    let figures = try EstimateRequest(
      [.quantile("y", probability: 0.99), .quantile("y", probability: 0.1)]
    ).figures(of: values, design: design).figures
    #expect(figures[0].estimate == 12 && figures[0].upper == nil && figures[0].lower == nil)
    #expect(figures[1].estimate == 2 && figures[1].lower == nil && figures[1].upper != nil)
    #expect(figures[1].standardError == nil && figures[1].rule == .beyondObserved)
    let none = try design.quantile(
      of: try values.numbers("y"), at: 0.5, where: Array(repeating: false, count: 12))
    #expect(none.value == nil)
    #expect(try none.interval().rule == .emptyDomain)
  }

  @Test("A census has its quantile as both limits")
  func census() throws {
    let names = ["y", "N"]
    let table = Table(
      names: names,
      columns: [
        TextColumn((1...9).map { "\($0)" as String? }), TextColumn((1...9).map { _ in "9" }),
      ])
    let design = try DesignColumns(populations: "N", header: names).design(from: table)
    let figure = try EstimateRequest([.quantile("y", probability: 0.5)]).figures(
      of: table, design: design
    ).figures[0]
    #expect(figure.estimate == 5 && figure.lower == 5 && figure.upper == 5)
    #expect(figure.standardError == 0 && figure.rule == .census)
  }

  @Test("The linearized variable of a quantile has its variance")
  func linearized() throws {
    let cases = try reference.get()
    let line = try #require(cases.lines.first { $0["data"] == "apiclus2" })
    let table = cases.table(line)
    let design = try cases.design(line)
    let y = try table.numbers("api00", missing: ["NA"])
    let median = try design.quantile(of: y, at: 0.5)
    let mean = design.mean(of: y)
    let joint = design.covariance(of: [median, mean])
    #expect(agree(joint.covariance(0, 0), median.variance))
    // Both measure the same level, so they move together.
    #expect(joint.correlation(0, 1)! > 0.5)
  }

  @Test("Arguments without a probability, or with one outside of 0 and 1, are refused")
  func arguments() throws {
    #expect(
      try EstimateRequest.Item.quantile(argument: "收入@0.5") == .quantile("收入", probability: 0.5))
    #expect(
      try EstimateRequest.Item.quantile(argument: "\"a@b\"@.25")
        == .quantile("a@b", probability: 0.25))
    for (argument, code) in [
      ("y", Fault.Code.malformedArgument), ("y@", .malformedArgument), ("y@x", .malformedArgument),
      ("y@0", .quantileOutOfRange), ("y@1", .quantileOutOfRange),
      ("y@nan", .quantileOutOfRange), ("y@50", .quantileOutOfRange),
    ] {
      let fault = #expect(throws: Fault.self) {
        try EstimateRequest.Item.quantile(argument: argument)
      }
      #expect(fault?.code == code, "\(argument)")
    }
    let fault = #expect(throws: Fault.self) { try QuantileType(name: "hf10") }
    #expect(fault?.values["available"]?.contains("shahvaish") == true)
  }
}
