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
  /// The rule by which lonely units entered, if any did.
  package private(set) var lonelyRule: LonelyRule?

  /// Degrees of freedom: first-stage units minus strata, each with a row of the domain, as R counts them.
  package var degreesOfFreedom: Int { primaryUnits - strata }

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
      var pooled = level.pool.map { PooledVariance($0, width: width) }
      var parents: [UInt32] = []
      var parentSums: [Double] = []
      if level.number > 1 { parents.reserveCapacity(min(units.count, level.cellCount)) }
      var cellsWithRows = 0
      var start = 0
      while start < units.count {
        let cell = Int(level.cellOfUnit[Int(units[start])])
        var end = start + 1
        while end < units.count && Int(level.cellOfUnit[Int(units[end])]) == cell { end += 1 }
        let slice = CellTotals(
          width: width, units: units[start..<end], sums: sums[start * width..<end * width])
        if level.isLonely[cell] { lonelyRule = level.lonely }
        slice.add(to: &covariance, level: level, cell: cell)
        pooled?.add(slice, level: level, cell: cell)
        if level.number > 1 {
          if parents.last != level.parentOfCell[cell] {
            parents.append(level.parentOfCell[cell])
            parentSums.append(contentsOf: repeatElement(0, count: width))
          }
          slice.addSum(to: &parentSums)
        }
        cellsWithRows += 1
        start = end
      }
      if let pooled, pooled.add(to: &covariance) { lonelyRule = .pool }
      if level.number > 1 {
        units = parents
        sums = parentSums
      } else {
        primaryUnits = units.count
        strata = cellsWithRows
      }
    }
  }

  /// One element of the matrix.
  package subscript(row: Int, column: Int) -> Double { covariance[row * width + column] }
}
