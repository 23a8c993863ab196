// SPDX-License-Identifier: GPL-3.0-or-later

import Distributions
import Estimation
import Foundation
import Planning
import Sampling
import Tables

/// A design with a county, and one point of its operating characteristic.
struct Case: Sendable, CustomStringConvertible {
  let name: String
  /// Households of each village, by stratum.
  let strata: [[Int]]
  /// Villages drawn of each stratum.
  let villages: [Int]
  /// Households asked of each village: so many, or a part of those there.
  let asked: @Sendable (Int) -> Int
  let sizes: HouseholdSizes?
  let rule: DecisionRule
  let errors: Int
  let correlation: Double
  var draws = 1500

  var description: String { name }

  static let all = [
    Case(
      name: "one stratum, equal numbers in unequal villages",
      strata: [(0..<24).map { 20 + 5 * ($0 % 7) }], villages: [8], asked: { min($0, 10) },
      sizes: nil, rule: DecisionRule(limit: Rational(1, 20), side: .atMost), errors: 42,
      correlation: 0.1),
    Case(
      name: "unequal fractions, one stratum whole, persons",
      strata: [(0..<20).map { 15 + $0 }, [30, 40, 50], (0..<15).map { 40 - $0 }],
      villages: [8, 3, 4], asked: { $0 / 3 }, sizes: HouseholdSizes(mean: 3.2),
      rule: DecisionRule(limit: Rational(1, 10), side: .atMost, isInclusive: false), errors: 125,
      correlation: 0.05),
    Case(
      name: "approval, errors anywhere", strata: [(0..<30).map { 20 + $0 % 11 }], villages: [30],
      asked: { min($0, 7) }, sizes: nil, rule: DecisionRule(limit: Rational(9, 10), side: .atLeast),
      errors: 70, correlation: 0),
  ]

  /// The model, each sample of which is drawn anew.
  func model() throws -> DecisionModel {
    try DecisionModel(
      households: strata.flatMap { $0 }, sizes: sizes, samples: 500, populations: 6,
      seed: "test/\(name)"
    ) { number, _ in draw(RandomSource(seed: "draw/\(name)/\(number)")) }
  }

  /// Simple random villages.
  func draw(_ random: RandomSource) -> DrawnCells {
    var cells: [DrawnCells.Cell] = []
    var start = 0
    for (stratum, households) in strata.enumerated() {
      for village in random.sample(villages[stratum], of: households.count) {
        let population = households[village]
        let size = asked(population)
        cells.append(
          DrawnCells.Cell(
            village: start + village, stratum: stratum, population: population, size: size,
            weight: Double(households.count * population) / Double(villages[stratum] * size)))
      }
      start += households.count
    }
    return DrawnCells(
      strata: zip(villages, strata).map {
        DrawnCells.Stratum(drawn: $0.0, population: $0.1.count)
      }, cells: cells)
  }

  /// Counts the outcomes of assessments of populations that are beta-binomial and have so many errors, made by
  /// rejecting all others.
  func simulate(draws: Int) throws -> [DecisionOutcome: Int] {
    let random = RandomSource(seed: "simulate/\(name)")
    let all = strata.flatMap { $0 }
    var counts: [DecisionOutcome: Int] = [:]
    for _ in 0..<draws {
      let population = population(all, random)
      let drawn = draw(random)
      var errors: [Int] = []
      for cell in drawn.cells {
        errors.append(
          random.hypergeometric(
            marked: population[cell.village], of: cell.population, sample: cell.size))
      }
      counts[try outcome(drawn, errors: errors, random), default: 0] += 1
    }
    return counts
  }

  private func population(_ all: [Int], _ random: RandomSource) -> [Int] {
    let p = Double(errors) / Double(all.reduce(0, +))
    while true {
      let found = all.map { size in
        random.binomial(
          size,
          correlation == 0
            ? p : random.beta(p * (1 / correlation - 1), (1 - p) * (1 / correlation - 1)))
      }
      if found.reduce(0, +) == errors { return found }
    }
  }

  /// The official figure of the answers, and the evidence of the estimate with its default limits.
  private func outcome(
    _ drawn: DrawnCells, errors: [Int], _ random: RandomSource
  ) throws -> DecisionOutcome {
    let persons = drawn.cells.map { cell in
      (0..<cell.size).map { _ in sizes == nil ? 1 : Self.persons(random) }
    }
    var found = 0
    for (cell, count) in errors.enumerated() { found += persons[cell].prefix(count).reduce(0, +) }
    let all = persons.joined().reduce(0, +)
    // Approval counts those without an error.
    let isApproval = rule.side == .atLeast
    let official = Rational(isApproval ? all - found : found, all)
    let isMet =
      official == rule.limit
      ? rule.isInclusive : isApproval ? official > rule.limit : official < rule.limit
    let estimate = try self.estimate(drawn, errors: errors, persons: persons)
    let limit = rule.limit.doubleValue
    let upper = try estimate.limit(.upper, tail: 0.05, by: StabilizedInterval.self).value!
    let lower = try estimate.limit(.lower, tail: 0.05, by: StabilizedInterval.self).value!
    let showsMet = isApproval ? lower >= limit : upper < limit
    let showsMissed = isApproval ? upper < limit : lower >= limit
    if isMet { return showsMet ? .metConclusively : showsMissed ? .metAgainstEvidence : .met }
    return showsMissed ? .missedConclusively : showsMet ? .missedAgainstEvidence : .missed
  }

  /// One person and a Poisson number of others, of mean 2.2 (Knuth's product of uniform numbers).
  private static func persons(_ random: RandomSource) -> Int {
    let limit = exp(-2.2)
    var product = random.uniform()
    var count = 1
    while product > limit {
      product *= random.uniform()
      count += 1
    }
    return count
  }

  /// The estimate of the survey design, a row for each household.
  func estimate(_ drawn: DrawnCells, errors: [Int], persons: [[Int]]?) throws -> Estimate {
    var top: [Double] = []
    var bottom: [Double] = []
    var cellOfRow: [UInt32] = []
    for (cell, count) in errors.enumerated() {
      for household in 0..<drawn.cells[cell].size {
        let size = Double(persons?[cell][household] ?? 1)
        let isError = household < count
        top.append((rule.side == .atLeast && persons != nil) != isError ? size : 0)
        bottom.append(size)
        cellOfRow.append(UInt32(cell))
      }
    }
    let design = try SurveyDesign(
      stages: [
        DesignStage(
          cellOfUnit: drawn.cells.map { UInt32($0.stratum) },
          populationOfCell: drawn.strata.map { Double($0.population) }, lonely: .fail),
        DesignStage(
          cellOfUnit: cellOfRow, parentOfCell: drawn.cells.indices.map { UInt32($0) },
          populationOfCell: drawn.cells.map { Double($0.population) }, lonely: .pool),
      ], unitOfRow: top.indices.map { UInt32($0) },
      weights: cellOfRow.map { drawn.cells[Int($0)].weight })
    return design.ratio(of: NumberColumn(top), to: NumberColumn(bottom))
  }
}
