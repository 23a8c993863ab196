// SPDX-License-Identifier: GPL-3.0-or-later

import ArgumentParser
import Assessment
import Foundation
import Reports
import Tables
import Workspaces

extension RectifyCommand {
  /// `assay rectify export`.
  struct Export: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "export",
      abstract: "Writes a workbook in which units report, for people who only have Excel.",
      discussion: """
        Green columns are filled in: state, cause, measures, leader, person, new evidence, and who did. \
        Grey ones are there to be read. The workbook comes back with assay rectify import.
        """)

    @Option(help: "Only items of this responsible unit.")
    var unit: String?

    @Option(help: "Only items in this township.")
    var township: String?

    @Flag(help: "Closed items too.")
    var all = false

    @Option(
      help: ArgumentHelp(
        "Where to. Default: ledger.xlsx beside the round's other files, where no workbook that somebody fills in is written over.",
        valueName: "file"))
    var out: String?

    @OptionGroup var roundOption: RoundOption
    @OptionGroup var workspaceOptions: WorkspaceOptions

    func run() throws {
      let workspace = try workspaceOptions.open(isWriting: true)
      let rules = try workspace.ledgerRules()
      let items = try workspace.ledger().filtered(unit: unit, township: township, rules: rules)
        .filter { all || $0.state != .closed }
      let language = Console.shared.language
      let path: String
      if let out {
        try workspace.exportLedger(items, to: out, in: language)
        path = out
      } else {
        path = try workspace.writeForPeople(
          "ledger", for: [township, unit].compactMap(\.self), "xlsx",
          round: workspace.round(named: roundOption.round)
        ) { try workspace.exportLedger(items, to: $0, in: language) }
      }
      Console.shared.message(
        BilingualText(zh: "已写入 \(path)：\(items.count) 项", en: "wrote \(path): \(items.count) items")
      )
    }
  }

  /// `assay rectify import`.
  struct Import: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "import",
      abstract: "Takes a filled-in workbook back; exits with status 1 if cells are in conflict.",
      discussion: """
        Every changed cell becomes an event of who filled it in. A workbook that comes twice changes \
        nothing the second time. A cell that somebody else changed meanwhile is shown with both texts, and \
        neither is taken; a row that was deleted is reported, and its item stays.
        """)

    @Argument(help: "The workbook.")
    var file: String

    @Option(help: "An item of which the workbook's text is taken in a conflict; several times.")
    var take: [String] = []

    @Flag(help: "Tell what would happen and write nothing.")
    var dryRun = false

    @OptionGroup var formatOption: FormatOption
    @OptionGroup var workspaceOptions: WorkspaceOptions

    func run() throws {
      let workspace = try workspaceOptions.open(isWriting: !dryRun)
      let console = Console.shared
      let result = try workspace.importLedger(file, taking: take, isDryRun: dryRun)
      if !result.conflicts.isEmpty || formatOption.format != .table {
        console.output(LedgerImportListing.conflicts(result), formatOption.format)
      }
      for sentence in LedgerImportListing.sentences(result) { console.message(sentence) }
      if !result.conflicts.isEmpty { throw ExitCode(1) }
    }
  }
}
