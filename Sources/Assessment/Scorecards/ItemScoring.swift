// SPDX-License-Identifier: GPL-3.0-or-later

public import Forms
public import Sampling
import Tables

/// How a value becomes points, from 0 to the full points of its item.
public enum ItemScoring: Sendable {
  /// The full points times a share from 0 to 1.
  case rate
  /// The full points times value over target, at the most all.
  case completion(target: Expression)
  /// The full points if the target is reached, else none.
  case allOrNothing(target: Expression)
  /// So many points less for each step that the value stays below the target; only whole steps count where
  /// `isWhole`.
  case deduction(target: Expression, step: Rational, points: Rational, isWhole: Bool)
  /// So many points for each of what the value counts: negative ones are taken from the full points.
  case count(points: Rational)
  /// The value is the points, within 0 and the full points.
  case points

  /// The expressions beside the value's own.
  var expressions: [Expression] {
    switch self {
    case .completion(let target), .allOrNothing(let target), .deduction(let target, _, _, _):
      [target]
    case .rate, .count, .points: []
    }
  }

  /// The expression of the target, if there is one.
  var target: Expression? { expressions.first }

  /// The points of a value.
  ///
  /// - Parameters:
  ///   - value: the value, exact.
  ///   - target: the target's value; `nil` where there is none.
  ///   - full: the points at the most.
  /// - Returns: `nil` where a target is needed and missing, or 0 where a completion divides by it.
  /// - Throws: ``Tables/Fault/Code/numberTooLarge``.
  func points(of value: Rational, target: Rational?, full: Rational) throws -> Rational? {
    let points: Rational
    switch self {
    case .rate:
      points = try full.multiplied(by: value)
    case .completion:
      guard let target, target > .zero else { return nil }
      points = try full.multiplied(by: value).divided(by: target)
    case .allOrNothing:
      guard let target else { return nil }
      points = value >= target ? full : .zero
    case .deduction(_, let step, let each, let isWhole):
      guard let target else { return nil }
      guard value < target else { return full }
      let below = try target.adding(value.multiplied(by: -1)).divided(by: step)
      let steps = isWhole ? Rational(below.floor) : below
      points = try full.adding(steps.multiplied(by: each).multiplied(by: -1))
    case .count(let each):
      let sum = try value.multiplied(by: each)
      points = each < .zero ? try full.adding(sum) : sum
    case .points:
      points = value
    }
    return min(max(points, .zero), full)
  }
}

extension ItemScoring {
  private enum Kind: String, CaseIterable {
    case rate
    case completion
    case allOrNothing = "all-or-nothing"
    case deduction
    case count
    case points
  }

  private enum Steps: String, CaseIterable {
    case linear
    case whole
  }

  /// Reads `score:` of an item: a word, or a mapping with `kind`, `target`, `step`, `points`, `steps`.
  init(_ value: YAMLValue) throws {
    guard value.isMapping else {
      switch try value.choice(Kind.self) {
      case .rate: self = .rate
      case .points: self = .points
      case .completion, .allOrNothing, .deduction:
        throw value.fault(.yamlMissingKey, ["missing": "target"])
      case .count: throw value.fault(.yamlMissingKey, ["missing": "points"])
      }
      return
    }
    var mapping = try value.mapping()
    let kind: Kind = try mapping.required("kind").choice()
    switch kind {
    case .rate: self = .rate
    case .points: self = .points
    case .completion:
      self = .completion(target: try mapping.required("target").expression())
    case .allOrNothing:
      self = .allOrNothing(target: try mapping.required("target").expression())
    case .count:
      self = .count(points: try mapping.required("points").decimal())
    case .deduction:
      let target = try mapping.required("target").expression()
      let step = try mapping.required("step")
      let size = try step.decimal()
      guard size > .zero else { throw step.fault(.yamlWrongType, ["expected": "0.001"]) }
      let points = try mapping.required("points").decimal()
      let steps: Steps = try mapping.optional("steps")?.choice() ?? .linear
      self = .deduction(target: target, step: size, points: points, isWhole: steps == .whole)
    }
    try mapping.finish()
  }
}
