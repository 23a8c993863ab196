// SPDX-License-Identifier: GPL-3.0-or-later

import ArgumentParser
import Assessment
import Foundation
import Reports
import Tables
import Workspaces

extension ReviewCommand {
  /// `assay review evidence`.
  struct Evidence: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "evidence",
      abstract:
        .text(
          zh: "为每个单位写出工作簿：该处的疑似问题，附填写佐证的列。",
          en: "Writes a workbook for each office: its suspected errors, with columns for evidence."),
      discussion: .text(
        zh: """
          在该轮其他文件旁写出 evidence-单位.xlsx，不含调查员和提供情况的人。单位填写 \
          explanation、attachments 和 answered_by 三列；assay review import 载入后，review.csv \
          将其显示给审阅人。
          """,
        en: """
          evidence-OFFICE.xlsx beside the round's other files, without interviewer or informant. The office fills \
          in explanation, attachments and answered_by; assay review import takes it back, and review.csv then \
          shows it to the reviewers.
          """))

    @Option(
      name: [.customLong("office"), .customLong("township")],
      help: .text(
        zh: "只写给一个单位，如某个乡镇。", en: "Only one office, such as a township.",
        value: .init(zh: "单位", en: "office")))
    var office: String?

    @OptionGroup var roundOption: RoundOption
    @OptionGroup var workspaceOptions: WorkspaceOptions

    func run() throws {
      let workspace = try workspaceOptions.open(isWriting: true)
      let round = try workspace.round(named: roundOption.round)
      let console = Console.shared
      let open = try workspace.openFindings(round: round, of: office)
      if open.isEmpty {
        console.message(
          BilingualText(zh: "没有待举证的疑似问题", en: "no suspected error waits for evidence"))
      }
      for (office, findings) in open {
        let path = try workspace.writeForPeople(
          "evidence", for: [office], "xlsx", round: round
        ) { path in
          try EvidenceWorkbook.write(
            findings, profile: workspace.profile, to: path, in: console.language)
        }
        console.message(
          BilingualText(
            zh: "\(findings.count) 条疑似问题，已写入 \(path)",
            en: "\(findings.count) suspected errors: wrote \(path)"))
      }
    }
  }

  /// `assay review agreement`.
  struct Agreement: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "agreement",
      abstract: .text(
        zh: "说明两名审阅人的一致程度（附 Kappa），以及待第三人确定的问题。",
        en: "Tells how far two readers agree, with kappa, and what waits for a third."),
      discussion: .text(
        zh: """
          评估方案写有 review: {readers: 2} 时，每个结论是一个人的审阅意见：两个相同的即为定论，\
          不同的由第三人定。由同两人审阅全部问题时用 Cohen 的 Kappa，否则用 Fleiss 的。
          """,
        en: """
          Where the profile says review: {readers: 2}, each decision is one person's reading: two equal ones decide, \
          of different ones a third person's does. Kappa is Cohen's where one pair reads all cases, else Fleiss'.
          """))

    @OptionGroup var formatOption: FormatOption
    @OptionGroup var roundOption: RoundOption
    @OptionGroup var workspaceOptions: WorkspaceOptions

    func run() throws {
      let workspace = try workspaceOptions.open(isWriting: false)
      let round = try workspace.round(named: roundOption.round)
      Console.shared.output(
        ReviewListing.agreement(try workspace.readingProgress(round: round)), formatOption.format)
    }
  }
}
