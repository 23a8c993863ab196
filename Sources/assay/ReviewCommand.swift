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
    abstract: .text(
      zh: "疑似问题：发出举证，收回结论；盲法再访。",
      en: "Suspected errors: out for evidence, back with decisions; blind second visits."),
    subcommands: [
      Export.self, Import.self, Evidence.self, Decide.self, Agreement.self, Compare.self,
      Revisits.self,
    ])

  /// `assay review export`.
  struct Export: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "export",
      abstract: .text(
        zh: "写出 review.csv：每个疑似问题一行，结论各列留空。",
        en: "Writes review.csv: each suspected error with empty columns for the decision."))

    @Option(
      help: .text(
        zh: "写到哪里。默认：out/<轮次>/review.csv", en: "Where to. Default: out/<round>/review.csv",
        value: .file))
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
      Console.shared.wrote(
        path, BilingualText(zh: "\(findings.count) 条", en: "\(findings.count) findings"))
    }
  }

  /// `assay review import`.
  struct Import: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "import",
      abstract:
        .text(
          zh: "载入填好的 review.csv 中的结论，或单位的佐证（CSV 或工作簿）；一个文件全部载入，或一行也不载入。",
          en:
            "Takes the decisions of a filled-in review.csv, or an office's evidence, as CSV or workbook; all of a file or none."
        )
    )

    @Argument(help: .text(zh: "填好的文件。", en: "The filled-in file.", value: .file))
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
        ReviewText.recorded(try workspace.importReview(file, round: round)))
    }
  }

  /// `assay review decide`.
  struct Decide: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "decide",
      abstract: .text(zh: "认定或排除一个疑似问题。", en: "Confirms or clears one suspected error."))

    @Argument(
      help: .text(
        zh: "单位的路径，如 V012/H00345。", en: "The unit's path, such as V012/H00345.", value: .unit))
    var unit: String

    @Argument(
      help: .text(
        zh: "问题的种类，如 wrongful_exit。", en: "The kind of error, such as wrongful_exit.",
        value: .init(zh: "类别", en: "kind")))
    var kind: String

    @Flag(help: .text(zh: "问题属实，予以认定。", en: "The error is real."))
    var confirm = false

    @Flag(help: .text(zh: "问题不属实，予以排除。", en: "It is not."))
    var clear = false

    @Option(
      help: .text(
        zh: "理由，写评估方案中的名称。", en: "The reason, by its name in the profile.", value: .reason))
    var reason: String

    @OptionGroup var roundOption: RoundOption
    @OptionGroup var workspaceOptions: WorkspaceOptions

    func validate() throws {
      if confirm == clear {
        throw ValidationError(
          .text(zh: "请在 --confirm 和 --clear 中选一个", en: "say either --confirm or --clear"))
      }
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
      abstract: .text(
        zh: "列出没有发现问题、供盲法再访的户，或载入再访结果。",
        en: "Lists clean households for blind second visits, or takes their results."))

    @Option(
      name: .customLong("import"),
      help: .text(
        zh: "含 path、result（same 一致或 differs 不一致）和 reviewer 各列的 CSV 或工作簿。",
        en: "A CSV or workbook with path, result (same or differs) and reviewer.", value: .file))
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
