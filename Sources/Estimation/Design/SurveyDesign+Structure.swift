// SPDX-License-Identifier: GPL-3.0-or-later

extension SurveyDesign {
  /// Whether every cell of every stage was taken whole, so that nothing is left to estimate.
  public var isCensus: Bool { levels.allSatisfy { $0.isWhole } }

  /// Whether some cell tells a variance: one of the first stage or, where that was taken whole, one
  /// of a later stage.
  var hasVariance: Bool {
    let stages = levels[0].isWhole ? levels[1...] : levels[...0]
    return stages.contains { $0.pool != nil || $0.factor.contains { $0 > 0 } }
  }

  /// Whether a last-stage unit descends from a first-stage unit that was certain to be drawn.
  func isInWholeStratum(lastStageUnit: UInt32) -> Bool {
    var unit = Int(lastStageUnit)
    for level in levels.dropFirst().reversed() {
      unit = Int(level.parentOfCell[Int(level.cellOfUnit[unit])])
    }
    return levels[0].probability(of: unit) == 1
  }

  /// The strata that were joined because one of them had a single unit (``LonelyRule/collapse``),
  /// group by group.
  public var collapsedStrata: [[String]] { levels[0].collapsedStrata }

  /// The approximations that variances of this design rest on.
  var varianceRules: [FigureRule] {
    var rules: [FigureRule] = []
    for rule in levels.flatMap({ $0.unequal?.rules ?? [] }) where !rules.contains(rule) {
      rules.append(rule)
    }
    return rules
  }
}
