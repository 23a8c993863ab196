// SPDX-License-Identifier: GPL-3.0-or-later

import ArgumentParser
import Assessment
import Files
import Planning
import Reports
import Sampling
import Tables
import Workspaces

extension RectifyCommand {
  /// `assay rectify sample`.
  struct Sample: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "sample",
      abstract: "Draws closed items to be looked at again, and tells what re-checks found.",
      discussion: """
        assay rectify sample --size 20 --seed "TEXT MADE IN PUBLIC"
        assay rectify recheck JZ-0007 --result false --reason "…" --as NAME
        assay rectify sample

        Each closed item has the same chance; the seed and the numbers of the closed items tell which were \
        drawn. The rate of false closure has an exact one-sided bound. An item that was closed falsely goes \
        back to its unit.
        """)

    @Option(help: "How many items.")
    var size: Int?

    @Option(help: "The share of all closed items, rounded up.")
    var fraction: PlainNumber?

    @Option(help: "A text made in public, at least 20 characters.")
    var seed: String?

    @OptionGroup var formatOption: FormatOption
    @OptionGroup var workspaceOptions: WorkspaceOptions

    func validate() throws {
      let sizes = (size == nil ? 0 : 1) + (fraction == nil ? 0 : 1)
      if sizes > 1 || (sizes == 1) != (seed != nil) {
        throw ValidationError("a draw needs --seed and either --size or --fraction")
      }
    }

    func run() throws {
      let workspace = try workspaceOptions.open(isWriting: seed != nil)
      let console = Console.shared
      let confidence = workspace.profile.confidence.doubleValue
      if let seed {
        // The share is taken exactly, as it was typed.
        let share = try fraction.map { number in
          guard let share = Rational(decimal: number.text), share > .zero, share <= .one else {
            throw Fault(
              .optionOutOfRange,
              ["option": "--fraction", "value": number.text, "range": "0 < F <= 1"])
          }
          return share
        }
        let sample = try workspace.drawRecheck(
          size: { closed in try size ?? share!.multiplied(by: closed).ceiling }, seed: seed)
        console.output(RecheckListing.items(sample), formatOption.format)
        return
      }
      let samples = try workspace.recheckSamples()
      console.output(
        RecheckListing.samples(samples, confidence: confidence), formatOption.format)
      guard formatOption.format == .table, let last = samples.last else { return }
      if let sentence = RecheckListing.sentence(last, confidence: confidence) {
        console.output("\n" + sentence.text(in: console.language) + "\n")
      }
      console.output("\n" + RecheckListing.items(last).text(.table, in: console.language))
    }
  }

  /// What a re-check found.
  enum RecheckResult: String, ExpressibleByArgument, CaseIterable {
    case upheld, `false`
  }

  /// `assay rectify recheck`.
  struct Recheck: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "recheck",
      abstract: "Records what a second look at a closed item found; false sends it back.")

    @Option(help: "upheld if the item was rightly closed, else false.")
    var result: RecheckResult

    @Option(help: "What was seen.")
    var reason: String

    @OptionGroup var decision: Decision

    func run() throws {
      try decision.run(.recheck, reason: reason) { $0.isUpheld = result == .upheld }
    }
  }

  /// `assay rectify bulletin`.
  struct Bulletin: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "bulletin",
      abstract: "The monthly bulletin or quarterly review: counts and ranking of units.",
      discussion: """
        Units rank by the share of their items that is closed, townships and departments apart; equal \
        ones share a rank. What the profile's document proposes for the last and the overdue is shown, \
        never done. No person is named.
        """)

    @Option(help: ArgumentHelp("The month, such as 2017-06.", valueName: "month"))
    var month: String?

    @Option(help: ArgumentHelp("The quarter, such as 2017-Q2.", valueName: "quarter"))
    var quarter: String?

    @Option(help: ArgumentHelp("Also write it as a page.", valueName: "file"))
    var page: String?

    @Option(help: ArgumentHelp("Also write the units as a workbook.", valueName: "file"))
    var workbook: String?

    @OptionGroup var formatOption: FormatOption
    @OptionGroup var workspaceOptions: WorkspaceOptions

    func validate() throws {
      if (month == nil) == (quarter == nil) {
        throw ValidationError("name either a --month or a --quarter")
      }
    }

    func run() throws {
      let workspace = try workspaceOptions.open(isWriting: false)
      let console = Console.shared
      let period = try LedgerBulletin.Period(month ?? quarter!)
      guard period.isQuarter == (quarter != nil) else {
        throw Fault(.noPeriod, ["value": period.name])
      }
      let words = BulletinPage(
        try workspace.bulletin(period), rules: try workspace.ledgerRules())
      if formatOption.format == .table {
        console.output(words.text(in: console.language))
      } else {
        console.output(words.units(), formatOption.format)
      }
      if let page {
        try AtomicFile.write(
          words.page(
            title: workspace.description.title, tool: workspace.session.tool, in: console.language),
          to: page)
      }
      if let workbook { try words.units().writeWorkbook(to: workbook, in: console.language) }
    }
  }
}
