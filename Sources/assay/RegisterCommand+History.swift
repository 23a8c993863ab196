// SPDX-License-Identifier: GPL-3.0-or-later

import ArgumentParser
import Assessment
import Files
import Reports
import Tables
import Workspaces

extension RegisterCommand {
  /// `assay register history`.
  struct History: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "history",
      abstract:
        .text(
          zh: "说明规则从何时起、因何找到一个单位（如风险标识），以及何时解除。",
          en:
            "Tells since when and why rules found units, such as marks of risk, and when that ended."
        ),
      discussion: .text(
        zh: """
          每次运行 assay register problems（不带 --summary 时），都记下哪些规则开始或不再找到问\
          题，连同日期、所看的值、名册的版本和导入在日志中的序号（assay log，其中有文件的 SHA-256）。\
          缺数据时无法判定：不标上也不解除，原有标识保留。这些记录从不更改，旧的标识保持当时所定的样子。
          """,
        en: """
          Each run of assay register problems (but with --summary) records what rules began and ceased to find, with the \
          day, the values that they looked at, the version of the register and the import's number in assay log, which \
          tells the SHA-256 of the file. Where data are missing nobody can tell: nothing is set or lifted, and an earlier \
          mark stays. Nothing of it is ever changed, so that an old mark stays as it was set.
          """))

    @Argument(
      help: .text(
        zh: "单位的路径，如 V012/H00345。默认：全部。",
        en: "The path of a unit, such as V012/H00345. Default: all.", value: .unit))
    var unit: String?

    @Option(
      help: .text(
        zh: "只看这条规则，如 SQ-RSK-01-RED。", en: "Only this rule, such as SQ-RSK-01-RED.",
        value: .init(zh: "规则", en: "rule")))
    var rule: String?

    @Option(help: .text(zh: "另写成工作簿。", en: "Also write a workbook.", value: .file))
    var workbook: String?

    @OptionGroup var formatOption: FormatOption
    @OptionGroup var workspaceOptions: WorkspaceOptions

    func run() throws {
      let workspace = try workspaceOptions.open(isWriting: false)
      let console = Console.shared
      if let rule { _ = try workspace.profile.registerRule(named: rule) }
      let events = try workspace.problemHistory(of: unit.map { UnitID($0) }, rule: rule)
      if events.isEmpty {
        console.message(
          BilingualText(
            zh: "没有记录。每次运行 assay register problems 时记录规则发现和不再发现的问题；单位写作 V012/H00345",
            en:
              "nothing is recorded. Each run of assay register problems records what rules began and ceased to find; units are written as V012/H00345"
          ))
        return
      }
      let listing = ProblemHistoryListing.events(
        events, profile: workspace.profile, in: console.language)
      console.output(listing, formatOption.format)
      if let workbook { try listing.writeWorkbook(to: workbook, in: console.language) }
    }
  }
}
