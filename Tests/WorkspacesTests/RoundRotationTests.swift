// SPDX-License-Identifier: GPL-3.0-or-later

import Assessment
import Files
import Foundation
import Sampling
import Tables
import TestSupport
import Testing
import Workspaces

private let seed = "54321543215432154321"

/// Four of twenty unregistered households in each village, half of which stay from round to round.
private let description = SmallCounty.description.replacing(
  "unregistered: {from: roster, fraction: 0.2, of: cluster}",
  with: "unregistered: {from: roster, fraction: 0.2, of: cluster, rotation: {keep: 0.5}}")

@Suite("Rounds that are coordinated by one seed and one key")
struct RoundRotationTests {
  @Test("Half of each cell stays, all is provable, and an unrevealed key is needed")
  func rounds() throws {
    let county = try CountyFolder()
    let workspace = try Workspace.create(
      at: county.workspaceFolder, description: description, round: "1", session: county.session,
      home: county.home)
    _ = try workspace.importRegisters(county.registers())
    _ = try workspace.seal(round: "1", secrets: .system)
    var draws = [try workspace.draw(round: "1", seed: seed).draw]
    for round in ["2", "3"] {
      try workspace.openRound(round)
      _ = try workspace.seal(
        round: round, secrets: .given(key: workspace.key(ofRound: "1"), salt: nil))
      draws.append(try workspace.draw(round: round, seed: seed).draw)
    }
    let households = draws.map { draw in
      Set(draw.units.filter { $0.sample == "unregistered" && $0.role == .main }.map(\.path))
    }
    let villages = draws.map { draw in draw.units.filter { $0.stage == 1 }.map(\.path) }
    // Systematic samples of one seed are one sample; so are simple random ones.
    #expect(villages[0] == villages[1] && villages[1] == villages[2])
    #expect(households.map(\.count) == [16, 16, 16])
    #expect(households[0].intersection(households[1]).count == 8)
    #expect(households[1].intersection(households[2]).count == 8)
    #expect(households[0].isDisjoint(with: households[2]))
    for round in ["1", "2", "3"] { _ = try workspace.reveal(round: round) }
    for round in ["1", "2", "3"] {
      let verification = try workspace.verification(round: round)
      #expect(verification.isValid && verification.unproven.isEmpty, "\(verification.failures)")
    }
    _ = try workspace.score(round: "2")
    // Nobody has answered yet: there is nothing to compare, and it is said of each indicator.
    let changes = try workspace.changes(round: "2", since: "1")
    #expect(changes.map(\.later.name) == workspace.profile.indicators.map(\.name))
    #expect(changes.allSatisfy { $0.verdict == .notEstimable && $0.isBetter == nil })
    #expect(throws: Fault(.roundsMustDiffer, ["name": "2"])) {
      try workspace.changes(round: "2", since: "2")
    }
    try workspace.openRound("4")
    #expect(throws: Fault(.keyWasRevealed, ["round": "1"])) {
      try workspace.seal(
        round: "4", secrets: .given(key: workspace.key(ofRound: "1"), salt: nil))
    }
  }

  @Test(
    "The seal refuses sizes that would visit a household twice too soon, or not all in time",
    arguments: [
      ("{keep: 0, apart: 5, reach: 5}", nil), ("{keep: 0, apart: 6}", Fault.Code.rotationRepeats),
      ("{keep: 0, reach: 4}", .rotationTooSlow), ("{keep: 0.5, apart: 2}", .rotationRepeats),
      ("{keep: 0.5, reach: 9}", nil), ("{keep: 0.5, reach: 8}", .rotationTooSlow),
    ])
  func promises(rule: String, expected: Fault.Code?) throws {
    let county = try CountyFolder()
    let workspace = try Workspace.create(
      at: county.workspaceFolder,
      description: description.replacing("{keep: 0.5}", with: rule), round: "1",
      session: county.session, home: county.home)
    _ = try workspace.importRegisters(county.registers())
    do {
      _ = try workspace.seal(round: "1", secrets: .system)
      #expect(expected == nil)
    } catch let faults as Faults {
      // Four of twenty in each of the eight villages.
      #expect(faults.list.map(\.code) == [Fault.Code](repeating: expected!, count: 8))
    }
  }

  @Test("A rotation that could not keep its promise is refused")
  func refused() {
    let code = { (old: String, new: String) -> Fault.Code? in
      do {
        _ = try AssessmentDescription(
          text: description.replacing(old, with: new), file: "assessment.yaml")
        return nil
      } catch { return (error as? Fault)?.code }
    }
    #expect(code("of: cluster, rotation", "of: population, rotation") == .rotationNeedsFixedSizes)
    #expect(
      code("of: cluster, rotation", "rounding: controlled, rotation") == .rotationNeedsFixedSizes)
    #expect(code("of: cluster, rotation", "method: systematic, rotation") == .rotationWithMethod)
    #expect(code("{keep: 0.5}", "{keep: 1.5}") != nil)
  }
}
