// SPDX-License-Identifier: GPL-3.0-or-later

/// What one stage adds to a covariance matrix, gathered cell by cell in hierarchical order.
struct StageSum {
  private let level: DesignLevel
  private let width: Int
  private var pooled: PooledVariance?
  private var average: AverageVariance?
  private var balanced: BalancedSum?
  /// The stage's part of the covariance matrix, complete after ``finish()``.
  private(set) var covariance: [Double]
  /// The units of the stage above that hold the cells added so far.
  private(set) var parents: [UInt32] = []
  /// The totals of these units.
  private(set) var parentSums: [Double] = []
  /// The number of cells added.
  private(set) var cells = 0
  /// Whether a lonely unit entered by its rule.
  private(set) var sawLonely = false
  /// Whether the sum exists.
  private(set) var exists = true

  init(_ level: DesignLevel, width: Int) {
    self.level = level
    self.width = width
    pooled = level.pool.map { PooledVariance($0, width: width) }
    average = level.averages ? AverageVariance(width: width) : nil
    balanced = level.unequal?.variance.contains(.balanced) == true ? BalancedSum(width: width) : nil
    covariance = [Double](repeating: 0, count: width * width)
  }

  /// Adds the units of one cell that have rows of the domain.
  mutating func add(_ totals: CellTotals, cell: Int) {
    cells += 1
    let isLonely = level.isLonely[cell]
    sawLonely = sawLonely || isLonely || !level.isCollapsed.isEmpty && level.isCollapsed[cell]
    if balanced != nil, level.unequalVariance(of: cell) == .balanced {
      balanced!.add(totals, level: level, cell: cell, addingTo: &covariance)
    } else if average != nil {
      average!.begin(parent: level.parentOfCell[cell], addingTo: &covariance)
      average!.add(totals, level: level, cell: cell, isLonely: isLonely)
    } else {
      totals.add(to: &covariance, level: level, cell: cell)
    }
    pooled?.add(totals, level: level, cell: cell)
    guard level.number > 1 else { return }
    if parents.last != level.parentOfCell[cell] {
      parents.append(level.parentOfCell[cell])
      parentSums.append(contentsOf: repeatElement(0, count: width))
    }
    totals.addSum(to: &parentSums)
  }

  /// Adds what only the whole stage tells: the variance that is lent to lonely units.
  mutating func finish() {
    balanced?.finish(level, addingTo: &covariance)
    if average != nil {
      average!.begin(parent: nil, addingTo: &covariance)
      exists = average!.exists
    }
    if let pooled, pooled.add(to: &covariance) { sawLonely = true }
  }
}

/// The variance of the cells of one parent, scaled up so that it stands for the lonely ones too:
/// R's `survey.lonely.psu = "average"`.
private struct AverageVariance {
  private var parent: UInt32?
  private var sum: [Double]
  private var cells = 0.0
  private var lonely = 0.0
  private(set) var exists = true

  init(width: Int) {
    sum = [Double](repeating: 0, count: width * width)
  }

  /// Turns to the cells of a parent, and adds the one before to a covariance matrix.
  mutating func begin(parent next: UInt32?, addingTo covariance: inout [Double]) {
    guard parent != next else { return }
    if cells > 0 {
      if lonely == cells { exists = false }
      let scale = lonely == cells ? 0 : cells / (cells - lonely)
      for index in covariance.indices { covariance[index] += scale * sum[index] }
    }
    for index in sum.indices { sum[index] = 0 }
    cells = 0
    lonely = 0
    parent = next
  }

  mutating func add(_ totals: CellTotals, level: DesignLevel, cell: Int, isLonely: Bool) {
    cells += 1
    if isLonely { lonely += 1 }
    totals.add(to: &sum, level: level, cell: cell)
  }
}
