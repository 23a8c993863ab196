// SPDX-License-Identifier: GPL-3.0-or-later

import Estimation

extension Catalogue {
  static let estimation: [Entry] = [
    Entry(
      .invalidWeight,
      en:
        "the weight is \"{value}\". A weight is a positive number; leave rows that are not part of the sample out of the file",
      zh: "权数为“{value}”。权数必须是正数；不属于样本的行请从文件中删去"),
    Entry(
      .populationBelowSample,
      en:
        "stage {stage}, stratum \"{stratum}\": {sample} units were drawn from a population of {population}. Correct the population size, or check that every unit of this stage has one identifier",
      zh:
        "第 {stage} 阶段、层“{stratum}”：总体只有 {population} 个单位，却抽取了 {sample} 个。请改正总体数，或检查该阶段每个单位是否只有一个编号"),
    Entry(
      .lonelyUnit,
      en:
        "stage {stage}: {count} strata hold a single unit, from which no variance can be computed ({strata}). Merge them with similar strata, or choose a rule with --lonely-psu (pool, average, adjust, remove, certainty)",
      zh:
        "第 {stage} 阶段：有 {count} 个层只有一个单位，无法计算方差（{strata}）。请与相近的层合并，或用 --lonely-psu 选择处理办法（pool、average、adjust、remove、certainty）"
    ),
    Entry(
      .lonelyUnitWithoutDonor,
      en:
        "stage {stage}: {count} strata hold a single unit and no stratum with two units can lend them a variance ({strata}). Merge strata, or choose another rule with --lonely-psu (adjust, remove, certainty)",
      zh:
        "第 {stage} 阶段：有 {count} 个层只有一个单位，且没有含两个单位的层可以借用方差（{strata}）。请合并层，或用 --lonely-psu 另选办法（adjust、remove、certainty）"
    ),
    Entry(
      .totalWithoutWeights,
      en:
        "a total needs to know how much the sample stands for. Name the weights with --weight, or the population sizes with --population-size",
      zh: "估计总量必须知道样本代表多少总体。请用 --weight 指定权数列，或用 --population-size 指定总体数列"),
    Entry(
      .unknownInterval,
      en: "there is no interval method \"{name}\" here. Available: {available}",
      zh: "没有名为“{name}”的区间方法。可用的有：{available}"),
  ]
}
