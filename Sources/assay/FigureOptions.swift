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
      "The interval of rates: korn-graubard, t, mean, logit, likelihood, xlogit, beta, wilson, asin, jeffreys, agresti-coull, uniform.",
      valueName: "method"))
  var interval: String?

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp("Words for a missing value, beside empty.", valueName: "word,..."))
  var missing = "NA"

  @Option(help: ArgumentHelp("The encoding: UTF-8 or GB18030.", valueName: "name"))
  var encoding: String?

  func request(header: [String]) throws -> EstimateRequest {
    let items =
      try mean.map { try .mean(argument: $0, header: header) }
      + total.map { try .total(argument: $0, header: header) }
      + proportion.map { try .proportion(argument: $0, header: header) }
      + ratio.map { try EstimateRequest.Item.ratio(argument: $0) }
    return try EstimateRequest(
      items,
      by: try by.map { try EstimateRequest.crossedColumns(argument: $0, header: header) } ?? [],
      interval: try interval.map { try IntervalMethods.named($0) }, confidence: confidence,
      missing: missing.isEmpty ? [] : try ArgumentWords.words(missing, at: ","))
  }
}
