// SPDX-License-Identifier: GPL-3.0-or-later

import ArgumentParser
import Estimation
import Forms
import Tables

/// How weights are adjusted before anything is estimated.
struct WeightOptions: ParsableArguments {
  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      "Fit the weights to known totals of the levels of one column, or of crossed columns.",
      valueName: "col[*col]:A=N,B=N"))
  var poststratify: String?

  @Option(
    parsing: .unconditionalSingleValue,
    help: ArgumentHelp(
      "Fit the weights to several columns in turn; one option for each.", valueName: "col:A=N,B=N"))
  var rake: [String] = []

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      "Fit the weights to the number of elements, totals of numbers, counts of levels.",
      valueName: "(count)=N,col=T,col:level=N"))
  var calibrate: String?

  @Option(help: ArgumentHelp("Its distance: linear (default), raking, logit.", valueName: "name"))
  var calibration: String?

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp("Least and largest factor of the weights.", valueName: "l,u"))
  var bounds: String?

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      "Cut weights off at a least and a largest one (- for none) and spread the rest equally.",
      valueName: "l,u"))
  var trim: String?

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      "Who answered; they take over the weights of the others in their class.",
      valueName: "expression"))
  var respondents: String?

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      "The classes of --respondents; a class where nobody answered joins its neighbours, the last column first.",
      valueName: "col[*col]"))
  var responseClasses: String?

  func columns(header: [String]) throws -> WeightColumns {
    if responseClasses != nil && respondents == nil {
      throw Fault(
        .optionWithoutOther, ["option": "--response-classes", "other": "--respondents"])
    }
    let classes = try responseClasses.map {
      try EstimateRequest.crossedColumns(argument: $0, header: header)
    }
    return try WeightColumns(
      poststratify: poststratify, rake: rake, calibrate: calibrate, calibration: calibration,
      bounds: bounds, trim: trim, responseClasses: respondents == nil ? nil : classes ?? [])
  }
}

/// How variances are estimated.
struct VarianceOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "taylor (linearization), jackknife, bootstrap, brr, fay.", valueName: "method"))
  var variance = "taylor"

  @Option(help: ArgumentHelp("Replicates of the bootstrap (default: 1000).", valueName: "n"))
  var replicates: Int?

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp("Seed of the bootstrap (default: 1).", valueName: "text"))
  var seed: String?

  @Option(help: ArgumentHelp("Fay's factor (default: 0.3).", valueName: "rho"))
  var fayRho: Double?

  func method() throws -> ReplicateMethod? {
    try ReplicateMethod.named(variance, replicates: replicates, seed: seed, fay: fayRho)
  }
}
