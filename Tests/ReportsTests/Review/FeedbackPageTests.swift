// SPDX-License-Identifier: GPL-3.0-or-later

import Assessment
import Foundation
import Planning
import Reports
import Sampling
import Tables
import Testing
import Workspaces

@Suite struct FeedbackPageTests {
  private func profile() throws -> Profile {
    let file = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().deletingLastPathComponent()
      .appending(path: "surveys/exit-2016/profile.yaml")
    return try Profile(text: String(contentsOf: file, encoding: .utf8), file: "profile.yaml")
  }

  private func page(_ feedback: OfficeFeedback, in language: Language) throws -> String {
    try FeedbackPage.page(
      feedback, profile: profile(), title: BilingualText(zh: "评估", en: "Assessment"), round: "1",
      tool: "assay", in: language)
  }

  @Test("Cases stand in the letter by unit and rule; a rate without enough behind it does not")
  func cases() throws {
    let profile = try profile()
    let indicator = try #require(profile.indicator("wrongful_exit_rate"))
    let finding = Finding(
      unit: UnitID("V1/H1"), kind: "wrongful_exit", rules: ["EXIT-HOUSE"], state: .confirmed,
      reason: "evidence", reviewer: "审阅人赵某某")
    let feedback = OfficeFeedback(
      office: "青禾镇", villages: 26, drawn: 1, interviewed: 29, confirmed: [finding], open: 2,
      indicators: [(indicator, nil)])
    let chinese = try page(feedback, in: .chinese)
    for text in ["评估结果反馈：青禾镇", "V1/H1", "错退", "住房安全未达标", "26 个村中抽中 1 个", "不足 2 个村或 30 户"] {
      #expect(chinese.contains(text), "\(text)")
    }
    let english = try page(feedback, in: .english)
    for text in ["1 of 26 villages were drawn", "Housing is not safe", "2 not decided yet"] {
      #expect(english.contains(text), "\(text)")
    }
    // Nobody who reviewed or was asked is named.
    #expect(!chinese.contains("赵某某") && !english.contains("赵某某"))
  }

  @Test("An office that was not visited is told so, and not that nothing was found")
  func notVisited() throws {
    let feedback = OfficeFeedback(
      office: "云陂镇", villages: 20, drawn: 0, interviewed: 0, confirmed: [], open: 0,
      indicators: [(try #require(profile().indicator("approval")), nil)])
    #expect(try page(feedback, in: .english).contains("Not visited does not mean"))
    #expect(try page(feedback, in: .chinese).contains("未走访"))
    #expect(try !page(feedback, in: .chinese).contains("0.00%"))
  }
}
