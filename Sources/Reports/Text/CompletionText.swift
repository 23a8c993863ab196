// SPDX-License-Identifier: GPL-3.0-or-later

public import Assessment
import Sampling

/// What `assay rank` prints of completed work.
public enum CompletionText {
  /// The table for people; it ends with a line end.
  ///
  /// - Parameters:
  ///   - id: the column of identifiers.
  ///   - done: the column of what is done.
  ///   - planned: the column of what is to be done.
  public static func text(
    _ ranking: CompletionRanking, id: String, done: String, planned: String, in language: Language
  ) -> String {
    let say = { (zh: String, en: String) in BilingualText(zh: zh, en: en).text(in: language) }
    var table = TextTable(
      header: [say("名次", "Rank"), id, done, planned, say("完成率", "Completion")],
      alignments: [.right, .left, .right, .right, .right])
    for row in ranking.rows {
      let rank = row.rank.map { row.tied > 1 ? "\($0)=" : "\($0)" } ?? "–"
      table.append([
        rank, row.id, FigureText.count(row.done), FigureText.count(row.planned),
        row.share.map { FigureText.text($0, isShare: true) } ?? "–",
      ])
    }
    let ties = Set(ranking.rows.filter { $0.rank != nil && $0.tied > 1 }.map(\.rank)).count
    let whole =
      FigureText.count(ranking.total.done) + " / " + FigureText.count(ranking.total.planned)
    let above = ranking.exceeding.map { row in
      "\(row.id)\(row.share.map { " " + FigureText.text($0, isShare: true) } ?? "")"
    }
    let remarks =
      above.isEmpty
      ? []
      : [
        say(
          "完成数大于应完成数：\(above.joined(separator: "、"))。请核对两列是否填反或重复计数；确属超额完成的，名次照此排列。",
          "More is done than was to be done: \(above.joined(separator: ", ")). See whether the columns are exchanged or something is counted twice; if it is true, the rank stands."
        )
      ]
    return
      (table.lines() + [
        "",
        say(
          "合计 \(whole)。完成率按整数精确比较；“=”表示并列（共 \(ties) 组）。",
          "In all \(whole). Shares are compared exactly, in integers; \"=\" marks ties (\(ties) of them)."
        ),
      ] + remarks).joined(separator: "\n") + "\n"
  }

  /// The same as rows for programs.
  public static func listing(_ ranking: CompletionRanking) -> Listing {
    let keys = ["id", "done", "planned", "share", "rank", "tied"]
    var listing = Listing(
      columns: keys.map { Listing.Column($0, BilingualText(zh: $0, en: $0)) })
    for row in ranking.rows {
      listing.append([
        .text(row.id), .text(row.done.text), .text(row.planned.text),
        .optional(row.share?.doubleValue), .optional(row.rank), .integer(row.tied),
      ])
    }
    return listing
  }
}
