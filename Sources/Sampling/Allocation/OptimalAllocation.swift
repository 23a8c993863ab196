// SPDX-License-Identifier: GPL-3.0-or-later

/// Optimal allocation with costs: n_h ∝ N_h S_h / √c_h (Cochran 1977, equation 5.22).
///
/// For a given field cost Σ c_h n_h it makes the variance of the stratified total least, and for a given
/// variance the cost; c_h is the cost of one unit of stratum h. Here the number of units is given, and the
/// costs set the proportions.
public struct OptimalAllocation: AllocationRule {
  /// `optimal`.
  public let name = "optimal"
  /// Required.
  public let deviationUse = AllocationUse.required
  /// Required.
  public let costUse = AllocationUse.required

  /// S_h / √c_h for each unit.
  public func factor(of moments: StratumMoments, stratum: String, power: Double) -> Double {
    moments.deviation / (moments.cost ?? 1).squareRoot()
  }
}
