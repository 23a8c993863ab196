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
    abstract: .text(
      zh: "为无法访问的单位启用下一个备用单位。",
      en: "Opens the next reserve for a unit that could not be interviewed."),
    discussion: .text(
      zh: """
        备用单位事先抽好，按抽取的次序启用；须有评估方案所列的理由，并达到该理由要求的上门次\
        数。写出 out/<轮次>/substitutes.csv。加 --from-answers 时根据目前全部访问结果列出应启\
        用的备用单位；再加 --apply 即启用。
        """,
      en: """
        Reserves were drawn in advance and are opened in the order of the draw, with one of the profile's \
        reasons and after the number of visits that it needs. Writes out/<round>/substitutes.csv. With \
        --from-answers the outcomes of all visits so far are looked at, and the reserves they ask for are \
        shown; --apply opens them.
        """))

  @Argument(
    help: .text(
      zh: "要放弃的单位的路径，如 V0012/H345。",
      en: "The path of the unit that is given up, such as V0012/H345.", value: .unit))
  var unit: String?

  @Option(
    help: .text(
      zh: "理由，写评估方案 replacement 一节中的名称。",
      en: "The reason by its name in the profile's replacement section.", value: .reason))
  var reason: String?

  @Option(
    help: .text(
      zh: "纸面记录的上门次数，用于答卷中次数不足的情形。",
      en: "Visits that stand on paper, where the answers know of fewer.",
      value: .init(zh: "次数", en: "visits")))
  var visits: Int?

  @Flag(help: .text(zh: "查看目前的全部访问结果。", en: "Look at all outcomes so far."))
  var fromAnswers = false

  @Flag(
    help: .text(
      zh: "启用 --from-answers 所列的备用单位，一次全部启用。",
      en: "Open the reserves that --from-answers shows, all of them in one step."))
  var apply = false

  @OptionGroup var roundOption: RoundOption
  @OptionGroup var workspaceOptions: WorkspaceOptions

  func validate() throws {
    if fromAnswers {
      guard unit == nil, reason == nil, visits == nil else {
        throw ValidationError(
          .text(
            zh: "--from-answers 不与单位、--reason 和 --visits 同用",
            en: "--from-answers goes without a unit, --reason and --visits"))
      }
    } else {
      guard unit != nil, reason != nil else {
        throw ValidationError(
          .text(
            zh: "请给出单位及其 --reason，或使用 --from-answers",
            en: "name a unit and its --reason, or use --from-answers"))
      }
      guard !apply else {
        throw ValidationError(
          .text(zh: "--apply 须与 --from-answers 同用", en: "--apply belongs to --from-answers"))
      }
    }
    if let visits, visits < 0 {
      throw ValidationError(.text(zh: "--visits 是上门次数，不能为负", en: "--visits is a number of visits"))
    }
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
