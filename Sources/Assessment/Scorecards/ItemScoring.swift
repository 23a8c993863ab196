// SPDX-License-Identifier: GPL-3.0-or-later

public import Forms
public import Sampling
import Tables

/// How a value becomes points, from 0 to the full points of its item.
///
/// Points are never below 0 or above the full points: deductions end at nothing, and counts add up to all at
/// the most. Values are not cut: one that is impossible is refused; see ``ScoreScale``.
public enum ItemScoring: Sendable {
  /// The full points times a share from 0 to 1.
  case rate
  /// The full points times value over target. A value above its target counts as the target where `isCapped`,
  /// and is refused elsewhere.
  case completion(target: Expression, scale: ScoreScale, isCapped: Bool)
  /// The full points if the target is reached, else none.
  case allOrNothing(target: Expression, scale: ScoreScale)
  /// So many points less for each step that the value stays below the target; only whole steps count where
  /// `isWhole`.
  case deduction(
    target: Expression, scale: ScoreScale, step: Rational, points: Rational, isWhole: Bool)
  /// So many points for each of what the value counts: negative ones are taken from the full points.
  case count(points: Rational)
  /// The value is the points, from 0 to the full points.
  case points

  /// The expressions beside the value's own.
  var expressions: [Expression] {
    switch self {
    case .completion(let target, _, _), .allOrNothing(let target, _),
      .deduction(let target, _, _, _, _):
      [target]
    case .rate, .count, .points: []
    }
  }

  /// The expression of the target, if there is one.
  var target: Expression? { expressions.first }

  /// What the value and its target are measured in.
  var scale: ScoreScale {
    switch self {
    case .rate: .share
    case .completion(_, let scale, _), .allOrNothing(_, let scale),
      .deduction(_, let scale, _, _, _):
      scale
    case .count, .points: .number
    }
  }

  /// The points of a value that the scale allows.
  ///
  /// - Parameters:
  ///   - value: the value, exact.
  ///   - target: the target's value; `nil` where there is none.
  ///   - full: the points at the most.
  /// - Returns: the points, and the completion where it lies above 1 and counts as 1; `nil` where a target is
  ///   needed and missing, or 0 where a completion divides by it.
  /// - Throws: ``ScoreRefusal`` for a completion above 1 that does not; ``Tables/Fault/Code/numberTooLarge``.
  func points(
    of value: Rational, target: Rational?, full: Rational
  ) throws -> (points: Rational, overfulfilled: Rational?)? {
    switch self {
    case .rate:
      return (try full.multiplied(by: value), nil)
    case .completion(_, _, let isCapped):
      guard let target, target > .zero else { return nil }
      let completion = try value.divided(by: target)
      guard completion > .one else { return (try full.multiplied(by: completion), nil) }
      guard isCapped else {
        let (value, target) = (value.doubleValue, target.doubleValue)
        throw ScoreRefusal(
          code: .scoreAboveTarget,
          values: ["value": shortestDecimal(value), "target": shortestDecimal(target)])
      }
      return (full, completion)
    case .allOrNothing:
      guard let target else { return nil }
      return (value >= target ? full : .zero, nil)
    case .deduction(_, _, let step, let each, let isWhole):
      guard let target else { return nil }
      guard value < target else { return (full, nil) }
      let below = try target.adding(value.multiplied(by: -1)).divided(by: step)
      let steps = isWhole ? Rational(below.floor) : below
      return (max(.zero, try full.adding(steps.multiplied(by: each).multiplied(by: -1))), nil)
    case .count(let each):
      let sum = try value.multiplied(by: each)
      return (each < .zero ? max(.zero, try full.adding(sum)) : min(sum, full), nil)
    case .points:
      return (value, nil)
    }
  }
}
