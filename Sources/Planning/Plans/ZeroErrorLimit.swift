// SPDX-License-Identifier: GPL-3.0-or-later

internal import Distributions
internal import Estimation

/// The one-sided upper limit of an error rate if the sample shows no error.
///
/// For units of the first stage it is exact: the largest number of errors in the stratum that a simple
/// random sample without one does not exclude (hypergeometric).
///
/// Below, it is the limit that ``Estimation/KornGraubardInterval`` gives for a rate of 0: with tail α,
/// u the weight of a unit (times its measure, if it is measured), n = (Σu)²/Σu² (Kish 1965) and df the
/// first-stage units minus their strata,
///
///     n* = min(n, n · (t(n - 1; α) / t(df; α))²),   U = 1 - α^(1/n*).
///
/// n and df are their means over the trial draws. Below one degree of freedom each first-stage unit
/// counts as one observation.
public struct ZeroErrorLimit: Sendable, Hashable {
  /// What the limit rests on.
  public enum Basis: String, Sendable, Hashable {
    /// The exact distribution of a simple random sample.
    case hypergeometric
    /// The rule for zero of Korn and Graubard's interval.
    case kornGraubard = "korn-graubard"
    /// The number of first-stage units.
    case primaryUnits = "primary-units"
    /// All units will be seen.
    case census
  }

  /// What the limit rests on.
  public let basis: Basis
  /// The observations that it rests on: n, before the degrees of freedom shorten it.
  public let effectiveSize: Double
  /// df; `nil` where it does not enter.
  public let degreesOfFreedom: Double?
  /// The limit, as a share of the population.
  public let limit: Double
  /// The limit as a number of units, where it is exact.
  public let count: Int?

  /// The limit of a simple random sample.
  static func simpleRandom(size: Int, population: Int, tail: Double) -> ZeroErrorLimit? {
    guard size > 0 else { return nil }
    let count = HypergeometricLimits.upperCount(
      found: 0, of: size, population: population, tail: tail)
    return ZeroErrorLimit(
      basis: size == population ? .census : .hypergeometric, effectiveSize: Double(size),
      degreesOfFreedom: nil, limit: Double(count) / Double(population), count: count)
  }

  /// The limit of a sample in stages.
  ///
  /// - Parameters:
  ///   - units: n.
  ///   - isCensus: whether all units will be seen.
  package static func staged(
    units: Double, primaryUnits: Double, degreesOfFreedom: Double, isCensus: Bool, tail: Double
  ) throws -> ZeroErrorLimit? {
    guard units > 0 else { return nil }
    if isCensus {
      return ZeroErrorLimit(
        basis: .census, effectiveSize: units, degreesOfFreedom: nil, limit: 0, count: 0)
    }
    let hasVariance = degreesOfFreedom >= 1
    let size =
      hasVariance
      ? try KornGraubardInterval.effectiveSize(
        p: 0, variance: 0, units: units, degreesOfFreedom: degreesOfFreedom, tail: tail
      ).0 : min(units, primaryUnits)
    return ZeroErrorLimit(
      basis: hasVariance ? .kornGraubard : .primaryUnits, effectiveSize: units,
      degreesOfFreedom: degreesOfFreedom,
      limit: try ClopperPearson.limits(x: 0, n: size, lowerTail: tail, upperTail: tail).upper,
      count: nil)
  }
}
