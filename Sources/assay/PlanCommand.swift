// SPDX-License-Identifier: GPL-3.0-or-later

import ArgumentParser
import Assessment
import Planning
import Reports
import Workspaces

/// `assay plan`: what the design will come to, before anything is drawn.
struct PlanCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "plan",
    abstract: "Shows sample sizes, coverage, limits and readings before anything is drawn.",
    discussion: """
      A design that must not be drawn as it is, such as one that draws a single village of a stratum, \
      is shown and then refused with exit status 78.
      """)

  @OptionGroup var workspaceOptions: WorkspaceOptions
  @OptionGroup var roundOption: RoundOption
  @OptionGroup var formatOption: FormatOption

  func run() throws {
    let workspace = try workspaceOptions.open(isWriting: false)
    _ = try workspace.round(named: roundOption.round)
    let console = Console.shared
    let plan = try workspace.plan(
      progress: console.progress(BilingualText(zh: "正在试抽", en: "Trial draws")))
    if formatOption.format == .table {
      console.output(PlanText.text(plan, profile: workspace.profile, in: console.language))
    } else {
      console.output(PlanListing.listing(plan), formatOption.format)
    }
    try plan.throwRefusals()
  }
}
