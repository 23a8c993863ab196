// SPDX-License-Identifier: GPL-3.0-or-later

import Planning
import Sampling
import Tables
import Testing

@Suite("The readings of 20% of the villages and 10% of the households")
struct ReadingTests {
  private func readings(_ plan: Plan) throws -> (
    population: PlannedReading, cluster: PlannedReading, independent: PlannedReading
  ) {
    #expect(plan.readings.prefix(3).map(\.reading) == [.population, .cluster, .independent])
    return (plan.readings[0], plan.readings[1], plan.readings[2])
  }

  @Test("Independent households: visits and coverage agree with the enumeration of all samples")
  func independent() throws {
    let counts = [1, 2, 3]
    let county = SmallCounty(groups: [("A", counts)])
    let plan = try county.plan(
      SamplingDesign(
        Stage("village", size: .size(2)), Stage("household", fraction: "0.33", of: .cluster)),
      trialDraws: 5)
    let outcome = try #require(try readings(plan).independent.outcome)
    // ⌈0.33 · 6⌉ = 2 of 6 households.
    #expect(outcome.size == ExpectedCount(2))
    let villageOf = counts.enumerated().flatMap { village, count in
      [Int](repeating: village, count: count)
    }
    var (visited, whole, samples) = (0, 0, 0)
    for a in 0..<6 {
      for b in (a + 1)..<6 {
        samples += 1
        let drawn = [villageOf[a], villageOf[b]]
        visited += Set(drawn).count
        for (village, count) in counts.enumerated()
        where drawn.count(where: { $0 == village }) == count {
          whole += 1
        }
      }
    }
    #expect(abs(outcome.firstStageUnits.mean - Double(visited) / Double(samples)) < 1e-12)
    #expect(abs(outcome.takenWhole - Double(whole) / Double(visited)) < 1e-12)
    #expect(outcome.coverage.isComplete)
  }

  @Test("Each reading has its size, and the design's own is marked")
  func sizes() throws {
    // 20 of 40 villages of 10; a tenth of 400 is 40, a tenth within each drawn village 1.
    let county = SmallCounty(groups: [("A", [Int](repeating: 10, count: 40))])
    let plan = try county.plan(
      SamplingDesign(
        Stage("village", fraction: "0.5"), Stage("household", fraction: "0.10", of: .population)),
      trialDraws: 20)
    let (population, cluster, independent) = try readings(plan)
    #expect(population.outcome?.size == ExpectedCount(40))
    #expect(cluster.outcome?.size == ExpectedCount(20))
    #expect(independent.outcome?.size == ExpectedCount(40))
    #expect([population, cluster, independent].map(\.isDesign) == [true, false, false])
    #expect([population, cluster, independent].allSatisfy { $0.isFeasible })
    // More households, a lower limit; those in all villages are worth more than those in two.
    let limits = [population, cluster, independent].map { $0.outcome?.zeroErrors?.limit ?? 0 }
    #expect(limits[1] > limits[0] && limits[0] > limits[2] && limits[2] > 0)
  }

  @Test(
    "A reading that cannot be filled says so, is not reduced, and names the villages that would do")
  func infeasible() throws {
    let county = SmallCounty(groups: [("A", [10, 10, 10, 10, 10])])
    let plan = try county.plan(
      SamplingDesign(Stage("village", size: .size(2)), Stage("household", fraction: "0.70")),
      trialDraws: 20)
    let (population, cluster, _) = try readings(plan)
    #expect(cluster.isDesign && cluster.isFeasible)
    #expect(!population.isFeasible)
    #expect(population.outcome?.shared?.wanted == 35)
    #expect(population.outcome?.shared?.demand?.needed == 4)
    #expect(population.outcome?.size == ExpectedCount(20))
    #expect(population.outcome?.takenWhole == 1)
    // It is not the design's own, so the design is not refused for it.
    #expect(plan.refusals == [])
  }

  @Test("A reading whose sizes cells cannot meet says which")
  func impossibleSizes() throws {
    let county = SmallCounty(groups: [("A", [10, 10]), ("B", [20, 20])])
    let registers = try county.registers
    let sample = SampleDesign(
      from: "household", strata: ["persons"],
      size: .byStratum([UnitID("2"): .fraction("0.10"), UnitID("5"): .size(3)]), of: .population)
    let plan = try Plan(
      SamplingFrame(
        SamplingDesign(stages: [Stage("village", fraction: "1"), Stage(samples: [sample])]),
        registers: registers), trialDraws: 5)
    let (population, cluster, _) = try readings(plan)
    #expect(population.isFeasible)
    #expect(!cluster.isFeasible && cluster.outcome == nil)
    #expect(cluster.faults.first?.code == .sizeAbovePopulation)
  }

  @Test("Samples of one register are read alone and together")
  func together() throws {
    let county = try BundledCounty()
    let plan = try Plan(county.frame, measures: county.measures, trialDraws: 10)
    #expect(
      plan.readings.map(\.samples) == [
        ["exited"], ["exited"], ["exited"], ["remaining"], ["remaining"], ["remaining"],
        ["exited", "remaining"], ["exited", "remaining"], ["exited", "remaining"],
        ["unregistered"], ["unregistered"], ["unregistered"],
      ])
    let registered = plan.readings.filter { $0.samples.count == 2 }
    #expect(registered.allSatisfy { $0.population == 14_577 && $0.measure == 48_983 })
    #expect(registered.map(\.isDesign) == [true, false, false])
    let exited = plan.readings[0].outcome?.size.mean ?? 0
    let remaining = plan.readings[3].outcome?.size.mean ?? 0
    #expect(abs((registered[0].outcome?.size.mean ?? 0) - exited - remaining) < 1e-9)
  }
}
