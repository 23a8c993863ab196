// SPDX-License-Identifier: GPL-3.0-or-later

import Assessment
import Testing

@Suite struct ReaderAgreementTests {
  /// Cases of one pair: both confirm, only the first, only the second, neither.
  private func cases(
    _ counts: [Int], first: String = "A", second: String = "B"
  ) -> [ReaderAgreement.Case] {
    zip(counts, [(true, true), (true, false), (false, true), (false, false)]).flatMap {
      count, kind in
      (0..<count).map { _ in
        ReaderAgreement.Case(
          first: first, second: second, firstConfirms: kind.0, secondConfirms: kind.1)
      }
    }
  }

  @Test("Cohen's kappa of one pair: 20, 5, 10 and 15 cases give 0.4")
  func cohen() throws {
    let agreement = ReaderAgreement(cases([20, 5, 10, 15]))
    #expect(agreement.count == 50 && agreement.equal == 35 && agreement.isOnePair)
    // po = 0.7, pe = 0.5 · 0.6 + 0.5 · 0.4 = 0.5.
    #expect(abs(try #require(agreement.kappa) - 0.4) < 1e-12)
    // The order in which the two read does not matter.
    let swapped = ReaderAgreement(
      cases([20, 5, 0, 15]) + cases([0, 10, 0, 0], first: "B", second: "A"))
    #expect(abs(try #require(swapped.kappa) - 0.4) < 1e-12)
  }

  @Test("Fleiss' kappa where pairs change")
  func fleiss() throws {
    let agreement = ReaderAgreement(
      cases([20, 5, 0, 15]) + cases([0, 0, 10, 0], first: "C", second: "D"))
    #expect(!agreement.isOnePair)
    // 55 of 100 readings confirm: pe = 0.55² + 0.45² = 0.505.
    #expect(abs(try #require(agreement.kappa) - (0.7 - 0.505) / 0.495) < 1e-12)
  }

  @Test("Without a case, or with one judgement only, there is no kappa")
  func none() {
    #expect(ReaderAgreement([]).kappa == nil)
    #expect(ReaderAgreement(cases([7, 0, 0, 0])).kappa == nil)
    #expect(ReaderAgreement(cases([7, 0, 0, 0])).equal == 7)
  }

  @Test("Missed errors: no difference in 60 of 1,200 clean units leaves at most 56 of them")
  func missed() {
    let none = MissedErrors(clean: 1200, visited: 60, differing: 0, confidence: 0.95)
    // The largest D with C(1200 - D, 60)/C(1200, 60) > 0.05.
    #expect(none.bound.atMost == 56)
    let one = MissedErrors(clean: 1200, visited: 60, differing: 1, confidence: 0.95)
    #expect(one.bound.atMost > none.bound.atMost)
    #expect(MissedErrors(clean: 10, visited: 10, differing: 2, confidence: 0.95).bound.atMost == 2)
  }
}
