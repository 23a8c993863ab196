// SPDX-License-Identifier: GPL-3.0-or-later

import ArgumentParser
import Forms
import Sampling

/// The options of `assay sample` that say how a number of units is spread over the strata, and which units
/// are drawn with certainty.
struct AllocationOptions: ParsableArguments {
  @Option(
    help: .text(
      zh: "--size 在各层之间如何分配：\(AllocationMethod.all.map(\.name).joined(separator: "、"))。",
      en:
        "How --size is spread over the strata: \(AllocationMethod.all.map(\.name).joined(separator: ", ")).",
      value: .method))
  var allocation = AllocationMethod.proportional.name

  @Option(
    parsing: .unconditional,
    help: .text(
      zh: "用于 neyman、optimal 和 power：给出各层标准差的列（层内一致），或一个变量列，取其各层内的标准差。",
      en:
        "For neyman, optimal and power: a column with the standard deviation of each stratum, constant within it, or else a variable whose standard deviations within the strata are taken.",
      value: .column))
  var deviation: String?

  @Option(
    parsing: .unconditional,
    help: .text(
      zh: "用于 optimal：单位费用的列，同一层内一致。",
      en: "For optimal: the column with the cost of one unit, constant within each stratum.",
      value: .column))
  var cost: String?

  @Option(
    parsing: .unconditional,
    help: .text(
      zh: "用于 power：指数，从 0（各层精度相等）到 1（同 neyman）。",
      en: "For power: the exponent, from 0 (equal precision for all strata) to 1 (as neyman).",
      value: "a"))
  var power: String?

  @Option(
    parsing: .unconditional,
    help: .text(
      zh: "条件成立的单位必然抽中，不占其余单位的样本量或比例。",
      en:
        "Units for which this is true are drawn with certainty, beside the size or fraction of the others.",
      value: .condition))
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
