// SPDX-License-Identifier: GPL-3.0-or-later

import ArgumentParser
import Assessment
import Files
import Planning
import Reports
import Tables
import Workspaces

/// `assay plan`: what the design will come to, before anything is drawn.
struct PlanCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "plan",
    abstract:
      .text(
        zh: "抽样之前，显示样本量、覆盖范围、界限、条文的各种理解和判定风险。",
        en:
          "Shows sample sizes, coverage, limits, readings and the risk of decisions before anything is drawn."
      ),
    discussion: .text(
      zh: """
        不能照样抽取的设计（例如某层只抽一个村），先显示，再以状态 78 拒绝。

        还没有名册时，用公报中的总数即可：

        assay plan --from-totals 'poor: villages=86, households=12444, draw=20%; other: \
        villages=221, households=2133, draw=12' --take '10%' --at-most 2%

        判定风险：对真实比率已知的县，官方口径的结果达到要求的概率，以及证据充分的概率。
        """,
      en: """
        A design that must not be drawn as it is, such as one that draws a single village of a stratum, \
        is shown and then refused with exit status 78.

        Before there is a register, a bulletin's totals do:

        assay plan --from-totals 'poor: villages=86, households=12444, draw=20%; other: villages=221, \
        households=2133, draw=12' --take '10%' --at-most 2%

        The risk of decisions: for counties with stated true rates, the probability that the official \
        figure meets the requirement, and that the evidence is conclusive.
        """))

  @OptionGroup var workspaceOptions: WorkspaceOptions
  @OptionGroup var roundOption: RoundOption
  @OptionGroup var formatOption: FormatOption
  @OptionGroup var risk: RiskOptions
  @OptionGroup var cheapest: CheapestOptions
  @OptionGroup var totals: TotalsOptions

  @Option(
    help: .text(
      zh: "另将计划写成可打印的网页。", en: "Also write the plan as a page to be printed.", value: .file))
  var page: String?

  func run() throws {
    if let text = totals.fromTotals { return try runFromTotals(text) }
    try totals.refuseWithoutTotals()
    let workspace = try workspaceOptions.open(isWriting: false)
    _ = try workspace.round(named: roundOption.round)
    let console = Console.shared
    let plan = try workspace.plan(
      question: try risk.question(cheapest: cheapest.question()),
      progress: console.progress(BilingualText(zh: "正在试抽", en: "Trial draws")))
    if formatOption.format == .table {
      console.output(PlanText.text(plan, profile: workspace.profile, in: console.language))
    } else {
      console.output(PlanListing.listing(plan), formatOption.format)
    }
    if let page {
      try AtomicFile.write(
        PlanPage.render(
          plan, profile: workspace.profile, title: workspace.description.title, tool: tool,
          in: console.language), to: page)
    }
    try plan.throwRefusals()
  }

  private var tool: String { "assay \(Assay.configuration.version)" }

  private func runFromTotals(_ text: String) throws {
    try workspaceOptions.shared.apply()
    let console = Console.shared
    let progress = console.progress(BilingualText(zh: "正在模拟", en: "Simulating"))
    let plan = try totals.plan(text, risk: risk, cheapest: cheapest, progress: progress)
    if formatOption.format == .table {
      console.output(TotalsPage.text(plan, in: console.language))
    } else {
      console.output(TotalsListing.listing(plan), formatOption.format)
    }
    if let page {
      try AtomicFile.write(
        TotalsPage.render(plan, tool: tool, in: console.language), to: page)
    }
  }
}
