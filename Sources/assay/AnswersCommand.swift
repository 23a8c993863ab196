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
    abstract: "Takes answers in, shows where the field work stands, and checks them.",
    subcommands: [
      Import.self, Status.self, Check.self, Callbacks.self, Correct.self,
    ])

  /// `assay answers import`.
  struct Import: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "import",
      abstract:
        "Takes answers from ODK, KoboToolbox, SurveyCTO or a table; every row is accepted, or rejected with reasons.",
      discussion: """
        Format and form are recognized by the content. A submission that is known as it is changes nothing; \
        with other content it becomes a new version. Afterwards the profile's rules look for suspected \
        errors.
        """)

    @Argument(
      help: ArgumentHelp("Exports of answers, or tables that people typed.", valueName: "file"))
    var files: [String]

    @Option(help: "The form, where the columns do not tell it.")
    var form: String?

    @Option(help: "The encoding: UTF-8 or GB18030. Default: recognized.")
    var encoding: String?

    @Option(
      help: ArgumentHelp(
        "What a column holds, as COLUMN=QUESTION, or COLUMN=- to leave it out; remembered.",
        valueName: "col=question"))
    var map: [String] = []

    @Option(help: "The number of submissions that the server has; a difference is reported.")
    var expectedRows: Int?

    @Flag(
      help:
        "Write all rejected rows as CSV; without, those beyond 100,000. Not where answers have repeats."
    )
    var rejectsAsCsv = false

    @Flag(help: "Tell what would happen and write nothing.")
    var dryRun = false

    @OptionGroup var roundOption: RoundOption
    @OptionGroup var workspaceOptions: WorkspaceOptions

    func run() throws {
      let workspace = try workspaceOptions.open(isWriting: !dryRun)
      let round = try workspace.round(named: roundOption.round)
      let console = Console.shared
      let progress = console.progress(BilingualText(zh: "正在检查答卷", en: "Checking answers"))
      var request = AnswersRequest()
      request.form = form
      request.encoding = try encoding.map(TextEncoding.init(name:))
      request.isTrial = dryRun
      request.rejectsAsCSV = rejectsAsCsv
      let language = console.language
      request.describe = { Catalogue.sentence(for: $0, in: language) }
      request.mapping = try AnswersRequest.mapping(map)
      let imports = try files.map {
        try workspace.importAnswers($0, request, round: round, progress: progress)
      }
      for answers in imports { Self.warn(answers, console) }
      console.output(AnswersText.imported(imports, in: console.language))
      if let expectedRows, let fault = AnswersImport.difference(imports, expected: expectedRows) {
        console.warn(fault)
      }
      if dryRun { return }
      let update = try workspace.updateFindings(round: round, progress: progress)
      console.output(AnswersText.findings(update, in: console.language))
    }

    /// Faults beyond this number of a file stand in the workbook of rejected rows only.
    private static let shownFaults = 50

    private static func warn(_ answers: AnswersImport, _ console: Console) {
      for fault in answers.faults.list.prefix(shownFaults) { console.warn(fault) }
      let all = answers.countsByCode.values.reduce(0, +)
      guard all > shownFaults else { return }
      console.message(
        BilingualText(
          zh: "……共 \(all) 处，以上为前 \(shownFaults) 处",
          en: "… \(all) faults in all; the first \(shownFaults) are shown"))
    }
  }
}
