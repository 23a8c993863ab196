// SPDX-License-Identifier: GPL-3.0-or-later

public import ArgumentParser
import Assessment
import Estimation
import Files
import Reports
public import Simulation
import Tables

extension SimulateCommand {
  /// `assay simulate coverage`.
  struct Coverage: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "coverage",
      abstract: .text(
        zh: "在真实比率已知的虚构总体上试验一种区间。",
        en: "Tries an interval on invented populations whose true rate is known."),
      discussion: .text(
        zh: """
          对比率、相关、类型、村数和抽户比例的每种组合，造出有错误的村，抽取样本，统计区间包含真\
          实比率的频率，以及真实比率高于区间（高漏）或低于区间（低漏）的频率。覆盖率低于 94% 或\
          高漏超过 3% 而不能以偶然解释（99% 界限）时，该组合不合格。宽度比是与知道真实方差的界限\
          相比。

          类型：beta-binomial、two-point（错误全部集中于部分村）、mixed（一半集中于少数村）。多\
          个值用逗号分隔。
          """,
        en: """
          Makes villages with errors for every combination of rates, correlations, kinds, villages and \
          household fractions, draws samples and counts how often the interval covers the true rate, \
          and how often the true rate lies above it (high miss) or below (low miss). A combination fails \
          when coverage below 94%, or high misses above 3%, cannot be chance (99% limits). The \
          width ratio compares with limits that know the true variance.

          Kinds: beta-binomial, two-point (all errors in some villages), mixed (half in a few villages). \
          Lists are separated by commas.
          """))

    @OptionGroup(title: .text(zh: "总体", en: "The populations")) var population: PopulationOptions
    @OptionGroup(title: .text(zh: "样本", en: "The samples")) var sample: SampleOptions

    @Option(
      help: .text(
        zh: "区间方法；默认为比率的默认区间。", en: "The interval; the default of rates unless given.", value: .name
      ))
    var interval: String?

    @Option(
      help: .text(
        zh: "所容许的群内相关。", en: "The intra-class correlation that it allows for.", value: "r"))
    var iccCeiling = StabilizedInterval.defaultCeiling

    @Option(
      help: .text(zh: "双侧区间的置信度。", en: "The confidence of the two-sided interval.", value: "c"))
    var confidence = 0.95

    @Option(help: .text(zh: "每种组合的总体个数。", en: "Populations of each combination.", value: "n"))
    var populations = 5

    @Option(help: .text(zh: "每个总体的样本个数。", en: "Samples of each population.", value: "n"))
    var draws = 800

    @Option(
      parsing: .unconditional,
      help: .text(
        zh: "决定一切随机结果的文字。", en: "The text that everything random follows from.", value: .text))
    var seed = "coverage"

    @Option(
      parsing: .unconditional,
      help: .text(
        zh: "漏覆盖情况的图（SVG）写到哪里。", en: "Where to draw the misses as a picture (SVG).", value: .file))
    var chart: String?

    @OptionGroup var formatOption: FormatOption
    @OptionGroup var shared: SharedOptions

    func validate() throws {
      guard populations > 0, draws > 0 else {
        throw ValidationError(
          .text(
            zh: "--populations 和 --draws 必须不小于 1。",
            en: "--populations and --draws must be 1 or more."))
      }
      guard confidence > 0.5, confidence < 1, iccCeiling >= 0, iccCeiling <= 1 else {
        throw ValidationError(
          .text(
            zh: "--confidence 介于 0.5 与 1 之间，--icc-ceiling 介于 0 与 1 之间。",
            en: "--confidence lies between 0.5 and 1, --icc-ceiling between 0 and 1."))
      }
    }

    func run() throws {
      try shared.apply()
      let console = Console.shared
      let study = try CoverageStudy(
        try cells(), method: interval, ceiling: iccCeiling, confidence: confidence,
        populations: populations, draws: draws, seed: seed,
        progress: console.progress(BilingualText(zh: "正在试算", en: "Trying")))
      let text = try CoverageText(study)
      console.output(text.listing, formatOption.format)
      if formatOption.format == .table {
        for line in text.lines { console.output(line.text(in: console.language) + "\n") }
      }
      if let chart {
        try AtomicFile.write(text.plot.svg(in: console.language), to: chart)
        console.wrote(chart)
      }
      if !text.isKept { throw ExitCode(1) }
    }

    private func cells() throws -> [CoverageCell] {
      var cells: [CoverageCell] = []
      let kinds = try population.chosenKinds()
      for kind in kinds {
        for icc in try population.icc.numbers(in: 0...0.9) {
          for villages in try sample.villages.numbers(in: 1...10_000) {
            for fraction in try sample.householdFraction.numbers(in: 0.001...1) {
              for rate in try population.rate.numbers(in: 0.00001...0.9) {
                // Without correlation all kinds are one.
                if icc == 0 && kind != kinds[0] { continue }
                var cell = CoverageCell(
                  rate: rate, correlation: icc, kind: kind, villages: Int(villages),
                  householdFraction: fraction)
                cell.villageFraction = sample.villageFraction
                cell.meanSize = population.meanHouseholds
                cell.sizeVariation = population.sizeVariation
                cell.draw = sample.villageDraw
                cell.strata = try population.strata.numbers(in: 0...100)
                cell.weightVariation = sample.weightVariation
                cell.isPoststratified = sample.poststratified
                cell.domainShare = sample.domainShare
                cells.append(cell)
              }
            }
          }
        }
      }
      return cells
    }
  }

  /// How the populations of a coverage study are made.
  struct PopulationOptions: ParsableArguments {
    @Option(help: .text(zh: "真实比率。", en: "True rates.", value: "p,..."))
    var rate = "0.001,0.005,0.02"

    @Option(help: .text(zh: "村内相关。", en: "Intra-village correlations.", value: "r,..."))
    var icc = "0,0.05,0.1"

    @Option(
      name: .customLong("kind"),
      help: .text(zh: "错误如何分布。", en: "How errors lie.", value: .init(zh: "类型,...", en: "name,...")))
    var kinds = "beta-binomial,two-point,mixed"

    @Option(help: .text(zh: "平均每村户数。", en: "Mean households of a village.", value: "n"))
    var meanHouseholds = 150.0

    @Option(
      help: .text(zh: "户数的变异系数。", en: "Coefficient of variation of the households.", value: "v"))
    var sizeVariation = 0.5

    @Option(
      help: .text(
        zh: "每个值代表一层：该层比率与总体比率之比。", en: "One stratum for each: its rate over that of all.",
        value: "f,..."))
    var strata = "1"

    func validate() throws {
      guard meanHouseholds >= 20, sizeVariation >= 0 else {
        throw ValidationError(
          .text(
            zh: "--mean-households 不小于 20，--size-variation 不能为负。",
            en: "--mean-households is at least 20, --size-variation not negative."))
      }
      _ = try chosenKinds()
    }

    func chosenKinds() throws -> [CoverageCell.Kind] {
      try kinds.split(separator: ",").map { name in
        guard let kind = CoverageCell.Kind(rawValue: String(name)) else {
          throw ValidationError(
            .text(
              zh: "--kind 只能是 beta-binomial、two-point 或 mixed，不能是 \(name)。",
              en: "--kind is beta-binomial, two-point or mixed, not \(name)."))
        }
        return kind
      }
    }
  }

  /// How the samples of a coverage study are drawn.
  struct SampleOptions: ParsableArguments {
    @Option(help: .text(zh: "每层抽取的村数。", en: "Drawn villages of each stratum.", value: "n,..."))
    var villages = "10,40"

    @Option(help: .text(zh: "抽取的村占全部村的比例。", en: "The share of villages that this is.", value: "f"))
    var villageFraction = 0.2

    @Option(help: .text(zh: "抽户比例。", en: "Shares of households asked.", value: "f,..."))
    var householdFraction = "0.1,0.5"

    @Option(
      help: .text(
        zh: "村的抽取方法：srs、systematic（按真实比率排序）、pps。",
        en: "How villages are drawn: srs, systematic (sorted by true rates), pps.",
        value: .init(zh: "方法", en: "village-draw")))
    var villageDraw = CoverageCell.VillageDraw.simpleRandom

    @Option(help: .text(zh: "户权数的随机波动。", en: "Noise of household weights.", value: "v"))
    var weightVariation = 0.0

    @Flag(help: .text(zh: "按两组户校准权数。", en: "Fit weights to two groups of households."))
    var poststratified = false

    @Option(
      help: .text(
        zh: "占此比例的户构成的范围的比率。", en: "Rates of a domain with this share of households.", value: "f"))
    var domainShare = 1.0

    func validate() throws {
      guard villageFraction > 0, villageFraction <= 1, domainShare > 0, domainShare <= 1,
        weightVariation >= 0
      else {
        throw ValidationError(
          .text(
            zh: "比例介于 0 与 1 之间；波动不能为负。", en: "Shares lie between 0 and 1; noise is not negative."))
      }
    }
  }
}

extension CoverageCell.VillageDraw: ExpressibleByArgument {}

extension String {
  /// The numbers of a list that commas separate.
  fileprivate func numbers(in range: ClosedRange<Double>) throws -> [Double] {
    try split(separator: ",").map { word in
      guard let number = parseNumber(String(word)), range.contains(number) else {
        throw ValidationError(
          .text(
            zh: "“\(word)”不是 \(range.lowerBound) 至 \(range.upperBound) 之间的数。",
            en: "\"\(word)\" is not a number from \(range.lowerBound) to \(range.upperBound)."))
      }
      return number
    }
  }
}
