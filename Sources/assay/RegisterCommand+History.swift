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
        "Tells since when and why rules found units, such as marks of risk, and when that ended.",
      discussion: """
        Each run of assay register problems (but with --summary) records what rules began and ceased to find, with the \
        day, the values that they looked at and the version of the register. Nothing of it is ever changed, so that an \
        old mark stays as it was set.
        """)

    @Argument(help: "The path of a unit, such as V012/H00345. Default: all.")
    var unit: String?

    @Option(help: "Only this rule, such as SQ-RSK-01-RED.")
    var rule: String?

    @Option(help: ArgumentHelp("Also write a workbook.", valueName: "file"))
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
