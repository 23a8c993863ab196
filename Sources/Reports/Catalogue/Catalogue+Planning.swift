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
    Entry(
      .decisionNeedsLowerStage,
      en:
        "the risk of decisions about {rate} is found for households within villages, but {sample} is a sample of the first stage",
      zh: "判定风险按村内农户的样本计算，而 {rate} 用的 {sample} 是第一阶段样本"),
    Entry(
      .totalsImpossible,
      en:
        "the totals of \"{stratum}\" cannot be those of a county: at least one household for each village, one to 50 persons for each household, and persons for all strata or for none",
      zh: "“{stratum}”的总数不可能：每村至少一户，每户 1 至 50 人，人数要么各层都给、要么都不给"),
  ]
}
