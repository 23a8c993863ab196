// SPDX-License-Identifier: GPL-3.0-or-later

import Planning

extension Catalogue {
  static let planning: [Entry] = [
    Entry(
      .measureMissing,
      en:
        "{units} units of {sample} have no number of persons and count as 0 in the sums of persons",
      zh: "{sample} 有 {units} 个单位没有人数，在人数合计中按 0 计"),
    Entry(
      .lonelyCellsExpected,
      en:
        "about {cells} cells of {sample} will give one unit of several; their variance is lent by other cells. minimum: 2 avoids it",
      zh: "{sample} 预计约有 {cells} 个单元格只抽 1 个（格内不止 1 个），其方差需借用其他格。设 minimum: 2 可避免"),
    Entry(
      .fractionMayExceedOne,
      en:
        "in {percent}% of the trial draws the drawn first-stage units hold fewer units of {sample} (stratum \"{stratum}\") than of: population wants (f above 1); such a draw takes them all and reports the shortfall",
      zh:
        "试抽中有 {percent}% 的情形，抽中的第一阶段单位内 {sample}（层“{stratum}”）的单位数不足 of: population 的要求（f 大于 1）；遇此情形全部抽取并报告缺口"
    ),
  ]
}
