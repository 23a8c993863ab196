// SPDX-License-Identifier: GPL-3.0-or-later

internal import Sampling
public import Tables

extension Plan {
  /// What is unusual, though allowed.
  static func warnings(
    _ samples: [PlannedSample], _ measures: [String: CellMeasure]
  ) -> [Fault] {
    var warnings: [Fault] = []
    for sample in samples {
      if let missing = measures[sample.key]?.missing, missing > 0 {
        warnings.append(
          Fault(.measureMissing, ["sample": sample.key, "units": "\(missing)"]))
      }
      if let raised = sample.raised { warnings.append(raised.fault) }
      if sample.stage > 1, sample.all.lonelyCells >= 0.5 {
        warnings.append(
          Fault(
            .lonelyCellsExpected,
            ["sample": sample.key, "cells": "\(Int(sample.all.lonelyCells.rounded()))"]))
      }
      warnings += sample.strata.compactMap { mayBeShort(sample, $0) }
    }
    return warnings
  }

  private static func mayBeShort(_ sample: PlannedSample, _ stratum: PlannedStratum) -> Fault? {
    guard let shared = stratum.shared, shared.isSufficient, shared.probabilityShort > 0 else {
      return nil
    }
    return Fault(
      .fractionMayExceedOne,
      [
        "sample": sample.key, "stratum": stratum.stratum.flatMap { $0.isEmpty ? nil : $0 } ?? "–",
        "percent": (shared.probabilityShort * 100).shortText,
      ])
  }
}

extension Double {
  /// The number with one decimal, which falls away if it is 0.
  fileprivate var shortText: String {
    let tenths = Int((self * 10).rounded())
    return tenths % 10 == 0 ? "\(tenths / 10)" : "\(tenths / 10).\(abs(tenths % 10))"
  }
}

extension Fault.Code {
  /// Units have no measure, such as households without a number of persons.
  public static let measureMissing = Fault.Code("measure-missing", .data)
  /// Cells give one unit of several.
  public static let lonelyCellsExpected = Fault.Code("lonely-cells-expected", .configuration)
  /// Under `of: population` some draws will find too few units.
  public static let fractionMayExceedOne = Fault.Code("fraction-may-exceed-one", .configuration)
}
