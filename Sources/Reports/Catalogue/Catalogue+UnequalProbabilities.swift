// SPDX-License-Identifier: GPL-3.0-or-later

import Estimation

extension Catalogue {
  /// Faults of designs with unequal probabilities.
  static let unequalProbabilities: [Entry] = [
    Entry(
      .probabilityOutOfRange,
      en:
        "stage {stage}: the probability is {value}. It must be above 0 and at most 1, and be that of the unit within its stratum, given that the stage above was drawn; weights are named with --weight",
      zh: "第 {stage} 阶段：概率为 {value}。概率必须大于 0 且不超过 1，指上一阶段已抽中时该单位在本层内的入样概率；权数请用 --weight 指定"),
    Entry(
      .probabilityNotConstant,
      en:
        "stage {stage}: the probability is {value} here and {first} in row {firstRow}. All rows of one unit must have the same one; check the column and --clusters",
      zh: "第 {stage} 阶段：本行的概率为 {value}，第 {firstRow} 行却是 {first}。同一单位各行必须相同；请检查该列和 --clusters"),
    Entry(
      .probabilityAndPopulation,
      en:
        "stage {stage} has both probabilities and a population size or sampling fraction. Keep one and write - in the place of the other, as in --probability p,- --population-size -,N",
      zh:
        "第 {stage} 阶段同时给了概率和总体数（或抽样比）。请保留一个，另一个的位置写“-”，例如 --probability p,- --population-size -,N"),
    Entry(
      .poolNeedsEqualProbabilities,
      en:
        "stage {stage}: {count} strata ({strata}) have a single unit that is not certain, and their probabilities differ, so no variance can be lent to them. Merge strata, or choose a rule with --lonely-psu (adjust, average, remove, certainty)",
      zh:
        "第 {stage} 阶段：有 {count} 个层（{strata}）只有一个非必抽单位，且各单位概率不等，无法借用方差。请合并层，或用 --lonely-psu 选择办法（adjust、average、remove、certainty）"
    ),
    Entry(
      .unknownUnequalVariance,
      en:
        "there is no variance of unequal probabilities called \"{name}\" here. Available: {available}",
      zh: "没有名为“{name}”的不等概率方差。可用的有：{available}"),
    Entry(
      .estimatorWithoutJoint,
      en:
        "--pps-variance chooses an estimator by joint probabilities. Name their file with --pps joint=FILE, or leave the option out",
      zh: "--pps-variance 用于选择依据联合概率的估计量。请用 --pps joint=文件 指定联合概率文件，或去掉该选项"),
    Entry(
      .ppsWithoutProbability,
      en:
        "--pps says how the variance of unequal probabilities is estimated, and no stage has any. Name their column with --probability, or take the design from a drawn file with --drawn",
      zh: "--pps 说明不等概率的方差如何估计，但没有哪个阶段给出概率。请用 --probability 指定概率列，或用 --drawn 从抽样文件取得设计"),
    Entry(
      .jointPairMissing,
      en:
        "stage {stage}, stratum \"{stratum}\": the file of joint probabilities lacks {count} pairs of drawn units, the first of them {first} and {second}. Write it with assay sample --joint from the same draw, or choose --pps brewer or hajek, which need none",
      zh:
        "第 {stage} 阶段、层“{stratum}”：联合概率文件缺少 {count} 对抽中的单位，第一对是 {first} 和 {second}。请用同一次抽样的 assay sample --joint 输出该文件，或改用不需要它的 --pps brewer 或 hajek"
    ),
    Entry(
      .jointOutOfRange,
      en:
        "stage {stage}: the joint probability of {first} and {second} is {value}, while theirs are {firstProbability} and {secondProbability}. It must be above 0, at most the smaller of the two, and at least their sum minus 1; check that file and sample are of the same draw",
      zh:
        "第 {stage} 阶段：{first} 与 {second} 的联合概率为 {value}，而两者各自的概率为 {firstProbability} 和 {secondProbability}。联合概率必须大于 0，不超过两者中较小的，且不低于两者之和减 1；请检查文件与样本是否出自同一次抽样"
    ),
    Entry(
      .jointDiffers,
      en:
        "the joint probability of {first} and {second} is {value} here and {other} in row {otherRow}. It is the same in both orders; correct the file, or keep one row for each pair",
      zh: "{first} 与 {second} 的联合概率本行为 {value}，第 {otherRow} 行却是 {other}。两个次序的联合概率必须相同；请改正文件，或每对只留一行"
    ),
    Entry(
      .jointMarginalDiffers,
      en:
        "the file of joint probabilities gives {unit} the probability {value}, and the sample {expected}. Check that both are of the same draw",
      zh: "联合概率文件中 {unit} 的概率为 {value}，样本中却是 {expected}。请检查两者是否出自同一次抽样"),
    Entry(
      .jointUnitAmbiguous,
      en:
        "stage {stage}: two units are called {unit} (stratum, path), so that their joint probabilities cannot be told apart. Give each unit an identifier of its own",
      zh: "第 {stage} 阶段：有两个单位同为 {unit}（层、路径），无法区分它们的联合概率。请给每个单位不同的编号"),
    Entry(
      .jointNeedsUnits,
      en:
        "joint probabilities go by the names of units. Name the units' column in --clusters, or with --drawn in --id",
      zh: "联合概率按单位名称对应。请用 --clusters 指定单位列；使用 --drawn 时用 --id 指定"),
    Entry(
      .balanceTooLarge,
      en:
        "stage {stage}, stratum \"{stratum}\": the sample has {units} units that are not certain and was balanced on {variables} variables, the size of each stratum among them, which leaves no variance to see. Name fewer columns with --balance, or choose --pps hajek, which ignores them and is usually too wide",
      zh:
        "第 {stage} 阶段、层“{stratum}”：样本有 {units} 个非必抽单位，却有 {variables} 个平衡变量（含各层样本量），无从估计方差。请减少 --balance 的列，或用忽略平衡、通常偏宽的 --pps hajek"
    ),
    Entry(
      .probabilitiesNotSeparable,
      en:
        "stages {stages} were both drawn with probabilities that the file gives only as their product. Name the design with --strata, --clusters and --probability instead of --drawn",
      zh: "第 {stages} 阶段的入样概率在文件中只有乘积，无法分开。请不用 --drawn，改用 --strata、--clusters 和 --probability 说明设计"),
    Entry(
      .balanceUnknown,
      en:
        "stage {stage} was drawn by the cube, and its variance is that of residuals on what it balanced. Name these columns with --balance as in assay sample, or choose --pps hajek, which ignores them and is usually too wide",
      zh:
        "第 {stage} 阶段用 cube 方法抽取，其方差按平衡变量上的残差计算。请像 assay sample 那样用 --balance 指定这些列，或改用忽略平衡、通常偏宽的 --pps hajek"
    ),
    Entry(
      .coordinatesUnknown,
      en:
        "stage {stage} was drawn by the local pivotal method, and its variance is that between neighbours. Name the columns with --coordinates as in assay sample, or choose --pps hajek, which ignores them and is usually too wide",
      zh:
        "第 {stage} 阶段用 local-pivotal 方法抽取，其方差按相邻单位之间的差异估计。请像 assay sample 那样用 --coordinates 指定坐标列，或改用忽略位置、通常偏宽的 --pps hajek"
    ),
    Entry(
      .auxiliaryNotConstant,
      en:
        "the value is {value} here and {first} in row {firstRow}. All rows of one cluster must have the same balancing values and coordinates; correct them, or name other columns",
      zh: "本行的值为 {value}，第 {firstRow} 行却是 {first}。同一群各行的平衡变量和坐标必须相同；请改正，或指定其他列"),
    Entry(
      .auxiliaryNotUsed,
      en:
        "{columns}: no stage was drawn by a method whose variance uses these columns, or --pps chose another one. Leave out --balance or --coordinates",
      zh: "{columns}：没有哪个阶段的方差用到这些列，或 --pps 另选了方差。请去掉 --balance 或 --coordinates"),
    Entry(
      .onlyWithDrawn,
      en:
        "--id, --balance and --coordinates complete the design of a file that assay sample wrote. Add --drawn, or leave them out",
      zh: "--id、--balance 和 --coordinates 用于补充 assay sample 所写文件的设计。请加上 --drawn，或去掉这些选项"),
    Entry(
      .lonelyUnitNotCollapsed,
      en:
        "stage {stage}: {count} strata ({strata}) have a single unit and no neighbour to join: there is no other stratum that was sampled, or its units were drawn by another method or by joint probabilities. Choose another rule with --lonely-psu",
      zh:
        "第 {stage} 阶段：有 {count} 个层（{strata}）只有一个单位，却没有可以合并的相邻层：没有其他抽样层，或抽样方法不同，或依据联合概率。请用 --lonely-psu 另选办法"
    ),
    Entry(
      .collapseOrderNotConstant,
      en:
        "stratum \"{stratum}\": the value is {value} here and {first} in row {firstRow}. The column of --collapse-order must have one value in each stratum",
      zh: "层“{stratum}”：本行的值为 {value}，第 {firstRow} 行却是 {first}。--collapse-order 的列在每个层内只能有一个值"),
    Entry(
      .collapseOrderWithoutCollapse,
      en:
        "--collapse-order orders the strata that are joined. Add --lonely-psu collapse, or leave it out",
      zh: "--collapse-order 用于给要合并的层排序。请加上 --lonely-psu collapse，或去掉该选项"),
  ]
}
