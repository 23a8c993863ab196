// SPDX-License-Identifier: GPL-3.0-or-later

import Assessment
import Reports
import Testing
import Workspaces

@Suite("What a review came to")
struct ReviewTextTests {
  @Test("Agreement is told with kappa and with what a third decided")
  func agreement() {
    let cases = (0..<20).map {
      ReaderAgreement.Case(
        first: "甲", second: "乙", firstConfirms: $0 < 10, secondConfirms: $0 < 9)
    }
    let text = ReviewText.agreement(
      ReadingProgress(
        agreement: ReaderAgreement(cases), readOnce: 0, disputed: 1, decidedByThird: 0))
    // po = 0.95; pe = 0.5 × 0.45 + 0.5 × 0.55 = 0.5; kappa = 0.9.
    #expect(text.english.contains("agreed in 19 (95.0%, kappa 0.90)"), "\(text.english)")
    #expect(text.english.contains("0 decided, 1 open"))
    #expect(text.chinese.contains("一致 19 条（95.0%，Kappa 0.90）"), "\(text.chinese)")
  }

  @Test("Cases that wait for another reader are told with their number, and only where some do")
  func recorded() {
    let some = ReviewText.recorded(ReviewOutcome(readings: 5, decided: 2, waiting: 1))
    #expect(some.english.hasSuffix("2 cases are decided; 1 more wait for another reader"))
    #expect(some.chinese.hasSuffix("2 条因此认定或排除；另 1 条待另一人审阅"))
    let none = ReviewText.recorded(ReviewOutcome(readings: 4, decided: 2, waiting: 0))
    #expect(none.english.hasSuffix("2 cases are decided") && none.chinese.hasSuffix("认定或排除"))
    let alone = ReviewText.recorded(ReviewOutcome(readings: nil, decided: 3, waiting: 0))
    #expect(alone.english == "recorded 3 decisions")
  }

  @Test("A missed error is told as a count of the clean units")
  func missed() {
    let missed = MissedErrors(clean: 1000, visited: 50, differing: 0, confidence: 0.95)
    let text = ReviewText.missed(missed)
    #expect(text.english.hasPrefix("50 were visited again and 0 differ (0%). Of 1,000 clean"))
    #expect(text.english.contains("at most \(missed.bound.atMost) hold"))
  }
}
