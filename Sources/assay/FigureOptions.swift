// SPDX-License-Identifier: GPL-3.0-or-later

import ArgumentParser
import Estimation
import Tables

/// What is wanted.
struct FigureOptions: ParsableArguments {
  @Option(
    parsing: .unconditionalSingleValue,
    help: ArgumentHelp("The mean of a column of numbers.", valueName: "col"))
  var mean: [String] = []

  @Option(
    parsing: .unconditionalSingleValue,
    help: ArgumentHelp("The total of a column of numbers.", valueName: "col"))
  var total: [String] = []

  @Option(
    parsing: .unconditionalSingleValue,
    help: ArgumentHelp("The share of each level of a column, or of one.", valueName: "col[=value]"))
  var proportion: [String] = []

  @Option(
    parsing: .unconditionalSingleValue,
    help: ArgumentHelp("The quotient of two totals.", valueName: "num/den"))
  var ratio: [String] = []

  @Option(
    parsing: .unconditionalSingleValue,
    help: ArgumentHelp(
      "The value up to which a share P of the elements lies.", valueName: "col@p"))
  var quantile: [String] = []

  @Option(
    help: ArgumentHelp(
      "The definition of quantiles: math, school, shahvaish, hf1 to hf9.", valueName: "name"))
  var quantileType = "math"

  @Flag(
    help:
      "Instead of the figures of --by, their differences: the later minus the earlier value, in the order of bytes."
  )
  var difference = false

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      "The column that tells two rounds: figures of each, and the later minus the earlier in the order of bytes.",
      valueName: "col"))
  var change: String?

  @Flag(help: "Instead of the figures of --by, Wald tests of whether they are all equal.")
  var wald = false

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      "Tests whether two columns are independent (Rao and Scott).", valueName: "a*b"))
  var chiSquare: String?

  @Option(
    help: ArgumentHelp(
      "F (second order, the default), Chisq (first order; X² itself is shown), Wald or adjWald.",
      valueName: "name"))
  var chiSquareStatistic: String?

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      "Tests whether the means of the two groups of --by are equal: the later minus the earlier.",
      valueName: "col"))
  var tTest: String?

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      "Tests whether two columns with the same two levels have equal shares: the first minus the second.",
      valueName: "a*b"))
  var mcnemar: String?

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp("One figure for each value of a column.", valueName: "col[*col]"))
  var by: String?

  @Option(
    name: .customLong("where"), parsing: .unconditional,
    help: ArgumentHelp("Only the rows for which this is true.", valueName: "expression"))
  var condition: String?

  @Option(help: ArgumentHelp("The confidence of intervals and limits.", valueName: "c"))
  var confidence = 0.95

  @Option(
    help: ArgumentHelp(
      "The interval of rates: stabilized (default), korn-graubard, t, mean, logit, likelihood, xlogit, beta, wilson, asin, jeffreys, agresti-coull, uniform, stratified-exact, conservative (holds however errors lie in clusters).",
      valueName: "method"))
  var interval: String?

  @Option(
    help: ArgumentHelp(
      "The intra-class correlation of errors that the default interval allows for.",
      valueName: "r"))
  var iccCeiling = StabilizedInterval.defaultCeiling

  @Option(
    help: ArgumentHelp(
      "For conservative limits of two stages: how many units the largest cluster of the population has, drawn or not.",
      valueName: "count"))
  var largestCluster: Double?

  @Option(
    help: ArgumentHelp(
      "For conservative limits as counts: how many units the population has.", valueName: "count"))
  var populationTotal: Int?

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp("Words for a missing value, beside empty.", valueName: "word,..."))
  var missing = "NA"

  @Option(help: ArgumentHelp("The encoding: UTF-8 or GB18030.", valueName: "name"))
  var encoding: String?

  @Option(
    help: ArgumentHelp(
      "The sheet of a workbook. Default: the only one with content.", valueName: "name"))
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
