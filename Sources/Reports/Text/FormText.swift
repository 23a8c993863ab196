// SPDX-License-Identifier: GPL-3.0-or-later

public import Assessment
public import Forms
import Tables
public import Workspaces

/// What is said of a form on the screen.
public enum FormText {
  /// What a form without faults holds, in one line.
  public static func summary(_ form: Form, of path: String, in language: Language) -> String {
    let asked = form.questions.count { $0.type.isAsked }
    let repeats = form.groups.count(where: \.isRepeat)
    let languages = form.languages.filter { !$0.isEmpty }.joined(separator: ", ")
    let text = BilingualText(
      zh: """
        \(path)：表单“\(form.title.isEmpty ? form.id : form.title)”没有错误。\(form.questions.count) 行，\
        其中提问 \(asked) 题；\(form.groups.count - repeats) 个分组，\(repeats) 个重复组，\
        \(form.lists.count) 个选项列表；语言：\(languages.isEmpty ? "未注明" : languages)
        """,
      en: """
        \(path): the form "\(form.title.isEmpty ? form.id : form.title)" is in order: \
        \(form.questions.count) rows, \(asked) of them asked; \(form.groups.count - repeats) groups, \
        \(repeats) repeats, \(form.lists.count) lists of choices; \
        languages: \(languages.isEmpty ? "not named" : languages)
        """)
    return text.text(in: language) + "\n"
  }

  /// The questions that no result depends on, as a table.
  public static func unused(
    _ questions: [Form.Question], of form: Form, in language: Language
  ) -> String {
    let asked = form.questions.count { $0.type.isAsked }
    let unasked = questions.count { $0.type.isAsked }
    let heading = BilingualText(
      zh: "提问的 \(asked) 题中有 \(unasked) 题不影响任何结果。",
      en: "No result depends on \(unasked) of the \(asked) questions that are asked.")
    guard !questions.isEmpty else { return heading.text(in: language) + "\n" }
    let titles = [
      BilingualText(zh: "行", en: "Row"), BilingualText(zh: "题目", en: "Question"),
      BilingualText(zh: "内容", en: "Text"),
    ]
    var table = TextTable(
      header: titles.map { $0.text(in: language) }, alignments: [.right, .left, .left])
    let code = language == .chinese ? "zh" : "en"
    for question in questions {
      table.append([
        question.place.row.map { "\($0)" } ?? "", question.name,
        question.label.text(in: code) ?? "",
      ])
    }
    return heading.text(in: language) + "\n" + table.lines().joined(separator: "\n") + "\n"
  }

  /// What was converted, in one line.
  public static func converted(
    _ sheets: FormSheets, to path: String, in language: Language
  ) -> String {
    let names = sheets.sheets.map(\.name).joined(separator: ", ")
    let files = sheets.files.keys.sorted().joined(separator: ", ")
    let text = BilingualText(
      zh: "已写入 \(path)：\(names)" + (files.isEmpty ? "" : "；选项文件 \(files)"),
      en: "written to \(path): \(names)" + (files.isEmpty ? "" : "; files of choices: \(files)"))
    return text.text(in: language) + "\n"
  }
}
