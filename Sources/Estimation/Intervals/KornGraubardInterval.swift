// SPDX-License-Identifier: GPL-3.0-or-later

import Distributions

/// The interval of Korn and Graubard (1998) for rates, with the truncation and the rule for zero that
/// the U.S. National Center for Health Statistics uses (Parker et al. 2017, Series 2, no. 175).
///
/// The limits of Clopper and Pearson with real n* and x = n*p. With the design variance v, df degrees
/// of freedom and n last-stage units,
///
///     n* = min(n, p(1 - p)/v · (t(n - 1)/t(df))²),
///
/// where t is the quantile at the tail of the limit. For p = 0 or 1, n takes the place of p(1 - p)/v.
/// n is Kish's size (Σu)²/Σu² of the last-stage units, u being weight times denominator, so that the
/// persons of one household are one observation, whether they stand in one row or in several.
///
/// Without degrees of freedom n* is Kish's size of the first-stage units: each of them is one
/// observation, which assumes nothing about what they have in common.
public enum KornGraubardInterval: IntervalMethod {
  /// The name of the method.
  public static let name = "korn-graubard"

  /// One end of the interval; never missing for a rate.
  public static func limit(
    _ end: IntervalEnd, of estimate: Estimate, value: Double, tail: Double
  ) throws -> Limit {
    guard estimate.isRate else { return Limit(without: .notARate) }
    let p = min(1, max(0, value))
    let (size, rule) = try effectiveSize(estimate, p: p, tail: tail)
    let x = p == 1 ? size : min(size, size * p)
    let limits = try ClopperPearson.limits(x: x, n: size, lowerTail: tail, upperTail: tail)
    return Limit(end == .lower ? limits.lower : limits.upper, rule)
  }

  /// The effective sample size n* and the rule it rests on.
  static func effectiveSize(
    _ estimate: Estimate, p: Double, tail: Double
  ) throws -> (Double, FigureRule?) {
    // A rate knows how its observations lie in clusters.
    let units = 1 / estimate.clustering!.unitSquares
    guard estimate.degreesOfFreedom > 0, let variance = estimate.variance else {
      return (min(units, 1 / estimate.clustering!.clusterSquares), .primaryUnits)
    }
    return try effectiveSize(
      p: p, variance: variance, units: units, degreesOfFreedom: Double(estimate.degreesOfFreedom),
      tail: tail)
  }

  /// The effective sample size n* from its parts.
  package static func effectiveSize(
    p: Double, variance: Double, units: Double, degreesOfFreedom: Double, tail: Double
  ) throws -> (Double, FigureRule?) {
    let isExtreme = p == 0 || p == 1
    // Without variance, or with hardly more than one unit, the size of the sample is the limit.
    guard isExtreme || variance > 0, units > 1.001 else {
      return (units, isExtreme ? .zeroRule : .truncated)
    }
    let sample = try StudentT(degreesOfFreedom: units - 1).upperQuantile(tail)
    let design = try StudentT(degreesOfFreedom: degreesOfFreedom).upperQuantile(tail)
    let adjusted =
      (isExtreme ? units : p * (1 - p) / variance) * (sample / design) * (sample / design)
    if isExtreme { return (min(units, adjusted), .zeroRule) }
    return adjusted >= units ? (units, .truncated) : (adjusted, nil)
  }
}
