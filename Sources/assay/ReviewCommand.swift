// SPDX-License-Identifier: GPL-3.0-or-later

import ArgumentParser
import Assessment
import Foundation
import Reports
import Tables
import Workspaces

/// `assay review`: suspected errors are confirmed or cleared.
struct ReviewCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "review",
    abstract: "Suspected errors: out for evidence, back with decisions; blind second visits.",
    subcommands: [
      Export.self, Import.self, Evidence.self, Decide.self, Agreement.self, Compare.self,
      Revisits.self,
    ])

  /// `assay review export`.
  struct Export: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "export",
      abstract: "Writes review.csv: each suspected error with empty columns for the decision.")

    @Option(help: ArgumentHelp("Where to. Default: out/<round>/review.csv", valueName: "file"))
    var out: String?

    @OptionGroup var roundOption: RoundOption
    @OptionGroup var workspaceOptions: WorkspaceOptions

    func run() throws {
      let workspace = try workspaceOptions.open(isWriting: false)
      let round = try workspace.round(named: roundOption.round)
      let path = out ?? workspace.outputFolder(round: round).appending(path: "review.csv").path
      // What two people decided is not read again.
      let findings = try workspace.findings(round: round).filter {
        workspace.profile.readers == 1 || $0.state == .suspected
      }
      try ReviewFile.write(findings, evidence: workspace.evidence(round: round), to: path)
      Console.shared.message(
        BilingualText(
          zh: "已写入 \(path)：\(findings.count) 条", en: "wrote \(path): \(findings.count) findings"))
    }
  }

  /// `assay review import`.
  struct Import: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "import",
      abstract:
        "Takes the decisions of a filled-in review.csv, or an office's evidence, as CSV or workbook; all of a file or none."
    )

    @Argument(help: "The filled-in file.")
    var file: String

    @OptionGroup var roundOption: RoundOption
    @OptionGroup var workspaceOptions: WorkspaceOptions

    func run() throws {
      let workspace = try workspaceOptions.open(isWriting: true)
      let round = try workspace.round(named: roundOption.round)
      if try workspace.holdsEvidence(file) {
        let count = try workspace.importEvidence(file, round: round)
        Console.shared.message(
          BilingualText(zh: "已记录 \(count) 条佐证", en: "recorded evidence for \(count) cases"))
        return
      }
      Console.shared.message(
        ReviewText.recorded(try workspace.decide(ReviewFile.decisions(at: file), round: round)))
    }
  }

  /// `assay review decide`.
  struct Decide: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "decide", abstract: "Confirms or clears one suspected error.")

    @Argument(help: "The unit's path, such as V012/H00345.")
    var unit: String

    @Argument(help: "The kind of error, such as wrongful_exit.")
    var kind: String

    @Flag(help: "The error is real.")
    var confirm = false

    @Flag(help: "It is not.")
    var clear = false

    @Option(help: "The reason, by its name in the profile.")
    var reason: String

    @OptionGroup var roundOption: RoundOption
    @OptionGroup var workspaceOptions: WorkspaceOptions

    func validate() throws {
      if confirm == clear { throw ValidationError("say either --confirm or --clear") }
    }

    func run() throws {
      let workspace = try workspaceOptions.open(isWriting: true)
      let round = try workspace.round(named: roundOption.round)
      let outcome = try workspace.decide(
        [
          Decision(
            unit: UnitID(unit), kind: kind, state: confirm ? .confirmed : .cleared, reason: reason,
            reviewer: workspace.session.actor)
        ], round: round)
      Console.shared.message(ReviewText.recorded(outcome))
    }
  }

  /// `assay review revisits`.
  struct Revisits: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "revisits",
      abstract: "Lists clean households for blind second visits, or takes their results.")

    @Option(
      name: .customLong("import"),
      help: ArgumentHelp(
        "A CSV or workbook with path, result (same or differs) and reviewer.", valueName: "file"))
    var file: String?

    @OptionGroup var roundOption: RoundOption
    @OptionGroup var workspaceOptions: WorkspaceOptions
    @OptionGroup var formatOption: FormatOption

    func run() throws {
      let workspace = try workspaceOptions.open(isWriting: true)
      let round = try workspace.round(named: roundOption.round)
      if let file { _ = try workspace.importRevisits(file, round: round) }
      let revisits = try workspace.listRevisits(round: round)
      Console.shared.output(ReviewListing.revisits(revisits), formatOption.format)
      if formatOption.format == .table {
        let missed = try workspace.missedErrors(round: round)
        guard missed.visited > 0 else { return }
        let text = ReviewText.missed(missed).text(in: Console.shared.language)
        Console.shared.output("\n\(text)\n")
      }
    }
  }
}
