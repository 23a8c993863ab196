// SPDX-License-Identifier: GPL-3.0-or-later

import ArgumentParser
import Assessment
import Files
import Forms
import Reports
import Tables
import Workspaces

/// `assay rectify`: the rectification ledger.
struct RectifyCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "rectify",
    abstract: "The rectification ledger: numbered problems from opening to close-out.",
    discussion: """
      An item goes from open to in-hand, submitted, confirmed and closed, or comes back as returned. It \
      is submitted with measures, a responsible person and evidence, and confirmed and closed by somebody \
      else, named with --as. Nothing is overwritten: rectify show tells who changed what and when. \
      Ledgers, deadlines, the responsibility matrix and proposed consequences stand in the profile's \
      section ledger.
      """,
    subcommands: [
      Add.self, List.self, Show.self, Update.self, Confirm.self, Close.self, Return.self,
      Export.self, Import.self, Sample.self, Recheck.self, Bulletin.self,
    ])

  /// The day by which items are overdue.
  struct AsOfOption: ParsableArguments {
    @Option(
      help: ArgumentHelp(
        "The day that the ledger speaks of, such as 2017-06-30. Default: today.", valueName: "day"))
    var asOf: String?

    func day() throws -> Moment? {
      try asOf.map { text in
        guard let days = CivilCalendar.days(of: text) else {
          throw Fault(.rectifyDate, at: Place(column: "--as-of"), ["value": text])
        }
        return Moment(days: days)
      }
    }
  }

  /// The fields of an item on a command line.
  struct Fields: ParsableArguments {
    @Option(help: "The problem.") var problem: String?
    @Option(help: "Its cause.") var cause: String?
    @Option(help: "What is done about it.") var measures: String?
    @Option(help: "The responsible leader.") var leader: String?
    @Option(help: "The responsible department or township. Default: by the profile's matrix.")
    var unit: String?
    @Option(help: "The responsible person.") var person: String?
    @Option(help: "The township where it is.") var township: String?
    @Option(help: "The household, village or other unit that it is about, by its path.")
    var about: String?
    @Option(help: "The kind of problem, by its name in the profile.") var kind: String?
    @Option(help: "The severity, by its name in the profile.") var severity: String?
    @Option(help: "The ledger, by its name in the profile.") var ledger: String?
    @Option(help: "The last day in time. Default: by the severity.") var deadline: String?
    @Option(help: "Why it is held to be fraud.") var fraud: String?

    var values: [RectificationItem.Field: String] {
      let given: [(RectificationItem.Field, String?)] = [
        (.problem, problem), (.cause, cause), (.measures, measures), (.leader, leader),
        (.unit, unit), (.person, person), (.township, township), (.about, about), (.kind, kind),
        (.severity, severity), (.ledger, ledger), (.deadline, deadline), (.fraud, fraud),
      ]
      return given.reduce(into: [:]) { $0[$1.0] = $1.1 }
    }
  }

  /// What `--from` makes items of.
  enum Origin: String, ExpressibleByArgument, CaseIterable {
    case findings, problems, figures
  }

  /// `assay rectify add`.
  struct Add: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "add",
      abstract: "Opens an item, or one for each problem that something else found.",
      discussion: """
        With --from findings each confirmed finding of the round becomes an item for each department that \
        answers for it; with --from problems each problem of the registers does, as assay register \
        problems finds them; with --from figures each indicator that does not meet its requirement does. What \
        is in the ledger already is not entered again.
        """)

    @OptionGroup var fields: Fields

    @Option(
      help:
        "Where it comes from: self-check, complaint, supervision, feedback, finding, figure or register-problem. Default: self-check."
    )
    var source: String?

    @Option(help: "The number of the complaint, letter or report that it comes from.")
    var reference: String?

    @Option(help: "The day it was opened. Default: today.")
    var opened: String?

    @Option(help: "Make items of: findings, problems or figures.")
    var from: Origin?

    @OptionGroup var roundOption: RoundOption
    @OptionGroup var workspaceOptions: WorkspaceOptions

    func validate() throws {
      let isGiven = !fields.values.isEmpty || source != nil || reference != nil || opened != nil
      if (from == nil) != isGiven {
        throw ValidationError("give either --from or the fields of one item")
      }
    }

    func run() throws {
      let workspace = try workspaceOptions.open(isWriting: true)
      let console = Console.shared
      guard let from else {
        var values = fields.values
        values[.source] = source ?? RectificationSource.Kind.selfCheck.rawValue
        values[.reference] = reference
        values[.opened] = opened
        let number = try workspace.addRectification(values)
        console.message(BilingualText(zh: "已立项 \(number)", en: "opened \(number)"))
        return
      }
      let round = try workspace.round(named: roundOption.round)
      let problems =
        switch from {
        case .findings: try workspace.findingProblems(round: round, in: console.language)
        case .problems:
          try workspace.registerProblemSources(
            in: console.language,
            progress: console.progress(BilingualText(zh: "正在核查名册", en: "Checking registers")))
        case .figures:
          RectificationSource.problems(
            of: try workspace.score(
              round: round,
              progress: console.progress(BilingualText(zh: "正在计算指标", en: "Scoring"))),
            round: round, in: console.language)
        }
      let (added, known) = try workspace.addRectifications(problems)
      let range = added.isEmpty ? "" : " (\(added[0]) … \(added[added.count - 1]))"
      console.message(
        BilingualText(
          zh: "新立 \(added.count) 项\(range)，已在台账 \(known) 项",
          en: "opened \(added.count) items\(range), \(known) were in the ledger"))
    }
  }

  /// `assay rectify list`.
  struct List: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "list", abstract: "Lists the items, with those that are overdue.")

    @Option(
      help: "Only items in this state: open, in-hand, submitted, confirmed, closed, returned.")
    var state: String?

    @Option(help: "Only items of this responsible unit.")
    var unit: String?

    @Option(help: "Only items in this township.")
    var township: String?

    @Option(help: "Only items of this ledger.")
    var ledger: String?

    @Flag(help: "Only items that are overdue.")
    var overdue = false

    @Option(help: ArgumentHelp("Also write the list as a page.", valueName: "file"))
    var page: String?

    @Option(help: ArgumentHelp("Also write it as a workbook.", valueName: "file"))
    var workbook: String?

    @OptionGroup var asOf: AsOfOption
    @OptionGroup var formatOption: FormatOption
    @OptionGroup var workspaceOptions: WorkspaceOptions

    func run() throws {
      let workspace = try workspaceOptions.open(isWriting: false)
      let console = Console.shared
      let rules = try workspace.ledgerRules()
      let ledger = try workspace.ledger(asOf: asOf.day())
      let items = try ledger.filtered(
        state: state, unit: unit, township: township, ledger: self.ledger, isOverdue: overdue,
        rules: rules)
      let isTable = formatOption.format == .table
      let words = RectificationListing(ledger, rules: rules, in: console.language)
      if isTable {
        console.output(words.items(items), .table)
        console.output("\n" + words.summary(items).text(in: console.language) + "\n")
      } else {
        console.output(
          RectificationListing(ledger, rules: rules, in: nil).items(items), formatOption.format)
      }
      if let page {
        try AtomicFile.write(
          RectificationListing.page(
            items, ledger: ledger, rules: rules, title: workspace.description.title,
            tool: workspace.session.tool, in: console.language), to: page)
      }
      if let workbook { try words.items(items).writeWorkbook(to: workbook, in: console.language) }
    }
  }

  /// `assay rectify show`.
  struct Show: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "show", abstract: "Shows one item with all that happened to it.")

    @Argument(help: "The item's number, such as JZ-0001.")
    var number: String

    @OptionGroup var asOf: AsOfOption
    @OptionGroup var formatOption: FormatOption
    @OptionGroup var workspaceOptions: WorkspaceOptions

    func run() throws {
      let workspace = try workspaceOptions.open(isWriting: false)
      let console = Console.shared
      let rules = try workspace.ledgerRules()
      let ledger = try workspace.ledger(asOf: asOf.day())
      let item = try workspace.rectification(number, asOf: asOf.day())
      if formatOption.format == .table {
        let words = RectificationListing(ledger, rules: rules, in: console.language)
        console.output(words.text(item, in: console.language))
      } else {
        console.output(
          RectificationListing.history(item, rules: rules, in: console.language),
          formatOption.format)
      }
    }
  }
}
