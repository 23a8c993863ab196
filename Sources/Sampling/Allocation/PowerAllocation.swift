// SPDX-License-Identifier: GPL-3.0-or-later

import Glibc
public import Tables

/// Power allocation: n_h ∝ X_h^a S_h / Ȳ_h (Bankier 1988), a compromise between the whole and the strata.
///
/// With y the variable, X_h = Y_h is its total in stratum h, Ȳ_h its mean and S_h / Ȳ_h its coefficient of
/// variation. a = 1 is Neyman's allocation; a = 0 gives every stratum the same coefficient of variation,
/// up to the finite population; a = 1/2 is a usual choice between. Where only S_h is given, or nothing,
/// X_h is N_h and means are taken as equal: n_h ∝ N_h^a S_h, or N_h^a.
public struct PowerAllocation: AllocationRule {
  /// `power`.
  public let name = "power"
  /// No: numbers of units count with their power.
  public let countsUnits = false
  /// Optional: without, strata are taken to vary alike.
  public let deviationUse = AllocationUse.optional
  /// Required.
  public let powerUse = AllocationUse.required

  /// X_h^a S_h / Ȳ_h.
  /// - Throws: ``Fault/Code/allocationMean`` where the variable's mean is not above 0 and it varies.
  public func factor(of moments: StratumMoments, stratum: String, power: Double) throws -> Double {
    guard let mean = moments.mean else {
      return pow(Double(moments.count), power) * moments.deviation
    }
    if moments.deviation == 0 { return 0 }
    guard mean > 0 else {
      throw Fault(.allocationMean, ["stratum": stratum.isEmpty ? "–" : stratum])
    }
    return pow(mean * Double(moments.count), power) * moments.deviation / mean
  }
}

extension Fault.Code {
  /// A coefficient of variation is wanted of a variable whose mean is not above 0.
  public static let allocationMean = Fault.Code("allocation-mean", .data)
}
