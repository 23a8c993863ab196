// SPDX-License-Identifier: GPL-3.0-or-later

import Estimation
import Foundation
import Tables
import Testing

@Suite("Figures where data are scarce")
struct EdgeCaseTests {
  /// A table from rows of fields.
  static func table(_ names: [String], _ rows: [[String?]]) -> Table {
    Table(names: names, columns: names.indices.map { c in TextColumn(rows.map { $0[c] }) })
  }

  static let names = ["village", "M", "N", "y", "x", "kind"]

  /// Three villages of ten with two households of four each.
  static let villages = table(
    names,
    [
      ["a", "10", "4", "1", "2", "p"], ["a", "10", "4", "0", "3", "p"],
      ["b", "10", "4", "0", "1", "q"], ["b", "10", "4", "0", "0", "r"],
      ["c", "10", "4", "1", "4", "p"], ["c", "10", "4", "", "2", "p"],
    ])

  static func figures(
    _ items: [EstimateRequest.Item], by: [String] = [], of table: Table = villages,
    clusters: String? = "village", populations: String? = "M,N", strata: String? = nil,
    weight: String? = nil, lonely: LonelyRule? = nil, mask: [Bool]? = nil,
    interval: String? = nil
  ) throws -> [Figure] {
    let design = try DesignColumns(
      strata: strata, clusters: clusters, populations: populations, weight: weight,
      lonely: lonely, header: table.names
    ).design(from: table)
    return try EstimateRequest(
      items, by: by, interval: try interval.map { try IntervalMethods.named($0) }
    ).figures(of: table, design: design, where: mask).figures
  }

  @Test("A domain without rows has no estimate, and a total of zero")
  func emptyDomain() throws {
    let none = [Bool](repeating: false, count: 6)
    let figures = try Self.figures(
      [.mean("y"), .total("y"), .proportion("kind", level: "p"), .ratio("y", "x")], mask: none)
    #expect(figures.allSatisfy { $0.rule == .emptyDomain && $0.count == 0 })
    #expect(figures.map(\.estimate) == [nil, 0, nil, nil])
    #expect(figures.allSatisfy { $0.standardError == nil && $0.lower == nil && $0.upper == nil })
    #expect(figures.map(\.interval) == ["t", "t", "stabilized", "t"])
  }

  @Test("A domain of one row has no error, and its rate has limits all the same")
  func oneRow() throws {
    let figures = try Self.figures([.mean("y"), .proportion("y", level: "1")], by: ["kind"])
    let r = try #require(figures.first { $0.domain[0].label == "r" && $0.parameter == .mean })
    #expect(r.estimate == 0)
    #expect(r.standardError == nil && r.lower == nil && r.rule == .onePrimaryUnit)
    let rate = try #require(
      figures.first { $0.domain[0].label == "r" && $0.parameter == .proportion })
    #expect(rate.rule == .ceilingAtZero)
    #expect(rate.lower == 0)
    // A single observation, 3/10 · 2/4 of the population.
    #expect(abs(rate.upper! - 0.85.squareRoot() * 0.975) < 1e-12)
    #expect(abs(rate.upperOneSided! - 0.85.squareRoot() * 0.95) < 1e-12)
  }

  @Test("A denominator of zero is named")
  func zeroDenominator() throws {
    let figure = try Self.figures(
      [.ratio("y", "x")], mask: [false, false, false, true, false, false])[0]
    #expect(figure.rule == .zeroDenominator)
    #expect(figure.estimate == nil && figure.upper == nil)
  }

  @Test("A ratio is a rate only if its numerator lies within its denominator in every row")
  func rate() throws {
    #expect(try Self.figures([.ratio("y", "x")])[0].interval == "stabilized")
    #expect(try Self.figures([.ratio("x", "y")])[0].interval == "t")
    // A method for rates leaves other figures as they are.
    let both = try Self.figures([.mean("x"), .ratio("y", "x")], interval: "wilson")
    #expect(both.map(\.interval) == ["t", "wilson"])
  }

  @Test("Missing values are left out as a domain and counted")
  func missing() throws {
    let figure = try Self.figures([.mean("y")])[0]
    #expect(figure.count == 5)
    #expect(figure.missing == 1)
    #expect(abs(figure.estimate! - 0.4) < 1e-15)
  }

  @Test("Where the whole population was observed nothing is left to estimate")
  func census() throws {
    let table = Self.table(
      ["s", "N", "y"], [["u", "2", "1"], ["u", "2", "0"], ["v", "1", "1"]])
    let figures = try Self.figures(
      [.mean("y"), .total("y"), .proportion("y", level: "2")], of: table, clusters: nil,
      populations: "N", strata: "s")
    for figure in figures {
      #expect(figure.rule == .census)
      #expect(figure.standardError == 0)
      #expect(figure.lower == figure.estimate && figure.upper == figure.estimate)
    }
  }

  @Test("A single first-stage unit has no error; rates have limits that rest on the ceiling")
  func onePrimaryUnit() throws {
    let one = Self.table(
      Self.names, (0..<4).map { ["a", "10", "9", $0 == 0 ? "1" : "0", "1", "p"] })
    #expect(throws: Fault.self) { try Self.figures([.mean("y")], of: one) }
    let figures = try Self.figures(
      [.mean("y"), .proportion("y", level: "2")], of: one, lonely: .remove)
    #expect(figures[0].standardError == nil && figures[0].lower == nil)
    #expect(figures[0].rule == .noVariance)
    #expect(figures[1].lower == 0)
    // Four households of nine in one village of ten: n₀ = 4/(1 + (4 - 1)/10).
    let contraction = ((0.1 * 0.9 + 0.9 * (1 - 0.1 * 4 / 9) / 4) / (0.1 + 0.9 / 4)).squareRoot()
    #expect(abs(figures[1].upper! - contraction * (1 - pow(0.025, 1.3 / 4))) < 1e-12)
  }

  @Test("In a unit that was certain its own sample counts")
  func certainUnit() throws {
    let one = Self.table(
      Self.names, (0..<6).map { ["a", "1", "90", $0 == 0 ? "1" : "0", "1", "p"] })
    let figure = try Self.figures([.proportion("y", level: "2")], of: one)[0]
    #expect(figure.standardError == 0)
    #expect(figure.rule == .ceilingAtZero)
    // Six households of ninety, not one village.
    let upper: Double = (1 - 6.0 / 90).squareRoot() * (1 - pow(0.025, 1.0 / 6))
    #expect(abs(figure.upper! - upper) < 1e-12)
  }

  @Test("The error of a constant is zero up to rounding", arguments: [2016.0, 1e9, 0.1])
  func constant(value: Double) throws {
    let rows = (0..<9).map { row -> [String?] in
      ["\(row / 3)", "10", "\(5 + row / 3)", "\(value)", "1", row % 2 == 0 ? "p" : "q"]
    }
    let figures = try Self.figures(
      [.mean("y")], by: ["kind"], of: Self.table(Self.names, rows))
    for figure in figures {
      #expect(abs(figure.estimate! - value) <= 1e-15 * value)
      #expect(figure.standardError! <= 1e-14 * value)
    }
  }

  @Test(
    "A unit that was drawn counts, though none of its rows belongs to the domain, or it has none")
  func unitsWithoutRows() throws {
    func design(rowless: Bool) throws -> SurveyDesign {
      let villages: [UInt32] = [0, 0, 0]
      // The third village has a household that does not belong, or none at all.
      let households: [UInt32] = rowless ? [0, 0, 1, 1] : [0, 0, 1, 1, 2, 2]
      return try SurveyDesign(
        stages: [
          DesignStage(cellOfUnit: villages, populationOfCell: [10], lonely: .fail),
          DesignStage(
            cellOfUnit: households, parentOfCell: [0, 1, 2],
            populationOfCell: rowless ? [4, 4, 0] : [4, 4, 4], lonely: .pool),
        ], unitOfRow: households.indices.map { UInt32($0) },
        weights: households.map { _ in 10.0 / 3 * 2 })
    }
    let without = try design(rowless: true).total(of: NumberColumn([1.0, 3, 2, 2] as [Double]))
    let outside = try design(rowless: false).total(
      of: NumberColumn([1.0, 3, 2, 2, 9, 9] as [Double]),
      where: [true, true, true, true, false, false])
    #expect(without.value == outside.value)
    #expect(abs(without.variance! - outside.variance!) < 1e-9)
    #expect(without.degreesOfFreedom == 1 && outside.degreesOfFreedom == 1)
  }

  @Test("Figures come by parameter, variable, level and domain, labels in the order of their bytes")
  func order() throws {
    let figures = try Self.figures(
      [.ratio("y", "x"), .proportion("kind", level: nil), .mean("x"), .mean("y")], by: ["y"])
    #expect(
      figures.map { "\($0.parameter) \($0.variable) \($0.level ?? "") \($0.domain[0].label)" } == [
        "mean x  0", "mean x  1", "mean y  0", "mean y  1",
        "proportion kind p 0", "proportion kind p 1", "proportion kind q 0",
        "proportion kind q 1", "proportion kind r 0", "proportion kind r 1",
        "ratio y/x  0", "ratio y/x  1",
      ])
  }

  @Test("Domains and levels that no row has under a condition do not come out")
  func occurring() throws {
    let mask = [true, true, false, false, true, true]
    let figures = try Self.figures([.proportion("kind", level: nil)], by: ["village"], mask: mask)
    #expect(figures.map { "\($0.level!) \($0.domain[0].label)" } == ["p a", "p c"])
    #expect(try Self.figures([.proportion("kind", level: "q")], mask: mask)[0].estimate == 0)
    #expect(try Self.figures([.mean("x")], by: ["y"], mask: mask).count == 2)
    let table = try DesignColumns(header: Self.names).design(from: Self.villages)
    let answer = try EstimateRequest([.mean("x")], by: ["y"]).figures(
      of: Self.villages, design: table)
    #expect(answer.rowsWithoutDomain == 1)
  }

  @Test("Without any variance at the stages that were sampled there is no error")
  func wholeThenLonely() throws {
    // Both villages were certain, one household in each.
    let table = Self.table(
      Self.names, [["a", "2", "9", "1", "1", "p"], ["b", "2", "9", "0", "1", "p"]])
    let removed = try Self.figures([.mean("y")], of: table, lonely: .remove)[0]
    #expect(removed.standardError == nil && removed.rule == .noVariance)
    #expect(throws: Fault.self) { try Self.figures([.mean("y")], of: table) }
  }

  @Test("No method ever gives a number that is none, whatever the sample")
  func finite() throws {
    for method in IntervalMethods.all {
      for rows in [1, 2, 3, 6] {
        for ones in 0...rows {
          let table = Self.table(
            Self.names,
            (0..<rows).map { row -> [String?] in
              ["\(row / 2)", "40", "9", row < ones ? "1" : "0", "2", "p"]
            })
          let figures = try Self.figures(
            [.mean("y"), .total("y"), .proportion("y", level: "1"), .ratio("y", "x")], of: table,
            lonely: .remove, interval: method.name)
          for figure in figures {
            for value in [
              figure.estimate, figure.standardError, figure.lower, figure.upper,
              figure.lowerOneSided, figure.upperOneSided, figure.designEffect,
              figure.coefficientOfVariation,
            ] {
              #expect(value.map { $0.isFinite } ?? true)
            }
            #expect(figure.upper != nil || figure.rule != nil, "\(method.name) \(rows) \(ones)")
            if ["korn-graubard", "stabilized"].contains(method.name)
              && figure.parameter == .proportion
            {
              #expect(figure.upper! > figure.estimate! || figure.estimate == 1)
              #expect(figure.lower! < figure.estimate! || figure.estimate == 0)
            }
          }
        }
      }
    }
  }

  @Test("Confidence outside 0.5 to 1, no figure, and unknown methods are refused")
  func refused() throws {
    #expect(throws: Fault.self) { try EstimateRequest([]) }
    #expect(throws: Fault.self) { try EstimateRequest([.mean("y")], confidence: 95) }
    #expect(throws: Fault.self) { try EstimateRequest([.mean("y")], confidence: 0.5) }
    let fault = #expect(throws: Fault.self) { try IntervalMethods.named("stabilised") }
    #expect(fault?.values["available"]?.contains("korn-graubard") == true)
  }
}
