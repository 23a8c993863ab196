// SPDX-License-Identifier: GPL-3.0-or-later

import Estimation
import Planning
import Sampling
import Tables
import Testing

@Suite("Plans from totals")
struct TotalsPlanTests {
  @Test("Totals are read as they are typed, with Chinese punctuation, too")
  func reading() throws {
    let text = try TotalsText(
      "exited: villages=86, households=12444, persons=44073, draw=20%；其他：villages＝221，households=2133，persons=4910，draw=12"
    )
    #expect(text.strata.map(\.name) == ["exited", "其他"])
    #expect(text.strata.map(\.villages) == [86, 221])
    #expect(text.strata.map(\.households) == [12_444, 2_133])
    #expect(text.strata.map(\.persons) == [44_073, 4_910])
    // 20% of 86 is 17.2, rounded up.
    #expect(text.villages == [18, 12])
    #expect(try TotalsText.households("12") == .each(12))
    #expect(try TotalsText.households("10%") == .shareOfCounty(0.1))
    #expect(try TotalsText.households("10% of village") == .shareOfVillage(0.1))
  }

  @Test(
    "What cannot be read is refused",
    arguments: [
      "", "poor", "poor: villages=86", "poor: villages=86, households=-1", "a: villages=8; b",
      "a: villages=8, households=80, villages=9", "a: villages=8, households=80, draw=120%",
      "a: villages=8, households=80, rooms=9",
    ])
  func refused(_ text: String) {
    #expect(throws: Fault.self) { try TotalsText(text) }
  }

  @Test("Villages add up to the totals, and have the variation that was asked for")
  func villages() throws {
    let county = try CountyTotals(
      strata: [
        CountyTotals.Stratum(name: "poor", villages: 86, households: 8_223),
        CountyTotals.Stratum(name: "other", villages: 221, households: 6_354),
      ])
    #expect(county.villages == 307 && county.households == 14_577)
    let households = county.staged.parts[0]
    #expect(households.map { $0.reduce(0, +) } == [8_223, 6_354])
    #expect(households.map(\.count) == [86, 221])
    #expect(households.joined().allSatisfy { $0 >= 1 })
    let sizes = households[0].map(Double.init)
    let mean = sizes.reduce(0, +) / 86
    let variance = sizes.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / 86
    #expect(abs(variance.squareRoot() / mean - 0.5) < 0.03)
  }

  @Test("Impossible totals and draws are refused")
  func impossible() throws {
    #expect(throws: Fault.self) {
      try CountyTotals(strata: [CountyTotals.Stratum(name: "a", villages: 9, households: 8)])
    }
    let county = try CountyTotals(
      strata: [CountyTotals.Stratum(name: "a", villages: 9, households: 80)])
    for drawn in [1, 10] {
      #expect(throws: Fault.self) {
        try TotalsPlan(
          county, StagedDraw(villages: [drawn], households: [.each(5)]), effort: FieldEffort(),
          rules: [])
      }
    }
  }

  @Test("Households, days and cost follow from the totals")
  func effort() throws {
    let county = try CountyTotals(
      strata: [CountyTotals.Stratum(name: "a", villages: 40, households: 4_000)], variation: 0)
    var question = DecisionQuestion()
    question.simulations = 50
    question.multiples = [0, 1]
    question.correlations = [0]
    let plan = try TotalsPlan(
      county, StagedDraw(villages: [10], households: [.each(12)]),
      effort: FieldEffort(
        costPerVillage: 500, costPerHousehold: 80, householdsPerDay: 8, pairs: 4),
      rules: [DecisionRule(limit: Rational(1, 50), side: .atMost)], question: question)
    #expect(plan.households == 120)
    #expect(plan.cost == 14_600.0)
    #expect(plan.days == 4)
    let settling = try #require(plan.decisions[0].settling)
    #expect(settling.planned == 10 && settling.all == 40)
    // 120 of 4,000: the limit without errors is above 2%, and falls below it with more villages.
    #expect(plan.decisions[0].settledWithoutErrors == 0)
    let enough = try #require(settling.withoutErrors)
    for (villages, isEnough) in [(enough, true), (enough - 1, false)] {
      let clustering = Clustering(
        clusterSquares: 1 / Double(villages), unitSquares: 1 / Double(12 * villages),
        clusterRest: (1 - Double(villages) / 40) / Double(villages),
        unitRest: (1 - Double(12 * villages) / 4_000) / Double(12 * villages), largestMean: 1,
        units: 12 * villages, variance: 0)
      let limit = try StabilizedInterval.limit(
        .upper, p: 0, clustering: clustering, degreesOfFreedom: villages - 1, tail: 0.05)
      #expect((limit <= 0.02) == isEnough)
    }
    #expect(settling.expected.map { $0 >= enough } ?? true)
  }

  @Test("The cheapest draw keeps both risks, and a draw of fewer villages does not")
  func cheapest() throws {
    let county = try CountyTotals(
      strata: [CountyTotals.Stratum(name: "a", villages: 40, households: 1_200)], variation: 0.2)
    let draw = StagedDraw(villages: [12], households: [.each(10)])
    let rule = DecisionRule(limit: Rational(1, 10), side: .atMost)
    let found = try CheapestDraw(
      county.staged, draw: draw, rule: rule,
      effort: FieldEffort(costPerVillage: 300, costPerHousehold: 50), goodShare: 0.02)
    let best = try #require(found.best)
    #expect(best.wrongly.value <= 0.05 && best.rightly.value >= 0.8)
    #expect(found.nearest == nil)
    #expect(best.cost == 300 * Double(best.draw.villageCount) + 50 * best.households)
    let fewer = StagedDraw(
      villages: [best.draw.villageCount * 3 / 4], households: [.each(best.each)])
    let model = try DecisionModel(fewer, of: county.staged, seed: "fewer")
    let point = try model.point(rule, errors: model.errors(share: 0.02), correlation: 0.05)
    #expect(point.metConclusively < 0.8)
  }

  @Test("Where no design keeps the risks, the nearest is told; without costs nothing is sought")
  func nothing() throws {
    let county = try CountyTotals(
      strata: [CountyTotals.Stratum(name: "a", villages: 8, households: 80)], variation: 0)
    let draw = StagedDraw(villages: [4], households: [.each(2)])
    let rule = DecisionRule(limit: Rational(1, 50), side: .atMost)
    #expect(throws: Fault.self) {
      try CheapestDraw(county.staged, draw: draw, rule: rule, effort: FieldEffort())
    }
    // A good county of 1.9% has one error of 80, one that misses 2% has two: only a census tells them apart,
    // and a risk of one in a million is not kept by less.
    let found = try CheapestDraw(
      county.staged, draw: draw, rule: rule,
      effort: FieldEffort(costPerVillage: 1, costPerHousehold: 1), goodShare: 0.0125)
    #expect(found.best?.households ?? 80 == 80)
  }
}
