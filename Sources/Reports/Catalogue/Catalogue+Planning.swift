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
    Entry(
      .moreVillagesThanThere,
      en:
        "{drawn} of the {villages} villages of \"{stratum}\" cannot be drawn: draw none, all, or from 2 to all",
      zh: "“{stratum}”共 {villages} 个村，不能抽 {drawn} 个：可不抽、全抽，或抽 2 个以上"),
    Entry(
      .nothingDrawn, en: "the plan draws no village: give a stratum draw=… or --villages",
      zh: "方案没有抽任何村：请给某一层写 draw=…，或用 --villages"),
    Entry(
      .optimizingNeedsCosts,
      en: "--optimize needs what things cost: --cost-per-village and --cost-per-household",
      zh: "--optimize 需要知道费用：--cost-per-village 和 --cost-per-household"),
    Entry(
      .totalsUnreadable,
      en:
        "\"{text}\" are no totals. Write: --from-totals 'poor: villages=86, households=12444, draw=20%; other: villages=221, households=2133, draw=12'",
      zh:
        "“{text}”不是可读的总数。写法：--from-totals 'poor: villages=86, households=12444, draw=20%; other: villages=221, households=2133, draw=12'（可用中文标点）"
    ),
    Entry(
      .takeUnreadable,
      en:
        "\"{text}\" does not say how many households are asked. Write 12, '10%' or '10% of village'",
      zh: "“{text}”没有说明抽多少户。写 12、'10%' 或 '10% of village'"),
    Entry(
      .totalsNeeded,
      en:
        "--take, --at-most, --at-least, --village-variation, --households-per-day and --pairs belong to --from-totals",
      zh:
        "--take、--at-most、--at-least、--village-variation、--households-per-day、--pairs 只能与 --from-totals 同用"
    ),
    Entry(
      .requirementNeeded, en: "say what is to be decided: --at-most 2% or --at-least 90%",
      zh: "请写明要判定的要求：--at-most 2% 或 --at-least 90%"),
  ]
}
