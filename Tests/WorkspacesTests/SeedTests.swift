// SPDX-License-Identifier: GPL-3.0-or-later

import Sampling
import Tables
import TestSupport
import Testing
import Workspaces

private let seed = "54321543215432154321"

@Suite("Seeds over draws and rounds")
struct SeedTests {
  /// A workspace with the rounds 1 and 2, sealed with the given secrets.
  private func sealed(_ county: CountyFolder, _ secrets: SecretSource...) throws -> Workspace {
    let workspace = try county.create()
    _ = try workspace.importRegisters(county.registers())
    try workspace.openRound("2")
    for (round, source) in zip(["1", "2"], secrets) {
      _ = try workspace.seal(round: round, secrets: source)
    }
    return workspace
  }

  @Test("How the seed came about, how often it was used and why a draw was repeated are kept")
  func recorded() throws {
    let county = try CountyFolder()
    let workspace = try sealed(county, .system)
    _ = try workspace.draw(round: "1", seed: seed, source: "twenty dice")
    _ = try workspace.draw(round: "1", seed: seed, reason: "the printer failed")
    let draws = try workspace.draws(round: "1")
    #expect(draws.map(\.seedSource) == ["twenty dice", nil])
    #expect(draws.map(\.uses) == [1, 2])
    #expect(draws.map(\.reason) == [nil, "the printer failed"])
    let log = try workspace.log().filter { $0.command == "draw" }
    #expect(log.map { $0.details["seedSource"] } == ["twenty dice", nil])
    #expect(log.map { $0.details["uses"] } == ["1", "2"])
  }

  @Test("A seed of another round is refused where it would tell the sample")
  func otherRound() throws {
    let refused = { (workspace: Workspace) in
      _ = #expect(throws: Fault(.seedOfOtherRound, ["round": "2", "other": "1"])) {
        try workspace.draw(round: "2", seed: seed)
      }
    }
    let open = try CountyFolder()
    let workspace = try sealed(open, .system, .withoutKey(salt: nil))
    _ = try workspace.draw(round: "1", seed: seed)
    refused(workspace)

    // One key for both rounds: permanent numbers, secret until the first of them is revealed.
    let key = Secret(bytes: (0..<32).map { UInt8($0) })
    let shared = try CountyFolder()
    let coordinated = try sealed(
      shared, .given(key: key, salt: nil), .given(key: key, salt: nil))
    let first = try coordinated.draw(round: "1", seed: seed).draw
    let second = try coordinated.draw(round: "2", seed: seed).draw
    #expect(first.units.map(\.ticket) == second.units.map(\.ticket))
    _ = try coordinated.reveal(round: "1")
    #expect(throws: Fault(.seedOfOtherRound, ["round": "2", "other": "1"])) {
      try coordinated.draw(round: "2", seed: seed, reason: "again")
    }

    let own = try CountyFolder()
    let separate = try sealed(own, .system, .system)
    _ = try separate.draw(round: "1", seed: seed)
    _ = try separate.reveal(round: "1")
    _ = try separate.draw(round: "2", seed: seed)
  }
}
