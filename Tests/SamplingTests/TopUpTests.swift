// SPDX-License-Identifier: GPL-3.0-or-later

import Sampling
import Tables
import Testing

@Suite("Samples that are enlarged by appending")
struct TopUpTests {
  private func frame(_ design: SamplingDesign) throws -> SamplingFrame {
    let county = County(villages: 22)
    let villages = table(["id", "group", "township", "size"], county.villages)
    let households = table(["id", "village", "card", "persons"], county.households)
    return try SamplingFrame(
      design,
      registers: [
        "villages": TableRegister(villages, id: "id"),
        "households": TableRegister(households, id: "id", parent: "village"),
      ])
  }

  private func design(
    villages: SizeRule, method: SelectionMethod = .simpleRandom, strata: [String] = ["group"],
    households: SizeRule, of base: SampleDesign.Base = .cluster,
    below: SelectionMethod = .simpleRandom, rounding: Rounding = .up
  ) -> SamplingDesign {
    var first = SampleDesign(
      from: "villages", strata: strata, size: villages, method: method)
    if method == .poisson || method == .pareto { first.sizeMeasure = "size" }
    var second = SampleDesign(
      from: "households", strata: ["card"], size: households, of: base, rounding: rounding,
      method: below)
    if below == .poisson { second.sizeMeasure = "persons" }
    return SamplingDesign(Stage(samples: [first]), Stage(samples: [second]))
  }

  @Test(
    "Every unit stays a main, at both stages, for 200 seeds",
    arguments: [SelectionMethod.simpleRandom, .poisson], [SelectionMethod.simpleRandom, .poisson])
  func keeps(above: SelectionMethod, below: SelectionMethod) throws {
    let small = try frame(
      design(villages: .fraction("0.2"), method: above, households: .fraction("0.2"), below: below))
    let large = try frame(
      design(villages: .fraction("0.5"), method: above, households: .fraction("0.4"), below: below))
    try large.checkTopUp(of: small)
    var added = 0
    for number in 0..<200 {
      let seed = try Seed(text: "top-up \(number)", allowsShort: true)
      let mains = try [small, large].map { frame in
        Set(try frame.draw(seed: seed).units.filter { $0.role == .main }.map(\.path))
      }
      #expect(mains[0].isSubset(of: mains[1]))
      added += mains[1].count - mains[0].count
    }
    #expect(added > 0)
  }

  @Test("In a simple random cell the earlier units come first, in their order")
  func order() throws {
    let frames = try [3, 7].map { size in
      try frame(design(villages: .size(size), strata: [], households: .fraction("0.2")))
    }
    let seed = try Seed(text: "63454660390103169462")
    let villages = try frames.map {
      try $0.draw(seed: seed).units.filter { $0.stage == 1 }.map(\.path)
    }
    #expect(villages[1].count == 7 && Array(villages[1].prefix(3)) == villages[0])
  }

  @Test(
    "Methods that move, cells that shrink, sizes that are shared, and other designs are refused")
  func refused() throws {
    let codes = { (before: SamplingDesign, after: SamplingDesign) throws -> [Fault.Code] in
      do {
        try frame(after).checkTopUp(of: frame(before))
        return []
      } catch let faults as Faults { return faults.list.map(\.code) }
    }
    for method in [SelectionMethod.systematic, .pareto] {
      let designs = ["0.2", "0.5"].map {
        design(villages: .fraction(try! Fraction($0)), method: method, households: .fraction("0.2"))
      }
      #expect(try codes(designs[0], designs[1]) == [.topUpMethod])
      #expect(try codes(designs[0], designs[0]) == [])
      // Where the villages stay, the households in them may grow.
      var more = designs[0]
      more.stages[1].samples[0].size = .fraction("0.4")
      #expect(try codes(designs[0], more) == [])
      #expect(try codes(more, designs[0]).allSatisfy { $0 == .topUpSmaller })
    }
    let shared = ["0.2", "0.5"].map {
      design(
        villages: .fraction(try! Fraction($0)), households: .fraction("0.05"), of: .population)
    }
    #expect(try codes(shared[0], shared[1]) == [.topUpShared])
    var wanted = shared[1]
    wanted.stages[1].samples[0].size = .fraction("0.08")
    #expect(try codes(shared[1], wanted) == [])
    let controlled = ["0.2", "0.3"].map {
      design(
        villages: .fraction("0.5"), households: .fraction(try! Fraction($0)), rounding: .controlled)
    }
    #expect(try codes(controlled[0], controlled[1]).contains(.topUpShared))
    let plain = design(villages: .fraction("0.5"), households: .fraction("0.2"))
    #expect(
      try codes(plain, design(villages: .fraction("0.5"), strata: [], households: .fraction("0.2")))
        == [.topUpDesign])
  }
}
