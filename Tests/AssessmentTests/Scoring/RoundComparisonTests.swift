// SPDX-License-Identifier: GPL-3.0-or-later

import Assessment
import Sampling
import Tables
import Testing

@Suite("Differences between rounds")
struct RoundComparisonTests {
  /// All villages of the first group in both rounds, two of four households in each.
  private static let design = """
    stages:
      - {units: villages, strata: [group], size: {a: 3, b: 1}}
      - samples:
          exited: {from: households, where: "kind = 'exited'", fraction: 0.5}
    """

  private static func round(_ seed: String, wrong: Int) throws -> (Fieldwork, [Finding]) {
    let county = try SmallCounty(design: Self.design, seed: seed)
    let households = county.draw.units.filter { $0.stage == 2 && $0.role == .main }
    return (
      try county.fieldwork(),
      households.prefix(wrong).map { Finding(unit: $0.path, kind: "wrong", state: .confirmed) }
    )
  }

  @Test("Each round keeps its own figures, and the difference is theirs")
  func difference() throws {
    let (earlier, before) = try Self.round("first", wrong: 3)
    let (later, after) = try Self.round("second", wrong: 1)
    let changes = try later.changes(since: earlier, findings: after, earlierFindings: before)
    let scores = try (earlier.score(findings: before), later.score(findings: after))
    #expect(changes.map(\.earlier) == scores.0.indicators)
    #expect(changes.map(\.later) == scores.1.indicators)
    for change in changes where change.later.name != "villages" {
      let difference = try #require(change.difference)
      let own = try (#require(change.earlier.estimate), #require(change.later.estimate))
      #expect(abs(difference.value - (own.1.value - own.0.value)) < 1e-15)
      #expect(difference.lower! <= difference.value && difference.value <= difference.upper!)
      #expect(difference.interval == "mover")
    }
    // A composite of one rate is that rate times its factor, and so is its difference: 40 of 55 persons.
    let rate = try #require(changes.first { $0.later.name == "rate" }?.difference)
    let whole = try #require(changes.first { $0.later.name == "whole" }?.difference)
    let factor = 40.0 / 55
    #expect(abs(whole.value - factor * rate.value) < 1e-15)
    #expect(abs(whole.standardError! - factor * rate.standardError!) < 1e-14)
    #expect(abs(whole.upper! - factor * rate.upper!) < 1e-14)
  }

  @Test("A round compared with itself: no difference, and limits that hold zero")
  func same() throws {
    let (round, findings) = try Self.round("first", wrong: 2)
    let changes = try round.changes(since: round, findings: findings, earlierFindings: findings)
    let rate = try #require(changes.first { $0.later.name == "rate" })
    #expect(rate.difference?.value == 0)
    #expect(rate.verdict == .notConclusive && rate.isBetter == nil)
    #expect(rate.difference!.lower! < 0 && rate.difference!.upper! > 0)
  }

  @Test("Rounds without errors have limits, too")
  func noErrors() throws {
    let (earlier, _) = try Self.round("first", wrong: 0)
    let (later, _) = try Self.round("second", wrong: 0)
    let change = try #require(
      later.changes(since: earlier, findings: [], earlierFindings: []).first {
        $0.later.name == "rate"
      })
    let upper = try (
      #require(change.earlier.estimate?.upper), #require(change.later.estimate?.upper)
    )
    #expect(abs(change.difference!.upper! - upper.1) < 1e-15)
    #expect(abs(change.difference!.lower! + upper.0) < 1e-15)
  }

  @Test("A village indicator has the difference of its own limits")
  func villages() throws {
    let (earlier, _) = try Self.round("first", wrong: 0)
    let county = try SmallCounty(design: Self.design, seed: "second")
    let village = try #require(county.draw.units.first { $0.stage == 1 && $0.stratum == "a" })
    let later = try county.fieldwork(verdicts: [village.path: "not"])
    let change = try #require(
      later.changes(since: earlier, findings: [], earlierFindings: []).first {
        $0.later.name == "villages"
      })
    #expect(change.later.estimate?.interval == "hypergeometric")
    #expect(abs(change.difference!.value + 1.0 / 3) < 1e-12)
    // One of four may have failed in both rounds: nothing has shown a change.
    #expect(change.verdict == .notConclusive && change.difference?.upper == 0)
  }
}
