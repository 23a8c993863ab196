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

      --letters writes letter-OBJECT.html for each object beside the round's other files: points by content with \
      what is missing, flags with their evidence, grade, proposals, and what must be put right by when. --public \
      writes scorecard-public.html, without evidence and proposals, of the cards that the profile marks with \
      publish: true.
      """)

  @Argument(help: "The card. Default: all cards of the profile.")
  var name: String?

  @Flag(help: "Show the points of each item, too.")
  var items = false

  @Option(
    name: .customLong("as-of"),
    help: ArgumentHelp(
      "The day that today() means, and the date of letters. Default: today.", valueName: "date"))
  var asOf: String?

  @Option(help: ArgumentHelp("Also write a page.", valueName: "file"))
  var html: String?

  @Flag(help: "Also write a letter to each object.")
  var letters = false

  @Option(help: "Write the letter to this object only, such as a county.")
  var object: String?

  @Flag(name: .customLong("public"), help: "Also write the version that may be published.")
  var isPublic = false

  @OptionGroup var formatOption: FormatOption
  @OptionGroup var roundOption: RoundOption
  @OptionGroup var workspaceOptions: WorkspaceOptions

  func validate() throws {
    if object != nil, !letters { throw ValidationError("--object goes with --letters") }
  }

  func run() throws {
    let workspace = try workspaceOptions.open(isWriting: letters || isPublic)
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
    let round = letters || isPublic ? try workspace.round(named: roundOption.round) : nil
    if letters, let round { try writeLetters(results, of: workspace, round: round) }
    if isPublic, let round { try publish(results, of: workspace, round: round) }
  }

  private func writeLetters(
    _ results: [ScorecardResult], of workspace: Workspace, round: String
  ) throws {
    let console = Console.shared
    let day = try workspace.day(asOf)
    let letters = try ScorecardLetter.letters(results, to: object)
    // Objects of two tables may bear one name.
    let isOneTable = letters.allSatisfy { $0.table == letters[0].table }
    for letter in letters {
      let path = try workspace.writeForPeople(
        "letter", for: isOneTable ? [letter.object] : [letter.table, letter.object], "html",
        round: round
      ) { path in
        try AtomicFile.write(
          ScorecardLetterPage.page(
            letter, profile: workspace.profile, title: workspace.description.title, round: round,
            day: day, tool: workspace.session.tool, in: console.language), to: path)
      }
      console.message(BilingualText(zh: "已写入 \(path)", en: "wrote \(path)"))
    }
  }

  private func publish(
    _ results: [ScorecardResult], of workspace: Workspace, round: String
  ) throws {
    let console = Console.shared
    let publication = ScorecardPublication(
      results, registers: workspace.description.registers, records: workspace.description.records)
    for line in ScorecardPublicPage.withheld(publication, in: console.language) {
      console.message(BilingualText(zh: line, en: line))
    }
    let page = try ScorecardPublicPage.page(
      publication, profile: workspace.profile, title: workspace.description.title,
      tool: workspace.session.tool, in: console.language)
    let path = try workspace.writeForPeople("scorecard-public", "html", round: round) {
      try AtomicFile.write(page, to: $0)
    }
    console.message(BilingualText(zh: "已写入 \(path)", en: "wrote \(path)"))
  }
}
