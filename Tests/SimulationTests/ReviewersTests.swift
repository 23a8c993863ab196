// SPDX-License-Identifier: GPL-3.0-or-later

import Assessment
import Files
import Foundation
import Sampling
import Simulation
import Tables
import Testing

@Suite("Reviewers who come to the truth")
struct ReviewersTests {
  private static func profile() throws -> Profile {
    let file = Counties.root.appending(path: "surveys/exit-2016/profile.yaml").path
    return try Profile(text: TextFile(path: file).contents(), file: file)
  }

  @Test("They confirm what is there and clear what is not, each with a reason of the profile")
  func decisions() throws {
    let truth = try Truth(Counties.bundled(.benchmark).truth)
    let reviewers = Reviewers(truth: truth, seed: try Seed(text: "review", allowsShort: true))
    let profile = try Self.profile()
    let kinds: [RegisterError: String] = [
      .wrongfulExit: "wrongful_exit", .omitted: "omission", .wrongInclusion: "wrong_inclusion",
      .missedExit: "missed_exit",
    ]
    #expect(Set(profile.findings.map(\.name)) == Set(kinds.values))
    var confirmed = 0
    for path in truth.paths.enumerated().filter({ $0.offset % 50 == 0 }).map(\.element) {
      let error = try truth.error(of: path)
      for kind in profile.findings.map(\.name) {
        let ruling = try reviewers.decide(kind, of: path, reasons: profile.reasons)
        #expect(ruling.isConfirmed == (error.map { kinds[$0]! } == kind))
        let reasons = ruling.isConfirmed ? profile.reasons.confirm : profile.reasons.clear
        #expect(reasons.map(\.name).contains(ruling.reason))
        #expect(ruling.reason != "shock_after_reference")
        #expect(!ruling.reviewer.isEmpty)
        if ruling.isConfirmed { confirmed += 1 }
      }
      #expect(try reviewers.visitAgain(path).agrees == (error == nil))
    }
    #expect(confirmed > 5)
  }

  @Test("Two people read independently; a third decides where they differ, and decides rightly")
  func twoReaders() throws {
    let truth = try Truth(Counties.bundled(.benchmark).truth)
    let reviewers = Reviewers(truth: truth, seed: try Seed(text: "review", allowsShort: true))
    let reasons = try Self.profile().reasons
    var (cases, disputed) = (0, 0)
    for path in truth.paths.enumerated().filter({ $0.offset % 40 == 0 }).map(\.element) {
      let right = try reviewers.decide("wrongful_exit", of: path, reasons: reasons)
      #expect(
        try reviewers.readings("wrongful_exit", of: path, reasons: reasons, readers: 1) == [right])
      let readings = try reviewers.readings(
        "wrongful_exit", of: path, reasons: reasons, readers: 2)
      #expect(Set(readings.map(\.reviewer)).count == readings.count)
      #expect(readings.count { $0.isConfirmed == right.isConfirmed } == 2)
      cases += 1
      if readings.count == 3 { disputed += 1 }
    }
    // One in twenty, within four standard errors.
    let expected = Double(cases) / 20
    #expect(abs(Double(disputed) - expected) < 4 * (expected * 0.95).squareRoot())
  }

  @Test("A unit that is not in the truth is refused")
  func stranger() throws {
    let truth = try Truth(Counties.bundled(.benchmark).truth)
    let reviewers = Reviewers(truth: truth, seed: try Seed(text: "review", allowsShort: true))
    let fault = try #require(throws: Fault.self) {
      _ = try reviewers.decide(
        "omission", of: UnitID("V001/R"), reasons: Self.profile().reasons)
    }
    #expect(fault.code == .unitWithoutTruth)
  }
}
