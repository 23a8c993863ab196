// SPDX-License-Identifier: GPL-3.0-or-later

import ArgumentParser
import Assessment
import Files
import Reports
import Workspaces

extension RoundCommand {
  /// `assay round quota`.
  struct Quota: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "quota",
      abstract: .text(
        zh: "说明每轮应查什么、已查什么、还缺什么。",
        en: "Tells what each round was to look at, what was looked at, and what lacks."),
      discussion: .text(
        zh: """
          最后阶段的单位（如户），访问完成即为已查。上面的单位（如村或乡镇），在其自身的表单完\
          成、且其下抽中的单位查够时为已查：设计写有 minimum 和 maximum 时为其间的数目（如三至五\
          户），否则为除不符合条件者外的全部。备用单位启用后计入。

          抽中和已查按全部单位计数；至少应查、其中已查和尚缺以各上级单位的最少数为准，一处多查的\
          不抵另一处的欠缺。
          """,
        en: """
          A unit of the last stage, such as a household, is looked at when its interview is complete. One above, such as \
          a village or a township, is when its own form is complete and enough of what was drawn in it is looked at: \
          from minimum to maximum where the design has both, such as three to five households, else all of it but the \
          ineligible. Substitutes count once they are opened.

          Drawn and looked at count all units; due at least, done of these and lacking go by the fewest in each \
          unit above, and more in one does not make up for another.
          """))

    @Option(
      help: .text(
        zh: "只看这一轮，逐个单位列出。默认：所有轮次，每个样本一行。",
        en: "Only this round, unit by unit. Default: all rounds, a line for each of their samples.",
        value: .round))
    var round: String?

    @Flag(
      name: .customLong("fail-on"),
      help: .text(
        zh: "所列的轮次有欠缺时以状态 1 退出。", en: "Exit with status 1 if a round that is listed lacks anything."
      ))
    var failOn = false

    @Option(
      help: .text(zh: "另将轮次和单位写成网页。", en: "Also write a page with rounds and units.", value: .file))
    var html: String?

    @OptionGroup var formatOption: FormatOption
    @OptionGroup var workspaceOptions: WorkspaceOptions

    func run() throws {
      let workspace = try workspaceOptions.open(isWriting: false)
      let console = Console.shared
      let quotas = try workspace.quotas(
        round: round.map { try workspace.round(named: $0) })
      let words = QuotaListing(quotas, profile: workspace.profile, in: console.language)
      console.output(round == nil ? words.rounds : words.units, formatOption.format)
      if round == nil, let circle = words.circle {
        console.message(BilingualText(zh: circle, en: circle))
      }
      if let html {
        let heading = BilingualText(zh: "各轮应查与已查", en: "What rounds were to look at")
        let (rounds, units) = (
          BilingualText(zh: "各轮", en: "Rounds"), BilingualText(zh: "逐个单位", en: "Unit by unit")
        )
        let page = ListingPage.page(
          heading, title: workspace.description.title,
          notes: round == nil ? [words.circle].compactMap { $0 } : [],
          sections: [(rounds, words.rounds), (units, words.units)].map { heading, listing in
            let caption = heading.text(in: console.language)
            return ListingPage.Section(caption, [(caption, listing)])
          }, tool: workspace.session.tool, in: console.language)
        try AtomicFile.write(page, to: html)
      }
      if failOn, quotas.rounds.contains(where: { !$0.isMet }) { throw ExitCode(1) }
    }
  }
}
