// SPDX-License-Identifier: GPL-3.0-or-later

public import ArgumentParser
public import Assessment
import Foundation
import Reports
import Tables
import Workspaces

extension RegisterCommand {
  /// `assay register problems`.
  struct Problems: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "problems",
      abstract: "Finds the problems of the whole registers before anybody else does.",
      discussion: """
        Runs the profile's rules over registers and records, prints what each rule came to, and writes one \
        workbook for each office (problems-OFFICE.xlsx beside the round's other files), the gravest problems \
        first, among these the ones most likely to be drawn under the announced design. A rule whose columns \
        or tables are not there is named, not passed over. What began and what ended since the last run is recorded, \
        but with --summary: assay register history shows it.
        """)

    @Option(
      name: .customLong("as-of"),
      help: ArgumentHelp(
        "The day that deadlines are compared with. Default: today.", valueName: "date"))
    var asOf: String?

    @Option(help: "Only the problems of one office, such as a township.")
    var office: String?

    @Flag(help: "Print and write nothing but the table of rules.")
    var summary = false

    @Option(
      name: .customLong("fail-on"),
      help:
        "Exit with status 1 if a problem at least this grave was found: critical, major, minor, listed."
    )
    var failOn: RegisterRule.Severity?

    @OptionGroup var formatOption: FormatOption
    @OptionGroup var roundOption: RoundOption
    @OptionGroup var workspaceOptions: WorkspaceOptions

    func run() throws {
      let workspace = try workspaceOptions.open(isWriting: !summary)
      let round = try workspace.round(named: roundOption.round)
      let console = Console.shared
      let found = try workspace.registerProblems(
        asOf: asOf, hasChances: !summary,
        progress: console.progress(BilingualText(zh: "正在核查名册", en: "Checking registers")))
      if let fault = found.designFault {
        console.message(
          BilingualText(
            zh: "方案还不能抽样，因此不知道各单位被抽中的可能性，问题只按严重程度排列：",
            en:
              "The design cannot be drawn yet, so that nobody knows how likely units are to be drawn; problems stand by gravity alone:"
          ))
        console.warn(fault)
      }
      let offices = try found.byOffice(only: office)
      if formatOption.format == .table {
        console.output(ProblemListing.text(found, in: console.language))
      } else if summary {
        console.output(ProblemListing.rules(found, in: console.language), formatOption.format)
      } else {
        console.output(
          ProblemListing.problems(offices.flatMap(\.problems), in: console.language),
          formatOption.format)
      }
      if !summary {
        try write(offices, of: workspace, round: round)
        let events = try workspace.recordProblems(found, asOf: asOf)
        console.message(
          BilingualText(
            zh: "与上次相比有 \(events) 项变化，已记录", en: "\(events) changes since the last run: recorded"))
      }
      let isGrave = offices.flatMap(\.problems).contains { problem in
        failOn.map { problem.rule.severity <= $0 } ?? false
      }
      if isGrave { throw ExitCode(1) }
    }

    private func write(
      _ offices: [(office: String, problems: [RegisterProblem])], of workspace: Workspace,
      round: String
    ) throws {
      let console = Console.shared
      for (office, problems) in offices {
        let path = try workspace.writeForPeople(
          "problems", for: [office], "xlsx", round: round
        ) { path in
          try ProblemListing.problems(problems, in: console.language)
            .writeWorkbook(to: path, in: console.language)
        }
        console.message(
          BilingualText(
            zh: "\(problems.count) 条问题，已写入 \(path)", en: "\(problems.count) problems: wrote \(path)"
          ))
      }
    }
  }
}

extension RegisterCommand {
  /// `assay register measures`.
  struct Measures: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "measures",
      abstract: "Counts what the registers themselves say: rates, completions, shares.",
      discussion: """
        The profile's section measures. These are figures of complete lists, without any sampling. Rows \
        without a number are left out and counted, and then no requirement is called met.
        """)

    @Option(
      name: .customLong("as-of"),
      help: ArgumentHelp("The day that today() means. Default: today.", valueName: "date"))
    var asOf: String?

    @OptionGroup var formatOption: FormatOption
    @OptionGroup var workspaceOptions: WorkspaceOptions

    func run() throws {
      let workspace = try workspaceOptions.open(isWriting: false)
      let console = Console.shared
      console.output(
        MeasureListing.figures(try workspace.measures(asOf: asOf), in: console.language),
        formatOption.format)
    }
  }
}

extension RegisterRule.Severity: ExpressibleByArgument {}
