// SPDX-License-Identifier: GPL-3.0-or-later

import Simulation
import Testing

@Suite("Coverage of intervals")
struct CoverageStudyTests {
  private static let draws = 800
  private static let populations = 5

  private static func cell(
    _ kind: CoverageCell.Kind, rate: Double, icc: Double = 0.1, villages: Int,
    households: Double = 0.1, _ change: (inout CoverageCell) -> Void = { _ in }
  ) -> CoverageCell {
    var cell = CoverageCell(
      rate: rate, correlation: icc, kind: kind, villages: villages, householdFraction: households)
    change(&cell)
    return cell
  }

  /// The hardest cells of the grid, and those whose draws or weights the formulas do not know.
  private static let hardest: [CoverageCell] = [
    cell(.betaBinomial, rate: 0.05, villages: 80, households: 0.5),
    cell(.twoPoint, rate: 0.05, villages: 80),
    cell(.twoPoint, rate: 0.005, villages: 10, households: 0.5),
    cell(.mixed, rate: 0.02, villages: 18),
    cell(.betaBinomial, rate: 0.001, icc: 0.02, villages: 40),
    cell(.twoPoint, rate: 0.05, villages: 18) { $0.draw = .proportionalToSize },
    cell(.mixed, rate: 0.05, villages: 10) { $0.draw = .systematic },
    cell(.twoPoint, rate: 0.05, villages: 10, households: 0.5) { $0.isPoststratified = true },
    cell(.mixed, rate: 0.02, villages: 18) { $0.domainShare = 0.3 },
    cell(.twoPoint, rate: 0.02, villages: 10) { $0.weightVariation = 1 },
    cell(.betaBinomial, rate: 0.02, villages: 10) { $0.strata = [0.5, 1.5] },
  ]

  @Test("The default covers in at least 94% of samples and misses high in at most 3%, cell by cell")
  func promise() throws {
    let study = try CoverageStudy(
      Self.hardest, populations: Self.populations, draws: Self.draws, seed: "promise")
    for outcome in study.outcomes {
      let isKept = try !outcome.isBelow(0.94) && !outcome.exceeds(highMisses: 0.03)
      #expect(
        isKept, "\(outcome.cell): \(outcome.coverage), high \(outcome.highMisses)")
      #expect(outcome.draws == Self.draws * Self.populations && outcome.withoutLimits == 0)
    }
    // Not bought with uselessness.
    let ratios = study.outcomes.compactMap(\.widthRatio)
    #expect(ratios.count == 6 && ratios.allSatisfy { $0 > 1 && $0 < 4 })
  }

  @Test("The same study finds the fault of an interval that trusts the sample's design effect")
  func fault() throws {
    let cell = Self.cell(.twoPoint, rate: 0.02, villages: 10, households: 0.5)
    let study = try CoverageStudy(
      [cell], method: "korn-graubard", populations: 3, draws: 300, seed: "fault")
    #expect(try study.outcomes[0].exceeds(highMisses: 0.1))
    let silent = try CoverageStudy(
      [cell], method: "beta", populations: 3, draws: 300, seed: "fault")
    #expect(silent.outcomes[0].withoutLimits == silent.outcomes[0].withoutErrors)
    #expect(try silent.outcomes[0].isBelow(0.94))
  }

  @Test("A seed gives the same study again")
  func repeatable() throws {
    func misses(_ seed: String) throws -> [Int] {
      try CoverageStudy(
        [Self.hardest[1], Self.hardest[3]], method: "logit", populations: 4, draws: 40, seed: seed
      ).outcomes.flatMap { [$0.missesHigh, $0.missesLow, $0.withoutLimits, $0.withoutErrors] }
    }
    #expect(try misses("1") == misses("1"))
    #expect(try misses("1") != misses("2"))
  }
}
