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
    abstract: .text(
      zh: "对整个对象（如县）评分，列出问题、等次和建议。",
      en: "Points, flags, grades and what is proposed for whole objects such as counties."),
    discussion: .text(
      zh: """
        对导入的表执行评估方案的 scorecards 一节。缺的就是缺的：予以列出，该对象没有等次和名\
        次，不按满分计。问题须有证据。只有同类对象一起排名，相同者并列。后续处理只作建议，不予\
        执行。

        --letters 在该轮其他文件旁为每个对象写出 letter-对象.html：各项内容的得分和缺项、问题\
        及其证据、等次、建议，以及须在何时以前整改什么。--public 写出 scorecard-public.html，\
        不含证据和建议，只含评估方案标有 publish: true 的评分表。
        """,
      en: """
        The profile's section scorecards over imported tables. What is missing stays missing: it is listed, the \
        object has no grade and no place, and nobody gets full marks for it. Flags need evidence. Only objects of \
        one kind are ranked together; ties share a place. What follows is proposed, never done.

        --letters writes letter-OBJECT.html for each object beside the round's other files: points by content with \
        what is missing, flags with their evidence, grade, proposals, and what must be put right by when. --public \
        writes scorecard-public.html, without evidence and proposals, of the cards that the profile marks with \
        publish: true.
        """))

  @Argument(
    help: .text(
      zh: "评分表。默认：评估方案中的全部。", en: "The card. Default: all cards of the profile.", value: .name))
  var name: String?

  @Flag(help: .text(zh: "也显示每一小项的得分。", en: "Show the points of each item, too."))
  var items = false

  @Option(
    name: .customLong("as-of"),
    help: .text(
      zh: "today() 指哪一天，也是信件的日期。默认：今天。",
      en: "The day that today() means, and the date of letters. Default: today.", value: .date))
  var asOf: String?

  @Option(help: .text(zh: "另写成网页。", en: "Also write a page.", value: .file))
  var html: String?

  @Flag(help: .text(zh: "另给每个对象写一封信。", en: "Also write a letter to each object."))
  var letters = false

  @Option(
    help: .text(
      zh: "只给这个对象（如某县）写信。", en: "Write the letter to this object only, such as a county.",
      value: .init(zh: "对象", en: "object")))
  var object: String?

  @Flag(
    name: .customLong("public"),
    help: .text(zh: "另写出可以公开的版本。", en: "Also write the version that may be published."))
  var isPublic = false

  @OptionGroup var formatOption: FormatOption
  @OptionGroup var roundOption: RoundOption
  @OptionGroup var workspaceOptions: WorkspaceOptions

  func validate() throws {
    if object != nil, !letters {
      throw ValidationError(
        .text(zh: "--object 须与 --letters 同用", en: "--object goes with --letters"))
    }
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
      console.wrote(path)
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
    console.wrote(path)
  }
}
