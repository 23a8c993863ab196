// SPDX-License-Identifier: GPL-3.0-or-later

/// Neyman's allocation: n_h ∝ N_h S_h (Neyman 1934; Cochran 1977, equation 5.26).
///
/// For a given number of units it makes the variance of the stratified total least. S_h is the standard
/// deviation of a variable within stratum h, with divisor N_h - 1.
public struct NeymanAllocation: AllocationRule {
  /// `neyman`.
  public let name = "neyman"
  /// Required.
  public let deviationUse = AllocationUse.required

  /// S_h for each unit.
  public func factor(of moments: StratumMoments, stratum: String, power: Double) -> Double {
    moments.deviation
  }
}
