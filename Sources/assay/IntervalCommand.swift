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
    abstract: "Gives the confidence limits of X errors among N units.",
    discussion: """
      assay interval 5 823
      assay interval 0 17 --population 83 --one-sided

      Limits are proportions. With --population they come from the exact hypergeometric test and stand \
      as numbers of units, too. Without --one-sided, lower and upper together hold the true share with \
      the stated confidence; with it, each of them does alone.
      """)

  @Argument(help: "How many have the property.")
  var x: PlainNumber

  @Argument(help: "How many were examined.")
  var n: PlainNumber

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      "The number of all units, if the sample was drawn from them without replacement.",
      valueName: "n"))
  var population: Int?

  @Option(
    help:
      "The method. Default: hypergeometric with --population, else clopper-pearson.")
  var method: CountInterval.Method?

  @Flag(help: "Give the two one-sided limits, each at the stated confidence.")
  var oneSided = false

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp("The confidence of interval or limits. Default: 0.95.", valueName: "c"))
  var confidence: PlainNumber?

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp("Divides X and N, for samples of clusters.", valueName: "d"))
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
