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
      "Writes a letter to each office, such as a township: its cases and coverage, rates where they hold.",
    discussion: """
      feedback-OFFICE.html beside the round's other files. A rate stands in it only where as many villages and \
      households as the profile's ranking asks for stand behind it; an office that was not visited is told so.
      """)

  @Option(
    name: [.customLong("office"), .customLong("township")],
    help: "Only one office, such as a township.")
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
      console.message(BilingualText(zh: "已写入 \(path)", en: "wrote \(path)"))
    }
  }
}
