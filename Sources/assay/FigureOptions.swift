// SPDX-License-Identifier: GPL-3.0-or-later

import ArgumentParser
import Estimation
import Tables

/// What is wanted.
struct FigureOptions: ParsableArguments {
  @Option(
    parsing: .unconditionalSingleValue,
    help: .text(zh: "一列数值的均值。", en: "The mean of a column of numbers.", value: .column))
  var mean: [String] = []

  @Option(
    parsing: .unconditionalSingleValue,
    help: .text(zh: "一列数值的总量。", en: "The total of a column of numbers.", value: .column))
  var total: [String] = []

  @Option(
    parsing: .unconditionalSingleValue,
    help: .text(
      zh: "一列中每个取值的比例，或其中一个取值的比例。", en: "The share of each level of a column, or of one.",
      value: .init(zh: "列[=值]", en: "col[=value]")))
  var proportion: [String] = []

  @Option(
    parsing: .unconditionalSingleValue,
    help: .text(
      zh: "两个总量之比。", en: "The quotient of two totals.", value: .init(zh: "分子/分母", en: "num/den")))
  var ratio: [String] = []

  @Option(
    parsing: .unconditionalSingleValue,
    help: .text(
      zh: "分位数：占比 P 的个体不超过的值。", en: "The value up to which a share P of the elements lies.",
      value: .init(zh: "列@P", en: "col@p")))
  var quantile: [String] = []

  @Option(
    help: .text(
      zh: "分位数的定义：math、school、shahvaish、hf1 至 hf9。",
      en: "The definition of quantiles: math, school, shahvaish, hf1 to hf9.", value: .name))
  var quantileType = "math"

  @Flag(
    help:
      .text(
        zh: "不输出 --by 各范围的值，而输出它们的差：按字节次序，后一个减前一个。",
        en:
          "Instead of the figures of --by, their differences: the later minus the earlier value, in the order of bytes."
      )
  )
  var difference = false

  @Option(
    parsing: .unconditional,
    help: .text(
      zh: "区分两轮的列：给出每轮的值，以及按字节次序后一轮减前一轮的变化。",
      en:
        "The column that tells two rounds: figures of each, and the later minus the earlier in the order of bytes.",
      value: .column))
  var change: String?

  @Flag(
    help: .text(
      zh: "不输出 --by 各范围的值，而用 Wald 检验它们是否全部相等。",
      en: "Instead of the figures of --by, Wald tests of whether they are all equal."))
  var wald = false

  @Option(
    parsing: .unconditional,
    help: .text(
      zh: "检验两列是否独立（Rao–Scott 法）。",
      en: "Tests whether two columns are independent (Rao and Scott).", value: "a*b"))
  var chiSquare: String?

  @Option(
    help: .text(
      zh: "F（二阶校正，默认）、Chisq（一阶校正；显示 X² 本身）、Wald 或 adjWald。",
      en:
        "F (second order, the default), Chisq (first order; X² itself is shown), Wald or adjWald.",
      value: .name))
  var chiSquareStatistic: String?

  @Option(
    parsing: .unconditional,
    help: .text(
      zh: "检验 --by 两组的均值是否相等：后一组减前一组。",
      en:
        "Tests whether the means of the two groups of --by are equal: the later minus the earlier.",
      value: .column))
  var tTest: String?

  @Option(
    parsing: .unconditional,
    help: .text(
      zh: "检验取相同两个值的两列，其比例是否相等：前一列减后一列。",
      en:
        "Tests whether two columns with the same two levels have equal shares: the first minus the second.",
      value: "a*b"))
  var mcnemar: String?

  @Option(
    parsing: .unconditional,
    help: .text(
      zh: "按一列的每个取值各给一个数。", en: "One figure for each value of a column.",
      value: .init(zh: "列[*列]", en: "col[*col]")))
  var by: String?

  @Option(
    name: .customLong("where"), parsing: .unconditional,
    help: .text(zh: "只用条件成立的行。", en: "Only the rows for which this is true.", value: .condition))
  var condition: String?

  @Option(help: .text(zh: "区间和界限的置信度。", en: "The confidence of intervals and limits.", value: "c"))
  var confidence = 0.95

  @Option(
    help: .text(
      zh:
        "比例的置信区间：stabilized（默认）、korn-graubard、t、mean、logit、likelihood、xlogit、beta、wilson、asin、jeffreys、agresti-coull、uniform、stratified-exact、conservative（错误在群中如何分布都成立）。",
      en:
        "The interval of rates: stabilized (default), korn-graubard, t, mean, logit, likelihood, xlogit, beta, wilson, asin, jeffreys, agresti-coull, uniform, stratified-exact, conservative (holds however errors lie in clusters).",
      value: .method))
  var interval: String?

  @Option(
    help: .text(
      zh: "默认区间所容许的错误的群内相关。",
      en: "The intra-class correlation of errors that the default interval allows for.", value: "r")
  )
  var iccCeiling = StabilizedInterval.defaultCeiling

  @Option(
    help: .text(
      zh: "用于两阶段的 conservative 界限：总体中最大的群有多少单位，无论是否抽中。",
      en:
        "For conservative limits of two stages: how many units the largest cluster of the population has, drawn or not.",
      value: .count))
  var largestCluster: Double?

  @Option(
    help: .text(
      zh: "用于以个数表示的 conservative 界限：总体有多少单位。",
      en: "For conservative limits as counts: how many units the population has.", value: .count))
  var populationTotal: Int?

  @Option(
    parsing: .unconditional,
    help: .text(
      zh: "除空白外表示缺失的词。", en: "Words for a missing value, beside empty.",
      value: .init(zh: "词,...", en: "word,...")))
  var missing = "NA"

  @Option(
    help: .text(zh: "编码：UTF-8 或 GB18030。", en: "The encoding: UTF-8 or GB18030.", value: .name))
  var encoding: String?

  @Option(
    help: .text(
      zh: "工作簿中的工作表。默认：唯一有内容的一张。",
      en: "The sheet of a workbook. Default: the only one with content.", value: .name))
  var sheet: String?

  /// What is asked for.
  enum Question {
    case figures(EstimateRequest)
    case test(TestRequest)

    /// All columns that are named.
    var names: [String] {
      switch self {
      case .figures(let request): request.names
      case .test(let request): request.names
      }
    }

    /// Words that stand for a missing value.
    var missing: [String] {
      switch self {
      case .figures(let request): request.missing
      case .test(let request): request.missing
      }
    }
  }

  func question(header: [String]) throws -> Question {
    if let test = try test(header: header) {
      if change != nil { throw Fault(.changeAndComparison) }
      return .test(test)
    }
    return .figures(try request(header: header))
  }

  private func test(header: [String]) throws -> TestRequest? {
    var arguments = TestRequest.Arguments()
    arguments.chiSquare = chiSquare
    arguments.statistic = chiSquareStatistic
    arguments.tTest = tTest
    arguments.mcNemar = mcnemar
    arguments.by = by
    arguments.differences = difference
    arguments.wald = wald
    arguments.hasFigures = ![mean, total, proportion, ratio, quantile].allSatisfy(\.isEmpty)
    return try TestRequest(arguments, header: header, missing: try missingWords())
  }

  private func missingWords() throws -> [String] {
    missing.isEmpty ? [] : try ArgumentWords.words(missing, at: ",")
  }

  private func request(header: [String]) throws -> EstimateRequest {
    let items =
      try mean.map { try .mean(argument: $0, header: header) }
      + total.map { try .total(argument: $0, header: header) }
      + proportion.map { try .proportion(argument: $0, header: header) }
      + ratio.map { try EstimateRequest.Item.ratio(argument: $0) }
      + quantile.map { try EstimateRequest.Item.quantile(argument: $0) }
    var request = try EstimateRequest(
      items,
      by: try by.map { try EstimateRequest.crossedColumns(argument: $0, header: header) } ?? [],
      interval: try interval.map { try IntervalMethods.named($0) }, confidence: confidence,
      missing: try missingWords())
    guard iccCeiling >= 0, iccCeiling <= 1 else {
      throw Fault(.ceilingOutOfRange, ["value": "\(iccCeiling)"])
    }
    request.iccCeiling = iccCeiling
    request.quantileType = try QuantileType(name: quantileType)
    if largestCluster != nil || populationTotal != nil {
      request.populationLimits = try PopulationLimits(
        largestCluster: largestCluster, units: populationTotal)
    }
    request.comparison = difference ? .differences : wald ? .wald : .none
    if let change {
      guard request.comparison == .none else { throw Fault(.changeAndComparison) }
      request.comparison = .changes
      request.by.append(try EstimateRequest.columnOfRounds(argument: change, header: header))
    }
    return request
  }
}
