// SPDX-License-Identifier: GPL-3.0-or-later

import Distributions

/// R's `svyciprop(method = "beta")`: Korn and Graubard (1998) without truncation, n being the number of
/// rows of the domain, with those whose value is missing.
///
/// n* = p(1 - p)/v · (t(n - 1)/t(df))², and the limits of Clopper and Pearson with x = n*p.
/// ``KornGraubardInterval`` is the method to use; this one is for agreement with R, which has no value at
/// 0 and 1.
public enum BetaInterval: IntervalMethod {
  /// The name of the method.
  public static let name = "beta"

  /// One end of the interval; missing at 0 and 1, and without variance.
  public static func limit(
    _ end: IntervalEnd, of estimate: Estimate, value: Double, tail: Double
  ) throws -> Limit {
    let rate = Rate(estimate, value: value)
    guard case .inside(let p, let error) = rate else { return rate.missing }
    let domainRows = estimate.count + estimate.missing
    guard error > 0, domainRows > 1 else { return Limit(without: .noVariance) }
    let rows = try StudentT(degreesOfFreedom: Double(domainRows - 1)).upperQuantile(tail)
    let design = try StudentT(degreesOfFreedom: Double(estimate.degreesOfFreedom))
      .upperQuantile(tail)
    let size = p * (1 - p) / (error * error) * (rows / design) * (rows / design)
    let limits = try ClopperPearson.limits(x: size * p, n: size, lowerTail: tail, upperTail: tail)
    return Limit(end == .lower ? limits.lower : limits.upper)
  }
}
