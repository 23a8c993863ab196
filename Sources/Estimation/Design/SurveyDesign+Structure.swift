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

  /// The sums of sizes over first-stage units; in strata taken whole the units within stand for
  /// themselves, since there it is they that were sampled.
  func primarySizes(_ sizes: UnitTotals) -> [Double] {
    var units = sizes.units
    var sums = sizes.sums
    var settled: [Double] = []
    for level in levels.dropFirst().reversed() {
      var parents: [UInt32] = []
      var parentSums: [Double] = []
      for (unit, size) in zip(units, sums) {
        let cell = Int(level.cellOfUnit[Int(unit)])
        let parent = level.parentOfCell[cell]
        if level.carry[cell] == 1 {
          settled.append(size)
        } else if parents.last == parent {
          parentSums[parentSums.count - 1] += size
        } else {
          parents.append(parent)
          parentSums.append(size)
        }
      }
      units = parents
      sums = parentSums
    }
    return settled + sums
  }
}

/// Kish's size (Σu)²/Σu² of some units: the number of equal ones that would tell as much (Kish
/// 1965, section 11.7).
func kishSize(_ sizes: [Double]) -> Double {
  var sum = 0.0
  var squares = 0.0
  for size in sizes {
    sum += size
    squares += size * size
  }
  return squares > 0 ? sum * sum / squares : 0
}
