// SPDX-License-Identifier: GPL-3.0-or-later

/// The estimated covariance matrix of estimated totals, through all stages with finite populations.
///
/// For totals t of the units of each stage,
/// V = Σ over stages and their cells of c (1 - f) n/(n - 1) Σ(t - t̄)(t - t̄)ᵀ,
/// with f = n/N in the cell and c the product of f over the cells above it: the recursion of
/// Särndal, Swensson and Wretman (1992, result 4.3.1). A cell drawn systematically contributes
/// (1 - f) n/(2 (n - 1)) Σ(tᵢ - tᵢ₊₁)(tᵢ - tᵢ₊₁)ᵀ in the order of the draw (Wolter 2007, estimator v2).
package struct StageVariance: Sendable {
  /// The covariance matrix, row by row.
  package private(set) var covariance: [Double]
  /// The number of variables.
  package let width: Int
  /// First-stage units with a row of the domain.
  package private(set) var primaryUnits = 0
  /// Strata with a row of the domain.
  package private(set) var strata = 0
  /// Whether the variance exists; it does not where all cells that should lend lonely units their
  /// average are lonely themselves.
  package private(set) var exists = true
  /// The rule by which lonely units entered, if any did.
  package private(set) var lonelyRule: LonelyRule?

  /// What two rounds that share first-stage units count twice of the degrees of freedom.
  private var sharedDegrees = 0
  /// The rules by which the covariance of two rounds entered, where it could not be estimated.
  package private(set) var overlapRules: [FigureRule] = []

  /// Degrees of freedom: first-stage units minus strata, each with a row of the domain, as R counts them;
  /// units that two rounds share count once.
  package var degreesOfFreedom: Int { primaryUnits - strata - sharedDegrees }

  /// The covariance of the sums over all units.
  ///
  /// - Parameter totals: totals of last-stage units, weighted and, for anything but a plain total,
  ///   linearized.
  /// - Complexity: linear in the units listed and in the cells that they lie in, times the squared
  ///   number of variables.
  package init(_ design: SurveyDesign, _ totals: UnitTotals) {
    width = totals.width
    covariance = [Double](repeating: 0, count: width * width)
    var units = totals.units
    var sums = totals.sums
    for level in design.levels.reversed() {
      var stage = StageSum(level, width: width)
      var start = 0
      while start < units.count {
        let cell = Int(level.cellOfUnit[Int(units[start])])
        var end = start + 1
        while end < units.count && Int(level.cellOfUnit[Int(units[end])]) == cell { end += 1 }
        stage.add(
          CellTotals(
            width: width, units: units[start..<end], sums: sums[start * width..<end * width]),
          cell: cell)
        start = end
      }
      stage.finish()
      for index in covariance.indices { covariance[index] += stage.covariance[index] }
      exists = exists && stage.exists
      lonelyRule = stage.sawLonely ? level.lonely : lonelyRule
      if level.number > 1 {
        units = stage.parents
        sums = stage.parentSums
      } else {
        if let overlap = design.overlap {
          add(overlap, OverlapSum.Side(level, units: units, sums: sums, width: width))
        }
        primaryUnits = units.count
        strata = stage.cells
      }
    }
  }

  /// Adds what two rounds that stand in one design have in common, once for each order of the rounds; a bound
  /// makes the variances larger.
  private mutating func add(_ overlap: RoundOverlap, _ side: OverlapSum.Side) {
    let shared = OverlapSum(overlap, earlier: side, later: side)
    for row in 0..<width {
      for column in 0..<width {
        covariance[row * width + column] +=
          shared.covariance[row * width + column] + shared.covariance[column * width + row]
      }
      covariance[row * width + row] += 2 * shared.bound[row * width + row]
    }
    sharedDegrees = shared.sharedDegrees
    overlapRules = shared.rules
  }

  /// One element of the matrix.
  package subscript(row: Int, column: Int) -> Double { covariance[row * width + column] }
}
