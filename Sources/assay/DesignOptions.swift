// SPDX-License-Identifier: GPL-3.0-or-later

import ArgumentParser
import Estimation
import Files
import Tables

/// How the rows were drawn.
struct DesignOptions: ParsableArguments {
  @Option(
    parsing: .unconditional,
    help: .text(
      zh: "各阶段的层。", en: "Strata of each stage.",
      value: .init(zh: "列[*列][,...]", en: "col[*col][,...]")))
  var strata: String?

  @Option(
    parsing: .unconditional,
    help: .text(
      zh: "各阶段的单位。", en: "The units of each stage.", value: .init(zh: "列[,...]", en: "col[,...]")))
  var clusters: String?

  @Option(
    parsing: .unconditional,
    help: .text(
      zh: "总体的单位数。", en: "Numbers of units in the population.",
      value: .init(zh: "列[,...]", en: "col[,...]")))
  var populationSize: String?

  @Option(
    parsing: .unconditional,
    help: .text(
      zh: "抽样比，代替总体数。", en: "Shares of the units that were drawn, instead.",
      value: .init(zh: "列[,...]", en: "col[,...]")))
  var samplingFraction: String?

  @Option(
    parsing: .unconditional,
    help: .text(
      zh: "各单位概率不等时，单位在其层和上级单位内的入样概率。",
      en: "Probabilities of the units within their stratum and unit, where they differ.",
      value: .init(zh: "列[,...]", en: "col[,...]")))
  var probability: String?

  @Option(
    parsing: .unconditional,
    help: .text(
      zh: "不等概率的方差：brewer（默认）、hajek、poisson（各单位独立抽取），或 joint=文件，即 assay sample --joint 所写的成对概率。",
      en:
        "The variance of unequal probabilities: brewer (default), hajek, poisson (units drawn independently), or joint=FILE with the pairs that assay sample --joint writes.",
      value: .init(zh: "方差", en: "variance")))
  var pps: String?

  @Option(
    help: .text(
      zh: "用 joint=文件 时的估计量：yates-grundy（默认）或 horvitz-thompson。",
      en: "The estimator with joint=FILE: yates-grundy (default) or horvitz-thompson.",
      value: .init(zh: "估计量", en: "estimator")))
  var ppsVariance: String?

  @Option(parsing: .unconditional, help: .text(zh: "权数。", en: "Weights.", value: .column))
  var weight: String?

  @Flag(
    help: .text(
      zh: "抽样设计全部取自 assay sample 所写的列。",
      en: "Take the whole design from the columns that assay sample wrote."))
  var drawn = false

  @Option(
    parsing: .unconditional,
    help: .text(
      zh: "与 --drawn 和 --pps joint=文件 同用：单位的编号列，与 assay sample 相同。",
      en: "With --drawn and --pps joint=FILE: the units' ids, as in assay sample.", value: .column))
  var id: String?

  @Option(
    parsing: .unconditional,
    help: .text(
      zh: "与 --drawn 同用：cube 方法所平衡的列，与 assay sample 相同。",
      en: "With --drawn: what the cube balanced, as in assay sample.",
      value: .init(zh: "列[:levels],...", en: "col[:levels],...")))
  var balance: String?

  @Option(
    parsing: .unconditional,
    help: .text(
      zh: "与 --drawn 同用：local-pivotal 方法分散单位所依据的坐标。",
      en: "With --drawn: what the local pivotal method spread units over.", value: "x,y"))
  var coordinates: String?

  @Option(
    help: .text(
      zh:
        "层内只有一个单位时的处理：fail（停止）、remove（不计）、certainty（视为必抽）、adjust、average、pool、collapse（并入相邻的层；第一阶段以下同 pool）。默认：第一阶段 fail，以下 pool。",
      en:
        "Units alone in their stratum: fail, remove, certainty, adjust, average, pool, collapse (the stratum joins its neighbour; below the first stage as pool). Default: fail at the first stage, pool below.",
      value: .init(zh: "办法", en: "rule")))
  var lonelyPsu: String?

  @Option(
    parsing: .unconditional,
    help: .text(
      zh: "与 --lonely-psu collapse 同用：层的次序。默认：按字节。",
      en: "With --lonely-psu collapse: the order of the strata. Default: their bytes.",
      value: .column))
  var collapseOrder: String?

  @Flag(
    help:
      .text(
        zh: "第一阶段视为有放回抽取：总体数只用于权数，以下各阶段不再增加方差。",
        en:
          "Take the first stage as drawn with replacement: populations make weights only, and stages below add nothing."
      )
  )
  var withReplacement = false

  /// How the variance of unequal probabilities shall be estimated, if it is said.
  private func unequal() throws -> UnequalChoice? {
    if pps == nil && ppsVariance != nil { throw Fault(.estimatorWithoutJoint) }
    return try pps.map { try UnequalChoice($0, estimator: ppsVariance) }
  }

  /// The file of joint probabilities, if one is named.
  func jointProbabilities() throws -> Table? {
    try unequal()?.jointFile.map { try CSVFile(path: $0).table() }
  }

  func source(of file: TableFile, change: String? = nil) throws -> DesignSource {
    let lonely = try lonelyPsu.map { try LonelyRule(name: $0) }
    guard collapseOrder == nil || lonely == .collapse else {
      throw Fault(.collapseOrderWithoutCollapse)
    }
    guard drawn else {
      guard id ?? balance ?? coordinates == nil else { throw Fault(.onlyWithDrawn) }
      var columns = try DesignColumns(
        strata: strata, clusters: clusters, populations: populationSize,
        fractions: samplingFraction, probabilities: probability, weight: weight, lonely: lonely,
        unequal: try unequal(), header: file.header)
      columns.isWithReplacement = withReplacement
      columns.collapseOrder = collapseOrder
      columns.change = try change.map {
        try EstimateRequest.columnOfRounds(argument: $0, header: file.header)
      }
      return .columns(columns)
    }
    guard change == nil else { throw Fault(.changeWithDrawn) }
    guard strata ?? clusters ?? populationSize ?? samplingFraction ?? probability ?? weight == nil
    else {
      throw Fault(.drawnAndDesign)
    }
    var columns = try DrawnColumns(header: file.header, file: file.path, lonely: lonely)
    try columns.read(
      id: id, balance: balance, coordinates: coordinates, unequal: try unequal(),
      header: file.header)
    columns.isWithReplacement = withReplacement
    columns.collapseOrder = collapseOrder
    return .drawn(columns)
  }
}
