// SPDX-License-Identifier: GPL-3.0-or-later

import ArgumentParser
import Assessment
import Forms
import Reports
import Tables
import Workspaces

/// `assay form`: questionnaires, in and out.
struct FormCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "form",
    abstract:
      "Checks and converts questionnaires (XLSForm, as a workbook or a folder of CSV sheets).",
    subcommands: [Check.self, Convert.self])

  /// `assay form check`.
  struct Check: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "check",
      abstract: "Lists everything that is wrong with forms; exit status 1 if anything is.")

    @Argument(
      help: ArgumentHelp(
        "Workbooks (.xlsx), or folders with survey.csv, choices.csv and settings.csv.",
        valueName: "file|folder"))
    var forms: [String]

    @Option(
      help: ArgumentHelp(
        "List the questions that no indicator, rule or value of this profile depends on.",
        valueName: "profile"))
    var use: String?

    @OptionGroup var shared: SharedOptions

    func run() throws {
      try shared.apply()
      let profile = try use.map { try AssayHome.current().profile(named: $0) }
      let console = Console.shared
      var isWhole = true
      for path in forms {
        do {
          let sheets = try FormSheets(path: path)
          let form = try sheets.form()
          for notice in sheets.losses.list + form.notices { console.warn(notice) }
          console.output(FormText.summary(form, of: path, in: console.language))
          if let profile {
            let unused = profile.unusedQuestions(of: form)
            console.output(FormText.unused(unused, of: form, in: console.language))
          }
        } catch let fault as Fault where fault.code.kind == .data {
          _ = console.report(fault)
          isWhole = false
        } catch let faults as Faults {
          _ = console.report(faults)
          isWhole = false
        }
      }
      if !isWhole { throw ExitCode(1) }
    }
  }

  /// `assay form convert`.
  struct Convert: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "convert",
      abstract: "Converts a form between a workbook and a folder of CSV sheets; loses nothing.",
      discussion: """
        A target that ends in .xlsx becomes a workbook, which replaces an older one; any other becomes \
        a folder, which must be new or empty. All sheets and columns are carried over, those that \
        XLSForm does not know too, and the CSV files that questions take their choices from. Formulas \
        become their values; colours, comments and widths stay behind.
        """)

    @Argument(help: ArgumentHelp("A workbook or a folder of CSV sheets.", valueName: "from"))
    var from: String

    @Argument(help: ArgumentHelp("A workbook (.xlsx) or a folder.", valueName: "to"))
    var to: String

    @OptionGroup var shared: SharedOptions

    func run() throws {
      try shared.apply()
      let sheets = try FormSheets(path: from)
      try sheets.write(to: to)
      Console.shared.output(
        FormText.converted(sheets, to: to, in: Console.shared.language))
    }
  }
}
