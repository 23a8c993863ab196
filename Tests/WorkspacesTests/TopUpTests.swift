// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation
import Sampling
import Tables
import TestSupport
import Testing
import Workspaces

@Suite("Enlarging the sample of a round")
struct TopUpTests {
  private static let seed = "54321543215432154321"

  /// Writes another design for unregistered households, or for villages.
  private func change(_ county: CountyFolder, _ text: String, by other: String) throws {
    let file = county.workspaceFolder.appending(path: "assessment.yaml")
    let description = try String(contentsOf: file, encoding: .utf8)
    try #require(description.contains(text))
    try Data(description.replacingOccurrences(of: text, with: other).utf8).write(to: file)
  }

  @Test("All mains stay and others are appended; the new draw is proved like any")
  func appended() throws {
    let county = try CountyFolder()
    var workspace: Workspace? = try county.create()
    _ = try workspace!.importRegisters(county.registers())
    #expect(throws: Fault(.topUpWithoutDraw, ["round": "1"])) {
      try workspace!.seal(round: "1", secrets: .ofLatestSeal, reason: "more money")
    }
    _ = try workspace!.seal(round: "1", secrets: .system)
    let before = try workspace!.draw(round: "1", seed: Self.seed).draw
    workspace = nil
    try change(
      county, "unregistered: {from: roster, fraction: 0.2,",
      by: "unregistered: {from: roster, fraction: 0.4,")
    let again = try county.open()
    let sealed = try again.seal(round: "1", secrets: .ofLatestSeal, reason: "more money")
    #expect(sealed.number == 2 && sealed.seal.earlierSeals.count == 1)
    let after = try again.draw(round: "1", seed: Self.seed, reason: "more money").draw
    let mains = [before, after].map { draw in
      Set(draw.units.filter { $0.role == .main }.map(\.path))
    }
    #expect(mains[0].isSubset(of: mains[1]) && mains[1].count > mains[0].count)
    _ = try again.reveal(round: "1")
    let verification = try again.verification(round: "1")
    #expect(verification.isValid && verification.unproven.isEmpty)
    #expect(throws: Fault(.keyWasRevealed, ["round": "1"])) {
      try again.seal(round: "1", secrets: .ofLatestSeal, reason: "still more")
    }
  }

  @Test("Villages drawn along a list cannot be appended to")
  func refused() throws {
    let county = try CountyFolder()
    var workspace: Workspace? = try county.create()
    _ = try workspace!.importRegisters(county.registers())
    _ = try workspace!.seal(round: "1", secrets: .system)
    _ = try workspace!.draw(round: "1", seed: Self.seed)
    workspace = nil
    try change(county, "{exited: 0.5, other: 0.5}", by: "{exited: 1, other: 0.5}")
    let again = try county.open()
    let faults = #expect(throws: Faults.self) {
      try again.seal(round: "1", secrets: .ofLatestSeal, reason: "more villages")
    }
    #expect(faults?.list.first?.code == .topUpMethod)
    #expect(faults?.list.first?.values["method"] == "systematic")
    #expect(try again.seals(round: "1").count == 1)
  }
}
