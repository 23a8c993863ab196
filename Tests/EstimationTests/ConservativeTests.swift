// SPDX-License-Identifier: GPL-3.0-or-later

import Estimation
import Foundation
import Tables
import Testing

/// All subsets of `size` of the numbers below `count`.
private func subsets(_ size: Int, of count: Int) -> [[Int]] {
  guard size > 0 else { return [[]] }
  guard size <= count else { return [] }
  return subsets(size, of: count - 1) + subsets(size - 1, of: count - 1).map { $0 + [count - 1] }
}

/// All ways to take one element of each list.
private func products<Element>(_ lists: [[Element]]) -> [[Element]] {
  lists.reduce([[]]) { ways, list in ways.flatMap { way in list.map { way + [$0] } } }
}

private func binomial(_ n: Int, _ k: Int) -> Double {
  k < 0 || k > n ? 0 : (0..<k).reduce(1) { $0 * Double(n - $1) / Double($1 + 1) }
}

@Suite("Conservative limits")
struct ConservativeTests {
  /// Villages by their size and how many of their households are drawn, of which some are drawn.
  struct Stratum: Sendable {
    let villages: [(size: Int, draws: Int)]
    let drawn: Int
  }

  private static let designs: [[Stratum]] = [
    [Stratum(villages: [(3, 2), (3, 2), (3, 2), (3, 2)], drawn: 2)],
    [Stratum(villages: [(4, 2), (3, 1), (2, 2), (1, 1)], drawn: 2)],
    [Stratum(villages: [(2, 1), (2, 1), (2, 1), (2, 1), (2, 1)], drawn: 3)],
    [
      Stratum(villages: [(3, 2), (2, 1), (2, 1)], drawn: 1),
      Stratum(villages: [(3, 1), (1, 1), (2, 2)], drawn: 2),
    ],
    [
      Stratum(villages: [(2, 1), (3, 2), (2, 2)], drawn: 2),
      Stratum(villages: [(4, 2), (3, 1)], drawn: 2),
    ],
  ]

  /// The probabilities of all numbers of errors that can be found in the villages of a stratum.
  private static func outcomes(_ stratum: Stratum, errors: [Int]) -> [(
    units: [ConservativeBound.Unit], probability: Double
  )] {
    let samples = subsets(stratum.drawn, of: stratum.villages.count)
    let weight = Double(stratum.villages.count) / Double(stratum.drawn)
    return samples.flatMap { sample in
      products(
        sample.map { village in (0...stratum.villages[village].draws).map { (village, $0) } }
      )
      .compactMap { found in
        var probability = 1 / Double(samples.count)
        var units: [ConservativeBound.Unit] = []
        for (village, errorsFound) in found {
          let (size, draws) = stratum.villages[village]
          probability *=
            binomial(errors[village], errorsFound)
            * binomial(size - errors[village], draws - errorsFound) / binomial(size, draws)
          let household = weight * Double(size) / Double(draws)
          if stratum.drawn == stratum.villages.count {
            units += (0..<draws).map {
              .init(counted: $0 < errorsFound ? household : 0, all: household)
            }
          } else {
            units.append(
              .init(counted: household * Double(errorsFound), all: household * Double(draws)))
          }
        }
        return probability > 0 ? (units, probability) : nil
      }
    }
  }

  @Test(
    "Upper and lower limits cover every population of a small design, over all its samples",
    arguments: designs.indices, [0.5, 0.2, 0.05])
  func coverage(design: Int, tail: Double) {
    let strata = Self.designs[design]
    let households = strata.reduce(0) { $0 + $1.villages.reduce(0) { $0 + $1.size } }
    let largest = strata.map { stratum in
      let weight = Double(stratum.villages.count) / Double(stratum.drawn)
      let isWhole = stratum.drawn == stratum.villages.count
      return isWhole
        ? stratum.villages.map { Double($0.size) / Double($0.draws) }.max()!
        : weight * Double(stratum.villages.map(\.size).max()!)
    }.max()!
    var (worst, isTight) = (1.0, false)
    var known: [[Double]: (upper: Double, lower: Double)] = [:]
    func limits(_ units: [ConservativeBound.Unit]) -> (upper: Double, lower: Double) {
      let key = units.flatMap { [$0.counted, $0.all] }
      if let known = known[key] { return known }
      let bound = ConservativeBound(units, largest: largest)
      let limits = (bound.upper(tail: tail), bound.lower(tail: tail))
      known[key] = limits
      return limits
    }
    for errors in products(strata.map { products($0.villages.map { Array(0...$0.size) }) }) {
      let rate = Double(errors.joined().reduce(0, +)) / Double(households)
      let each = products(zip(strata, errors).map { Self.outcomes($0, errors: $1) })
      var (above, below) = (0.0, 0.0)
      for parts in each {
        let probability = parts.reduce(1) { $0 * $1.probability }
        let (upper, lower) = limits(parts.flatMap(\.units))
        if rate <= upper + 1e-12 { above += probability }
        if rate >= lower - 1e-12 { below += probability }
        if upper < 0.95 { isTight = true }
      }
      worst = min(worst, above, below)
    }
    #expect(worst >= 1 - tail - 1e-12)
    #expect(isTight)
  }

  @Test("Without an error the limit is near that of as many independent villages")
  func withoutErrors() {
    let units = (0..<18).map { _ in ConservativeBound.Unit(counted: 0, all: 500) }
    let upper = ConservativeBound(units, largest: 500).upper(tail: 0.05)
    let independent = 1 - pow(0.05, 1.0 / 18)
    #expect(upper > independent && upper < 1.1 * independent)
    // The largest stake alone, with its share, tells nearly all.
    let odds = (pow(20 / 0.9, 1.0 / 18) - 1) / 0.95
    #expect(upper <= odds / (1 + odds) && upper > 0.98 * odds / (1 + odds))
  }

  private static let names = ["village", "N", "M", "wrong"]

  /// `villages` of 90 with 20 of 100 households each, and the errors found in the first villages.
  private static func table(villages: Int, errors: [Int]) -> Table {
    let rows = (0..<villages).flatMap { village in
      (0..<20).map { household in
        [
          "v\(village)", "90", "100",
          village < errors.count && household < errors[village] ? "1" : "0",
        ]
      }
    }
    return Table(names: names, columns: names.indices.map { c in TextColumn(rows.map { $0[c] }) })
  }

  private static func figure(
    _ table: Table, _ limits: PopulationLimits?, method: (any IntervalMethod.Type)?,
    change: (inout DesignColumns) -> Void = { _ in }
  ) throws -> Figure {
    var columns = try DesignColumns(
      clusters: "village,-", populations: "N,M", header: table.names)
    change(&columns)
    var request = try EstimateRequest([.proportion("wrong", level: "1")], interval: method)
    request.populationLimits = limits
    return try request.figures(of: table, design: columns.design(from: table)).figures[0]
  }

  @Test("A figure has shares, counts and the rule")
  func figure() throws {
    let table = Self.table(villages: 18, errors: [1, 1])
    let figure = try Self.figure(
      table, PopulationLimits(largestCluster: 100, units: 9000), method: ConservativeInterval.self)
    let units = (0..<18).map {
      ConservativeBound.Unit(counted: $0 < 2 ? 25 : 0, all: 500)
    }
    let upper = ConservativeBound(units, largest: 500).upper(tail: 0.025)
    #expect(abs(figure.upper! - upper) < 1e-12 && figure.rule == .conservative)
    #expect(figure.upperCount == Int((upper * 9000).rounded(.down)))
    let lower = ConservativeBound(units, largest: 500).lower(tail: 0.025)
    #expect(abs(figure.lower! - lower) < 1e-12 && lower < figure.estimate!)
    #expect(figure.lowerCount == Int((lower * 9000).rounded(.up)))
  }

  @Test("What it needs and does not have is named")
  func reasons() throws {
    let table = Self.table(villages: 18, errors: [1])
    func rule(
      _ limits: PopulationLimits?, _ change: (inout DesignColumns) -> Void = { _ in }
    ) throws -> FigureRule? {
      let figure = try Self.figure(
        table, limits, method: ConservativeInterval.self, change: change)
      #expect(figure.upper == nil && figure.lower == nil)
      return figure.rule
    }
    #expect(try rule(nil) == .clusterLimitUnknown)
    #expect(try rule(PopulationLimits(largestCluster: 99)) == .clusterAboveLimit)
    let limits = try PopulationLimits(largestCluster: 100)
    #expect(try rule(limits) { $0.isWithReplacement = true } == .notSimpleStages)
    #expect(try rule(limits) { $0.weight = "N" } == .adjustedWeights)
    #expect { try PopulationLimits(largestCluster: 0) } throws: {
      ($0 as? Fault)?.code == .populationLimitOutOfRange
    }
  }

  @Test("Where all villages were visited no size is needed, and the sample tells the counts")
  func wholeVillages() throws {
    var columns = Self.table(villages: 18, errors: [2])
    columns = Table(
      names: Self.names,
      columns: [
        try columns.text("village"), TextColumn([String](repeating: "18", count: 360)),
        try columns.text("M"), try columns.text("wrong"),
      ])
    let figure = try Self.figure(columns, nil, method: ConservativeInterval.self)
    #expect(figure.upper! < 0.05 && figure.upperCount! < 90 && figure.upperCount! > 10)
  }
}
