// SPDX-License-Identifier: GPL-3.0-or-later

/// The totals of the units of one cell that have rows of the domain.
struct CellTotals {
  let width: Int
  let units: ArraySlice<UInt32>
  let sums: ArraySlice<Double>

  /// Adds the cell's contribution to a covariance matrix.
  func add(to covariance: inout [Double], level: DesignLevel, cell: Int) {
    let factor = level.factor[cell]
    guard factor > 0 else { return }
    if let unequal = level.unequal, let kind = level.unequalVariance(of: cell) {
      add(
        kind, of: unequal, to: &covariance, factor: factor, cell: cell,
        start: level.unitStart[cell],
        isCentred: !level.isUncentred[cell])
    } else if level.isSystematic && !level.isUncentred[cell] {
      addDifferences(
        to: &covariance, factor: factor / 2,
        drawn: level.unitStart[cell]..<level.unitStart[cell + 1])
    } else {
      addDeviations(
        to: &covariance, factor: factor, size: level.size(of: cell),
        isCentred: !level.isUncentred[cell])
    }
  }

  /// Adds factor · Σ(t - t̄)(t - t̄)ᵀ over all `size` units of the cell, those without rows being
  /// zero.
  ///
  /// The mean is computed first, so that nothing cancels however large the mean is.
  func addDeviations(
    to covariance: inout [Double], at offset: Int = 0, factor: Double, size: Int,
    isCentred: Bool = true
  ) {
    if width == 1 {
      covariance[offset] += factor * squaredDeviations(size: size, isCentred: isCentred)
      return
    }
    let mean = isCentred ? self.mean(size: size) : [Double](repeating: 0, count: width)
    var deviation = mean
    var index = sums.startIndex
    while index < sums.endIndex {
      for column in 0..<width { deviation[column] = sums[index + column] - mean[column] }
      Self.addProduct(of: deviation, factor, to: &covariance, at: offset)
      index += width
    }
    // The units without a row deviate from the mean by the mean itself.
    Self.addProduct(
      of: mean, factor * Double(size - units.count), to: &covariance, at: offset)
  }

  private func squaredDeviations(size: Int, isCentred: Bool) -> Double {
    let mean = isCentred ? sums.reduce(0, +) / Double(size) : 0
    var sum = 0.0
    for total in sums { sum += (total - mean) * (total - mean) }
    return sum + Double(size - units.count) * mean * mean
  }

  private func mean(size: Int) -> [Double] {
    var mean = [Double](repeating: 0, count: width)
    addSum(to: &mean)
    for column in 0..<width { mean[column] /= Double(size) }
    return mean
  }

  /// Adds the sum over the cell to the last `width` elements.
  func addSum(to parentSums: inout [Double]) {
    let base = parentSums.count - width
    var index = sums.startIndex
    while index < sums.endIndex {
      for column in 0..<width { parentSums[base + column] += sums[index + column] }
      index += width
    }
  }

  static func addProduct(
    of vector: [Double], _ factor: Double, to matrix: inout [Double], at offset: Int = 0
  ) {
    let width = vector.count
    for row in 0..<width {
      let scaled = factor * vector[row]
      for column in 0..<width { matrix[offset + row * width + column] += scaled * vector[column] }
    }
  }
}
