// SPDX-License-Identifier: GPL-3.0-or-later

import Forms
import Sampling
import Tables

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

  /// Reads `score:` of an item: a word, or a mapping with `kind`, `target`, `scale`, `capped`, `step`,
  /// `points`, `steps`.
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
      let (target, scale) = try mapping.target()
      self = .completion(
        target: target, scale: scale, isCapped: try mapping.optional("capped")?.boolean() ?? false)
    case .allOrNothing:
      let (target, scale) = try mapping.target()
      self = .allOrNothing(target: target, scale: scale)
    case .count:
      let each = try mapping.required("points")
      let points = try each.decimal()
      guard points != .zero else { throw each.fault(.yamlOutOfRange, ["range": "x ≠ 0"]) }
      self = .count(points: points)
    case .deduction:
      let (target, scale) = try mapping.target()
      let step = try mapping.required("step").decimal(.size)
      let each = try mapping.required("points")
      let points = try each.decimal()
      try each.check(points, in: .size)
      let steps: Steps = try mapping.optional("steps")?.choice() ?? .linear
      self = .deduction(
        target: target, scale: scale, step: step, points: points, isWhole: steps == .whole)
    }
    try mapping.finish()
  }
}

extension YAMLMapping {
  /// Takes `target` and `scale`; a target that is a number lies within the scale and is not 0, which any value
  /// would reach.
  fileprivate mutating func target() throws -> (Expression, ScoreScale) {
    let value = try required("target")
    let target = try value.expression()
    let scale: ScoreScale = try required("scale").choice()
    if let number = Rational(decimal: target.source) {
      try value.check(number, in: scale.range)
      try value.check(number, in: .size)
    }
    return (target, scale)
  }
}
