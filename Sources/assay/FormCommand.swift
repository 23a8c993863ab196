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
      .text(
        zh: "检查和转换问卷（XLSForm，工作簿或 CSV 文件夹）。",
        en: "Checks and converts questionnaires (XLSForm, as a workbook or a folder of CSV sheets)."
      ),
    subcommands: [Check.self, Convert.self])

  /// `assay form check`.
  struct Check: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "check",
      abstract: .text(
        zh: "列出表单的全部错误；有错误即以状态 1 退出。",
        en: "Lists everything that is wrong with forms; exit status 1 if anything is."))

    @Argument(
      help: .text(
        zh: "工作簿（.xlsx），或含有 survey.csv、choices.csv 和 settings.csv 的文件夹。",
        en: "Workbooks (.xlsx), or folders with survey.csv, choices.csv and settings.csv.",
        value: .init(zh: "文件|文件夹", en: "file|folder")))
    var forms: [String]

    @Option(
      help: .text(
        zh: "列出这个评估方案的指标、规则和取值都用不到的问题。",
        en: "List the questions that no indicator, rule or value of this profile depends on.",
        value: .profile))
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
      abstract: .text(
        zh: "在工作簿和 CSV 文件夹之间转换表单，不丢失内容。",
        en: "Converts a form between a workbook and a folder of CSV sheets; loses nothing."),
      discussion: .text(
        zh: """
          目标以 .xlsx 结尾时写成工作簿，并替换原有的；否则写成文件夹，必须是新的或空的。所有工\
          作表和列都照样带过去，包括 XLSForm 不认识的，以及问题取用选项的 CSV 文件。公式变为其\
          值；颜色、批注和列宽不保留。
          """,
        en: """
          A target that ends in .xlsx becomes a workbook, which replaces an older one; any other becomes \
          a folder, which must be new or empty. All sheets and columns are carried over, those that \
          XLSForm does not know too, and the CSV files that questions take their choices from. Formulas \
          become their values; colours, comments and widths stay behind.
          """))

    @Argument(
      help: .text(
        zh: "工作簿或 CSV 文件夹。", en: "A workbook or a folder of CSV sheets.",
        value: .init(zh: "源", en: "from")))
    var from: String

    @Argument(
      help: .text(
        zh: "工作簿（.xlsx）或文件夹。", en: "A workbook (.xlsx) or a folder.",
        value: .init(zh: "目标", en: "to")))
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
