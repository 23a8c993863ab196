// SPDX-License-Identifier: GPL-3.0-or-later

import Estimation
import Files
import Foundation
import Tables
import Testing

/// What R computed, once for all tests.
private let reference = Result { try RScript.run("weights.R") }

private func number(_ text: String) throws -> Double { try #require(parseNumber(text)) }

@Suite("Weights and replicates agree with R's survey package")
struct WeightsAgainstRTests {
  private func columns(_ test: [String: String]) throws -> WeightColumns {
    var columns = WeightColumns()
    if let argument = test["poststratify"] {
      columns.fit = .poststratification(try WeightColumns.Margin(argument: argument))
    } else if let argument = test["rake"] {
      columns.fit = .raking(
        try argument.split(separator: ";").map { try WeightColumns.Margin(argument: String($0)) })
    } else if let argument = test["calibrate"] {
      columns.fit = .calibration(
        try WeightColumns.Term.terms(argument: argument),
        try CalibrationDistance(
          name: test["calibration"] ?? "linear",
          bounds: try test["bounds"].map { try WeightColumns.range(argument: $0) }))
    }
    columns.trim = try test["trim"].map { try WeightColumns.range(argument: $0) }
    columns.responseClasses = test["classes"].map { $0.split(separator: "*").map(String.init) }
    return columns
  }

  private func method(_ name: String) -> ReplicateMethod {
    switch name {
    case "jackknife": .jackknife
    case "brr": .balancedRepeated(fay: 0)
    default: .balancedRepeated(fay: 0.3)
    }
  }

  private func figure(_ test: [String: String], _ table: Table) throws -> Estimate {
    var design = try DesignColumns(
      strata: test["strata"], clusters: test["clusters"], populations: test["populations"],
      weight: test["weight"], header: table.names
    ).design(from: table, missing: ["NA"])
    let responded = try test["respondents"].map { name in
      try table.numbers(name).values.map { $0 == 1 }
    }
    design = try design.adjusted(
      by: try columns(test).adjustment(
        from: table, design: design, missing: ["NA"], responded: responded))
    if let variance = test["variance"] { design = try design.replicated(by: method(variance)) }
    let domain = try test["domain"].map { wanted in
      let column = try table.text("stype")
      return (0..<table.rowCount).map { column.text(at: $0) == wanted }
    }
    let item = try #require(test["item"]).split(separator: ":").map(String.init)
    let names = item[1].split(separator: "/").map(String.init)
    let values = try names.map { try table.numbers($0, missing: ["NA"]) }
    return switch item[0] {
    case "mean": design.mean(of: values[0], where: domain)
    case "total": try design.total(of: values[0], where: domain)
    default: design.ratio(of: values[0], to: values[1], where: domain)
    }
  }

  @Test("Estimates and standard errors are R's")
  func all() throws {
    let folder = try reference.get()
    let cases = try CSVFile(path: folder.appending(path: "cases.csv").path).table()
    var tables: [String: Table] = [:]
    for row in 0..<cases.rowCount {
      var test: [String: String] = [:]
      for (name, column) in zip(cases.names, cases.columns) where !column.isEmpty(row) {
        test[name] = column.text(at: row)
      }
      let data = try #require(test["data"])
      if tables[data] == nil {
        tables[data] = try CSVFile(path: folder.appending(path: "\(data).csv").path).table()
      }
      let estimate = try figure(test, tables[data]!)
      // Fitting is iterative in some cases, in R as here.
      let isIterative = test["rake"] != nil || test["calibration"] != nil || test["bounds"] != nil
      let tolerance = isIterative ? 1e-6 : 1e-8
      for (value, key) in [(estimate.value, "estimate"), (estimate.standardError, "standardError")]
      {
        let expected = try number(try #require(test[key]))
        let value = try #require(value, "\(test)")
        #expect(
          abs(value - expected) <= max(tolerance * abs(expected), 1e-9 * abs(estimate.value ?? 0)),
          "\(test["case"]!) \(test["item"]!) \(test["domain"] ?? ""): \(key) is \(value), not \(expected)"
        )
      }
    }
    #expect(cases.rowCount > 120)
  }

  @Test("The published figures of statistics' oracle cases 10 to 13")
  func published() throws {
    let folder = try reference.get()
    let table = try CSVFile(path: folder.appending(path: "apiclus1.csv").path).table()
    let base = [
      "clusters": "dnum", "populations": "fpc", "weight": "pw", "item": "mean:api00",
    ]
    let stype = "stype:E=4421,H=755,M=1018"
    for (arguments, estimate, error) in [
      (["variance": "jackknife"], 644.1693989, 26.32936059),
      (["poststratify": stype], 642.3107882, 23.92048645),
      (["rake": "\(stype);sch.wide:No=1072,Yes=5122"], 641.2302469, 23.70364124),
      (
        ["calibrate": "(count)=6194,stype:H=755,stype:M=1018,api99=3914069"], 665.3090712,
        3.441753116
      ),
    ] {
      let figure = try figure(base.merging(arguments) { $1 }, table)
      // R's raking ends when no cell changes by more than one school.
      let tolerance = arguments["rake"] == nil ? 1e-9 : 1e-5
      #expect(abs(figure.value! / estimate - 1) < tolerance)
      #expect(
        abs(figure.standardError! / error - 1) < tolerance, "\(arguments) \(figure.standardError!)")
    }
  }
}
