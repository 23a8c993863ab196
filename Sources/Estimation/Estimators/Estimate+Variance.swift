// SPDX-License-Identifier: GPL-3.0-or-later

import Tables

extension Estimate {
  /// An estimate that does not exist, and why. The total of an empty domain is zero.
  init(
    _ parameter: Parameter, without reason: FigureRule, _ totals: UnitTotals, degreesOfFreedom: Int
  ) {
    self.init(
      parameter: parameter, value: parameter == .total ? 0 : nil, variance: nil,
      degreesOfFreedom: degreesOfFreedom, count: totals.rows.count, missing: totals.missing,
      designEffect: nil,
      isRate: parameter == .proportion, isCensus: false, rules: [reason],
      linearized: UnitTotals(units: [], sums: [], width: 1), clustering: nil, replicates: nil)
  }

  /// An estimate whose variance is that of the total of a linearized variable.
  ///
  /// - Parameters:
  ///   - totals: the totals that the estimate is made of.
  ///   - coefficients: what makes the linearized variable of them.
  ///   - sizes: weight times denominator of each last-stage unit.
  ///   - degreesOfFreedom: those of the domain.
  ///   - simpleVariance: the variance that a simple random sample of as many rows would have.
  init(
    _ parameter: Parameter, value: Double, _ totals: UnitTotals,
    linearizedBy coefficients: [Double],
    sizes: UnitTotals, design: SurveyDesign, degreesOfFreedom: Int, simpleVariance: Double?,
    isRate: Bool
  ) {
    let linearized = design.linearized(totals, coefficients)
    let replicates = design.replicates?.estimates(design, rows: totals.rows, totals.variables) {
      parameter == .total ? $0[0] : $0[0] / $0[1]
    }
    let variance = FigureVariance(design, linearized, totals, replicates)
    var rules: [FigureRule] = []
    var exists = true
    if design.isCensus {
      rules.append(.census)
    } else if !design.hasVariance || !variance.exists {
      rules.append(.noVariance)
      exists = false
    } else if parameter != .total && variance.primaryUnits == 1
      && !design.isInWholeStratum(lastStageUnit: totals.units[0])
    {
      rules.append(.onePrimaryUnit)
      exists = false
    } else if variance.value < 0 {
      rules.append(.negativeVariance)
      exists = false
    }
    if let lonely = variance.lonelyRule?.rule { rules.append(lonely) }
    if exists, let replicates, !replicates.allSatisfy({ $0.isFinite }) {
      rules.insert(.emptyReplicate, at: 0)
      exists = false
    }
    if replicates == nil { rules += design.varianceRules }
    let designEffect = simpleVariance.flatMap { $0 > 0 ? variance.value / $0 : nil }
    self.init(
      parameter: parameter, value: value, variance: exists ? variance.value : nil,
      degreesOfFreedom: degreesOfFreedom, count: totals.rows.count,
      missing: totals.missing, designEffect: exists ? designEffect : nil, isRate: isRate,
      isCensus: design.isCensus,
      rules: rules, linearized: linearized,
      clustering: isRate ? Clustering(design, sizes: sizes, linearized: linearized) : nil,
      replicates: exists ? replicates : nil)
  }
}

/// The variance of one figure, by linearization or from replicates.
private struct FigureVariance {
  var value: Double
  var primaryUnits: Int
  var exists = true
  var lonelyRule: LonelyRule?

  init(
    _ design: SurveyDesign, _ linearized: UnitTotals, _ totals: UnitTotals, _ replicates: [Double]?
  ) {
    if let replicates {
      value = design.replicates!.covariance(replicates, replicates)
      primaryUnits = design.primaryUnitCount(of: totals.units)
      return
    }
    let variance = StageVariance(design, linearized)
    value = variance[0, 0]
    // A weight adjustment spreads the linearized variable over all units.
    primaryUnits =
      design.adjustment == nil
      ? variance.primaryUnits : design.primaryUnitCount(of: totals.units)
    exists = variance.exists
    lonelyRule = variance.lonelyRule
  }
}

extension SurveyDesign {
  /// The linearized variable by last-stage unit: the linear combination of totals, with what the
  /// adjustment of weights makes of it.
  func linearized(_ totals: UnitTotals, _ coefficients: [Double]) -> UnitTotals {
    guard let adjustment else { return totals.combined(coefficients) }
    var values = [Double](repeating: 0, count: rowCount)
    for (variable, coefficient) in zip(totals.variables, coefficients) where coefficient != 0 {
      for row in totals.rows {
        let row = Int(row)
        values[row] += coefficient * weights[row] * (variable?.values[row] ?? 1)
      }
    }
    adjustment.linearize(&values, self)
    var units: [UInt32] = []
    var sums: [Double] = []
    forEachRow { row, unit in
      if units.last != UInt32(unit) {
        units.append(UInt32(unit))
        sums.append(0)
      }
      sums[sums.count - 1] += values[row]
    }
    return UnitTotals(units: units, sums: sums, width: 1)
  }

  /// The number of first-stage units that hold some last-stage units.
  /// - Precondition: the units ascend.
  func primaryUnitCount(of units: [UInt32]) -> Int {
    var count = 0
    var last: UInt32?
    for unit in units {
      var ancestor = unit
      for level in levels.dropFirst().reversed() {
        ancestor = level.parentOfCell[Int(level.cellOfUnit[Int(ancestor)])]
      }
      if ancestor != last { count += 1 }
      last = ancestor
    }
    return count
  }
}
