// SPDX-License-Identifier: GPL-3.0-or-later

import Distributions
import Estimation
import Planning
import Sampling
import Tables
import Testing

/// Two rates of households in the same villages: exited ones, half of which are asked, and others.
private struct TwoSamples: Sendable {
  let households: [[Int]]
  let asked: [@Sendable (Int) -> Int]
  let strata: [Range<Int>]
  let drawn: [Int]
  let sizes: HouseholdSizes?
  let constant: Rational
  let factors: [Rational]
  let rule: DecisionRule

  static let all = [
    TwoSamples(
      households: [(0..<40).map { 15 + $0 % 9 }, (0..<40).map { 60 + 7 * ($0 % 11) }],
      asked: [{ max(2, $0 / 2) }, { max(2, $0 / 10) }], strata: [0..<40], drawn: [14], sizes: nil,
      constant: Rational(1, 100), factors: [Rational(1, 8), Rational(4, 5)],
      rule: DecisionRule(limit: Rational(3, 100), side: .atMost, isInclusive: false)),
    TwoSamples(
      households: [(0..<30).map { 20 + $0 }, (0..<30).map { 90 - 2 * $0 }],
      asked: [{ max(2, $0 / 3) }, { max(2, $0 / 8) }], strata: [0..<24, 24..<30], drawn: [8, 6],
      sizes: HouseholdSizes(mean: 3.5), constant: .zero, factors: [Rational(2, 5), Rational(3, 5)],
      rule: DecisionRule(limit: Rational(9, 10), side: .atLeast)),
  ]

  var budget: Rational {
    get throws {
      rule.side == .atMost
        ? try rule.limit.adding(constant.multiplied(by: -1))
        : try constant.adding(factors[0]).adding(factors[1])
          .adding(rule.limit.multiplied(by: -1))
    }
  }

  func draw(_ random: RandomSource) -> [DrawnCells] {
    var villages: [(village: Int, stratum: Int)] = []
    for (stratum, range) in strata.enumerated() {
      for village in random.sample(drawn[stratum], of: range.count) {
        villages.append((range.lowerBound + village, stratum))
      }
    }
    return households.indices.map { part in
      DrawnCells(
        strata: zip(drawn, strata).map { .init(drawn: $0, population: $1.count) },
        cells: villages.map {
          let (all, count) = (strata[$0.stratum].count, drawn[$0.stratum])
          let population = households[part][$0.village]
          let size = asked[part](population)
          return DrawnCells.Cell(
            village: $0.village, stratum: $0.stratum, population: population, size: size,
            weight: Double(all * population) / Double(count * size))
        })
    }
  }

  func model(_ name: String) throws -> CompositeModel {
    let draws = (1...400).map { draw(RandomSource(seed: "draw/\(name)/\($0)")) }
    return try CompositeModel(
      parts: households.indices.map { part in
        CompositeModel.Part(
          factor: factors[part], households: households[part], sizes: sizes,
          drawn: draws.map { $0[part] })
      }, budget: budget, populations: 4, seed: "test/\(name)")
  }

  /// The outcomes of assessments made in another way: populations by rejection, rows for each household, the
  /// estimators and the composite of scores.
  func simulate(_ errors: [Int], correlation: Double, draws: Int) throws -> [DecisionOutcome: Int] {
    let random = RandomSource(seed: "simulate/\(errors)")
    var counts: [DecisionOutcome: Int] = [:]
    for _ in 0..<draws {
      let found = zip(households, errors).map { population($0, $1, correlation, random) }
      counts[try outcome(draw(random), found, random), default: 0] += 1
    }
    return counts
  }

  private func population(
    _ households: [Int], _ errors: Int, _ correlation: Double, _ random: RandomSource
  ) -> [Int] {
    let p = Double(errors) / Double(households.reduce(0, +))
    while true {
      let found = households.map { size in
        random.binomial(
          size, random.beta(p * (1 / correlation - 1), (1 - p) * (1 / correlation - 1)))
      }
      if found.reduce(0, +) == errors { return found }
    }
  }

  private func outcome(
    _ drawn: [DrawnCells], _ population: [[Int]], _ random: RandomSource
  ) throws -> DecisionOutcome {
    var villages: [Int: UInt32] = [:]
    for cell in drawn[0].cells { villages[cell.village] = UInt32(villages.count) }
    let order = villages.sorted { $0.value < $1.value }.map(\.key)
    var cells: [(parent: UInt32, population: Double, sample: UInt32)] = []
    var cellOfRow: [UInt32] = []
    var (tops, bottoms, weights): ([Double], [Double], [Double]) = ([], [], [])
    var partOfRow: [Int] = []
    var official = constant
    for (part, sample) in drawn.enumerated() {
      var (found, all) = (0, 0)
      for cell in sample.cells {
        let errors = random.hypergeometric(
          marked: population[part][cell.village], of: cell.population, sample: cell.size)
        for household in 0..<cell.size {
          let persons = sizes.map { _ in 1 + random.poisson(2.5) } ?? 1
          // The numerator counts errors, or what is no error.
          let counts = (household < errors) == (rule.side == .atMost)
          tops.append(counts ? Double(persons) : 0)
          bottoms.append(Double(persons))
          weights.append(cell.weight)
          cellOfRow.append(UInt32(cells.count))
          partOfRow.append(part)
          found += counts ? persons : 0
          all += persons
        }
        cells.append((villages[cell.village]!, Double(cell.population), UInt32(part)))
      }
      official = try official.adding(factors[part].multiplied(by: Rational(found, all)))
    }
    let design = try SurveyDesign(
      stages: [
        DesignStage(
          cellOfUnit: order.map { village in
            UInt32(strata.firstIndex { $0.contains(village) }!)
          }, populationOfCell: strata.map { Double($0.count) }, lonely: .fail),
        DesignStage(
          cellOfUnit: cellOfRow, parentOfCell: cells.map(\.parent),
          populationOfCell: cells.map(\.population), sampleOfCell: cells.map(\.sample),
          lonely: .pool),
      ], unitOfRow: tops.indices.map { UInt32($0) }, weights: weights)
    let rates = drawn.indices.map { part in
      design.ratio(
        of: NumberColumn(tops), to: NumberColumn(bottoms), where: partOfRow.map { $0 == part })
    }
    let composite = try #require(
      CompositeOfRates(
        constant: constant.doubleValue, factors: factors.map(\.doubleValue), rates: rates,
        of: design))
    let isMet =
      official == rule.limit
      ? rule.isInclusive : (official < rule.limit) == (rule.side == .atMost)
    let upper = try #require(try composite.limit(.upper, tail: 0.05).value)
    let lower = try #require(try composite.limit(.lower, tail: 0.05).value)
    let bound = rule.limit.doubleValue
    let (showsMet, showsMissed) =
      rule.side == .atMost ? (upper < bound, lower > bound) : (lower > bound, upper < bound)
    if isMet { return showsMet ? .metConclusively : showsMissed ? .metAgainstEvidence : .met }
    return showsMissed ? .missedConclusively : showsMet ? .missedAgainstEvidence : .missed
  }
}

extension RandomSource {
  /// Knuth's product of uniform numbers.
  fileprivate func poisson(_ mean: Double) -> Int {
    var (product, count) = (uniform(), 0)
    var limit = 1.0
    for _ in 0..<Int(mean * 2) { limit *= 0.60653065971263342 }
    while product > limit {
      product *= uniform()
      count += 1
    }
    return count
  }
}

@Suite("Decision risk of composites and of villages")
struct CompositeRiskTests {
  @Test(
    "agrees with simulated assessments within Monte-Carlo error",
    arguments: [(0, 0.75), (0, 1.25), (1, 0.75), (1, 1.25)])
  func simulated(number: Int, multiple: Double) throws {
    let given = TwoSamples.all[number]
    let point = try #require(
      try given.model("\(number)").point(given.rule, multiple: multiple, correlation: 0.05))
    let share =
      multiple * (try given.budget.doubleValue) / given.factors.reduce(0) { $0 + $1.doubleValue }
    let errors = given.households.map { Int((share * Double($0.reduce(0, +))).rounded()) }
    #expect(point.errors == errors.reduce(0, +))
    let draws = 1000
    let simulation = try given.simulate(errors, correlation: 0.05, draws: draws)
    for outcome in DecisionOutcome.allCases {
      let p = Double(simulation[outcome] ?? 0) / Double(draws)
      let share = point.share(of: outcome)
      let allowance =
        4
        * (share.standardError * share.standardError
        + max(p * (1 - p), 0.5 / Double(draws)) / Double(draws)).squareRoot()
      #expect(abs(share.value - p) < allowance, "\(outcome): \(share.value) and \(p)")
    }
  }

  @Test("A composite of one rate has that rate's risk")
  func oneRate() throws {
    let given = Case.all[0]
    let drawn = (1...100).map { given.draw(RandomSource(seed: "one/\($0)")) }
    let model = try CompositeModel(
      parts: [
        .init(
          factor: Rational(1, 2), households: given.strata.flatMap { $0 }, sizes: nil, drawn: drawn)
      ], budget: given.rule.limit.multiplied(by: Rational(1, 2)), populations: 4, seed: "one")
    let single = try DecisionModel(
      households: given.strata.flatMap { $0 }, sizes: nil, samples: 100, populations: 4,
      seed: "one"
    ) { number, _ in drawn[number - 1] }
    for multiple in [0.0, 0.5, 2] {
      let composite = try #require(
        try model.point(given.rule, multiple: multiple, correlation: 0.05))
      let rate = try #require(try single.point(given.rule, multiple: multiple, correlation: 0.05))
      #expect(composite.errors == rate.errors)
      let error = (composite.met.standardError, rate.met.standardError)
      #expect(
        abs(composite.met.value - rate.met.value)
          <= 4 * (error.0 * error.0 + error.1 * error.1).squareRoot())
    }
  }

  /// Villages of which a third of the households, spread unevenly, are those that a rate counts.
  private struct Part {
    let all = (0..<30).map { 24 + 3 * ($0 % 5) }
    let rule = DecisionRule(limit: Rational(1, 12), side: .atMost)
    let drawn = 10

    var counted: [Int] { all.enumerated().map { $1 / (2 + $0 % 3) } }

    func draw(_ random: RandomSource) -> DrawnCells {
      DrawnCells(
        strata: [.init(drawn: drawn, population: all.count)],
        cells: random.sample(drawn, of: all.count).map { village in
          let asked = all[village] / 2
          return DrawnCells.Cell(
            village: village, stratum: 0, population: counted[village],
            size: random.hypergeometric(marked: counted[village], of: all[village], sample: asked),
            weight: Double(all.count * all[village]) / Double(drawn * asked),
            drawn: (asked, all[village]))
        })
    }

    /// The assessment by rows and the estimator in the domain.
    func outcome(_ errors: [Int], _ random: RandomSource) throws -> DecisionOutcome {
      let villages = random.sample(drawn, of: all.count)
      var (isError, isCounted, weights): ([Bool], [Bool], [Double]) = ([], [], [])
      var cells: [UInt32] = []
      for (number, village) in villages.enumerated() {
        let asked = all[village] / 2
        let found = random.hypergeometric(
          marked: counted[village], of: all[village], sample: asked)
        let wrong = random.hypergeometric(
          marked: errors[village], of: counted[village], sample: found)
        for household in 0..<asked {
          isCounted.append(household < found)
          isError.append(household < wrong)
          weights.append(Double(all.count * all[village]) / Double(drawn * asked))
          cells.append(UInt32(number))
        }
      }
      let design = try SurveyDesign(
        stages: [
          DesignStage(
            cellOfUnit: villages.map { _ in 0 }, populationOfCell: [Double(all.count)],
            lonely: .fail),
          DesignStage(
            cellOfUnit: cells, parentOfCell: villages.indices.map { UInt32($0) },
            populationOfCell: villages.map { Double(all[$0]) }, lonely: .pool),
        ], unitOfRow: cells.indices.map { UInt32($0) }, weights: weights)
      let estimate = design.proportion(of: isError, where: isCounted)
      let isMet = rule.isMet(errors: isError.count { $0 }, of: isCounted.count { $0 })
      let upper = try #require(try estimate.limit(.upper, tail: 0.05).value)
      let lower = try #require(try estimate.limit(.lower, tail: 0.05).value)
      let bound = rule.limit.doubleValue
      if isMet {
        return upper <= bound ? .metConclusively : lower > bound ? .metAgainstEvidence : .met
      }
      return lower > bound ? .missedConclusively : upper <= bound ? .missedAgainstEvidence : .missed
    }
  }

  @Test(
    "A rate of a part of the households agrees with simulated assessments, too",
    arguments: [6, 30])
  func part(errors: Int) throws {
    let given = Part()
    let model = try DecisionModel(
      households: given.counted, sizes: nil, samples: 600, populations: 4, seed: "part"
    ) { number, _ in given.draw(RandomSource(seed: "part/\(number)")) }
    let point = try model.point(given.rule, errors: errors, correlation: 0)
    let random = RandomSource(seed: "part/simulate/\(errors)")
    let draws = 1500
    var counts: [DecisionOutcome: Int] = [:]
    for _ in 0..<draws {
      var left = (errors: errors, households: given.counted.reduce(0, +))
      let population = given.counted.map { households in
        let found = random.hypergeometric(
          marked: left.errors, of: left.households, sample: households)
        left = (left.errors - found, left.households - households)
        return found
      }
      counts[try given.outcome(population, random), default: 0] += 1
    }
    for outcome in DecisionOutcome.allCases {
      let p = Double(counts[outcome] ?? 0) / Double(draws)
      let share = point.share(of: outcome)
      let allowance =
        4
        * (share.standardError * share.standardError
        + max(p * (1 - p), 0.5 / Double(draws)) / Double(draws)).squareRoot()
      #expect(abs(share.value - p) < allowance, "\(outcome): \(share.value) and \(p)")
    }
  }

  @Test("Villages of one stratum: the hypergeometric probabilities of each result")
  func villages() throws {
    // 17 of 83 villages; at least 90% shall have met the conditions.
    let (all, drawn) = (83, 17)
    let rule = DecisionRule(limit: Rational(9, 10), side: .atLeast)
    let model = try DecisionModel(
      households: [Int](repeating: 1, count: all), sizes: nil, samples: 1000, populations: 8,
      seed: "villages"
    ) { number, _ in
      var cells = DrawnCells(
        strata: [.init(drawn: drawn, population: all)],
        cells: RandomSource(seed: "villages/\(number)").sample(drawn, of: all).map {
          .init(
            village: $0, stratum: 0, population: 1, size: 1, weight: Double(all) / Double(drawn))
        })
      cells.exactPopulation = all
      return cells
    }
    for errors in [0, 4, 9, 20] {
      let point = try model.point(rule, errors: errors, correlation: 0)
      let law = Hypergeometric(population: all, successes: errors, draws: drawn)
      // One error in 17 meets 90%, two do not.
      #expect(abs(point.met.value - law.cdf(1)) <= 4 * point.met.standardError + 1e-9)
      var (met, missed) = (0.0, 0.0)
      for found in 0...min(errors, drawn) {
        let probability = law.cdf(found) - (found > 0 ? law.cdf(found - 1) : 0)
        let upper = HypergeometricLimits.upperCount(
          found: found, of: drawn, population: all, tail: 0.05)
        let lower = HypergeometricLimits.lowerCount(
          found: found, of: drawn, population: all, tail: 0.05)
        if found <= 1, rule.isMet(errors: upper, of: all) { met += probability }
        if found > 1, !rule.isMet(errors: lower, of: all) { missed += probability }
      }
      #expect(abs(point.metConclusively - met) < 0.03)
      #expect(abs(point.missedConclusively - missed) < 0.03)
    }
  }
}
