// SPDX-License-Identifier: GPL-3.0-or-later

import Assessment
import Files
import Foundation
import Reports
import Testing

@Suite("The summary of scores in a terminal")
struct ScoreSummaryTests {
  @Test(
    "Its columns stand under each other, Chinese characters taking two",
    arguments: Language.allCases)
  func aligned(language: Language) {
    let lines = ScoreSummary.text(CountyFixture.result(.provisional), in: language)
      .split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    // The rule below the header shows where the columns begin and end.
    let rule = lines[1].split(separator: "  ").map { displayWidth(String($0)) }
    var start = 0
    for width in rule.dropLast() {
      start += width
      for line in lines[0..<12] {
        var position = 0
        for character in line {
          if position == start || position == start + 1 { #expect(character == " ", "\(line)") }
          position += displayWidth(String(character))
        }
      }
      start += 2
    }
  }

  @Test("It ends with the result in one plain sentence")
  func sentence() {
    let text = ScoreSummary.text(CountyFixture.result(.provisional), in: .english)
    #expect(
      text.hasSuffix(
        "Not passed, part of the evidence is against it. Provisionally, by the official rule 1 of 4 requirements is not met (Wrongful-exit rate 2.59%, required at most 2%), but the weighted sample is evidence against it (Wrongful-exit rate).\n"
      ))
    #expect(text.contains("at most 12 of 83 exited villages fail"))
    let chinese = ScoreSummary.text(CountyFixture.result(.bare), in: .chinese)
    // A missing figure has its reason, with the sample's label instead of its name.
    #expect(chinese.contains("错退率：没有估计：样本“脱贫户”在层“red”中没有一户完成，也没有别的单位可以代表。"))
    #expect(chinese.hasSuffix("无法判定，缺少数值。1 项要求中有 1 项没有数值（错退率），不能得出结果。\n"))
  }

  @Test("Two-sided limits and one-sided bounds are told apart; no digit touches a Chinese word")
  func sides() {
    let english = ScoreSummary.text(CountyFixture.result(.provisional), in: .english)
    #expect(english.contains("2-sided 95% limits"))
    #expect(english.contains("As a count, bounded on one side: with 95% confidence at most 12"))
    let chinese = ScoreSummary.text(CountyFixture.result(.provisional), in: .chinese)
    #expect(chinese.contains("95% 双侧区间") && chinese.contains("以个数计（单侧上限）："))
    #expect(chinese.firstMatch(of: /\p{Han}[0-9]/) == nil, "\(chinese)")
  }

  @Test("Its table takes at most 110 columns", arguments: Language.allCases)
  func narrow(language: Language) {
    let text = ScoreSummary.text(CountyFixture.result(.provisional), in: language)
    for line in text.split(separator: "\n").prefix(12) {
      #expect(displayWidth(String(line)) <= 110, "\(line)")
    }
  }
}
