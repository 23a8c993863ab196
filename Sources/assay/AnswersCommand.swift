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
    abstract: .text(
      zh: "载入答卷，查看实地调查进度，核查答卷。",
      en: "Takes answers in, shows where the field work stands, and checks them."),
    subcommands: [
      Import.self, Status.self, Check.self, Callbacks.self, Correct.self,
    ])

  /// `assay answers import`.
  struct Import: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "import",
      abstract:
        .text(
          zh: "从 ODK、KoboToolbox、SurveyCTO 或表格载入答卷；每一行或被接受，或说明理由退回。",
          en:
            "Takes answers from ODK, KoboToolbox, SurveyCTO or a table; every row is accepted, or rejected with reasons."
        ),
      discussion: .text(
        zh: """
          格式和表单由内容识别。已有且相同的答卷不作改动；内容不同的成为新版本。随后按评估方案的\
          规则查找疑似问题。
          """,
        en: """
          Format and form are recognized by the content. A submission that is known as it is changes nothing; \
          with other content it becomes a new version. Afterwards the profile's rules look for suspected \
          errors.
          """))

    @Argument(
      help: .text(
        zh: "导出的答卷，或人工录入的表。", en: "Exports of answers, or tables that people typed.", value: .file))
    var files: [String]

    @Option(
      help: .text(
        zh: "所属表单，用于从列名看不出的情形。", en: "The form, where the columns do not tell it.",
        value: .init(zh: "表单", en: "form")))
    var form: String?

    @Option(
      help: .text(
        zh: "编码：UTF-8 或 GB18030。默认：自动识别。",
        en: "The encoding: UTF-8 or GB18030. Default: recognized.", value: .encoding))
    var encoding: String?

    @Option(
      help: .text(
        zh: "某列存放什么，写作 列=问题；列=- 表示不用该列；会记住。",
        en: "What a column holds, as COLUMN=QUESTION, or COLUMN=- to leave it out; remembered.",
        value: .init(zh: "列=问题", en: "col=question")))
    var map: [String] = []

    @Option(
      help: .text(
        zh: "服务器上的答卷份数；不一致时提示。",
        en: "The number of submissions that the server has; a difference is reported.",
        value: .init(zh: "行数", en: "expected-rows")))
    var expectedRows: Int?

    @Flag(
      help:
        .text(
          zh: "将全部退回的行写成 CSV；不加此项时只写第 100,000 行以后的。答卷含重复组时不写。",
          en:
            "Write all rejected rows as CSV; without, those beyond 100,000. Not where answers have repeats."
        )
    )
    var rejectsAsCsv = false

    @Flag(help: .text(zh: "只说明会有什么结果，不写入任何内容。", en: "Tell what would happen and write nothing."))
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
