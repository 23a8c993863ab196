// SPDX-License-Identifier: GPL-3.0-or-later

import ArgumentParser
import Assessment
import Files
import Foundation
import Reports
import Tables
import Workspaces

/// `assay feedback`: letters to townships with what was found there.
struct FeedbackCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "feedback",
    abstract:
      .text(
        zh: "给每个单位（如乡镇）写反馈信：该处的问题和覆盖情况，能成立时附比率。",
        en:
          "Writes a letter to each office, such as a township: its cases and coverage, rates where they hold."
      ),
    discussion: .text(
      zh: """
        在该轮其他文件旁写出 feedback-单位.html。只有支撑一个比率的村数和户数达到评估方案中排\
        名所要求的，信中才给出该比率；没有去过的单位如实说明。
        """,
      en: """
        feedback-OFFICE.html beside the round's other files. A rate stands in it only where as many villages and \
        households as the profile's ranking asks for stand behind it; an office that was not visited is told so.
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
    let letters = try workspace.feedback(
      round: round, to: office,
      progress: console.progress(BilingualText(zh: "正在计算", en: "Scoring")))
    for letter in letters {
      let path = try workspace.writeForPeople(
        "feedback", for: [letter.office], "html", round: round
      ) { path in
        try AtomicFile.write(
          FeedbackPage.page(
            letter, profile: workspace.profile, title: workspace.description.title, round: round,
            tool: workspace.session.tool, in: console.language), to: path)
      }
      console.wrote(path)
    }
  }
}
