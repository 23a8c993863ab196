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
        summary.isUnchanged ? (chinese ? "无变化" : "unchanged") : (chinese ? "合格" : "in order"),
        String(summary.digest.hex.prefix(16)) + "…",
      ])
    }
    return table.lines().joined(separator: "\n") + "\n"
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
