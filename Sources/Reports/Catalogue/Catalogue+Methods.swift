// SPDX-License-Identifier: GPL-3.0-or-later

import Sampling

extension Catalogue {
  /// Methods of selection and the columns that they draw by.
  static let methods: [Entry] = [
    Entry(
      .methodNeedsMeasure,
      en:
        "the sample {sample} is drawn by the method {method}, which needs the units' sizes. Name their column with --size-measure, or size_measure: in a design",
      zh: "样本 {sample} 用 {method} 方法抽取，需要各单位的规模。请用 --size-measure（方案中为 size_measure:）指定规模列"),
    Entry(
      .measureWithoutUse,
      en:
        "the sample {sample} has a size measure, which the method {method} does not use. Name a method that draws in proportion to size, such as pps-systematic or sampford, or leave the size measure out",
      zh: "样本 {sample} 指定了规模列，但 {method} 方法不使用规模。请改用 pps-systematic、sampford 等按规模抽样的方法，或去掉规模列"),
    Entry(
      .methodNeedsBalance,
      en:
        "the sample {sample} is drawn by the method {method}, which needs columns to balance. Name them with --balance, or balance: in a design",
      zh: "样本 {sample} 用 {method} 方法抽取，需要平衡变量。请用 --balance（方案中为 balance:）指定"),
    Entry(
      .balanceWithoutUse,
      en:
        "the sample {sample} names columns to balance, which the method {method} does not use. Use the method cube, or leave the columns out",
      zh: "样本 {sample} 指定了平衡变量，但 {method} 方法不使用。请改用 cube 方法，或去掉平衡变量"),
    Entry(
      .methodNeedsCoordinates,
      en:
        "the sample {sample} is drawn by the method {method}, which needs two columns of coordinates. Name both with --coordinates X,Y, or coordinates: in a design",
      zh: "样本 {sample} 用 {method} 方法抽取，需要两列坐标。请用 --coordinates X,Y（方案中为 coordinates:）指定"),
    Entry(
      .coordinatesWithoutUse,
      en:
        "the sample {sample} names coordinates, which the method {method} does not use. Use the method local-pivotal, or leave the coordinates out",
      zh: "样本 {sample} 指定了坐标列，但 {method} 方法不使用。请改用 local-pivotal 方法，或去掉坐标列"),
    Entry(
      .optionForTwoStages,
      en:
        "the methods of both stages use {option}, and one set of columns cannot serve both: what is constant within clusters does not tell their units apart. Choose a method that needs none for one of the stages",
      zh: "两个阶段的方法都要用 {option}，而同一列不能兼用：群内相同的值无法区分群内单位。请让其中一个阶段改用不需要它的方法"),
    Entry(
      .tooFewWithSize,
      en:
        "in the cell {cell} (method/stage/sample/parent/stratum) {size} units are wanted and only {positive} have a size above 0; {zeros} have the size 0 and cannot be drawn. Lower the size of the sample, or give those units a size",
      zh:
        "单元 {cell}（方法/阶段/样本/上级/层）要抽 {size} 个单位，规模大于 0 的只有 {positive} 个，另有 {zeros} 个规模为 0，不可能抽中。请减少样本量，或为这些单位填写规模"
    ),
    Entry(
      .allWithSizeCertain,
      en:
        "in the cell {cell} (method/stage/sample/parent/stratum) all {positive} units with a size above 0 would be taken for certain, and {zeros} units of size 0 never. Lower the size of the sample, give those units a size, or leave them out of the register",
      zh:
        "单元 {cell}（方法/阶段/样本/上级/层）中规模大于 0 的 {positive} 个单位必然全部入样，而 {zeros} 个规模为 0 的单位永远抽不到。请减少样本量、为这些单位填写规模，或将其移出名册"
    ),
    Entry(
      .workingProbabilitiesNotFound,
      en:
        "in the cell {cell} (method/stage/sample/parent/stratum) no conditional Poisson design could be calculated for the sizes of its {units} units, which differ too much. Use the method sampford, which needs no such calculation",
      zh:
        "单元 {cell}（方法/阶段/样本/上级/层）的 {units} 个单位规模相差过大，无法算出条件泊松设计。请改用 sampford 方法，它不需要这样的计算"),
    Entry(
      .unitsWithoutChance,
      en:
        "{units} units have the size 0 and had no chance to be drawn; the sample does not speak for them. Give them a size, or draw them as a stratum of their own",
      zh: "有 {units} 个单位规模为 0，没有被抽中的机会，样本不能代表它们。请填写规模，或另设一层抽取"),
    Entry(
      .jointNotKnown,
      en:
        "--joint: joint probabilities are not known exactly for the method {method}, and none are made up. They are for: {methods}",
      zh: "--joint：{method} 方法没有精确的联合入样概率，不提供近似值。可提供的方法：{methods}"),
    Entry(
      .jointNotNeeded,
      en:
        "--joint: every stage is simple random, where each pair has the probability n(n - 1)/(N(N - 1)). Leave --joint out",
      zh: "--joint：各阶段均为简单随机抽样，每对单位的联合概率都是 n(n-1)/(N(N-1))。请去掉 --joint"),
    Entry(
      .planNeedsEqualProbabilities,
      en:
        "the sample {sample} is drawn by the method {method} with a random size, or below the first stage with unequal probabilities, which a plan does not foresee. Seal and draw it without a plan, or choose another method",
      zh:
        "样本 {sample} 用 {method} 方法抽取，样本量随机，或在第一阶段之下概率不等，计划不能预计。请不经计划直接封存抽样，或改用其他方法"
    ),
    Entry(
      .sizeMeasureMissing,
      en:
        "the unit \"{id}\" has no size in the column \"{column}\". Type its size; 0 if it shall have no chance to be drawn",
      zh: "单位“{id}”在“{column}”列没有规模值。请填写；不应被抽中的单位填 0"),
    Entry(
      .sizeMeasureNegative,
      en:
        "the unit \"{id}\" has the size {value} in the column \"{column}\", and a size cannot be below 0. Correct it",
      zh: "单位“{id}”在“{column}”列的规模是 {value}，规模不能为负。请更正"),
    Entry(
      .sizeMeasureNotDecimal,
      en:
        "the unit \"{id}\" has \"{value}\" in the column \"{column}\", which is no size. Type a plain decimal number such as 12 or 12.5, without separators or exponent",
      zh: "单位“{id}”在“{column}”列的值“{value}”不是规模。请填 12 或 12.5 这样的数，不要用千分位或指数"),
    Entry(
      .sizeMeasureTooLarge,
      en:
        "the size {value} of the unit \"{id}\" in the column \"{column}\" has too many digits to be calculated with exactly. Use fewer decimals, or a larger unit of measure",
      zh: "单位“{id}”在“{column}”列的规模 {value} 位数过多，无法精确计算。请减少小数位数，或改用较大的计量单位"),
    Entry(
      .auxiliaryMissing,
      en:
        "the unit \"{id}\" has no value in the column \"{column}\". Type it; the method needs all",
      zh: "单位“{id}”在“{column}”列没有值。请补上；该方法需要每个单位的值"),
  ]
}
