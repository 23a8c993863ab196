// SPDX-License-Identifier: GPL-3.0-or-later

/// Proportional allocation: n_h ∝ N_h (Bowley 1926; Cochran 1977, section 5.5).
///
/// All units have one probability up to rounding; it is the optimum where strata vary alike.
public struct ProportionalAllocation: AllocationRule {
  /// `proportional`.
  public let name = "proportional"

  /// 1 for each unit.
  public func factor(of moments: StratumMoments, stratum: String, power: Double) -> Double { 1 }
}
