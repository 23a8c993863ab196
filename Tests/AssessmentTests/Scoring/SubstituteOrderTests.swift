// SPDX-License-Identifier: GPL-3.0-or-later

import Assessment
import Planning
import Sampling
import Tables
import Testing

private let section = """
  replacement:
    reasons:
      away: {outcomes: [away], visits: 3, label: {zh: 外出, en: away}}
      gone: {outcomes: [gone], replace: false, label: {zh: 迁走, en: gone}}
      flood: {label: {zh: 水灾, en: flood}}
  """

/// Two of four households in each village, and both others as reserves.
private func county(replacement: String = section, method: String = "") throws -> SmallCounty {
  try SmallCounty(
    profile: SmallCounty.profile + "\n" + replacement,
    design: """
      stages:
        - {units: villages, strata: [group], size: {a: 2, b: 1}}
        - samples:
            exited: {from: households, where: "kind = 'exited'", fraction: 0.5, reserves: 1\(method)}
      """)
}

/// The units of the first cell of households.
private func cell(_ county: SmallCounty) -> [UnitID] {
  let cell = county.draw.cells.first { $0.stage == 2 }!
  return cell.unitRange.map { county.draw.units[$0].path }
}

private func order(
  _ county: SmallCounty, releases: [Release] = [], _ visits: [UnitID: UnitVisits]
) throws -> SubstituteOrder {
  try SubstituteOrder(
    draw: county.draw, profile: county.frame.profile, releases: releases, visits: visits)
}

private func code(_ body: () throws -> Void) -> Fault.Code? {
  do {
    try body()
    return nil
  } catch {
    return (error as? Fault)?.code
  }
}

@Suite("Reserves are opened in their order, with a reason")
struct SubstituteOrderTests {
  @Test("The next reserve of the cell takes over, and again from that one")
  func inOrder() throws {
    let county = try county()
    let units = cell(county)
    let away = UnitVisits(outcome: "away", count: 3)
    var state = try order(county, [units[1]: away, units[2]: away])
    let first = try state.release(units[1], reason: "away")
    #expect(
      first
        == Release(
          original: units[1], substitute: units[2], reason: "away", visits: 3, wasEarly: true))
    let second = try state.release(units[2], reason: "away")
    #expect(second.substitute == units[3] && !second.wasEarly)
    #expect(
      code { _ = try state.release(units[0], reason: "flood", statedVisits: 1) } == .noReserveLeft)
    #expect(code { _ = try state.release(units[1], reason: "away") } == .unitReplacedBefore)
    // The same from the outcomes alone, and from the record.
    #expect(
      try order(county, [units[1]: away, units[2]: away]).proposal().releases == [first, second])
    #expect(try order(county, releases: [first, second], [:]).substitutions.count == 2)
  }

  @Test("What may not be replaced is refused with its reason")
  func refusals() throws {
    let county = try county()
    let units = cell(county)
    let village = county.draw.units[0].path
    let others = county.draw.cells.filter { $0.stage == 2 }[1].unitRange.map {
      county.draw.units[$0].path
    }
    var state = try order(
      county,
      [
        units[0]: UnitVisits(outcome: "complete", count: 1),
        units[1]: UnitVisits(outcome: "gone", count: 1),
        others[0]: UnitVisits(outcome: "away", count: 2),
      ])
    let cases: [(UnitID, String, Fault.Code)] = [
      (UnitID("nobody"), "away", .unitNotDrawn),
      (village, "away", .replacementAboveLastStage),
      (units[2], "away", .unitStillReserve),
      (units[0], "away", .unitInterviewed),
      (units[1], "away", .unitIneligible),
      (units[1], "gone", .unitIneligible),
      (others[0], "away", .tooFewVisits),
      (others[0], "gone", .unitIneligible),
      (others[0], "flue", .unknownReplacementReason),
      (others[1], "away", .tooFewVisits),
    ]
    for (unit, reason, expected) in cases {
      #expect(code { _ = try state.release(unit, reason: reason) } == expected, "\(unit) \(reason)")
    }
    #expect(state.releases.isEmpty)
    #expect(try state.release(others[0], reason: "away", statedVisits: 3).visits == 3)
    #expect(try state.release(others[1], reason: "flood", statedVisits: 1).reason == "flood")
  }

  @Test("A record that does not follow the order is refused")
  func brokenRecord() throws {
    let county = try county()
    let units = cell(county)
    let release = Release(original: units[0], substitute: units[3], reason: "away", visits: 3)
    #expect(code { _ = try order(county, releases: [release], [:]) } == .releaseOutOfOrder)
  }

  @Test(
    "Early answers: next in order they are released, out of order they stay closed and are told")
  func early() throws {
    let county = try county()
    let units = cell(county)
    let complete = UnitVisits(outcome: "complete", count: 1)
    let away = UnitVisits(outcome: "away", count: 3)
    let ripe = try order(county, [units[0]: away, units[2]: complete, units[3]: complete])
      .proposal()
    #expect(ripe.releases.map(\.substitute) == [units[2]] && ripe.releases[0].wasEarly)
    #expect(ripe.early == [units[3]])
    let unripe = try order(
      county, [units[0]: UnitVisits(outcome: "away", count: 2), units[2]: complete]
    ).proposal()
    #expect(unripe.releases.isEmpty && unripe.early == [units[2]])
    #expect(unripe.unripe.map(\.unit) == [units[0]])
    let gone = try order(
      county, [units[0]: UnitVisits(outcome: "gone", count: 1), units[3]: complete]
    )
    .proposal()
    #expect(gone.releases.isEmpty && gone.early == [units[3]])
  }

  @Test("A third failure in a cell of two reserves finds none left")
  func none() throws {
    let county = try county()
    let units = cell(county)
    let away = UnitVisits(outcome: "away", count: 3)
    let proposal = try order(county, Dictionary(uniqueKeysWithValues: units.map { ($0, away) }))
      .proposal()
    #expect(proposal.releases.map(\.original) == [units[0], units[1]])
    #expect(proposal.withoutReserve.map(\.unit) == [units[2], units[3]])
  }

  @Test("Opened reserves enter rates, response counts the original's outcome")
  func scored() throws {
    let county = try county()
    let units = cell(county)
    let visits = [units[0]: UnitVisits(outcome: "away", count: 3)]
    var state = try order(county, visits)
    let release = try state.release(units[0], reason: "away")
    var forms = county.empty
    for unit in county.draw.units where unit.stage == 1 {
      forms[1].append(unit.path, answers: ["verdict": "met"])
    }
    for unit in county.draw.units where unit.stage == 2 {
      guard unit.role == .main || unit.path == release.substitute || unit.path == units[3] else {
        continue
      }
      forms[0].append(
        unit.path, outcome: unit.path == units[0] ? "away" : "complete",
        answers: ["income": unit.path == release.substitute ? "100" : "5000"])
    }
    let field = try Fieldwork(
      frame: county.frame, draw: county.draw, substitutions: state.substitutions, answers: forms)
    // The answer of the reserve that stayed closed raises and counts nothing.
    #expect(try field.suspectedFindings().map(\.unit) == [release.substitute])
    let finding = Finding(unit: release.substitute, kind: "wrong", state: .confirmed)
    let result = try field.score(findings: [finding])
    let response = try #require(result.response.first { $0.sample == "exited" })
    #expect(response.drawn == 6 && response.outcomes == [.completed: 5, .noncontact: 1])
    #expect(response.substitutes == .init(opened: 1, completed: 1, takeWeights: false))
    // One of the two answers of the village stands for half of it, of three equal villages of which the
    // two of group a stand for four.
    #expect(abs(result.indicator("rate").estimate!.value - 0.5 * 2 / 5) < 1e-12)
    #expect(result.indicator("rate").official!.value == Rational(1, 6))
  }

  @Test("In a systematic cell an ineligible unit is never replaced, whatever the profile says")
  func systematic() throws {
    let text = section.replacing("replace: false", with: "replace: true")
    let systematic = try county(replacement: text, method: ", method: systematic, sort: [persons]")
    let gone = UnitVisits(outcome: "gone", count: 1)
    var state = try order(systematic, [cell(systematic)[0]: gone])
    #expect(code { _ = try state.release(cell(systematic)[0], reason: "gone") } == .unitIneligible)
    #expect(state.proposal().releases.isEmpty)
    let random = try county(replacement: text)
    var other = try order(random, [cell(random)[0]: gone])
    #expect(try other.release(cell(random)[0], reason: "gone").substitute == cell(random)[2])
  }

  @Test(
    "Contradictory reasons are refused",
    arguments: [
      ("outcomes: [complete]", Fault.Code.replacementOfCompleted),
      ("outcomes: [away, gone]", .replacementMixed), ("outcomes: [lost]", .unknownReference),
      ("visits: 0", .yamlOutOfRange),
    ])
  func profile(text: String, expected: Fault.Code) {
    let section = "replacement: {reasons: {a: {label: {zh: 一, en: a}, \(text)}}}"
    #expect(code { _ = try county(replacement: section) } == expected)
  }
}
