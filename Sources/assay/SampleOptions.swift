// SPDX-License-Identifier: GPL-3.0-or-later

import ArgumentParser
import Sampling

/// The options of `assay sample` that concern the units.
struct UnitOptions: ParsableArguments {
  @Option(
    parsing: .unconditional, help: ArgumentHelp("The column of the units' ids.", valueName: "col"))
  var id: String

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp("The columns whose values make the strata.", valueName: "col*col2"))
  var strata: String?

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      "How many units, spread over the strata by --allocation; within each cluster, if there are any.",
      valueName: "n"))
  var size: Int?

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp("Which fraction of each stratum, such as 0.10.", valueName: "f"))
  var fraction: String?

  @Option(
    help: ArgumentHelp(
      "How units are selected: \(SelectionMethod.all.map(\.name).joined(separator: ", ")).",
      valueName: "method"))
  var method = SelectionMethod.simpleRandom.name

  @Option(
    help: ArgumentHelp("The fewest units of a stratum, as far as it has them.", valueName: "n"))
  var minimum: Int?

  @Option(
    parsing: .unconditional, help: ArgumentHelp("The most units of a stratum.", valueName: "n"))
  var maximum: Int?

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp("Reserves, as a fraction of the size.", valueName: "f"))
  var reserves = "0"

  func validate() throws {
    guard (size == nil) != (fraction == nil) else {
      throw ValidationError("Name either --size or --fraction.")
    }
  }
}

/// The options of `assay sample` that concern clusters.
struct ClusterOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp("The column of the clusters, for a draw in two stages.", valueName: "col"))
  var cluster: String?

  @Option(parsing: .unconditional, help: ArgumentHelp("How many clusters.", valueName: "n"))
  var clusterSize: Int?

  @Option(
    help: ArgumentHelp("Which fraction of each stratum of clusters, such as 0.20.", valueName: "f"))
  var clusterFraction: String?

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      "The columns whose values make the strata of clusters; constant within each.",
      valueName: "col*col2"))
  var clusterStrata: String?

  @Option(
    help: ArgumentHelp(
      "How clusters are selected, by one of the methods of --method. Default: srs.",
      valueName: "method"))
  var clusterMethod: String?

  func validate() throws {
    guard cluster == nil else {
      guard (clusterSize == nil) != (clusterFraction == nil) else {
        throw ValidationError("Name either --cluster-size or --cluster-fraction.")
      }
      return
    }
    guard clusterSize == nil, clusterFraction == nil, clusterStrata == nil, clusterMethod == nil
    else { throw ValidationError("Name the column of the clusters with --cluster.") }
  }

  /// The first of two stages, if there are two.
  func clusters(_ header: [String]) throws -> FileDesign.Clusters? {
    try cluster.map { column in
      FileDesign.Clusters(
        column, strata: try clusterStrata.map { try FileDesign.columns($0, in: header) } ?? [],
        size: try sizeRule(clusterSize, clusterFraction),
        method: try clusterMethod.map { try SelectionMethod(named: $0) } ?? .simpleRandom)
    }
  }
}

/// The options of `assay sample` that name the columns by which a method draws, at the stage whose method
/// uses them.
struct AuxiliaryOptions: ParsableArguments {
  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      "The column of sizes, for the stage whose method draws in proportion to size; constant within each cluster if that is the clusters' stage.",
      valueName: "col"))
  var sizeMeasure: String?

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      "For the method cube: the columns whose totals a balanced sample keeps, or with :levels the numbers of units with each value.",
      valueName: "col[:levels],…"))
  var balance: String?

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      "Where to write the probability of each pair of drawn units, for every stage that is not simple random.",
      valueName: "file"))
  var joint: String?

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      "The two columns of coordinates, for the method local-pivotal.", valueName: "x,y"))
  var coordinates: String?
}

/// The rule of a number or a fraction, of which one is given.
func sizeRule(_ size: Int?, _ fraction: String?) throws -> SizeRule {
  if let size { return .size(size) }
  return .fraction(try Fraction(fraction ?? ""))
}

/// The options of a sample from a file that concern all stages.
struct StageOptions: ParsableArguments {
  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      "The order for every systematic stage: columns by their bytes, or by value after :number.",
      valueName: "col[:number],…"))
  var sort: String?

  @Option(help: "How sizes become integers, at every stage: up, nearest or controlled.")
  var rounding: Rounding = .up
}
