// SPDX-License-Identifier: GPL-3.0-or-later

import ArgumentParser
import Assessment
import Reports
import Workspaces

/// `assay explain`: from a figure to the questionnaires behind it.
struct ExplainCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "explain",
    abstract:
      .text(
        zh: "说明一个数从何而来：公式、行、权数，以及每个有问题的单位及其问题、审阅人和答卷。",
        en:
          "Shows where a figure comes from: formula, rows, weights, and each unit in error with its findings, reviewer and answers."
      ),
    discussion: .text(
      zh: """
        assay explain wrongful_exit_rate
        assay explain 10 --format csv

        数可以用指标的名称、其称呼，或报告中的序号指明。
        """,
      en: """
        assay explain wrongful_exit_rate
        assay explain 10 --format csv

        A figure is named by its indicator, by what it is called, or by its number in the report's order.
        """))

  @Argument(help: .text(zh: "要说明的数。", en: "The figure.", value: .init(zh: "数", en: "figure")))
  var figure: String

  @Flag(
    help: .text(
      zh: "也显示能认出本人的答案，如姓名和地点。",
      en: "Also show answers that tell who somebody is, such as names and places."))
  var personal = false

  @OptionGroup var roundOption: RoundOption
  @OptionGroup var workspaceOptions: WorkspaceOptions
  @OptionGroup var formatOption: FormatOption

  func run() throws {
    let workspace = try workspaceOptions.open(isWriting: false)
    let round = try workspace.round(named: roundOption.round)
    let console = Console.shared
    let explained = try workspace.explanation(
      of: figure, round: round, withPersonal: personal,
      progress: console.progress(BilingualText(zh: "正在计算", en: "Scoring")))
    if formatOption.format == .table {
      console.output(
        ExplanationText.text(explained, profile: workspace.profile, in: console.language))
    } else {
      console.output(ExplanationText.listing(explained), formatOption.format)
    }
  }
}
