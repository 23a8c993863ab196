// SPDX-License-Identifier: GPL-3.0-or-later

import Estimation
import Foundation
import Planning
import Sampling
import Tables
import Testing

@Suite("Plans of small counties, against figures worked out by hand")
struct PlanTests {
  /// Half of group A, all of group B, a quarter of each village's households.
  private let design = SamplingDesign(
    Stage(
      "village", strata: ["group"],
      size: .byStratum([UnitID("A"): .fraction("0.5"), UnitID("B"): .fraction("1")])),
    Stage("household", fraction: "0.25"))
  private let county = SmallCounty(groups: [("A", [4, 4, 4, 4]), ("B", [10, 10])])

  @Test("Sizes within villages are exact")
  func withinVillages() throws {
    let plan = try county.plan(design)
    let villages = plan.samples[0]
    #expect(villages.strata.map(\.stratum) == ["A", "B"])
    #expect(villages.strata.map(\.size) == [ExpectedCount(2), ExpectedCount(2)])
    #expect(villages.strata.map(\.fraction) == [0.5, 1])
    #expect(villages.all.takenWhole == nil)
    #expect(villages.all.size == ExpectedCount(4))

    let households = plan.samples[1].all
    #expect(households.population == 36)
    #expect(households.measure == 90)
    // 2 villages of A give 1 of 4, both of B 3 of 10.
    #expect(households.size == ExpectedCount(8))
    #expect(households.fraction == 8.0 / 36)
    // A village of A holds 11 persons, one of B 23.
    let persons = try #require(households.drawnMeasure)
    let expected: Double = 2 * 11.0 / 4 + 2 * 23 * 0.3
    #expect(abs(persons - expected) < 1e-12)
    #expect(households.firstStageUnits == ExpectedCount(4))
    #expect(households.takenWhole == 0)
    #expect(households.lonelyCells == 2)
    #expect(households.shared == nil)
    #expect(
      households.coverage
        == PlannedCoverage(units: 36, population: 36, measure: 90, totalMeasure: 90))
    #expect(plan.refusals == [])
  }

  @Test(
    "Villages in proportion to size: expectations are Σ πᵢ nᵢ, and villages of no size are not covered",
    arguments: [SelectionMethod.sampford, .proportionalSystematic, .conditionalPoisson, .cube])
  func inProportionToSize(method: SelectionMethod) throws {
    // Two of villages of 2, 4, 6, 8 and 20 households: the last is certain, one of the others is drawn
    // with 0.1, 0.2, 0.3 and 0.4. A sixth has nobody.
    let county = SmallCounty(groups: [("A", [2, 4, 6, 8, 20, 0])])
    var villages = SampleDesign(
      from: "village", size: 2, method: method, sizeMeasure: "persons")
    if method == .cube { villages.balance = ["persons"] }
    let plan = try county.plan(
      SamplingDesign(stages: [
        Stage(samples: [villages]), Stage("household", fraction: "0.5"),
      ]), trialDraws: 400)
    #expect(plan.samples[0].all.size == ExpectedCount(2))
    #expect(plan.samples[0].all.zeroErrors == nil)
    #expect(plan.samples[0].all.coverage == PlannedCoverage(units: 5, population: 6))
    let households = plan.samples[1].all
    // Half of each village: 1, 2, 3, 4 and 10 households.
    #expect(abs(households.size.mean - (0.1 + 0.4 + 0.9 + 1.6 + 10)) < 1e-12)
    #expect(households.size.range == 11...14)
    #expect(households.coverage.isComplete)
    // As the villages that fall out have unequal weights, nothing is taken off for the part drawn.
    let limit = try #require(households.zeroErrors)
    #expect(limit.basis == .stabilized && limit.limit > 0 && limit.limit < 1)
    #expect(plan.refusals == [])
    let shared = try county.plan(
      SamplingDesign(stages: [
        Stage(samples: [villages]), Stage("household", fraction: "0.25", of: .population),
      ]), trialDraws: 400
    ).samples[1].all.shared
    // 0.1·2 + 0.2·4 + 0.3·6 + 0.4·8 + 20 of the 10 that are wanted.
    #expect(try abs(#require(shared).available - 26) < 1e-12 && #require(shared).isSufficient)
  }

  @Test("How units lie in clusters gives the limit without errors")
  func limit() throws {
    let plan = try county.plan(design)
    let households = plan.samples[1].all
    // Weights 8 and 10/3. B is taken whole, so that no village's units hang together: the largest mean
    // weight, 8 of 4.5, decides.
    let limit = try #require(households.zeroErrors)
    #expect(limit.basis == .stabilized)
    #expect(abs(limit.effectiveSize - 4.5) < 1e-9)
    let squares: (Double, Double) = (128, 600.0 / 9)
    let contraction = ((squares.0 * 7 / 8 + squares.1 * 0.7) / (squares.0 + squares.1)).squareRoot()
    #expect(abs(limit.limit - contraction * (1 - pow(0.05, 1 / 4.5))) < 1e-9)
    // Persons: the two of A stand for 22 each, all eight for 90.
    let persons = try #require(households.zeroErrorsOfMeasure)
    #expect(abs(persons.effectiveSize - 8 / (22 / 11.25)) < 1e-9)
  }

  @Test("A plan does not depend on the order of rows, nor on anything but the frame")
  func repeatable() throws {
    let shared = SamplingDesign(
      design.stages[0], Stage("household", fraction: "0.2", of: .population))
    let one = try county.plan(shared)
    let registers = try county.registers.mapValues { register in
      let table = register.table
      let rows = Array((0..<table.rowCount).reversed())
      let reversed = Table(
        names: table.names, columns: table.columns.map { c in TextColumn(rows.map { c[$0] }) })
      return try TableRegister(reversed, id: register.idColumn, parent: register.parentColumn)
    }
    let frame = try SamplingFrame(shared, registers: registers)
    let persons = try frame.measure("persons", of: registers["household"]!, stage: 2)
    let two = try Plan(frame, measures: ["household": persons], trialDraws: 200)
    #expect(one.samples.map(\.all.size) == two.samples.map(\.all.size))
    #expect(one.samples[1].all.shared == two.samples[1].all.shared)
    #expect(one.samples[1].all.zeroErrors == two.samples[1].all.zeroErrors)
  }

  @Test("Households that rounding always passes over are not covered")
  func passedOver() throws {
    let small = SmallCounty(groups: [("A", [4, 4, 20, 20])])
    let plan = try small.plan(
      SamplingDesign(
        Stage("village", fraction: "0.5"),
        Stage("household", fraction: "0.1", rounding: .nearest)))
    let all = plan.samples[1].all
    #expect(all.coverage.units == 40 && all.coverage.population == 48)
    #expect(!all.coverage.isComplete)
    // Half of the villages with 2 households each are visited.
    #expect(all.size.mean == 2 && all.firstStageUnits?.mean == 1)
  }

  @Test("Households of villages outside the frame count in the target and are not covered")
  func outsideFrame() throws {
    let county = SmallCounty(groups: [("A", [4, 4, 4, 4]), ("B", [10, 10])])
    var registers = try county.registers
    registers["village"] = registers["village"]!.restricted(
      to: [true, true, true, true, false, false])
    let frame = try SamplingFrame(
      SamplingDesign(
        Stage("village", fraction: "0.5"),
        Stage("household", fraction: "0.1", of: .population)), registers: registers)
    let plan = try Plan(frame, trialDraws: 50)
    let all = plan.samples[1].all
    #expect(all.population == 36)
    #expect(all.coverage.units == 16 && abs(all.coverage.shareOfUnits - 16.0 / 36) < 1e-15)
    // A tenth of all 36 households, in the 2 drawn villages of 4: 1.8 each, rounded up.
    #expect(all.shared?.wanted == 3.6)
    #expect(all.size == ExpectedCount(4))
  }

  @Test("A stratum with one drawn village is refused; one village taken whole on purpose is not")
  func lonelyVillages() throws {
    let county = SmallCounty(groups: [("A", [4, 4, 4, 4]), ("B", [10])])
    let design = { (a: SizeRule.StratumSize, b: SizeRule.StratumSize) in
      SamplingDesign(
        Stage("village", strata: ["group"], size: .byStratum([UnitID("A"): a, UnitID("B"): b])),
        Stage("household", fraction: "0.5"))
    }
    let good = try county.plan(design(.fraction("0.5"), .fraction("1")), trialDraws: 5)
    #expect(good.refusals == [])
    let one = try county.plan(design(.fraction("0.2"), .fraction("1")), trialDraws: 5)
    #expect(one.refusals.map(\.code) == [.stratumOfOneUnit])
    #expect(one.refusals[0].values["stratum"] == "A")
    #expect(throws: Faults.self) { try one.throwRefusals() }
    let rounded = try county.plan(design(.fraction("0.5"), .fraction("0.2")), trialDraws: 5)
    #expect(rounded.refusals.map { $0.values["stratum"] } == ["B"])
  }

  @Test("One stage, three stages and sizes by controlled rounding are planned alike")
  func otherShapes() throws {
    let county = SmallCounty(groups: [("A", [4, 4, 4]), ("B", [10, 10, 10, 10])])
    let registers = try county.registers
    let single = try Plan(
      SamplingFrame(
        SamplingDesign(
          Stage("village", strata: ["group"], fraction: "0.5", rounding: .controlled)),
        registers: registers), trialDraws: 5)
    #expect(single.readings.isEmpty)
    // 1.5 of 3 and 2 of 4, together rounded up to 4 and shared: 12/7 and 16/7.
    #expect(single.samples[0].strata.map { $0.size.range } == [1...2, 2...3])
    #expect(abs(single.samples[0].strata[0].size.mean - 12.0 / 7) < 1e-15)
    #expect(single.samples[0].all.size == ExpectedCount(4))

    let towns = try TableRegister(
      table(["town"], ["T0", "T1", "T2", "T3"].map { [$0] }), id: "town")
    let villages = try TableRegister(
      table(["village", "town"], (0..<8).map { ["V\($0)", "T\($0 / 2)"] }), id: "village",
      parent: "town")
    let households = try TableRegister(
      table(["household", "path"], (0..<40).map { ["H\($0)", "T\($0 / 10)/V\($0 / 5)"] }),
      id: "household", parent: "path")
    let plan = try Plan(
      SamplingFrame(
        SamplingDesign(
          Stage("towns", fraction: "0.5"), Stage("villages", fraction: "0.5"),
          Stage("households", fraction: "0.4")),
        registers: ["towns": towns, "villages": villages, "households": households]),
      trialDraws: 20)
    let last = try #require(plan.samples.last?.all)
    #expect(last.population == 40 && last.size == ExpectedCount(4))
    #expect(last.firstStageUnits == ExpectedCount(2))
    #expect(last.coverage.isComplete)
    // Two towns of two households each: n₀ = 4/(1 + (2 - 1)/10).
    #expect(last.zeroErrors.map { abs($0.effectiveSize - 4 / 1.1) < 1e-12 } == true)
  }

  @Test(
    "The limit without errors is that of the default interval's study",
    arguments: [(15.0, 0.053382111), (75.0, 0.036442298)])
  func limitReference(asked: Double, upper: Double) throws {
    // 10 of 50 villages of 150 households; none in error; two-sided 95%.
    let clustering = Clustering(
      clusterSquares: 0.1, unitSquares: 1 / (10 * asked), clusterRest: 0.1 * 0.8,
      unitRest: (1 - 0.2 * asked / 150) / (10 * asked), largestMean: 1, units: Int(10 * asked),
      variance: 0)
    let limit = try #require(
      try ZeroErrorLimit.staged(clustering, isCensus: false, tail: 0.025))
    #expect(limit.basis == .stabilized && limit.iccCeiling == 0.1)
    #expect(abs(limit.limit - upper) < 1e-9)
    #expect(abs(limit.effectiveSize - 10 * asked / (1 + (asked - 1) / 10)) < 1e-9)
  }
}
