// SPDX-License-Identifier: GPL-3.0-or-later

import ArgumentParser
import Assessment
import Files
import Foundation
import Reports
import Tables
import Workspaces

extension AnswersCommand {
  /// `assay answers check`.
  struct Check: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "check",
      abstract:
        .text(
          zh: "核查答卷质量：身份、时间、位置、数值、作答规律。",
          en: "Checks the quality of the answers: identities, times, positions, numbers, patterns."),
      discussion: .text(
        zh: """
          界限写在评估方案的 checks 一节。核查从不改动答卷；处理见 callbacks 和 correct。
          """,
        en: """
          Thresholds stand in the profile's section checks. A check never changes an answer; see \
          callbacks and correct.
          """))

    @Flag(help: .text(zh: "发现任何问题时以状态 1 退出。", en: "Exit with status 1 if anything was found."))
    var failOn = false

    @Option(
      help: .text(zh: "另将全部问题写成工作簿。", en: "Also write all issues as a workbook.", value: .file))
    var workbook: String?

    @OptionGroup var formatOption: FormatOption
    @OptionGroup var roundOption: RoundOption
    @OptionGroup var workspaceOptions: WorkspaceOptions

    func run() throws {
      let workspace = try workspaceOptions.open(isWriting: false)
      let round = try workspace.round(named: roundOption.round)
      let console = Console.shared
      let issues = try workspace.qualityIssues(
        round: round,
        progress: console.progress(BilingualText(zh: "正在核查答卷", en: "Checking answers")))
      let all = QualityListing.issues(issues, in: console.language)
      if formatOption.format == .table {
        console.output(QualityListing.summary(issues), .table)
        if !issues.isEmpty { console.output("\n" + all.text(.table, in: console.language)) }
      } else {
        console.output(all, formatOption.format)
      }
      if let workbook { try all.writeWorkbook(to: workbook, in: console.language) }
      if failOn, !issues.isEmpty { throw ExitCode(1) }
    }
  }

  /// `assay answers callbacks`.
  struct Callbacks: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "callbacks",
      abstract: .text(
        zh: "列出每组调查员明日应回访询问的事项。", en: "Lists what each pair of interviewers should ask tomorrow."),
      discussion: .text(
        zh: """
          在该轮其他文件旁写出 callbacks.html、callbacks.xlsx 和 callbacks.txt。后来的答卷会销去\
          回访；更正也会，工作簿中有相应的列。
          """,
        en: """
          Writes callbacks.html, callbacks.xlsx and callbacks.txt beside the round's other files. Later \
          answers close callbacks; so do corrections, for which the workbook has columns.
          """))

    @OptionGroup var roundOption: RoundOption
    @OptionGroup var workspaceOptions: WorkspaceOptions

    func run() throws {
      let workspace = try workspaceOptions.open(isWriting: true)
      let round = try workspace.round(named: roundOption.round)
      let console = Console.shared
      let list = try workspace.updateCallbacks(
        round: round,
        progress: console.progress(BilingualText(zh: "正在核查答卷", en: "Checking answers")))
      let text = CallbackPages.text(list, in: console.language)
      let page = try workspace.writeForPeople("callbacks", "html", round: round) { path in
        try AtomicFile.write(
          CallbackPages.page(
            list, title: workspace.description.title, round: round, tool: workspace.session.tool,
            in: console.language), to: path)
      }
      let book = try workspace.writeForPeople("callbacks", "xlsx", round: round) { path in
        try CallbackPages.write(list, to: path, in: console.language)
      }
      let plain = try workspace.writeForPeople("callbacks", "txt", round: round) { path in
        try AtomicFile.write(text, to: path)
      }
      console.output(text)
      console.message(
        BilingualText(
          zh:
            "待问 \(list.open.count) 条，新增 \(list.new)，已销 \(list.closed)；已写入 \(page)、\(book)、\(plain)",
          en:
            "\(list.open.count) open, \(list.new) new, \(list.closed) closed; wrote \(page), \(book), \(plain)"
        ))
    }
  }

  /// `assay answers correct`.
  struct Correct: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "correct",
      abstract:
        .text(
          zh: "载入更正：新值、无误的问题、作废的答卷。",
          en:
            "Takes corrections in: new values, issues that are right, submissions that are dropped."
        ),
      discussion: .text(
        zh: """
          文件为填好 action（value 改值、keep 认可或 drop 作废）、new_value、reason 和 who 各列\
          的 callbacks.xlsx，或含有同名各列的表。新值的读法与导入答卷相同：选项标签、全角数字、\
          日期均可。每次更正成为一个版本，什么也不删除。
          """,
        en: """
          The file is callbacks.xlsx with the columns action (value, keep or drop), new_value, reason and \
          who filled in, or a table with the same columns. New values are read as in an import of answers: \
          labels of choices, full-width digits, dates. Each correction becomes a version; nothing is deleted.
          """))

    @Argument(help: .text(zh: "工作簿或 CSV 文件。", en: "The workbook or CSV.", value: .file))
    var file: String

    @OptionGroup var roundOption: RoundOption
    @OptionGroup var workspaceOptions: WorkspaceOptions

    func run() throws {
      let workspace = try workspaceOptions.open(isWriting: true)
      let round = try workspace.round(named: roundOption.round)
      let console = Console.shared
      let result = try workspace.importCorrections(file, round: round)
      console.output(
        BilingualText(
          zh:
            "更正 \(result.changed) 处，认可 \(result.kept) 条，作废 \(result.dropped) 份，此前已做 \(result.known) 处\n",
          en:
            "\(result.changed) answers corrected, \(result.kept) issues kept, \(result.dropped) submissions dropped, \(result.known) done before\n"
        ).text(in: console.language))
      if let text = AnswersText.readings(result.readings, of: file) { console.message(text) }
      let update = try workspace.updateFindings(round: round, progress: nil)
      console.output(AnswersText.findings(update, in: console.language))
    }
  }
}
