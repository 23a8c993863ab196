// SPDX-License-Identifier: GPL-3.0-or-later

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
      self = .completion(
        target: try mapping.required("target").expression(),
        scale: try mapping.required("scale").choice(),
        isCapped: try mapping.optional("capped")?.boolean() ?? false)
    case .allOrNothing:
      self = .allOrNothing(
        target: try mapping.required("target").expression(),
        scale: try mapping.required("scale").choice())
    case .count:
      self = .count(points: try mapping.required("points").decimal())
    case .deduction:
      let target = try mapping.required("target").expression()
      let scale: ScoreScale = try mapping.required("scale").choice()
      let step = try mapping.required("step")
      let size = try step.decimal()
      guard size > .zero else { throw step.fault(.yamlWrongType, ["expected": "0.001"]) }
      let points = try mapping.required("points").decimal()
      let steps: Steps = try mapping.optional("steps")?.choice() ?? .linear
      self = .deduction(
        target: target, scale: scale, step: size, points: points, isWhole: steps == .whole)
    }
    try mapping.finish()
  }
}
