// SPDX-License-Identifier: GPL-3.0-or-later

import Planning
import Sampling
import Tables
import Testing

@Suite("How likely a design draws each unit")
struct ForeseenInclusionTests {
  private let county = SmallCounty(groups: [("A", [4, 4, 4, 8]), ("B", [10, 10])])

  /// The share of draws that each unit is in.
  private func frequencies(_ frame: SamplingFrame, draws: Int) throws -> [UnitID: Double] {
    var counts: [UnitID: Double] = [:]
    for number in 1...draws {
      let draw = try frame.draw(seed: Seed(text: "trial/\(number)", allowsShort: true))
      for unit in draw.units where unit.role == .main { counts[unit.path, default: 0] += 1 }
    }
    return counts.mapValues { $0 / Double(draws) }
  }

  @Test(
    "Probabilities are those of many draws, within and across villages",
    arguments: [SampleDesign.Base.cluster, .population])
  func probabilities(base: SampleDesign.Base) throws {
    let design = SamplingDesign(
      Stage(
        "village", strata: ["group"],
        size: .byStratum([UnitID("A"): .fraction("0.5"), UnitID("B"): .fraction("1")])),
      Stage("household", fraction: "0.25", of: base))
    let frame = try SamplingFrame(design, registers: county.registers)
    let draws = 4000
    let seen = try frequencies(frame, draws: draws)
    let foreseen = try ForeseenInclusion(frame, of: Set(seen.keys))
    #expect(foreseen.probability(of: UnitID("A0")) == 0.5)
    #expect(foreseen.probability(of: UnitID("B1")) == 1)
    #expect(foreseen.probability(of: UnitID("C1/H1")) == 0)
    for (unit, share) in seen {
      let expected = foreseen.probability(of: unit)
      // Five standard errors of the draws, and a hundredth for the trial draws of the foreseen ones.
      let error = 5 * (expected * (1 - expected) / Double(draws)).squareRoot() + 0.01
      #expect(abs(share - expected) < error, "\(unit): \(share) seen, \(expected) foreseen")
    }
  }
}
