// SPDX-License-Identifier: GPL-3.0-or-later

import ArgumentParser
import Assessment
import Files
import Reports
import Tables
import Workspaces

/// `assay answers`: answers in.
struct AnswersCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "answers",
    abstract: "Takes answers in and checks them.",
    subcommands: [Import.self])

  /// `assay answers import`.
  struct Import: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "import",
      abstract:
        "Takes answers from ODK Central CSV files; every row is accepted, or rejected with reasons.",
      discussion: """
        The form is recognized by the columns. A submission that is known as it is changes nothing; \
        with other content it becomes a new version. Afterwards the profile's rules look for suspected \
        errors.
        """)

    @Argument(help: ArgumentHelp("CSV files as ODK Central exports them.", valueName: "file"))
    var files: [String]

    @Option(help: "The form, where the columns do not tell it.")
    var form: String?

    @Option(help: "The encoding: UTF-8 or GB18030. Default: recognized.")
    var encoding: String?

    @OptionGroup var roundOption: RoundOption
    @OptionGroup var workspaceOptions: WorkspaceOptions

    func run() throws {
      let workspace = try workspaceOptions.open(isWriting: true)
      let round = try workspace.round(named: roundOption.round)
      let console = Console.shared
      let progress = console.progress(BilingualText(zh: "正在检查答卷", en: "Checking answers"))
      let imports = try files.map {
        try workspace.importAnswers(
          $0, form: form, round: round, encoding: encoding.map(TextEncoding.init(name:)),
          progress: progress)
      }
      for answers in imports { for fault in answers.faults.list { console.warn(fault) } }
      console.output(AnswersText.imported(imports, in: console.language))
      let update = try workspace.updateFindings(round: round, progress: progress)
      console.output(AnswersText.findings(update, in: console.language))
    }
  }
}
