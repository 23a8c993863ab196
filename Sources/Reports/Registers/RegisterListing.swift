// SPDX-License-Identifier: GPL-3.0-or-later

public import Assessment
import Sampling
public import Workspaces

/// What was found in registers, for the terminal.
public enum RegisterListing {
  /// A table with a line for each register.
  public static func text(_ summaries: [ImportedRegister], in language: Language) -> String {
    let chinese = language == .chinese
    var table = TextTable(
      header: chinese
        ? ["名册", "行数", "合计", "格式", "状态", "SHA-256"]
        : ["Register", "Rows", "Totals", "Format", "State", "SHA-256"],
      alignments: [.left, .right, .left, .left, .left, .left])
    for summary in summaries {
      let totals = summary.totals.map { "\($0.column) \(NumberText.grouped($0.sum))" }
      table.append([
        summary.name, NumberText.grouped(summary.rows), totals.joined(separator: "  "),
        summary.format,
        word(for: summary.state).text(in: language),
        String(summary.digest.hex.prefix(16)) + "…",
      ])
    }
    return table.lines().joined(separator: "\n") + "\n"
  }

  /// The word for what an import made of what was there.
  private static func word(for state: ImportedRegister.State) -> BilingualText {
    switch state {
    case .inOrder: BilingualText(zh: "合格", en: "in order")
    case .unchanged: BilingualText(zh: "无变化", en: "unchanged")
    case .changedBeside: BilingualText(zh: "其他列有变化", en: "other columns changed")
    }
  }

  /// What changed in columns that are not sealed, of which neither the digest nor the versions tell.
  public static func remarks(_ summaries: [ImportedRegister]) -> [BilingualText] {
    summaries.compactMap { summary in
      guard case .changedBeside(let rows, let columns) = summary.state else { return nil }
      let (count, names) = (NumberText.grouped(rows), columns.joined(separator: ", "))
      guard rows > 0 else {
        return BilingualText(
          zh: "\(summary.name)：各列的值无变化，但新增或减少了这些列：\(names)",
          en: "\(summary.name): all values are the same, but these columns came or went: \(names)")
      }
      return BilingualText(
        zh: "\(summary.name)：封存的各列无变化；其他列中 \(names) 有变化，涉及 \(count) 行",
        en:
          "\(summary.name): the columns that are sealed hold the same; of the others \(names) changed, in \(count) rows"
      )
    }
  }

  /// Where the rejected rows of refused registers are, and what to do with them.
  public static func refused(_ rejects: [String]) -> BilingualText {
    let files = rejects.map { "  \($0)" }.joined(separator: "\n")
    return BilingualText(
      zh:
        "未导入。有问题的行已写入下列工作簿（红色单元格有误，第一列说明怎样改）：\n\(files)\n请在其中改正（assay_delete 列填“是”表示删去该行），保存后原样导入：assay register import 工作簿…",
      en:
        "nothing was imported. The rows with faults are in these workbooks, faulty cells red, with what to do in the first column:\n\(files)\nCorrect them there (yes under assay_delete leaves a row out), save, and import them as they are: assay register import WORKBOOK…"
    )
  }
}
