// SPDX-License-Identifier: GPL-3.0-or-later

import ArgumentParser
import Assessment
import Reports
import Tables
import Workspaces

/// `assay replace`: opens reserves in their order.
struct ReplaceCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "replace",
    abstract: "Opens the next reserve for a unit that could not be interviewed.",
    discussion: """
      Reserves were drawn in advance and are opened in the order of the draw, with one of the profile's \
      reasons and after the number of visits that it needs. Writes out/<round>/substitutes.csv. With \
      --from-answers the outcomes of all visits so far are looked at, and the reserves they ask for are \
      shown; --apply opens them.
      """)

  @Argument(help: "The path of the unit that is given up, such as V0012/H345.")
  var unit: String?

  @Option(help: "The reason by its name in the profile's replacement section.")
  var reason: String?

  @Option(help: "Visits that stand on paper, where the answers know of fewer.")
  var visits: Int?

  @Flag(help: "Look at all outcomes so far.")
  var fromAnswers = false

  @Flag(help: "Open the reserves that --from-answers shows, all of them in one step.")
  var apply = false

  @OptionGroup var roundOption: RoundOption
  @OptionGroup var workspaceOptions: WorkspaceOptions

  func validate() throws {
    if fromAnswers {
      guard unit == nil, reason == nil, visits == nil else {
        throw ValidationError("--from-answers goes without a unit, --reason and --visits")
      }
    } else {
      guard unit != nil, reason != nil else {
        throw ValidationError("name a unit and its --reason, or use --from-answers")
      }
      guard !apply else { throw ValidationError("--apply belongs to --from-answers") }
    }
    if let visits, visits < 0 { throw ValidationError("--visits is a number of visits") }
  }

  func run() throws {
    let workspace = try workspaceOptions.open(isWriting: !fromAnswers || apply)
    let round = try workspace.round(named: roundOption.round)
    let console = Console.shared
    let progress = console.progress(BilingualText(zh: "正在核对样本", en: "Checking the sample"))
    if let unit, let reason {
      let release = try workspace.replace(
        UnitID(unit), reason: reason, visits: visits, round: round, progress: progress)
      console.output(
        SubstitutesText.released(release, profile: workspace.profile, in: console.language))
      try updateFindings(workspace, round, hasEarly: release.wasEarly)
      return
    }
    let proposal =
      apply
      ? try workspace.replaceFromAnswers(round: round, progress: progress)
      : try workspace.substituteOrder(round: round, progress: progress).proposal()
    console.output(
      SubstitutesText.proposal(
        proposal, isDone: apply, profile: workspace.profile, in: console.language))
    if apply {
      try updateFindings(workspace, round, hasEarly: proposal.releases.contains(where: \.wasEarly))
    }
  }

  /// Answers that were held until now are looked at by the profile's rules.
  private func updateFindings(_ workspace: Workspace, _ round: String, hasEarly: Bool) throws {
    guard hasEarly else { return }
    let console = Console.shared
    let update = try workspace.updateFindings(
      round: round,
      progress: console.progress(BilingualText(zh: "正在查找疑似问题", en: "Looking for suspected errors")))
    console.output(AnswersText.findings(update, in: console.language))
  }
}
