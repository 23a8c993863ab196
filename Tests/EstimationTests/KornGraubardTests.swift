// SPDX-License-Identifier: GPL-3.0-or-later

import Distributions
import Estimation
import Foundation
import Tables
import Testing

@Suite("Interval of Korn and Graubard")
struct KornGraubardTests {
  // Ward (2019), Stata Journal 19(3): kg_nchs; n* and limits by R's qt and qbeta.
  @Test(
    "Published examples",
    arguments: [
      (0.0157735, 0.0013157, 45710.0, 2129.0, 8958.565, 0.013295961, 0.018572739),
      (0.0388459, 0.0177429, 440, 1958, 119.110455, 0.012020821, 0.090999597),
    ])
  func published(
    p: Double, error: Double, n: Double, df: Double, size: Double, lower: Double, upper: Double
  ) throws {
    let (effective, rule) = try KornGraubardInterval.effectiveSize(
      p: p, variance: error * error, units: n, degreesOfFreedom: df, tail: 0.025)
    #expect(abs(effective - size) < 1e-3)
    #expect(rule == nil)
    let limits = try ClopperPearson.limits(
      x: effective * p, n: effective, lowerTail: 0.025, upperTail: 0.025)
    #expect(abs(limits.lower - lower) < 1e-9)
    #expect(abs(limits.upper - upper) < 1e-9)
  }

  // R: n * (qt(.975, n - 1) / qt(.975, df))^2; 1 - .025^(1 / n*)
  @Test(
    "Without an error the limit follows from the number of units",
    arguments: [
      (1600.0, 79.0, 1553.714603, 0.002371416078), (400, 19, 352.8957739, 0.01039872531),
      (126, 39, 120.6306184, 0.03011712263),
    ])
  func zero(n: Double, df: Double, size: Double, upper: Double) throws {
    let (effective, rule) = try KornGraubardInterval.effectiveSize(
      p: 0, variance: 0, units: n, degreesOfFreedom: df, tail: 0.025)
    #expect(abs(effective - size) < 1e-6 * size)
    #expect(rule == .zeroRule)
    let limit = try ClopperPearson.limits(x: 0, n: effective, lowerTail: 0.025, upperTail: 0.025)
    #expect(limit.lower == 0)
    #expect(abs(limit.upper - upper) < 1e-9)
    #expect(abs(limit.upper - (1 - pow(0.025, 1 / effective))) < 1e-12)
  }

  @Test("The effective size is never above the number of units")
  func truncated() throws {
    let (effective, rule) = try KornGraubardInterval.effectiveSize(
      p: 0.5, variance: 0.25 / 5000, units: 100, degreesOfFreedom: 19, tail: 0.025)
    #expect(effective == 100)
    #expect(rule == .truncated)
    let even = try KornGraubardInterval.effectiveSize(
      p: 0.5, variance: 0, units: 100, degreesOfFreedom: 19, tail: 0.025)
    #expect(even.0 == 100)
  }

  /// Ten villages of sixty with five to eight of forty households, as rows of households.
  private static func households(wrong: (Int) -> Int) throws -> (
    design: DesignColumns, households: Table, persons: Table
  ) {
    var household: [[String?]] = []
    var person: [[String?]] = []
    var number = 0
    for village in 0..<10 {
      for index in 0..<(5 + village % 4) {
        number += 1
        let persons = 1 + (number * 5) % 7
        let errors = min(persons, wrong(number))
        let start = ["\(village)", "\(index)", "60", "\(38 + village)"]
        household.append(start + ["\(persons)", "\(errors)", nil])
        for member in 0..<persons {
          person.append(start + ["1", nil, member < errors ? "yes" : "no"])
        }
      }
    }
    // The order of the rows must not matter.
    person.sort { ($0[1]!, $0[0]!, $0[6]!) < ($1[1]!, $1[0]!, $1[6]!) }
    let names = ["village", "household", "M", "N", "persons", "wrong", "error"]
    let table = { (rows: [[String?]]) in
      Table(names: names, columns: names.indices.map { c in TextColumn(rows.map { $0[c] }) })
    }
    return (
      try DesignColumns(
        clusters: "village,household", populations: "M,N", header: names), table(household),
      table(person)
    )
  }

  @Test(
    "Persons in rows of their own and persons in their household's row have one interval",
    arguments: [0, 1, 2, 3], [true, false])
  func equivalence(pattern: Int, isDefault: Bool) throws {
    // No errors, few, many, all.
    let errors: [(Int) -> Int] = [
      { _ in 0 }, { $0 % 11 == 3 ? 2 : 0 }, { ($0 * $0) % 5 }, { _ in 99 },
    ]
    let (columns, households, persons) = try Self.households(wrong: errors[pattern])
    let method: any IntervalMethod.Type =
      isDefault ? StabilizedInterval.self : KornGraubardInterval.self
    let ratio = try EstimateRequest([.ratio("wrong", "persons")], interval: method).figures(
      of: households, design: columns.design(from: households)
    ).figures[0]
    let share = try EstimateRequest([.proportion("error", level: "yes")], interval: method).figures(
      of: persons, design: columns.design(from: persons)
    ).figures[0]
    for path: KeyPath<Figure, Double?> in [
      \.estimate, \.standardError, \.lower, \.upper, \.lowerOneSided, \.upperOneSided,
    ] {
      let (a, b) = (try #require(ratio[keyPath: path]), try #require(share[keyPath: path]))
      #expect(abs(a - b) <= 1e-12 * max(abs(a), abs(b)), "\(path)")
    }
    #expect(ratio.interval == method.name && share.interval == method.name)
    #expect(ratio.rule == share.rule)
    #expect(ratio.degreesOfFreedom == share.degreesOfFreedom)
  }

  @Test("One cluster column: its rows are the observations")
  func oneClusterColumn() throws {
    let names = ["psu", "y"]
    let table = Table(
      names: names,
      columns: [
        TextColumn((0..<120).map { "\($0 / 10)" as String? }),
        TextColumn((0..<120).map { _ in "0" as String? }),
      ])
    for (clusters, n) in [("psu", 120.0), ("psu,-", 120.0)] {
      let design = try DesignColumns(clusters: clusters, header: names).design(from: table)
      let figure = try EstimateRequest(
        [.proportion("y", level: "1")], interval: KornGraubardInterval.self
      ).figures(
        of: table, design: design
      ).figures[0]
      let (size, _) = try KornGraubardInterval.effectiveSize(
        p: 0, variance: 0, units: n, degreesOfFreedom: 11, tail: 0.025)
      #expect(abs(figure.upper! - (1 - pow(0.025, 1 / size))) < 1e-12)
      #expect(figure.rule == .zeroRule)
    }
  }
}
