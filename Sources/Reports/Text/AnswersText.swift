// SPDX-License-Identifier: GPL-3.0-or-later

public import Assessment
import Files
public import Workspaces

/// What the terminal says of imported answers and the findings that they raise.
public enum AnswersText {
  /// A table with a line for each file.
  public static func imported(_ imports: [AnswersImport], in language: Language) -> String {
    let chinese = language == .chinese
    var table = TextTable(
      header: chinese
        ? ["文件", "表单", "编码", "行数", "新", "有变化", "无变化", "退回"]
        : ["File", "Form", "Encoding", "Rows", "New", "Changed", "Same", "Rejected"],
      alignments: [.left, .left, .left, .right, .right, .right, .right, .right])
    for item in imports {
      table.append(
        [item.file, item.form, item.encoding.rawValue]
          + [item.rows, item.new, item.changed, item.unchanged, item.rejected]
          .map(NumberText.grouped))
    }
    let early = imports.reduce(0) { $0 + $1.early }
    let held = BilingualText(
      zh: "有 \(early) 份答卷来自尚未启用的备用户，先行保留：见 assay replace --from-answers",
      en:
        "\(early) answers are of reserves that are not open; they are held: see assay replace --from-answers"
    )
    let lines = table.lines() + (early > 0 ? [held.text(in: language)] : [])
    return lines.joined(separator: "\n") + "\n"
  }

  /// One line on the findings.
  public static func findings(_ update: FindingsUpdate, in language: Language) -> String {
    let text = BilingualText(
      zh: "疑似问题：新增 \(update.raised)，撤回 \(update.withdrawn)，待定 \(update.open)",
      en:
        "Suspected errors: \(update.raised) raised, \(update.withdrawn) withdrawn, \(update.open) to be decided"
    )
    return text.text(in: language) + "\n"
  }
}
