// SPDX-License-Identifier: GPL-3.0-or-later

import ArgumentParser
import Assessment
import Estimation
import Files
import Forms
import Reports
import Tables

/// `assay estimate`: figures from any sample, with the variance of its design.
struct EstimateCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "estimate",
    abstract:
      .text(
        zh: "估计均值、总量、比例、比率和分位数，方差按抽样设计计算。",
        en:
          "Estimates means, totals, proportions, ratios and quantiles with the variance of the design."
      ),
    discussion: .text(
      zh: """
        星号交叉各列，逗号分隔各阶段，- 表示该阶段不用：--strata region*type,card --clusters \
        village,household --population-size M,N。群在其所属的层内识别。最后一列群之下，或没有\
        群时，每行是一个单位。只有一列群时，群内各行是观测；有多列时，最后一列即观测，同一户的\
        几个人因而只算一个（若行本身是观测，请以 ,- 结尾）。没有 --weight 时，权数由各阶段的总\
        体数得出。各单位概率不等的阶段改用 --probability，其值指上一阶段已抽中时的概率，方差由\
         --pps 选择。

        名称或值中含有分隔符时，请用双引号括起，其中的双引号写两遍；整个参数恰为某列列名时即指\
        该列。变量缺失的行按范围以外处理，并报告行数。区间：均值、总量、比率和分位数用 t（分位\
        数用 Woodruff 法）；比例用 stabilized，每行都满足 0 <= 分子 <= 分母 的比率也用它。

        --chi-square、--t-test 和 --mcnemar 输出检验而不输出估计值；--difference 和 --wald 比\
        较 --by 划分的各范围，计入因共有单位产生的协方差。

        --change 轮次列 用于一个调查两轮数据合在一起的文件：在每一轮内建立抽样设计，同一层中 \
        --clusters 名称相同的视为同一单位。每个数给出两轮的值和变化，计入共有单位带来的协方\
        差；率的变化的界限由两轮率的界限得出（MOVER）。
        """,
      en: """
        An asterisk crosses columns, a comma separates stages, - leaves a stage out: \
        --strata region*type,card --clusters village,household --population-size M,N. Clusters are read \
        within their stratum. Below the last column of clusters, or without any, each row is a unit. \
        With one column of clusters its rows are the observations; with more, the last column names the \
        observation, so that the persons of one household count as one (end with ,- if it is the row). \
        Without --weight, weights come from the population sizes of all stages. Stages drawn with \
        probabilities of each unit's own have --probability instead, each given that the stage above was \
        drawn, and a variance by --pps.

        A name or value that holds a separator stands in double quotation marks, doubled inside; an \
        argument that names a column whole is that column. Rows in which the variable is missing are \
        left out as a domain, and counted. Intervals: t for means, totals, ratios and quantiles \
        (Woodruff's there); stabilized for proportions, and for ratios with 0 <= NUM <= DEN in \
        every row.

        --chi-square, --t-test and --mcnemar print a test instead of figures; --difference and --wald \
        compare the figures of the domains of --by, with the covariance of the units that they share.

        --change ROUND is for a file of two rounds of one survey: the design is built within each round, \
        and --clusters of one name in one stratum are the same unit in both. Each figure stands \
        for both rounds and for the change, with the covariance that the common units imply; the limits of a rate's \
        change come from those of the two rates (MOVER).
        """))

  @Argument(
    help: .text(
      zh: "有表头的 CSV 文件，或工作簿（.xlsx）。", en: "A CSV file with a header line, or a workbook (.xlsx).",
      value: .file))
  var file: String

  @OptionGroup(title: .text(zh: "抽样设计", en: "The design")) var design: DesignOptions
  @OptionGroup(title: .text(zh: "权数", en: "The weights")) var weights: WeightOptions
  @OptionGroup(title: .text(zh: "方差", en: "The variance")) var variance: VarianceOptions
  @OptionGroup(title: .text(zh: "估计内容", en: "The figures")) var figures: FigureOptions
  @OptionGroup var format: FormatOption
  @OptionGroup var shared: SharedOptions

  func run() throws {
    try shared.apply()
    let console = Console.shared
    let file = try TableFile(
      path: self.file, encoding: try figures.encoding.map { try TextEncoding(name: $0) },
      sheet: figures.sheet)
    let source = try design.source(of: file, change: figures.change)
    let question = try figures.question(header: file.header)
    let condition = try figures.condition.map { try Expression($0) }
    let weights = try weights.columns(header: file.header)
    let method = try variance.method()
    let respondents = try self.weights.respondents.map { try Expression($0) }
    let table = try file.table(
      columns: source.columns(
        beside: question.names + (condition?.names ?? []) + weights.names
          + (respondents?.names ?? [])),
      progress: console.progress(BilingualText(zh: "正在读取", en: "Reading")))
    let missing = question.missing
    let mask = try condition?.mask(over: table, missing: missing)
    var (design, reserves) = try source.design(
      from: table, missing: missing, joint: try self.design.jointProbabilities())
    let adjustment = try weights.adjustment(
      from: table, design: design, missing: missing,
      responded: try respondents?.mask(over: table, missing: missing))
    design = try design.adjusted(by: adjustment) { table.place(row: $0) }
    if let method { design = try design.replicated(by: method) }
    var rowsWithoutDomain = 0
    switch question {
    case .test(let request):
      show([try request.result(of: table, design: design, where: mask)])
    case .figures(let request):
      let answer = try request.figures(
        of: table, design: design, where: mask,
        progress: console.progress(BilingualText(zh: "正在估计", en: "Estimating")))
      if request.comparison == .wald { show(answer.tests) } else { show(answer.figures) }
      rowsWithoutDomain = answer.rowsWithoutDomain
    }
    if let joined = adjustment.response?.joined, joined > 0 {
      console.message(
        BilingualText(
          zh: "有 \(joined) 个类无人回答，已与相邻的类合并",
          en: "\(joined) classes in which nobody answered were joined with their neighbours"))
    }
    for strata in design.collapsedStrata {
      let names = strata.joined(separator: " + ")
      console.message(BilingualText(zh: "合并的层：\(names)", en: "strata joined: \(names)"))
    }
    if reserves > 0 {
      console.message(
        BilingualText(
          zh: "未计入备用样本 \(reserves) 行", en: "\(reserves) rows of reserves are left out"))
    }
    if rowsWithoutDomain > 0 {
      console.message(
        BilingualText(
          zh: "\(rowsWithoutDomain) 行的 --by 列为空，不属于任何范围",
          en: "\(rowsWithoutDomain) rows have no value in --by and belong to no domain"))
    }
  }

  private func show(_ figures: [Figure]) {
    let console = Console.shared
    console.output(Listing(figures: figures), format.format)
    if format.format == .table {
      console.output(Listing.rules(of: figures, in: console.language))
    }
  }

  private func show(_ tests: [TestResult]) {
    let console = Console.shared
    console.output(Listing(tests: tests), format.format)
    if format.format == .table { console.output(Listing.rules(of: tests, in: console.language)) }
  }
}
