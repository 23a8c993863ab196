// SPDX-License-Identifier: GPL-3.0-or-later

/// Equal allocation: the same n_h for every stratum, as far as it has the units.
///
/// It makes figures of strata about equally precise (Cochran 1977, section 5A.13), and is the choice where
/// strata are to be compared.
public struct EqualAllocation: AllocationRule {
  /// `equal`.
  public let name = "equal"
  /// No: a stratum counts, not its units.
  public let countsUnits = false

  /// 1 for each stratum.
  public func factor(of moments: StratumMoments, stratum: String, power: Double) -> Double { 1 }
}
