// SPDX-License-Identifier: GPL-3.0-or-later

extension Estimate {
  /// An estimate that does not exist, and why. The total of an empty domain is zero.
  init(
    _ parameter: Parameter, without reason: FigureRule, _ totals: UnitTotals, degreesOfFreedom: Int
  ) {
    self.init(
      parameter: parameter, value: parameter == .total ? 0 : nil, variance: nil,
      degreesOfFreedom: degreesOfFreedom, count: totals.rows.count, missing: totals.missing,
      designEffect: nil,
      isRate: parameter == .proportion, effectiveUnits: 0, effectivePrimaryUnits: 0,
      isCensus: false, rules: [reason],
      linearized: UnitTotals(units: [], sums: [], width: 1))
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
    let linearized = totals.combined(coefficients)
    let variance = StageVariance(design, linearized)
    var rules: [FigureRule] = []
    var exists = true
    if design.isCensus {
      rules.append(.census)
    } else if !design.hasVariance || !variance.exists {
      rules.append(.noVariance)
      exists = false
    } else if parameter != .total && variance.primaryUnits == 1
      && !design.isInWholeStratum(lastStageUnit: linearized.units[0])
    {
      rules.append(.onePrimaryUnit)
      exists = false
    }
    if let lonely = variance.lonelyRule?.rule { rules.append(lonely) }
    let designEffect = simpleVariance.flatMap { $0 > 0 ? variance[0, 0] / $0 : nil }
    self.init(
      parameter: parameter, value: value, variance: exists ? variance[0, 0] : nil,
      degreesOfFreedom: degreesOfFreedom, count: totals.rows.count,
      missing: totals.missing, designEffect: exists ? designEffect : nil, isRate: isRate,
      effectiveUnits: kishSize(sizes.sums),
      effectivePrimaryUnits: kishSize(design.primarySizes(sizes)), isCensus: design.isCensus,
      rules: rules, linearized: linearized)
  }
}
