// SPDX-License-Identifier: GPL-3.0-or-later

import Planning
import Sampling
import Tables
import Testing

@Suite("Fractions of the whole register, placed in the drawn villages")
struct SharedSizeTests {
  /// Two of four villages with 2, 4, 6 and 8 households; 8 of the 20 households are wanted.
  private let county = SmallCounty(groups: [("A", [2, 4, 6, 8])])
  private func design(_ fraction: Fraction, villages: Int = 2) -> SamplingDesign {
    SamplingDesign(
      Stage("village", size: .size(villages)),
      Stage("household", fraction: fraction, of: .population))
  }

  /// What every pair of villages comes to, by hand: (households there, households drawn).
  private let pairs: [(available: Int, drawn: Int)] = [
    (6, 6), (8, 8), (10, 9), (10, 9), (12, 9), (14, 9),
  ]

  @Test("Size, availability and the probability of too few agree with the enumeration of all draws")
  func enumeration() throws {
    let draws = 2000
    let plan = try county.plan(design("0.4"), trialDraws: draws)
    let all = plan.samples[1].all
    let shared = try #require(all.shared)
    #expect(shared.wanted == 8 && shared.available == 10 && shared.isSufficient)
    let exact = Double(pairs.count { $0.available < 8 }) / 6
    let error = (exact * (1 - exact) / Double(draws)).squareRoot()
    #expect(abs(shared.probabilityShort - exact) < 4 * error)
    #expect(shared.probabilityShort > 0)
    let mean = Double(pairs.reduce(0) { $0 + $1.drawn }) / 6
    let variance =
      pairs.reduce(0) { $0 + (Double($1.drawn) - mean) * (Double($1.drawn) - mean) } / 6
    #expect(abs(all.size.mean - mean) < 4 * (variance / Double(draws)).squareRoot())
    #expect(all.size.range == 6...9)
    // Both villages are taken whole in the first two pairs, the smaller one in the next two.
    let whole = try #require(all.takenWhole)
    let wholeError = (0.25 / Double(draws)).squareRoot()
    #expect(abs(whole - 0.5) < 4 * wholeError)
    #expect(plan.refusals == [])
    #expect(plan.warnings.map(\.code).contains(.fractionMayExceedOne))
  }

  @Test("A size that cannot be expected to be there is refused, with the villages that would do")
  func refused() throws {
    let plan = try county.plan(design("0.6"), trialDraws: 20)
    let shared = try #require(plan.samples[1].all.shared)
    #expect(shared.wanted == 12 && shared.available == 10 && !shared.isSufficient)
    #expect(shared.demand?.drawn == 2 && shared.demand?.needed == 3)
    let refusal = try #require(plan.refusals.first)
    #expect(refusal.code == .readingNotFillable)
    #expect(refusal.values["units"] == "3" && refusal.values["wanted"] == "12")
    // With that many it is none any more.
    let larger = try county.plan(design("0.6", villages: 3), trialDraws: 20)
    #expect(larger.refusals == [])
  }

  @Test("What is wanted exactly is enough")
  func equality() throws {
    let county = SmallCounty(groups: [("A", [3, 3, 3, 3, 3, 3, 3])])
    let design = SamplingDesign(
      Stage("village", size: .size(3)),
      // 9 of 21 are expected, and 9 wanted.
      Stage("household", size: .size(9), of: .population))
    let plan = try county.plan(design, trialDraws: 20)
    #expect(plan.refusals == [])
    #expect(plan.samples[1].all.shared?.probabilityShort == 0)
    #expect(plan.samples[1].all.takenWhole == 1)
    #expect(plan.samples[1].all.size == ExpectedCount(9))
  }

  @Test("If strata are left out, no number of villages may do")
  func impossible() throws {
    let county = SmallCounty(groups: [("A", [4, 4]), ("B", [20, 20])])
    let design = SamplingDesign(
      Stage(
        "village", strata: ["group"],
        size: .byStratum([UnitID("A"): .size(2), UnitID("B"): .size(0)])),
      Stage("household", fraction: "0.5", of: .population))
    let plan = try county.plan(design, trialDraws: 20)
    #expect(plan.refusals.map(\.code) == [.readingNotFillable])
    let all = plan.samples[1].all
    #expect(all.coverage.units == 8 && all.coverage.population == 48)
    #expect(all.coverage.measure == 22 && all.coverage.shareOfMeasure == 22.0 / 108)
    #expect(all.shared?.probabilityShort == 1)
    #expect(all.size == ExpectedCount(8))
  }

  @Test(
    "The number of villages is the smallest that one growth of all strata reaches",
    arguments: [10, 20, 33, 40, 47])
  func demand(wanted: Int) throws {
    let county = SmallCounty(
      groups: [("A", [3, 3, 3, 3, 3, 3]), ("B", [5, 5, 5, 5]), ("C", [4, 4, 4])])
    let sizes = [(2, 6, 18), (1, 4, 20), (2, 3, 12)]
    let design = SamplingDesign(
      Stage(
        "village", strata: ["group"],
        size: .byStratum([UnitID("A"): .size(2), UnitID("B"): .size(1), UnitID("C"): .size(2)])),
      Stage("household", size: .size(wanted), of: .population))
    let plan = try county.plan(design, trialDraws: 5)
    // Growth in small steps of a common factor, the slow way.
    var needed = 0
    for step in 0...100_000 {
      let factor = 1 + Double(step) / 10_000
      let grown = sizes.map { min($0.1, Int((Double($0.0) * factor - 1e-9).rounded(.up))) }
      let expected = zip(grown, sizes).reduce(0) {
        $0 + Double($1.0) / Double($1.1.1) * Double($1.1.2)
      }
      if expected >= Double(wanted) - 1e-9 {
        needed = grown.reduce(0, +)
        break
      }
    }
    let demand = plan.samples[1].all.shared?.demand
    #expect((demand?.needed ?? 5) == needed)
  }
}
