// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation
import Planning
import Sampling
import Tables
import Testing

@Suite("The plan of the bundled county")
struct BundledCountyPlanTests {
  @Test(
    "20% of the villages and 10% of the households come to the numbers of the documents",
    arguments: [
      ("86 poor villages, up", 86, "0.20", Rounding.up, 18),
      ("86 poor villages, nearest", 86, "0.20", .nearest, 17),
      ("83 exited villages", 83, "0.20", .up, 17), ("83 exited villages", 83, "0.20", .nearest, 17),
      ("307 villages, up", 307, "0.20", .up, 62),
      ("307 villages, nearest", 307, "0.20", .nearest, 61),
      ("exited in 2016", 8_223, "0.10", .up, 823),
      ("registered in 2015", 10_356, "0.10", .up, 1_036),
      ("ever registered", 14_577, "0.10", .up, 1_458),
    ])
  func documents(name: String, units: Int, fraction: String, rounding: Rounding, expected: Int)
    throws
  {
    let register = try TableRegister(
      table(["id"], (0..<units).map { ["\($0)"] }), id: "id")
    let plan = try Plan(
      SamplingFrame(
        SamplingDesign(
          Stage("units", fraction: Fraction(fraction), rounding: rounding)),
        registers: ["units": register]), trialDraws: 1)
    #expect(plan.samples[0].all.size == ExpectedCount(expected), "\(name)")
    #expect(plan.samples[0].all.population == units)
  }

  @Test("Villages by group, with the exact limits of their counts")
  func villages() throws {
    let county = try BundledCounty()
    let plan = try Plan(county.frame, measures: county.measures, trialDraws: 10)
    let strata = plan.samples[0].strata
    #expect(strata.map(\.stratum) == ["exited", "other", "remaining"])
    #expect(strata.map(\.population) == [83, 221, 3])
    #expect(strata.map(\.size) == [17, 12, 3].map { ExpectedCount($0) })
    #expect(strata.map(\.zeroErrors?.count) == [12, 47, 0])
    #expect(plan.samples[0].all.measure == 387_000)
  }

  @Test("Expected availability is the sum over all villages of their chances and households")
  func expectedAvailability() throws {
    let county = try BundledCounty()
    let plan = try Plan(county.frame, measures: county.measures, trialDraws: 10)
    // Added up row by row from the files.
    let lines = { (name: String) in
      try String(
        contentsOf: BundledCounty.folder.appending(path: name), encoding: .utf8
      ).split(separator: "\n").dropFirst().map {
        $0.split(separator: ",", omittingEmptySubsequences: false)
      }
    }
    let chance = ["exited": 17.0 / 83, "remaining": 1, "other": 12.0 / 221]
    var chanceOfVillage: [Substring: Double] = [:]
    for village in try lines("villages.csv") {
      chanceOfVillage[village[0]] = chance[String(village[3])]
    }
    var available: [String: Double] = [:]
    var population: [String: Int] = [:]
    for household in try lines("households.csv") {
      let key = household[3] == "exited" ? "exited \(household[2])" : "remaining "
      available[key, default: 0] += chanceOfVillage[household[1]]!
      population[key, default: 0] += 1
    }
    for sample in plan.samples[1...2] {
      for stratum in sample.strata {
        let key = "\(sample.key) \(stratum.stratum!)"
        let shared = try #require(stratum.shared)
        #expect(stratum.population == population[key])
        #expect(abs(shared.wanted - Double(population[key]!) / 10) < 1e-9)
        #expect(abs(shared.available - available[key]!) < 1e-8)
        #expect(shared.isSufficient)
      }
    }
    #expect(plan.samples[1].all.population == 12_444 && plan.samples[1].all.measure == 44_073)
    #expect(plan.samples[2].all.population == 2_133 && plan.samples[2].all.measure == 4_910)
    #expect(plan.samples[3].all.population == 84_654 && plan.samples[3].all.measure == 338_017)
    #expect(plan.samples.allSatisfy { $0.all.coverage.isComplete })
    #expect(plan.refusals == [])
  }

  @Test("Too few other villages: the plan refuses and says how many would do")
  func tooFewVillages() throws {
    let county = try BundledCounty(otherVillages: 2)
    let plan = try Plan(county.frame, measures: county.measures, trialDraws: 20)
    #expect(!plan.refusals.isEmpty)
    #expect(plan.refusals.allSatisfy { $0.code == .readingNotFillable })
    let demand = try #require(
      plan.readings.first { $0.samples.count == 2 }?.outcome?.shared?.demand)
    #expect(demand.drawn == 22 && demand.needed > 22)
    // The demand holds: sizes in these numbers are no longer short in expectation.
    let needed = Dictionary(uniqueKeysWithValues: demand.strata.map { ($0.stratum, $0.needed) })
    for sample in plan.samples[1...2] {
      for stratum in sample.strata {
        #expect(needed["exited"]! >= 17 && needed["remaining"]! == 3, "\(stratum.stratum!)")
      }
    }
  }

  @Test("A tenth within the drawn villages says far too little, and the plan shows it")
  func withinVillages() throws {
    let county = try BundledCounty(base: .cluster)
    let plan = try Plan(county.frame, measures: county.measures, trialDraws: 200)
    let exited = try #require(plan.samples[1].all.zeroErrors)
    #expect(plan.samples[1].all.size.mean < 250)
    #expect(exited.limit > 0.02)
    let quota = try #require(plan.readings[0].outcome)
    #expect((1_245...1_330).contains(quota.size.mean))
    // Even a tenth of all households, in a fifth of the villages, leaves more than the threshold of 2%.
    #expect((0.02..<0.025).contains(quota.zeroErrors!.limit))
  }

  @Test("The trial draws are draws: sizes, visits and Kish's size are those of the drawn units")
  func trialsAreDraws() throws {
    let county = try BundledCounty()
    let trials = 5
    let plan = try Plan(county.frame, measures: county.measures, trialDraws: trials)
    let draws = try (1...trials).map {
      try county.frame.draw(seed: Seed(text: "plan/\($0)", allowsShort: true))
    }
    for sample in plan.samples.dropFirst() {
      let units = draws.map { draw in
        draw.units.filter { $0.stage == 2 && $0.sample == sample.key && $0.role == .main }
      }
      let sizes = units.map(\.count)
      #expect(sample.all.size.range == sizes.min()!...sizes.max()!)
      if sample.design.base == .population {
        #expect(sample.all.size.mean == Double(sizes.reduce(0, +)) / Double(trials))
      }
      // n₀ from the means of A, B and κ over the draws.
      var means = (a: 0.0, b: 0.0, kappa: 0.0, n: 0)
      for (draw, units) in zip(draws, units) {
        let stratumOfVillage = Dictionary(
          uniqueKeysWithValues: draw.units.filter { $0.stage == 1 }.map {
            ($0.path.text, $0.stratum)
          })
        var villages: [String: Double] = [:]
        var strata: [String: (sum: Double, units: Double)] = [:]
        var (sum, squares) = (0.0, 0.0)
        for unit in units {
          let weight = unit.weight!.doubleValue
          let village = String(unit.path.text.prefix { $0 != "/" })
          villages[village, default: 0] += weight
          strata[stratumOfVillage[village]!, default: (0, 0)].sum += weight
          strata[stratumOfVillage[village]!]!.units += 1
          sum += weight
          squares += weight * weight
        }
        // The stratum of remaining villages is taken whole: its households are clusters themselves.
        let whole = units.filter {
          stratumOfVillage[String($0.path.text.prefix { $0 != "/" })] == "remaining"
        }
        var clusters = whole.reduce(0.0) { $0 + $1.weight!.doubleValue * $1.weight!.doubleValue }
        for (village, sum) in villages where stratumOfVillage[village] != "remaining" {
          clusters += sum * sum
        }
        let mean = sum / Double(units.count)
        means.a += clusters / (sum * sum) / Double(trials)
        means.b += squares / (sum * sum) / Double(trials)
        means.kappa += strata.values.map { $0.sum / $0.units / mean }.max()! / Double(trials)
        means.n += units.count
      }
      let n = (Double(means.n) / Double(trials)).rounded()
      let size =
        1 / ((1 + (means.a / means.b - 1) * 0.1) * max(means.b, means.kappa / n))
      let limit = try #require(sample.all.zeroErrors)
      #expect(abs(limit.effectiveSize - size) < 1e-9 * size, "\(sample.key)")
      let villages = units.map { Set($0.map { $0.path.text.prefix { $0 != "/" } }).count }
      #expect(sample.all.firstStageUnits?.range == villages.min()!...villages.max()!)
    }
  }
}
