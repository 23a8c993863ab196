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
}
