// SPDX-License-Identifier: GPL-3.0-or-later

import Estimation

/// Faults of adjusted weights and of replicates.
extension Catalogue {
  static let weights: [Entry] = [
    Entry(
      .emptyPoststratum,
      en:
        "the population has elements with {column} \"{level}\", the sample has none. Join this level with a similar one, in the file and in the totals",
      zh: "总体中有{column}为“{level}”的单位，样本中一个也没有。请在文件和总数中把它与相近的类合并"),
    Entry(
      .calibrationFailed,
      en:
        "no weights meet the totals: {term} stays off by a relative {error}. Check the totals; widen --bounds (in a profile: weights: bounds), or leave a variable out",
      zh:
        "找不到满足这些总数的权数：{term}的相对误差仍为 {error}。请检查总数，放宽 --bounds（在方案中：weights 之下的 bounds），或少用一个变量"
    ),
    Entry(
      .noRespondents,
      en:
        "nobody answered in the sample or in a class of it. Check --respondents, or use fewer --response-classes",
      zh: "样本中（或某一类中）没有任何人回答。请检查 --respondents，或减少 --response-classes 的列"),
    Entry(
      .weightNotPositive,
      en:
        "this row would get the weight {weight}. Weights stay positive with --calibration raking, or within --bounds such as 0.3,3 (in a profile: weights: calibration and bounds)",
      zh:
        "这一行的权数会变成 {weight}。请改用 --calibration raking，或用 --bounds 限定范围，例如 0.3,3（在方案中：weights 之下的 calibration 和 bounds）"
    ),
    Entry(
      .everyWeightTrimmed,
      en: "all weights lie outside {lower} to {upper}. Choose a range that holds most of them",
      zh: "所有权数都在 {lower} 至 {upper} 之外。请选择包含大多数权数的范围"),
    Entry(
      .levelWithoutTotal,
      en:
        "no population total is given for \"{value}\". Add it to the argument, or correct the value",
      zh: "没有给出“{value}”的总体总数。请在参数中补上，或改正该值"),
    Entry(
      .marginsDisagree,
      en:
        "the totals of {first} sum to {firstSum}, those of {second} to {secondSum}. Margins of one population have one sum; correct them",
      zh: "{first}的总数合计为 {firstSum}，{second}的合计为 {secondSum}。同一总体的各边际合计必须相同，请改正"),
    Entry(
      .totalIsNoNumber,
      en: "\"{value}\" in {argument} is not a number. Write totals as digits: COL:A=120,B=80",
      zh: "{argument} 中的“{value}”不是数字。总数请写成数字，例如 COL:A=120,B=80"),
    Entry(
      .levelTwice,
      en: "\"{level}\" stands twice in {argument}. Give each level one total",
      zh: "“{level}”在 {argument} 中出现两次。每一类只能有一个总数"),
    Entry(
      .unknownCalibration,
      en: "there is no calibration \"{name}\". Available: {available}",
      zh: "没有名为“{name}”的校准方法。可用的有：{available}"),
    Entry(
      .boundsNeeded,
      en: "the logit calibration needs --bounds, such as 0.5,2",
      zh: "logit 校准需要 --bounds，例如 0.5,2"),
    Entry(
      .boundsWithoutOne,
      en:
        "the bounds {lower} and {upper} must have 1 between them: they are factors of the weights",
      zh: "界限 {lower} 与 {upper} 之间必须包含 1：它们是权数的倍数"),
    Entry(
      .severalFits,
      en:
        "weights are fitted in one way at a time: --poststratify, --rake or --calibrate. Several margins go into several --rake, or into one --calibrate",
      zh: "权数一次只能用一种方法调整：--poststratify、--rake 或 --calibrate。多个边际请用多个 --rake，或写进一个 --calibrate"),
    Entry(
      .optionWithoutOther,
      en: "{option} has a meaning beside {other} only. Add {other}, or leave {option} out",
      zh: "{option} 只有与 {other} 一起使用才有意义。请加上 {other}，或去掉 {option}"),
    Entry(
      .replicatesOfLonelyUnit,
      en:
        "stage {stage}, stratum \"{stratum}\": replicates cannot be made of a stratum with a single unit. Merge it with a similar one, use --lonely-psu remove or certainty, or --variance taylor",
      zh:
        "第 {stage} 阶段、层“{stratum}”：只有一个单位，不能构造重复样本。请与相近的层合并，或用 --lonely-psu remove 或 certainty，或用 --variance taylor"
    ),
    Entry(
      .stratumIsNoPair,
      en:
        "stratum \"{stratum}\" has {size} first-stage units; brr and fay need two in each. Use --variance jackknife or bootstrap",
      zh: "层“{stratum}”有 {size} 个第一阶段单位；brr 和 fay 要求每层恰好两个。请用 --variance jackknife 或 bootstrap"),
    Entry(
      .tooManyReplicates,
      en:
        "{replicates} replicates of {units} units would need several gigabytes of memory. Take fewer --replicates",
      zh: "{replicates} 次重复、{units} 个单位需要数 GB 内存。请减少 --replicates"),
    Entry(
      .tooManyReplicateFactors,
      en:
        "{replicates} replicates of {classes} classes of weights would need several gigabytes of memory. Take fewer --replicates, or fewer or coarser columns to adjust the weights by",
      zh: "{replicates} 次重复、{classes} 个权数类需要数 GB 内存。请减少 --replicates，或减少、合并用来调整权数的列"),
    Entry(
      .emptyPoststratumInReplicate,
      en:
        "replicate {replicate} of {replicates} leaves out all rows with {column} \"{level}\", so that its weights cannot meet that total. Join this level with a similar one, in the file and in the totals, or use --variance taylor",
      zh:
        "第 {replicate} 次重复（共 {replicates} 次）去掉了{column}为“{level}”的全部各行，权数无法满足该总数。请在文件和总数中把它与相近的类合并，或用 --variance taylor"
    ),
    Entry(
      .calibrationFailedInReplicate,
      en:
        "no weights of replicate {replicate} of {replicates} meet the totals, because the units that it leaves out carry too much of {term}, which stays off by a relative {error}. Widen --bounds, leave a variable out, or use --variance taylor",
      zh:
        "第 {replicate} 次重复（共 {replicates} 次）找不到满足这些总数的权数：去掉的单位在{term}中所占过多，相对误差仍为 {error}。请放宽 --bounds，少用一个变量，或用 --variance taylor"
    ),
    Entry(
      .noRespondentsInReplicate,
      en:
        "replicate {replicate} of {replicates} leaves out everybody in a response class who answered. Use fewer --response-classes, or --variance taylor",
      zh:
        "第 {replicate} 次重复（共 {replicates} 次）去掉了某个回答类中全部回答者。请减少 --response-classes 的列，或用 --variance taylor"
    ),
    Entry(
      .replicatesOfUnequalProbabilities,
      en:
        "replicates are made of simple random samples, or of samples with replacement. For unequal probabilities use --variance taylor, or take the first stage as drawn with replacement by --with-replacement",
      zh: "重复样本只适用于简单随机抽样或有放回抽样。不等概率抽样请用 --variance taylor，或用 --with-replacement 把第一阶段视为有放回抽样"),
    Entry(
      .unknownVariance,
      en: "there is no variance method \"{name}\". Available: {available}",
      zh: "没有名为“{name}”的方差方法。可用的有：{available}"),
    Entry(
      .replicatesOutOfRange,
      en: "the number of replicates is {value}; it must be at least 2",
      zh: "重复次数为 {value}，必须至少为 2"),
    Entry(
      .fayOutOfRange,
      en: "Fay's factor is {value}; it must be at least 0 and below 1",
      zh: "Fay 系数为 {value}，必须不小于 0 且小于 1"),
  ]
}
