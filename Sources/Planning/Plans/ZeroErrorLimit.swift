// SPDX-License-Identifier: GPL-3.0-or-later

internal import Distributions
package import Estimation

/// The one-sided upper limit of an error rate if the sample shows no error.
///
/// For units of the first stage it is exact: the largest number of errors in the stratum that a simple
/// random sample without one does not exclude (hypergeometric).
///
/// Below, it is the limit that ``Estimation/StabilizedInterval`` gives for a rate of 0, which allows for an
/// intra-class correlation of errors up to a ceiling: with tail α, and what ``Estimation/Clustering`` says of
/// the sample at its mean over the trial draws,
///
///     U = g · (1 - α^(1/n₀)),   n₀ = 1/((1 + (A/B - 1)ρ) max(B, κ/n)).
public struct ZeroErrorLimit: Sendable, Hashable {
  /// What the limit rests on.
  public enum Basis: String, Sendable, Hashable {
    /// The exact distribution of a simple random sample.
    case hypergeometric
    /// The default interval of rates.
    case stabilized
    /// All units will be seen.
    case census
  }

  /// What the limit rests on.
  public let basis: Basis
  /// The observations that it rests on: the units of a simple random sample, n₀ of one in stages.
  public let effectiveSize: Double
  /// The intra-class correlation that is allowed for; `nil` where it does not enter.
  public let iccCeiling: Double?
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
      iccCeiling: nil, limit: Double(count) / Double(population), count: count)
  }

  /// The limit of a sample in stages; `nil` without a unit.
  ///
  /// - Parameters:
  ///   - clustering: how its units lie in clusters.
  ///   - isCensus: whether all units will be seen.
  ///   - ceiling: the intra-class correlation that is allowed for.
  package static func staged(
    _ clustering: Clustering?, isCensus: Bool, ceiling: Double = StabilizedInterval.defaultCeiling,
    tail: Double
  ) throws -> ZeroErrorLimit? {
    guard let clustering else { return nil }
    if isCensus {
      return ZeroErrorLimit(
        basis: .census, effectiveSize: Double(clustering.units), iccCeiling: nil, limit: 0,
        count: 0)
    }
    return ZeroErrorLimit(
      basis: .stabilized,
      effectiveSize: StabilizedInterval.sizeWithoutErrors(clustering, ceiling: ceiling),
      iccCeiling: ceiling,
      limit: try StabilizedInterval.limit(
        .upper, p: 0, clustering: clustering, degreesOfFreedom: 0, ceiling: ceiling, tail: tail),
      count: nil)
  }
}
