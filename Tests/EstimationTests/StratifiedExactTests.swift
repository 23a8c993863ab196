// SPDX-License-Identifier: GPL-3.0-or-later

import Distributions
import Estimation
import Foundation
import Tables
import Testing

@Suite("Exact limits of proportions")
struct StratifiedExactTests {
  private static let names = ["stratum", "N", "w", "wrong", "village", "half"]

  /// Samples of 10 of 50, 20 of 200 and 5 of 5, with 3, 0 and 2 errors.
  private static func table(_ change: (Int, inout [String?]) -> Void = { _, _ in }) -> Table {
    var rows: [[String?]] = []
    for (stratum, size, draws, errors) in [("a", 50, 10, 3), ("b", 200, 20, 0), ("c", 5, 5, 2)] {
      for index in 0..<draws {
        var row: [String?] = [
          stratum, "\(size)", "\(Double(size) / Double(draws))", index < errors ? "1" : "0",
          "\(rows.count / 2)", "\(index % 2)",
        ]
        change(rows.count, &row)
        rows.append(row)
      }
    }
    return Table(names: names, columns: names.indices.map { c in TextColumn(rows.map { $0[c] }) })
  }

  private static func figures(
    _ table: Table, _ columns: DesignColumns? = nil, by: [String] = [], confidence: Double = 0.95,
    item: EstimateRequest.Item = .proportion("wrong", level: "1")
  ) throws -> [Figure] {
    let columns =
      try columns ?? DesignColumns(strata: "stratum", populations: "N", header: names)
    return try EstimateRequest(
      [item], by: by, interval: StratifiedExactInterval.self, confidence: confidence
    ).figures(of: table, design: columns.design(from: table)).figures
  }

  @Test("Limits of the whole are those of the strata together, as counts and shares")
  func whole() throws {
    let figure = try Self.figures(Self.table())[0]
    let strata = [(3, 10, 50), (0, 20, 200), (2, 5, 5)].map {
      StratifiedLimits.Stratum(found: $0.0, draws: $0.1, population: $0.2)
    }
    #expect(figure.lowerCount == (try StratifiedLimits.lowerCount(of: strata, tail: 0.025)))
    #expect(figure.upperCount == (try StratifiedLimits.upperCount(of: strata, tail: 0.025)))
    #expect(figure.lower == Double(figure.lowerCount!) / 255)
    #expect(figure.upper == Double(figure.upperCount!) / 255)
    let oneSided = try StratifiedLimits.upperCount(of: strata, tail: 0.05)
    #expect(abs(figure.upperOneSided! - Double(oneSided) / 255) < 1e-15)
    #expect(figure.interval == "stratified-exact" && figure.rule == nil)
    #expect(figure.lower! < figure.estimate! && figure.upper! > figure.estimate!)
  }

  @Test("A domain of one stratum has the hypergeometric limits; one taken whole is known")
  func domains() throws {
    let figures = try Self.figures(Self.table(), by: ["stratum"])
    #expect(figures[0].lowerCount == 5 && figures[0].upperCount == 31)
    let exact = CountInterval.result(count: 0, of: 20, population: 200)
    #expect(figures[1].lowerCount == 0 && figures[1].upperCount == exact.upperCount)
    #expect(figures[1].upper == exact.upper && figures[1].upperOneSided == exact.upperOneSided)
    #expect(figures[2].lowerCount == 2 && figures[2].upperCount == 2)
    #expect(figures[2].lower == 0.4 && figures[2].upper == 0.4)
  }

  @Test("Where limits would not be exact there are none, and the rule says why")
  func refused() throws {
    func rule(_ figures: [Figure]) -> FigureRule? {
      #expect(figures[0].lower == nil && figures[0].upper == nil && figures[0].upperCount == nil)
      return figures[0].rule
    }
    let table = Self.table()
    let header = Self.names
    #expect(
      rule(try Self.figures(table, DesignColumns(strata: "stratum", weight: "w", header: header)))
        == .notSimpleRandom)
    #expect(
      rule(
        try Self.figures(
          Self.table { $1[1] = "90" },
          DesignColumns(clusters: "village", populations: "N", header: header)))
        == .notSimpleRandom)
    #expect(rule(try Self.figures(table, by: ["half"])) == .partialStrata)
    let missing = Self.table { if $0 == 4 { $1[3] = nil } }
    #expect(rule(try Self.figures(missing)) == .partialStrata)
    let heavy = Self.table { if $0 < 10 { $1[2] = "7" } }
    #expect(
      rule(
        try Self.figures(
          heavy, DesignColumns(strata: "stratum", populations: "N", weight: "w", header: header)))
        == .adjustedWeights)
    // A stratum of one row joins its neighbour, in which the fraction is the same.
    let alone = Table(
      names: ["s", "N", "wrong"],
      columns: [
        TextColumn(["a", "b", "b", "b"]), TextColumn(["10", "30", "30", "30"]),
        TextColumn(["0", "1", "0", "0"]),
      ])
    #expect(
      rule(
        try Self.figures(
          alone,
          DesignColumns(
            strata: "s", populations: "N", lonely: .collapse, header: alone.names)))
        == .notSimpleRandom)
    let mean = try Self.figures(table, item: .mean("wrong"))[0]
    #expect(mean.interval == "t" && mean.lowerCount == nil)
    #expect(rule(try Self.figures(table, item: .ratio("wrong", "wrong"))) == .notSimpleRandom)
  }

  @Test("Limits hold with at least their confidence whatever the strata hold")
  func coverage() throws {
    // Samples of 2 of 4 and 2 of 3 units, enumerated, for every population.
    let pairs = { (n: Int) in
      (0..<n).flatMap { a in ((a + 1)..<n).map { [a, $0] } }
    }
    for first in 0...4 {
      for second in 0...3 {
        var (covered, all) = (0, 0)
        for a in pairs(4) {
          for b in pairs(3) {
            let values = a.map { ("x", "4", $0 < first) } + b.map { ("y", "3", $0 < second) }
            let names = ["s", "N", "y"]
            let rows: [[String?]] = values.map { [$0.0, $0.1, $0.2 ? "1" : "0"] }
            let table = Table(
              names: names, columns: names.indices.map { c in TextColumn(rows.map { $0[c] }) })
            let design = try DesignColumns(strata: "s", populations: "N", header: names)
              .design(from: table)
            let figure = try EstimateRequest(
              [.proportion("y", level: "1")], interval: StratifiedExactInterval.self,
              confidence: 0.6
            ).figures(of: table, design: design).figures[0]
            all += 1
            if (figure.lowerCount!...figure.upperCount!).contains(first + second) { covered += 1 }
          }
        }
        #expect(all == 18 && Double(covered) >= 0.6 * Double(all), "\(first) \(second)")
      }
    }
  }
}
