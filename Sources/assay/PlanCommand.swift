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
      "Shows sample sizes, coverage, limits, readings and the risk of decisions before anything is drawn.",
    discussion: """
      A design that must not be drawn as it is, such as one that draws a single village of a stratum, \
      is shown and then refused with exit status 78.

      Before there is a register, a bulletin's totals do:

      assay plan --from-totals 'poor: villages=86, households=12444, draw=20%; other: villages=221, \
      households=2133, draw=12' --take '10%' --at-most 2%

      The risk of decisions: for counties with stated true rates, the probability that the official \
      figure meets the requirement, and that the evidence is conclusive.
      """)

  @OptionGroup var workspaceOptions: WorkspaceOptions
  @OptionGroup var roundOption: RoundOption
  @OptionGroup var formatOption: FormatOption
  @OptionGroup var risk: RiskOptions
  @OptionGroup var cheapest: CheapestOptions
  @OptionGroup var totals: TotalsOptions

  @Option(help: ArgumentHelp("Also write the plan as a page to be printed.", valueName: "file"))
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
