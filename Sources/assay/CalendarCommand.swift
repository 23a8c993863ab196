// SPDX-License-Identifier: GPL-3.0-or-later

import ArgumentParser
import Assessment
import Files
import Foundation
import Reports
import Tables
import Workspaces

/// `assay calendar`: duties and steps, what was done and what is late.
struct CalendarCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "calendar",
    abstract:
      .text(
        zh: "应办、已办和逾期的事项：定期的职责，附有文件的步骤。",
        en:
          "What is due, what was done and what is late: duties with a rhythm, steps with documents."
      ),
    discussion: .text(
      zh: """
        将评估方案的 duties 和 procedures 两节，与导入的办理情况表对照。
        """,
      en: """
        The profile's sections duties and procedures, compared with the imported tables of what was done.
        """))

  @Option(
    name: .customLong("as-of"),
    help: .text(
      zh: "以哪一天为准。默认：今天。", en: "The day that it is looked at. Default: today.", value: .date))
  var asOf: String?

  @Flag(help: .text(zh: "不列按时办结的事项。", en: "Leave out what was done in time."))
  var open = false

  @Flag(
    name: .customLong("fail-on"),
    help: .text(zh: "有逾期事项时以状态 1 退出。", en: "Exit with status 1 if anything is overdue."))
  var failOn = false

  @Option(help: .text(zh: "另写成网页。", en: "Also write a page.", value: .file))
  var html: String?

  @OptionGroup var formatOption: FormatOption
  @OptionGroup var workspaceOptions: WorkspaceOptions

  func run() throws {
    let workspace = try workspaceOptions.open(isWriting: false)
    let console = Console.shared
    let calendar = try workspace.calendar(asOf: asOf)
    let listing = CalendarListing.entries(
      calendar, profile: workspace.profile, onlyOpen: open, in: console.language)
    console.output(listing, formatOption.format)
    let lacking = CalendarListing.lacking(calendar, in: console.language)
    if !lacking.isEmpty { console.message(BilingualText(zh: lacking, en: lacking)) }
    if let html {
      let heading = BilingualText(zh: "工作日历", en: "Calendar of duties")
      let page = ListingPage.page(
        heading, title: workspace.description.title,
        notes: lacking.split(separator: "\n").map(String.init),
        sections: [
          ListingPage.Section(
            heading.text(in: console.language), [(heading.text(in: console.language), listing)])
        ], tool: workspace.session.tool, in: console.language)
      try AtomicFile.write(page, to: html)
    }
    if failOn, calendar.entries.contains(where: { $0.state == .overdue }) { throw ExitCode(1) }
  }
}
