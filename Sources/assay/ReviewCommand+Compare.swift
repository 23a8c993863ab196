// SPDX-License-Identifier: GPL-3.0-or-later

import ArgumentParser
import Assessment
import Foundation
import Reports
import Tables
import Workspaces

extension ReviewCommand {
  /// `assay review compare`.
  struct Compare: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "compare",
      abstract:
        .text(
          zh: "比较两轮都评估过的单位，例如县级自评与第三方评估。",
          en:
            "Compares two rounds on the units that both assessed, such as a county's own and the third party's."
        ),
      discussion: .text(
        zh: """
          比较两轮都完成访问的单位上认定的问题：一致率和 Kappa，检验一轮是否发现更多的精确 \
          McNemar 检验，以及比率之差及其区间（Newcombe 1998）。
          """,
        en: """
          Confirmed findings of units with a complete interview in both rounds: agreement and kappa, McNemar's exact \
          test of whether one round finds more, and the difference of the rates with its interval (Newcombe 1998).
          """))

    @Argument(
      help: .text(
        zh: "与哪一轮比较，如县级自评的一轮。", en: "The round to compare with, such as the county's own.",
        value: .init(zh: "轮次", en: "other")))
    var other: String

    @Flag(help: .text(zh: "改为列出结果不同的单位。", en: "List the units with different results instead."))
    var units = false

    @OptionGroup var formatOption: FormatOption
    @OptionGroup var roundOption: RoundOption
    @OptionGroup var workspaceOptions: WorkspaceOptions

    func run() throws {
      let workspace = try workspaceOptions.open(isWriting: false)
      let round = try workspace.round(named: roundOption.round)
      let other = try workspace.round(named: other)
      let console = Console.shared
      let compared = try workspace.compare(
        round: other, with: round,
        progress: console.progress(BilingualText(zh: "正在比较轮次", en: "Comparing rounds")))
      console.output(
        units
          ? ReviewListing.differing(compared, in: console.language)
          : ReviewListing.comparison(compared, of: other, with: round, in: console.language),
        formatOption.format)
    }
  }
}
