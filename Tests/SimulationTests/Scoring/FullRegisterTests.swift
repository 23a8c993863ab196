// SPDX-License-Identifier: GPL-3.0-or-later

import Assessment
import Sampling
import Simulation
import Tables
import Testing

@Suite("The full register, truthfully answered")
struct FullRegisterTests {
  static let census = """
    stages:
      - {units: villages, strata: [group], sort: [township], method: systematic, fraction: 1}
      - samples:
          exited: {from: households, where: "status = 'exited'", strata: [card], fraction: 1}
          remaining: {from: households, where: "status = 'remaining'", fraction: 1}
          unregistered: {from: roster, fraction: 1}
    """

  @Test(
    "Each scenario comes to exactly its counts and its result",
    arguments: [
      (Scenario.benchmark, 220, 1352, 6482, [String]()),
      (.failExit, 1146, 1352, 7408, ["wrongful_exit_rate"]),
      (.failOmission, 220, 3042, 8172, ["poverty_incidence"]),
      (.edge, 220, 2610, 7740, ["poverty_incidence"]),
    ])
  func scenario(
    scenario: Scenario, wronglyExited: Int, omitted: Int, poor: Int, failed: [String]
  ) throws {
    let county = try FaultlessCounty(Counties.bundled(scenario), design: Self.census)
    let draw = try county.draw(Seed(text: "the whole county", allowsShort: true))
    let result = try county.score(draw)
    let expected: [(String, Int, Int)] = [
      ("wrongful_exit_rate", wronglyExited, 44_073), ("omission_rate", omitted, 338_017),
      ("wrong_inclusion_rate", 392, 48_983), ("missed_exit_rate", 43, 2_133),
      ("identification_accuracy", 387_000 - 392 - omitted, 387_000),
      ("exit_accuracy", 44_073 - wronglyExited, 44_073), ("approval", 97_842, 99_231),
      ("village_exit_accuracy", 83, 83), ("poverty_incidence", poor, 387_000),
    ]
    for (name, numerator, denominator) in expected {
      let indicator = try #require(result.indicators.first { $0.name == name })
      let value = Rational(numerator, denominator)
      #expect(indicator.official?.value == value, "\(name)")
      #expect(indicator.official?.numerator == Rational(numerator), "\(name)")
      #expect(indicator.coverage.isComplete, "\(name)")
      #expect(indicator.remarks == [], "\(name)")
      let estimate = try #require(indicator.estimate)
      // Nothing was left out: the estimate is the figure, and its limits coincide.
      #expect(abs(estimate.value - value.doubleValue) < 1e-12, "\(name)")
      #expect(estimate.standardError ?? 1 < 1e-12, "\(name)")
      #expect(abs(estimate.lower! - estimate.upper!) < 1e-12, "\(name)")
      if indicator.threshold != nil {
        #expect(indicator.isMet == !failed.contains(name), "\(name)")
      }
    }
    let village = try #require(result.indicators.first { $0.name == "village_exit_accuracy" })
    #expect(village.countBound == CountBound(atMost: 0, population: 83, confidence: 0.95))
    #expect(result.overall.failed == failed)
    #expect(result.overall.official == (failed.isEmpty ? .passed : .failed))
    #expect(
      result.overall.conclusion == (failed.isEmpty ? .passedConclusively : .failedConclusively))
    #expect(!result.overall.isProvisional)
    #expect(
      result.findings.first { $0.kind == "wrongful_exit" }?.confirmed.persons == wronglyExited)
  }
}
