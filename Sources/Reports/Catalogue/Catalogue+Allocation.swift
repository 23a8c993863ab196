// SPDX-License-Identifier: GPL-3.0-or-later

import Sampling

extension Catalogue {
  /// How a number of units is spread over strata.
  static let allocation: [Entry] = [
    Entry(
      .unknownAllocation,
      en: "there is no allocation \"{allocation}\". Choose one of: {allocations}",
      zh: "没有名为“{allocation}”的分配方法。可选：{allocations}"),
    Entry(
      .allocationNeedsOption,
      en:
        "the allocation {allocation} of the sample {sample} is computed from its {option}. Name it with --{option}, or {option}: in a design",
      zh: "样本 {sample} 的分配方法 {allocation} 需要 {option}。请用 --{option}（方案中为 {option}:）指定"),
    Entry(
      .allocationOptionWithoutUse,
      en:
        "the sample {sample} has a {option}, which the allocation {allocation} does not use. Leave it out, or name an allocation that uses it: neyman (deviation), optimal (deviation, cost), power (power, deviation)",
      zh:
        "样本 {sample} 指定了 {option}，但分配方法 {allocation} 不使用。请去掉，或改用会用到它的方法：neyman（deviation）、optimal（deviation、cost）、power（power、deviation）"
    ),
    Entry(
      .allocationWithoutSpread,
      en:
        "the allocation {allocation} of the sample {sample} has nothing to spread. Give one number of units with --size (size: in a design) and strata to spread it over",
      zh: "样本 {sample} 的分配方法 {allocation} 没有可分配的总数。请用 --size（方案中为 size:）给出一个总数，并指定层"),
    Entry(
      .allocationWithoutFactor,
      en:
        "by the allocation {allocation} no stratum of the sample {sample} would get a unit, since \"{column}\" does not vary within any stratum. Name another column, or another allocation",
      zh: "样本 {sample} 按 {allocation} 分配时各层都得不到样本，因为“{column}”在各层内都没有差异。请换一列或换一种分配方法"),
    Entry(
      .allocationMean,
      en:
        "the power allocation needs a variable with a mean above 0, and in stratum {stratum} it is not. Name another column with --deviation",
      zh: "power 分配要求变量在各层的均值大于 0，而层 {stratum} 不满足。请用 --deviation 另选一列"),
    Entry(
      .allocationValue,
      en:
        "\"{value}\" in \"{column}\" is no value that sizes can be computed from: deviations must be given for every unit and not be negative, costs be above 0. Correct it",
      zh: "“{column}”中的“{value}”不能用来计算样本量：每个单位都要有值，标准差不能为负，费用必须大于 0。请更正"),
    Entry(
      .notConstantWithinStratum,
      en:
        "\"{column}\" is \"{value}\" here and \"{other}\" in row {row}, though both rows belong to the stratum \"{stratum}\". Correct one of them: a cost must be the same for all units of a stratum",
      zh: "“{column}”在本行是“{value}”，在第 {row} 行是“{other}”，而两行同属层“{stratum}”。同一层的费用必须一致，请更正其中一个"),
    Entry(
      .proofAllocationDiffers,
      en:
        "the allocation of the sample {sample} does not follow from the register: the factor of stratum \"{stratum}\" is {found} and should be {expected}",
      zh: "样本 {sample} 的分配与名册不符：层“{stratum}”的系数是 {found}，应为 {expected}"),
  ]
}
