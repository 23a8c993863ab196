// SPDX-License-Identifier: GPL-3.0-or-later

import ArgumentParser
import Assessment
import Files
import Reports
import Tables
import Workspaces

extension AnswersCommand {
  /// `assay answers status`.
  struct Status: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "status",
      abstract: .text(
        zh: "查看实地调查进度：按小组、乡镇、村和层。",
        en: "Shows where the field work stands: by team, township, village and stratum."),
      discussion: .text(
        zh: """
          应答率按 AAPOR 的定义，以已访问的单位计算，分计数与加权、含替换与不含替换。调查员属于\
          哪个小组，由工作区中的 teams.csv（interviewer、team 两列）说明。
          """,
        en: """
          Rates are those of AAPOR over the units that were visited, counted and weighted, with and \
          without substitutes. Interviewers belong to teams by teams.csv (interviewer, team) in the \
          workspace.
          """))

    @Option(
      help: .text(
        zh: "只按一种分组：all（总计）、sample（样本）、team（小组）、township（乡镇）、village（村）或 stratum（层）。",
        en: "One grouping: all, sample, team, township, village or stratum.",
        value: .init(zh: "分组", en: "by")))
    var by: String?

    @Option(help: .text(zh: "另将进度写成网页。", en: "Also write the status as a page.", value: .file))
    var page: String?

    @Option(help: .text(zh: "另写成工作簿。", en: "Also write it as a workbook.", value: .file))
    var workbook: String?

    @OptionGroup var formatOption: FormatOption
    @OptionGroup var roundOption: RoundOption
    @OptionGroup var workspaceOptions: WorkspaceOptions

    func run() throws {
      let workspace = try workspaceOptions.open(isWriting: false)
      let round = try workspace.round(named: roundOption.round)
      let console = Console.shared
      let progress = try workspace.progress(
        round: round,
        progress: console.progress(BilingualText(zh: "正在统计", en: "Counting")))
      let groupings = ProgressListing.groupings(progress)
      let names = groupings.map(\.name)
      if let by, !names.contains(by) {
        throw Fault(.unknownGrouping, ["name": by, "known": names.joined(separator: ", ")])
      }
      if formatOption.format == .table {
        console.output(ProgressListing.text(progress, by: by, in: console.language))
      } else {
        let chosen = groupings.first { $0.name == by ?? "all" }!
        console.output(
          ProgressListing.counts(progress, by: chosen.grouping, named: chosen.name),
          formatOption.format)
      }
      if let page {
        try AtomicFile.write(
          ProgressPage.render(
            progress, title: workspace.description.title, round: round,
            tool: workspace.session.tool, in: console.language), to: page)
      }
      if let workbook {
        try ProgressWorkbook.write(progress, to: workbook, in: console.language)
      }
    }
  }
}
