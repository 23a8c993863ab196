// SPDX-License-Identifier: GPL-3.0-or-later

import Distributions
import Foundation

/// The t interval of log(p/(1 - p)), transformed back: R's `svyciprop(method = "xlogit")`, Stata's
/// default for proportions.
public enum XLogitInterval: IntervalMethod {
  /// The name of the method.
  public static let name = "xlogit"

  /// One end of the interval; missing at 0 and 1.
  public static func limit(
    _ end: IntervalEnd, of estimate: Estimate, value: Double, tail: Double
  ) throws -> Limit {
    let rate = Rate(estimate, value: value)
    guard case .inside(let p, let error) = rate else { return rate.missing }
    let t = try StudentT(degreesOfFreedom: Double(estimate.degreesOfFreedom)).upperQuantile(tail)
    let width = t * error / (p * (1 - p))
    let logit = log(p / (1 - p)) + (end == .lower ? -width : width)
    return Limit(1 / (1 + exp(-logit)))
  }
}

/// R's default for proportions, `svyciprop(method = "logit")`: the Wald interval of a logistic
/// regression on a constant, which is ``XLogitInterval`` up to R's convergence.
public enum LogitInterval: IntervalMethod {
  /// The name of the method.
  public static let name = "logit"

  /// One end of the interval; missing at 0 and 1.
  public static func limit(
    _ end: IntervalEnd, of estimate: Estimate, value: Double, tail: Double
  ) throws -> Limit {
    try XLogitInterval.limit(end, of: estimate, value: value, tail: tail)
  }
}

/// The t interval of arcsin √p, transformed back: R's `svyciprop(method = "asin")`.
///
/// As in R, an angle beyond 0 or π/2 folds back, so that a limit near 0 or 1 may lie on the wrong side
/// of one with a larger tail.
public enum ArcsineInterval: IntervalMethod {
  /// The name of the method.
  public static let name = "asin"

  /// One end of the interval; missing at 0 and 1.
  public static func limit(
    _ end: IntervalEnd, of estimate: Estimate, value: Double, tail: Double
  ) throws -> Limit {
    let rate = Rate(estimate, value: value)
    guard case .inside(let p, let error) = rate else { return rate.missing }
    let t = try StudentT(degreesOfFreedom: Double(estimate.degreesOfFreedom)).upperQuantile(tail)
    let width = t * error / (2 * (p * (1 - p)).squareRoot())
    let angle = asin(p.squareRoot()) + (end == .lower ? -width : width)
    let sine = sin(angle)
    return Limit(sine * sine)
  }
}

/// The interval of Wilson's score test at the effective sample size p(1 - p)/v with a t quantile: R's
/// `svyciprop(method = "wilson")` since version 4.5.
public enum WilsonInterval: IntervalMethod {
  /// The name of the method.
  public static let name = "wilson"

  /// One end of the interval; missing at 0 and 1.
  public static func limit(
    _ end: IntervalEnd, of estimate: Estimate, value: Double, tail: Double
  ) throws -> Limit {
    let rate = Rate(estimate, value: value)
    guard case .inside(let p, let error) = rate else { return rate.missing }
    guard error > 0 else { return Limit(p) }
    let t = try StudentT(degreesOfFreedom: Double(estimate.degreesOfFreedom)).upperQuantile(tail)
    let size = p * (1 - p) / (error * error)
    let half = t / (2 * size) * (4 * size * p * (1 - p) + t * t).squareRoot()
    let center = p + t * t / (2 * size)
    return Limit((end == .lower ? center - half : center + half) / (1 + t * t / size))
  }
}

/// A rate that lies inside 0 and 1 and has an error, or why it does not.
enum Rate {
  case inside(p: Double, error: Double)
  case not(FigureRule)

  init(_ estimate: Estimate, value: Double) {
    guard estimate.isRate else {
      self = .not(.notARate)
      return
    }
    guard value > 0, value < 1 else {
      self = .not(.undefinedAtBoundary)
      return
    }
    guard let error = estimate.standardError else {
      self = .not(estimate.rules.first ?? .noVariance)
      return
    }
    guard estimate.degreesOfFreedom > 0 else {
      self = .not(.noDegreesOfFreedom)
      return
    }
    self = .inside(p: value, error: error)
  }

  /// The limit that does not exist.
  var missing: Limit {
    guard case .not(let rule) = self else { preconditionFailure("the rate is inside") }
    return Limit(without: rule)
  }
}
