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
        "stage {stage}, stratum \"{stratum}\": {sample} units were drawn from a population of {value}. Correct the population size, or check that every unit of this stage has one identifier",
      zh:
        "第 {stage} 阶段、层“{stratum}”：总体只有 {value} 个单位，却抽取了 {sample} 个。请改正总体数，或检查该阶段每个单位是否只有一个编号"),
    Entry(
      .lonelyUnit,
      en:
        "stage {stage}: no variance can be computed from a stratum with a single unit; there are {count} ({strata}). Merge them with similar strata, or choose a rule with --lonely-psu (collapse, pool, average, adjust, remove, certainty)",
      zh:
        "第 {stage} 阶段：有 {count} 个层只有一个单位，无法计算方差（{strata}）。请与相近的层合并，或用 --lonely-psu 选择处理办法（collapse、pool、average、adjust、remove、certainty）"
    ),
    Entry(
      .lonelyUnitWithoutDonor,
      en:
        "stage {stage}: strata with a single unit need one with two units to lend them a variance; none is there for {count} ({strata}). Merge strata, or choose another rule with --lonely-psu (adjust, remove, certainty)",
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
    Entry(
      .ceilingOutOfRange,
      en: "the ceiling of the intra-class correlation is {value}; it lies between 0 and 1",
      zh: "群内相关上限为 {value}，必须在 0 与 1 之间"),
    Entry(
      .noRows,
      en:
        "the file has a header and no row. Export it again",
      zh: "文件只有表头，没有数据行。请重新导出"),
    Entry(
      .stageWithoutClusters,
      en:
        "stage {stage} of {stages} has no column of units. Name one column for each stage in --clusters; only the last may be \"-\", where each row is a unit",
      zh: "共 {stages} 个阶段，第 {stage} 阶段没有单位列。请在 --clusters 中为每个阶段指定一列；只有最后一个阶段可以写“-”，即每行是一个单位"),
    Entry(
      .missingDesignValue,
      en:
        "the value is missing. Every row of the sample needs its stratum, unit and population size; fill it in, or take the row out of the file if it is not part of the sample. Empty text and these words count as missing: {missing}",
      zh: "这里缺少数值。样本的每一行都需要层、单位和总体数；请补上，如果该行不属于样本请从文件中删去。空白和下列词语视为缺失：{missing}"),
    Entry(
      .populationNotConstant,
      en:
        "stage {stage}, stratum \"{stratum}\": the population is {value} here and {first} in row {firstRow}. All rows of one stratum (below the first stage: of one stratum within one unit) must have the same one; check the column and --strata",
      zh:
        "第 {stage} 阶段、层“{stratum}”：本行的总体数为 {value}，第 {firstRow} 行却是 {first}。同一层（第一阶段以下：同一单位内的同一层）各行必须相同；请检查该列和 --strata"
    ),
    Entry(
      .samplingFractionOutOfRange,
      en:
        "stage {stage}, stratum \"{stratum}\": the sampling fraction is {value}. It must be above 0 and at most 1; name a column of population sizes with --population-size instead",
      zh: "第 {stage} 阶段、层“{stratum}”：抽样比为 {value}。抽样比必须大于 0 且不超过 1；总体数请用 --population-size 指定"),
    Entry(
      .weightsUnknown,
      en:
        "the weights cannot be derived, because the population sizes of stage {stages} are unknown. Name them in --population-size, name probabilities with --probability, or name the weights with --weight",
      zh:
        "无法推算权数，因为第 {stages} 阶段的总体数未知。请在 --population-size 中补上，或用 --probability 指定概率，或用 --weight 指定权数列"
    ),
    Entry(
      .notADrawnFile,
      en:
        "this is not a file that assay sample wrote: it lacks the columns {columns}. Keep all its assay_ columns, or name the design with --strata, --clusters and --population-size",
      zh:
        "这不是 assay sample 输出的文件，缺少列：{columns}。请保留全部 assay_ 列，或用 --strata、--clusters 和 --population-size 说明抽样设计"
    ),
    Entry(
      .unknownRole,
      en:
        "the role is \"{value}\". It must be main or reserve, as assay sample wrote it",
      zh: "角色为“{value}”。必须是 assay sample 所写的 main 或 reserve"),
    Entry(
      .drawIncomplete,
      en:
        "stage {stage}, stratum \"{stratum}\": {drawn} units were drawn in the cell of this row, and the file holds {present}. Keep every drawn row in the file and leave the answers of those not reached empty",
      zh: "第 {stage} 阶段、层“{stratum}”：本行所在的抽样格抽取了 {drawn} 个单位，文件中却有 {present} 个。请保留全部抽中的行，未访到的只把答案留空"
    ),
    Entry(
      .unsupportedSelection,
      en:
        "the sample was drawn by the method \"{method}\", whose variance is not known here. For a file, leave out --drawn and name the columns of the design; for the cube and the local pivotal method in a workspace, choose another method",
      zh:
        "样本用“{method}”方法抽取，这里没有该方法的方差。如为数据文件，请不用 --drawn，而逐项指定设计的列；工作区中的 cube 和 local-pivotal 请改用其他方法"
    ),
    Entry(
      .confidenceOutOfRange,
      en:
        "the confidence is {value}. It must lie between 0.5 and 1, such as 0.95",
      zh: "置信度为 {value}。必须介于 0.5 与 1 之间，例如 0.95"),
    Entry(
      .crossedColumns,
      en:
        "{columns}: columns are crossed where only one can stand. Cross columns in --strata and --by only",
      zh: "{columns}：这里只能写一列，不能交叉。只有 --strata 和 --by 可以交叉多列"),
    Entry(
      .populationAndFraction,
      en:
        "population sizes and sampling fractions are both given. Name one of --population-size and --sampling-fraction",
      zh: "总体数和抽样比只能给一个。请只用 --population-size 或 --sampling-fraction"),
    Entry(
      .noFigures,
      en:
        "no figure is asked for. Name one with --mean, --total, --proportion, --ratio or --quantile",
      zh: "没有指定要估计的内容。请用 --mean、--total、--proportion、--ratio 或 --quantile 指定"),
    Entry(
      .unknownQuantileType,
      en: "there is no definition of quantiles \"{name}\" here. Available: {available}",
      zh: "没有名为“{name}”的分位数定义。可用的有：{available}"),
    Entry(
      .unknownChiSquareStatistic,
      en: "there is no chi-square statistic \"{name}\" here. Available: {available}",
      zh: "没有名为“{name}”的卡方统计量。可用的有：{available}"),
    Entry(
      .tableTooLarge,
      en:
        "the table has {rows} rows and {columns} columns. A test takes at most 400 cells; join levels, or leave some out with --where",
      zh: "列联表有 {rows} 行、{columns} 列。检验最多 400 格；请合并取值，或用 --where 去掉一部分"),
    Entry(
      .notTwoGroups,
      en:
        "a t test compares two groups, and {columns} makes {count}. Choose two with --where, or test all at once with --mean and --wald",
      zh: "t 检验比较两组，而 {columns} 分成了 {count} 组。请用 --where 选出两组，或用 --mean 和 --wald 一并检验"),
    Entry(
      .notTwoLevels,
      en:
        "McNemar's test compares columns of the same two levels, and {columns} hold {count}. Leave others out with --where, or name them in --missing",
      zh: "McNemar 检验要求两列取相同的两个值，而 {columns} 中有 {count} 个取值。请用 --where 去掉其余取值，或在 --missing 中列为缺失"),
    Entry(
      .comparisonWithoutDomains,
      en: "nothing is there to compare. Name the columns that make the domains with --by",
      zh: "没有可以比较的范围。请用 --by 指定划分范围的列"),
    Entry(
      .populationLimitOutOfRange,
      en:
        "{value} is no size of a population or of its largest cluster. Both are at least 1; leave out what is unknown",
      zh: "{value} 不是总体或最大群的大小。两者至少为 1；不知道的请省略"),
    Entry(
      .changeNeedsTwoRounds,
      en:
        "column \"{column}\" tells {count} rounds, and a change is that between two. Keep the rows of two rounds in the file",
      zh: "列“{column}”有 {count} 个轮次，而变化是两轮之间的。请在文件中只保留两个轮次的行"),
    Entry(
      .changeWithDrawn,
      en:
        "--change builds the design within each round, which --drawn cannot. Name the design with --strata, --clusters and --population-size",
      zh: "--change 在每一轮内建立抽样设计，不能与 --drawn 同用。请用 --strata、--clusters 和 --population-size 说明抽样设计"),
    Entry(
      .changeAndComparison,
      en: "--change stands alone: leave --difference, --wald and the tests to a run of their own",
      zh: "--change 单独使用：--difference、--wald 和各项检验请另外运行"),
    Entry(
      .changeWithCollapse,
      en:
        "--lonely-psu collapse could join strata of two rounds. Choose another rule with --change (adjust, average, remove, certainty)",
      zh: "--lonely-psu collapse 可能把两轮的层合并。与 --change 同用时请另选办法（adjust、average、remove、certainty）"),
    Entry(
      .changeWithReplicates,
      en:
        "replicates take two rounds for independent. Leave out the variance method with --change, so that linearization is used",
      zh: "复制法把两轮当作相互独立。与 --change 同用时请不要指定方差方法，改用线性化"),
    Entry(
      .tooManyDomains,
      en:
        "--by makes {count} domains, and at most 100 can be compared. Choose some with --where, or a coarser column",
      zh: "--by 分出了 {count} 个范围，最多只能比较 100 个。请用 --where 选取一部分，或换用较粗的列"),
    Entry(
      .severalComparisons,
      en:
        "--chi-square, --t-test, --mcnemar, --difference and --wald exclude each other. Ask for one at a time",
      zh: "--chi-square、--t-test、--mcnemar、--difference 和 --wald 不能同时使用。请一次只用一个"),
    Entry(
      .testBesideFigures,
      en:
        "{option} prints a test and no figures. Leave out --mean, --total, --proportion, --ratio and --quantile, or ask for them in a second run",
      zh:
        "{option} 只输出检验结果，不输出估计值。请去掉 --mean、--total、--proportion、--ratio 和 --quantile，或另行运行一次"),
    Entry(
      .optionWithoutUse,
      en: "{option} has no use with {test}. Leave it out; --where chooses rows",
      zh: "{option} 不能与 {test} 一起使用。请去掉；选取行请用 --where"),
    Entry(
      .tTestWithoutGroups,
      en: "a t test compares two groups. Name the column that makes them with --by",
      zh: "t 检验比较两组。请用 --by 指定划分两组的列"),
    Entry(
      .quantileOutOfRange,
      en:
        "the probability of the quantile is {value}. It must lie between 0 and 1, such as income@0.5",
      zh: "分位数的概率为 {value}。必须介于 0 与 1 之间，例如 收入@0.5"),
    Entry(
      .unknownLonelyRule,
      en:
        "there is no rule \"{name}\" for units alone in their stratum here. Available: {available}",
      zh: "没有名为“{name}”的单一单位层处理办法。可用的有：{available}"),
    Entry(
      .drawnAndDesign,
      en:
        "--drawn takes the whole design from the file. Leave out --strata, --clusters, --population-size, --sampling-fraction, --probability and --weight, or leave out --drawn",
      zh:
        "--drawn 表示抽样设计全部取自文件。请去掉 --strata、--clusters、--population-size、--sampling-fraction、--probability 和 --weight，或去掉 --drawn"
    ),
  ]
}
