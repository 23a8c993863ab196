// SPDX-License-Identifier: GPL-3.0-or-later

public import ArgumentParser
import Assessment
public import Distributions
import Planning
import Reports
import Tables

/// `assay interval`: limits for the share behind a count.
struct IntervalCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "interval",
    abstract: .text(
      zh: "给出 N 个单位中有 X 个错误时的置信界限。", en: "Gives the confidence limits of X errors among N units."),
    discussion: .text(
      zh: """
        assay interval 5 823
        assay interval 0 17 --population 83 --one-sided

        界限以比例表示。给出 --population 时由精确的超几何检验得出，并以单位个数表示。不加 \
        --one-sided 时，上下限合起来以所给置信度包含真实比例；加上时，每个界限单独如此。
        """,
      en: """
        assay interval 5 823
        assay interval 0 17 --population 83 --one-sided

        Limits are proportions. With --population they come from the exact hypergeometric test and stand \
        as numbers of units, too. Without --one-sided, lower and upper together hold the true share with \
        the stated confidence; with it, each of them does alone.
        """))

  @Argument(help: .text(zh: "具有该性质的个数。", en: "How many have the property.", value: "x"))
  var x: PlainNumber

  @Argument(help: .text(zh: "检查的个数。", en: "How many were examined.", value: "n"))
  var n: PlainNumber

  @Option(
    parsing: .unconditional,
    help: .text(
      zh: "全部单位的个数，用于从中不放回抽取的样本。",
      en: "The number of all units, if the sample was drawn from them without replacement.",
      value: "n"))
  var population: Int?

  @Option(
    help:
      .text(
        zh: "方法。默认：有 --population 时为 hypergeometric，否则为 clopper-pearson。",
        en: "The method. Default: hypergeometric with --population, else clopper-pearson.",
        value: .method))
  var method: CountInterval.Method?

  @Flag(
    help: .text(
      zh: "给出两个单侧界限，各自达到所给置信度。", en: "Give the two one-sided limits, each at the stated confidence."
    ))
  var oneSided = false

  @Option(
    parsing: .unconditional,
    help: .text(
      zh: "区间或界限的置信度。默认：0.95。", en: "The confidence of interval or limits. Default: 0.95.",
      value: "c"))
  var confidence: PlainNumber?

  @Option(
    parsing: .unconditional,
    help: .text(
      zh: "设计效应：以它除 X 和 N，用于整群样本。", en: "Divides X and N, for samples of clusters.", value: "d"))
  var designEffect: PlainNumber?

  @OptionGroup var format: FormatOption
  @OptionGroup var shared: SharedOptions

  func run() throws {
    try shared.apply()
    try checkNumbers()
    let result = try result()
    let console = Console.shared
    console.output(Listing(result, isOneSided: oneSided), format.format)
    if format.format == .table {
      let sentence = CountWording.sentence(
        result, population: population, isOneSided: oneSided)
      console.output("\n" + sentence.text(in: console.language) + "\n")
    }
  }

  private func result() throws -> CountInterval.Result {
    let confidence = confidence?.value ?? 0.95
    guard let population else {
      let method = method ?? .clopperPearson
      if method == .hypergeometric { throw Fault(.methodNeedsPopulation) }
      return try CountInterval.result(
        count: x.value, of: n.value, method: method, confidence: confidence,
        designEffect: designEffect?.value ?? 1)
    }
    if let method, method != .hypergeometric {
      throw Fault(.methodIgnoresPopulation, ["method": method.rawValue])
    }
    if designEffect != nil { throw Fault(.methodIgnoresDesignEffect) }
    let (count, number) = (try whole(x), try whole(n))
    if number > population {
      throw Fault(
        .sampleAbovePopulation, ["number": n.text, "population": "\(population)"])
    }
    return CountInterval.result(
      count: count, of: number, population: population, confidence: confidence)
  }

  /// Refuses numbers that no method can take.
  private func checkNumbers() throws {
    try check("X", x, "X >= 0") { $0 >= 0 }
    if n.value == 0 { throw Fault(.noUnits, ["number": n.text]) }
    try check("N", n, "0 < N <= 10^12") { $0 > 0 && $0 <= 1e12 }
    if x.value > n.value {
      throw Fault(.countAboveNumber, ["count": x.text, "number": n.text])
    }
    try check("--confidence", confidence, "0 < C < 1") { $0 > 0 && $0 < 1 }
    try check("--design-effect", designEffect, "10^-3 <= D <= 10^6") { $0 >= 1e-3 && $0 <= 1e6 }
    if let population, population < 1 || population > 1 << 53 {
      throw Fault(
        .optionOutOfRange,
        ["option": "--population", "value": "\(population)", "range": "1 <= N <= 2^53"])
    }
  }

  private func check(
    _ option: String, _ number: PlainNumber?, _ range: String, _ isInRange: (Double) -> Bool
  ) throws {
    guard let number, !isInRange(number.value) else { return }
    throw Fault(.optionOutOfRange, ["option": option, "value": number.text, "range": range])
  }

  private func whole(_ number: PlainNumber) throws -> Int {
    guard let value = Int(exactly: number.value) else {
      throw Fault(.methodNeedsWholeCounts, ["value": number.text])
    }
    return value
  }
}

extension CountInterval.Method: ExpressibleByArgument {}
