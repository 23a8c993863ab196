// SPDX-License-Identifier: GPL-3.0-or-later

import ArgumentParser
import Assessment
import Planning
import Reports
import Tables

/// `assay size`: how many units a sample needs.
struct SizeCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "size",
    abstract: .text(zh: "计算样本需要多少单位。", en: "Says how many units a sample needs."),
    subcommands: [ProportionSubcommand.self, AuditSubcommand.self])

  /// `assay size proportion`.
  struct ProportionSubcommand: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "proportion",
      abstract: .text(
        zh: "以给定误差限估计比例所需的样本量。", en: "The size that estimates a proportion within a margin."),
      discussion: .text(
        zh: """
          assay size proportion --expected 0.5 --margin 0.05 --population 8223

          z² p (1 - p)/E²，按总体大小校正，乘以设计效应，向上取整；再除以应答率，向上取整。
          """,
        en: """
          assay size proportion --expected 0.5 --margin 0.05 --population 8223

          z² p (1 - p)/E², corrected for the population, times the design effect, rounded up; over the \
          response rate, rounded up.
          """))

    @Option(
      parsing: .unconditional,
      help: .text(
        zh: "预计的比例；0.5 所需的样本最多。", en: "The proportion that is expected; 0.5 asks for most.",
        value: "p"))
    var expected: PlainNumber

    @Option(
      parsing: .unconditional,
      help: .text(zh: "误差限，即区间宽度的一半。", en: "Half the interval's width.", value: "e"))
    var margin: PlainNumber

    @Option(
      parsing: .unconditional,
      help: .text(zh: "全部单位的个数。", en: "The number of all units.", value: "n"))
    var population: Int?

    @Option(
      parsing: .unconditional,
      help: .text(
        zh: "设计效应：方差为简单随机样本的多少倍。",
        en: "By what the variance exceeds that of a simple random sample.", value: "d"))
    var designEffect: PlainNumber?

    @Option(
      parsing: .unconditional,
      help: .text(
        zh: "代替设计效应：同一群内单位的相似程度（群内相关）。",
        en: "Instead, how alike the units of a cluster are (intraclass correlation).", value: "r"))
    var icc: PlainNumber?

    @Option(
      parsing: .unconditional,
      help: .text(
        zh: "与 --icc 同用：每个群抽取的单位数。", en: "With --icc: the units drawn in each cluster.", value: "m")
    )
    var take: PlainNumber?

    @Option(
      parsing: .unconditional,
      help: .text(
        zh: "会应答的单位所占比例。默认：1。", en: "The share of units that will answer. Default: 1.", value: "r"))
    var responseRate: PlainNumber?

    @Option(
      parsing: .unconditional,
      help: .text(
        zh: "区间的置信度。默认：0.95。", en: "The confidence of the interval. Default: 0.95.", value: "c"))
    var confidence: PlainNumber?

    @OptionGroup var format: FormatOption
    @OptionGroup var shared: SharedOptions

    func run() throws {
      try shared.apply()
      let answer = try ProportionSize(
        expected: expected.value, margin: margin.value, confidence: confidence?.value ?? 0.95,
        population: population, designEffect: try effect(),
        responseRate: responseRate?.value ?? 1)
      let console = Console.shared
      console.output(Listing(answer), format.format)
      if format.format == .table {
        console.output("\n" + CountWording.sentence(answer).text(in: console.language) + "\n")
      }
    }

    private func effect() throws -> Double {
      if (icc == nil) != (take == nil) { throw Fault(.halfDesignEffect) }
      guard let icc, let take else { return designEffect?.value ?? 1 }
      if designEffect != nil { throw Fault(.twoDesignEffects) }
      return try ProportionSize.designEffect(
        intraclassCorrelation: icc.value, take: take.value)
    }
  }

  /// `assay size audit`.
  struct AuditSubcommand: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "audit",
      abstract: .text(
        zh: "样本中错误很少即可说明总体错误很少的样本量。", en: "The size in which few errors show that few units err."),
      discussion: .text(
        zh: """
          assay size audit --tolerable 0.02 --confidence 0.95 --population 12444

          最小的 n，使得发现至多 K 个错误时，能以所给置信度说明有错误的单位少于 M 个，M 是使 \
          M/N >= P 的最小整数。
          """,
        en: """
          assay size audit --tolerable 0.02 --confidence 0.95 --population 12444

          The smallest n such that finding at most K errors shows, with the confidence, that fewer than \
          M units err, M being the smallest number with M/N >= P.
          """))

    @Option(
      parsing: .unconditional,
      help: .text(
        zh: "要排除的错误单位比例。", en: "The share of units in error that is ruled out.", value: "p"))
    var tolerable: PlainNumber

    @Option(
      parsing: .unconditional,
      help: .text(zh: "排除时的置信度。", en: "The confidence with which it is ruled out.", value: "c"))
    var confidence: PlainNumber

    @Option(
      parsing: .unconditional,
      help: .text(zh: "全部单位的个数。", en: "The number of all units.", value: "n"))
    var population: Int?

    @Option(
      parsing: .unconditional,
      help: .text(zh: "样本中允许的错误数。", en: "The errors that the sample may hold.", value: "k"))
    var errorsAllowed = 0

    @OptionGroup var format: FormatOption
    @OptionGroup var shared: SharedOptions

    func run() throws {
      try shared.apply()
      let answer = try AuditSize(
        tolerable: tolerable.value, confidence: confidence.value, population: population,
        errorsAllowed: errorsAllowed)
      let console = Console.shared
      console.output(Listing(answer), format.format)
      if format.format == .table {
        console.output("\n" + CountWording.sentence(answer).text(in: console.language) + "\n")
      }
    }
  }
}
