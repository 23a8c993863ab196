// SPDX-License-Identifier: GPL-3.0-or-later

import ArgumentParser
import Estimation
import Files
import Tables

/// How the rows were drawn.
struct DesignOptions: ParsableArguments {
  @Option(
    parsing: .unconditional,
    help: ArgumentHelp("Strata of each stage.", valueName: "col[*col][,...]"))
  var strata: String?

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp("The units of each stage.", valueName: "col[,...]"))
  var clusters: String?

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp("Numbers of units in the population.", valueName: "col[,...]"))
  var populationSize: String?

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp("Shares of the units that were drawn, instead.", valueName: "col[,...]"))
  var samplingFraction: String?

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      "Probabilities of the units within their stratum and unit, where they differ.",
      valueName: "col[,...]"))
  var probability: String?

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      "The variance of unequal probabilities: brewer (default), hajek, poisson (units drawn independently), or joint=FILE with the pairs that assay sample --joint writes.",
      valueName: "variance"))
  var pps: String?

  @Option(
    help: ArgumentHelp(
      "The estimator with joint=FILE: yates-grundy (default) or horvitz-thompson.",
      valueName: "estimator"))
  var ppsVariance: String?

  @Option(parsing: .unconditional, help: ArgumentHelp("Weights.", valueName: "col"))
  var weight: String?

  @Flag(help: "Take the whole design from the columns that assay sample wrote.")
  var drawn = false

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      "With --drawn and --pps joint=FILE: the units' ids, as in assay sample.", valueName: "col"))
  var id: String?

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      "With --drawn: what the cube balanced, as in assay sample.", valueName: "col[:levels],..."))
  var balance: String?

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      "With --drawn: what the local pivotal method spread units over.", valueName: "x,y"))
  var coordinates: String?

  @Option(
    help: ArgumentHelp(
      "Units alone in their stratum: fail, remove, certainty, adjust, average, pool, collapse (the stratum joins its neighbour; below the first stage as pool). Default: fail at the first stage, pool below.",
      valueName: "rule"))
  var lonelyPsu: String?

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      "With --lonely-psu collapse: the order of the strata. Default: their bytes.",
      valueName: "col"))
  var collapseOrder: String?

  @Flag(
    help:
      "Take the first stage as drawn with replacement: populations make weights only, and stages below add nothing."
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
