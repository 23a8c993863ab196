// SPDX-License-Identifier: GPL-3.0-or-later

/// The variance of cells that were balanced together, gathered until the last of them has come:
/// residuals of the regression on the balancing variables (Deville and Tillé 2005).
struct BalancedSum {
  private let width: Int
  private var group: Int?
  private var factor = 0.0
  /// √(1 - π)t of the group's units, column by column.
  private var columns: [[Double]] = []

  init(width: Int) {
    self.width = width
  }

  /// Takes the totals of a balanced cell; those of the group before are added to a covariance
  /// matrix.
  mutating func add(
    _ totals: CellTotals, level: DesignLevel, cell: Int, addingTo covariance: inout [Double]
  ) {
    guard let unequal = level.unequal else { return }
    let next = unequal.balance.groupOfCell[cell]
    if next != group {
      finish(level, addingTo: &covariance)
      group = next
      factor = level.factor[cell]
      columns = Array(
        repeating: [Double](repeating: 0, count: unequal.balance.units[next].count), count: width)
    }
    // Both ascend.
    let units = unequal.balance.units[next]
    var place = 0
    for (position, unit) in totals.units.enumerated() {
      while place < units.count && units[place] < Int(unit) { place += 1 }
      guard place < units.count, units[place] == Int(unit) else { continue }
      for column in 0..<width {
        columns[column][place] =
          unequal.balance.roots[next][place]
          * totals.sums[totals.sums.startIndex + position * width + column]
      }
    }
  }

  /// Adds what was gathered.
  mutating func finish(_ level: DesignLevel, addingTo covariance: inout [Double]) {
    guard let group, let unequal = level.unequal else { return }
    let residuals = columns.map { unequal.balance.residuals(of: $0, group: group) }
    for row in 0..<width {
      for column in 0..<width {
        var sum = 0.0
        for unit in residuals[row].indices { sum += residuals[row][unit] * residuals[column][unit] }
        covariance[row * width + column] += factor * sum
      }
    }
    self.group = nil
  }
}
