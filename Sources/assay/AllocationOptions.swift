// SPDX-License-Identifier: GPL-3.0-or-later

import ArgumentParser
import Forms
import Sampling

/// The options of `assay sample` that say how a number of units is spread over the strata, and which units
/// are drawn with certainty.
struct AllocationOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "How --size is spread over the strata: \(AllocationMethod.all.map(\.name).joined(separator: ", ")).",
      valueName: "method"))
  var allocation = AllocationMethod.proportional.name

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      "For neyman, optimal and power: a column with the standard deviation of each stratum, constant within it, or else a variable whose standard deviations within the strata are taken.",
      valueName: "col"))
  var deviation: String?

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      "For optimal: the column with the cost of one unit, constant within each stratum.",
      valueName: "col"))
  var cost: String?

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      "For power: the exponent, from 0 (equal precision for all strata) to 1 (as neyman).",
      valueName: "a"))
  var power: String?

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      "Units for which this is true are drawn with certainty, beside the size or fraction of the others.",
      valueName: "expression"))
  var takeAll: String?

  /// The allocation that the options name.
  func spread() throws -> Allocation {
    Allocation(
      try AllocationMethod(named: allocation), deviation: deviation, cost: cost,
      power: try power.map { try Fraction($0) })
  }

  /// The condition of the units that are drawn with certainty.
  func condition() throws -> Expression? { try takeAll.map { try Expression($0) } }
}
