// SPDX-License-Identifier: GPL-3.0-or-later

import Assessment
import Workspaces

extension Catalogue {
  /// Faults of `settings.xlsx`.
  static let settings: [Entry] = [
    Entry(
      .settingUnknown,
      en:
        "\"{value}\" is for {key} (column {position}), and assessment.yaml has no such register, table or sample. Correct the key, or clear the cell. Keys begin with title, language, rounds or: {known}",
      zh:
        "“{value}”填给了 {key}（第 {position} 列），但 assessment.yaml 没有这个名册、表或样本。请改正键或清空该单元格。键以 title、language、rounds 或下列开头：{known}"
    ),
    Entry(
      .settingTwice,
      en:
        "{key} is filled in twice, here (\"{value}\", column {position}) and in row {first}. Clear one of the two cells",
      zh: "{key} 填了两次：此处（“{value}”，第 {position} 列）和第 {first} 行。请清空其中一个单元格"),
    Entry(
      .settingDivided,
      en:
        "{key} (\"{value}\", column {position}) is a part of {whole}, which row {first} fills in as a whole. Clear one of the two cells",
      zh: "{key}（“{value}”，第 {position} 列）是 {whole} 的一部分，而第 {first} 行填了整体。请清空其中一个单元格"),
    Entry(
      .settingsSheet,
      en:
        "there must be one sheet named settings or 设置; this workbook has: {sheets}. Name the sheet so again, or move the file away and write it anew with assay settings --write",
      zh: "应有一个名为“设置”或 settings 的工作表；现有：{sheets}。请改回表名，或移走此文件后用 assay settings --write 重新生成"),
    Entry(
      .settingsColumns,
      en:
        "the header with the columns \"Your value\" and \"Key\" is missing. Restore it, or move the file away and write it anew with assay settings --write",
      zh: "缺少含“您的值”和“键”两列的表头。请恢复表头，或移走此文件后用 assay settings --write 重新生成"),
    Entry(
      .settingWithoutKey,
      en:
        "\"{value}\" stands in a row whose key in column {letters} is \"{key}\". Write a key there such as registers.villages.file, or clear the cell",
      zh: "“{value}”所在行第 {letters} 列的键是“{key}”。请在那里填写键，如 registers.villages.file，或清空该单元格"),
    Entry(
      .settingsOpen,
      en:
        "settings.xlsx is open in Excel or WPS, which would write over what Assay writes. Close it there; if nobody has it open, delete this file",
      zh: "settings.xlsx 正在 Excel 或 WPS 中打开，其保存会覆盖这里写出的内容。请先关闭；如确实无人打开，请删除此文件"),
  ]
}
