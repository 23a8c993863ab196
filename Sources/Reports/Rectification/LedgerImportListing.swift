// SPDX-License-Identifier: GPL-3.0-or-later

public import Assessment
import Tables
public import Workspaces

/// What a workbook of the ledger that came back did, as text and tables.
public enum LedgerImportListing {
  /// A row for each cell that two people changed to different texts.
  public static func conflicts(_ result: LedgerImport) -> Listing {
    var listing = Listing(columns: [
      Listing.Column("item", BilingualText(zh: "编号", en: "Number")),
      Listing.Column("row", BilingualText(zh: "行", en: "Row")),
      Listing.Column("column", BilingualText(zh: "列", en: "Column")),
      Listing.Column("base", BilingualText(zh: "导出时", en: "Exported")),
      Listing.Column("mine", BilingualText(zh: "工作簿", en: "Workbook")),
      Listing.Column("theirs", BilingualText(zh: "台账现为", en: "Ledger")),
      Listing.Column("by", BilingualText(zh: "台账由谁改", en: "Changed by")),
    ])
    for conflict in result.conflicts {
      listing.append([
        .text(conflict.item), .optional(conflict.place.row), .optional(conflict.place.column),
        .text(conflict.base), .text(conflict.mine), .text(conflict.theirs), .text(conflict.by),
      ])
    }
    return listing
  }

  /// What was done, in sentences.
  public static func sentences(_ result: LedgerImport) -> [BilingualText] {
    var sentences = [
      BilingualText(
        zh: "更新 \(result.changed.count) 项，无新内容 \(result.unchanged) 行",
        en: "changed \(result.changed.count) items, nothing new in \(result.unchanged) rows")
    ]
    if !result.missing.isEmpty {
      let numbers = result.missing.joined(separator: ", ")
      sentences.append(
        BilingualText(
          zh: "工作簿中缺少 \(result.missing.count) 行：\(numbers)。台账照旧保留这些项",
          en:
            "\(result.missing.count) rows are gone from the workbook: \(numbers). The ledger keeps these items"
        ))
    }
    if !result.conflicts.isEmpty {
      sentences.append(
        BilingualText(
          zh: "有 \(result.conflicts.count) 处两人改法不同，均未采用。核实后以工作簿为准的，用 --take 编号 重新导入",
          en:
            "\(result.conflicts.count) cells were changed by two people, and neither text was taken. Where the workbook is right, import it again with --take NUMBER"
        ))
    }
    return sentences
  }
}
