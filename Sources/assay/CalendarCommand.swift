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
      "What is due, what was done and what is late: duties with a rhythm, steps with documents.",
    discussion: """
      The profile's sections duties and procedures, compared with the imported tables of what was done.
      """)

  @Option(
    name: .customLong("as-of"),
    help: ArgumentHelp("The day that it is looked at. Default: today.", valueName: "date"))
  var asOf: String?

  @Flag(help: "Leave out what was done in time.")
  var open = false

  @Flag(name: .customLong("fail-on"), help: "Exit with status 1 if anything is overdue.")
  var failOn = false

  @Option(help: ArgumentHelp("Also write a page.", valueName: "file"))
  var html: String?

  @OptionGroup var formatOption: FormatOption
  @OptionGroup var workspaceOptions: WorkspaceOptions

  func run() throws {
    let workspace = try workspaceOptions.open(isWriting: false)
    let console = Console.shared
    let calendar = try workspace.calendar(asOf: asOf)
    let listing = CalendarListing.entries(calendar, onlyOpen: open, in: console.language)
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
