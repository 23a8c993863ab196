// SPDX-License-Identifier: GPL-3.0-or-later

/// How an indicator differs between two rounds.
public struct IndicatorChange: Sendable, Equatable {
  /// What the limits of a difference say.
  public enum Verdict: String, Sendable, Equatable {
    /// The two-sided limits lie above zero.
    case rose
    /// They lie below zero.
    case fell
    /// They hold zero: the rounds do not show which way it went.
    case notConclusive = "not-conclusive"
    /// No limits exist.
    case notEstimable = "not-estimable"
  }

  /// The indicator in the earlier round.
  public let earlier: IndicatorResult
  /// The indicator in the later round.
  public let later: IndicatorResult
  /// The later estimate minus the earlier one; `nil` where a round has none.
  public let difference: EstimatedFigure?
  /// Rules by which the covariance of the rounds entered, where it could not be estimated.
  public let rules: [String]

  /// A difference with the two results that it compares.
  public init(
    earlier: IndicatorResult, later: IndicatorResult, difference: EstimatedFigure?,
    rules: [String] = []
  ) {
    self.earlier = earlier
    self.later = later
    self.difference = difference
    self.rules = rules
  }

  /// What the two-sided limits say.
  public var verdict: Verdict {
    guard let lower = difference?.lower, let upper = difference?.upper else {
      return .notEstimable
    }
    return lower > 0 ? .rose : upper < 0 ? .fell : .notConclusive
  }

  /// Whether the change is for the better: away from the failing side of the requirement; `nil` without a
  /// requirement, or where the rounds do not show which way it went.
  public var isBetter: Bool? {
    guard let threshold = later.threshold, verdict == .rose || verdict == .fell else { return nil }
    return (threshold.side == .atMost) == (verdict == .fell)
  }
}
