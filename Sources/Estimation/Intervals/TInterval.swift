// SPDX-License-Identifier: GPL-3.0-or-later

import Distributions

/// The interval estimate ± t·SE with Student's t at the design's degrees of freedom; for quantiles that of
/// Woodruff (1952), the quantiles at F ± t·SE(F), F being the share of values up to the estimate.
public enum TInterval: IntervalMethod {
  /// The name of the method.
  public static let name = "t"

  /// One end of the interval; missing without a variance or degrees of freedom.
  public static func limit(
    _ end: IntervalEnd, of estimate: Estimate, value: Double, tail: Double
  ) throws -> Limit {
    if estimate.basis == nil, estimate.standardError == nil {
      return Limit(without: estimate.rules.first ?? .noVariance)
    }
    guard estimate.degreesOfFreedom > 0 else { return Limit(without: .noDegreesOfFreedom) }
    let t = try StudentT(degreesOfFreedom: Double(estimate.degreesOfFreedom)).upperQuantile(tail)
    if let basis = estimate.basis { return basis.limit(end, t: t) }
    guard let error = estimate.standardError else { return Limit(without: .noVariance) }
    return Limit(end == .lower ? value - t * error : value + t * error)
  }
}

/// R's `svyciprop(method = "mean")`: ``TInterval`` under its name for rates, not cut at 0 and 1.
public enum MeanInterval: IntervalMethod {
  /// The name of the method.
  public static let name = "mean"

  /// One end of the interval; missing without a variance or degrees of freedom.
  public static func limit(
    _ end: IntervalEnd, of estimate: Estimate, value: Double, tail: Double
  ) throws -> Limit {
    try TInterval.limit(end, of: estimate, value: value, tail: tail)
  }
}
