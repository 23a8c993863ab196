// SPDX-License-Identifier: GPL-3.0-or-later

import ArgumentParser
import Assessment
import Files
import Foundation
import Reports
import Tables
import Workspaces

/// `assay scorecard`: points for objects such as counties, from tables that were imported.
struct ScorecardCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "scorecard",
    abstract: "Points, flags, grades and what is proposed for whole objects such as counties.",
    discussion: """
      The profile's section scorecards over imported tables. What is missing stays missing: it is listed, the \
      object has no grade and no place, and nobody gets full marks for it. Flags need evidence. Only objects of \
      one kind are ranked together; ties share a place. What follows is proposed, never done.
      """)

  @Argument(help: "The card. Default: all cards of the profile.")
  var name: String?

  @Flag(help: "Show the points of each item, too.")
  var items = false

  @Option(
    name: .customLong("as-of"),
    help: ArgumentHelp("The day that today() means. Default: today.", valueName: "date"))
  var asOf: String?

  @Option(help: ArgumentHelp("Also write a page.", valueName: "file"))
  var html: String?

  @OptionGroup var formatOption: FormatOption
  @OptionGroup var workspaceOptions: WorkspaceOptions

  func run() throws {
    let workspace = try workspaceOptions.open(isWriting: false)
    let console = Console.shared
    let results = try workspace.scorecards(named: name, asOf: asOf)
    guard formatOption.format == .table else {
      console.output(
        ScorecardListing.objects(results, profile: workspace.profile, in: console.language),
        formatOption.format)
      return try write(results, of: workspace)
    }
    for (number, result) in results.enumerated() {
      console.output(
        (number == 0 ? "" : "\n") + ScorecardListing.heading(result, in: console.language))
      guard result.lack == nil else { continue }
      console.output(
        ScorecardListing.objects([result], profile: workspace.profile, in: console.language),
        .table)
      if items, !result.card.items.isEmpty {
        console.output(ScorecardListing.items(result, in: console.language), .table)
      }
    }
    try write(results, of: workspace)
  }

  private func write(_ results: [ScorecardResult], of workspace: Workspace) throws {
    let console = Console.shared
    if let html {
      try AtomicFile.write(
        ScorecardPage.page(
          results, profile: workspace.profile, title: workspace.description.title,
          tool: workspace.session.tool,
          in: console.language), to: html)
    }
  }
}
