// SPDX-License-Identifier: GPL-3.0-or-later

import Planning
import Sampling
import Tables
import Testing

@Suite("The spread of a first stage")
struct PlannedSpreadTests {
  /// 86 villages in 19 townships of 3 to 6.
  private static let counts = [5, 6, 4, 6, 5, 5, 4, 4, 4, 4, 6, 5, 4, 5, 4, 4, 4, 4, 3]

  private func villages() throws -> TableRegister {
    try TableRegister(
      table(
        ["id", "township", "size"],
        Self.counts.enumerated().flatMap { township, count in
          (0..<count).map { ["\(township)-\($0)", "镇\(township)", "\($0)"] }
        }), id: "id")
  }

  private func spread(
    _ sort: [SortKey], method: SelectionMethod, mask: [Bool]? = nil
  ) throws -> PlannedSpread? {
    let register = try villages()
    return try PlannedSpread(
      of: SamplingDesign(Stage("villages", sort: sort, fraction: "0.20", method: method)),
      register: mask.map { register.restricted(to: $0) } ?? register, trialDraws: 40)
  }

  @Test("Sorting and balancing leave fewer townships without a village, and few with two")
  func variants() throws {
    let spread = try #require(try spread(["township"], method: .simpleRandom))
    #expect(spread.values == 19 && spread.column == "township" && spread.outcomes.count == 3)
    let (design, sorted, balanced) = (spread.outcomes[0], spread.outcomes[1], spread.outcomes[2])
    for outcome in spread.outcomes {
      #expect(abs(outcome.none + outcome.one + outcome.more - 19) < 1e-9)
      #expect(outcome.one + 2 * outcome.more <= 18 + 1e-9)
    }
    // At random about (1 - 0.21)^4.5 of the townships get none.
    #expect(design.none > 5 && sorted.none < 4 && balanced.none < 4)
    #expect(sorted.most <= 2 && balanced.most <= 2 && design.most >= 2)
  }

  @Test("A design that is sorted already is its own second way")
  func sorted() throws {
    let spread = try #require(try spread(["township", "size:number"], method: .systematic))
    #expect(spread.outcomes[0].none == spread.outcomes[1].none)
    #expect(spread.outcomes.map(\.variant) == PlannedSpread.Variant.allCases)
  }

  @Test("Nothing is told where no column says over what, and only villages of the sample count")
  func without() throws {
    #expect(try spread([], method: .simpleRandom) == nil)
    #expect(try spread(["size:number"], method: .systematic) == nil)
    #expect(try spread(["id"], method: .systematic) == nil)
    let two = try spread(["township"], method: .systematic, mask: (0..<86).map { $0 < 11 })
    #expect(two?.values == 2)
  }
}
