// SPDX-License-Identifier: GPL-3.0-or-later

extension CellTotals {
  /// Adds the contribution of a cell of unequal probabilities to a covariance matrix.
  ///
  /// - Parameters:
  ///   - kind: how the variance is estimated; see ``UnequalVariance`` for the formulas. Balanced
  ///     cells are gathered by ``BalancedSum``.
  ///   - factor: what multiplies the sum.
  ///   - start: the number of the cell's first unit.
  ///   - isCentred: whether deviations are taken from a mean.
  /// - Complexity: linear in the units listed; for pairs, times the units of the cell; for
  ///   neighbours, linear in the cell's units and their neighbours.
  func add(
    _ kind: UnequalVariance, of level: UnequalLevel, to covariance: inout [Double], factor: Double,
    cell: Int, start: Int, isCentred: Bool
  ) {
    if !isCentred {
      addWeighted(level, cell: cell, factor: factor, to: &covariance, mean: nil)
      return
    }
    switch kind {
    case .brewer:
      addWeighted(
        level, cell: cell, factor: factor, to: &covariance,
        mean: mean(weights: level, size: Double(level.uncertain[cell])) { $0 < 1 ? 1 : 0 })
    case .hajek:
      addWeighted(
        level, cell: cell, factor: factor, to: &covariance,
        mean: mean(weights: level, size: level.rest[cell]) { 1 - $0 })
    case .poisson:
      addWeighted(level, cell: cell, factor: factor, to: &covariance, mean: nil)
    case .horvitzThompson:
      addWeighted(level, cell: cell, factor: factor, to: &covariance, mean: nil)
      addProductsOfPairs(level, cell: cell, start: start, factor: factor, to: &covariance)
    case .yatesGrundy:
      addDifferencesOfPairs(level, cell: cell, start: start, factor: factor, to: &covariance)
    case .neighbours:
      addNeighbourhoods(level, cell: cell, start: start, factor: factor, to: &covariance)
    case .balanced, .simpleRandom:
      preconditionFailure("the variance of \(kind) is not that of a cell of unequal probabilities")
    }
  }

  /// The totals of the unit at a position among those listed.
  private func totals(at position: Int) -> ArraySlice<Double> {
    let base = sums.startIndex + position * width
    return sums[base..<base + width]
  }

  /// Σ weight(π)·t over `size`.
  private func mean(
    weights level: UnequalLevel, size: Double, weight: (Double) -> Double
  ) -> [Double] {
    var mean = [Double](repeating: 0, count: width)
    for (position, unit) in units.enumerated() {
      let weight = weight(level.probability[Int(unit)])
      for (column, total) in totals(at: position).enumerated() { mean[column] += weight * total }
    }
    for column in mean.indices { mean[column] /= size }
    return mean
  }

  /// Adds factor·Σ(1 - π)(t - mean)(t - mean)ᵀ over all units of the cell, those without rows being
  /// zero.
  private func addWeighted(
    _ level: UnequalLevel, cell: Int, factor: Double, to covariance: inout [Double],
    mean: [Double]?
  ) {
    var seen = 0
    var rest = level.rest[cell]
    var deviation = [Double](repeating: 0, count: width)
    for (position, unit) in units.enumerated() {
      let probability = level.probability[Int(unit)]
      guard probability < 1 else { continue }
      seen += 1
      rest -= 1 - probability
      for (column, total) in totals(at: position).enumerated() {
        deviation[column] = total - (mean?[column] ?? 0)
      }
      Self.addProduct(of: deviation, factor * (1 - probability), to: &covariance)
    }
    // The units without a row deviate from the mean by the mean itself.
    if let mean, seen < level.uncertain[cell] {
      Self.addProduct(of: mean, factor * max(0, rest), to: &covariance)
    }
  }

  /// Adds factor·Σ over pairs of Δᵢⱼ(tᵢtⱼᵀ + tⱼtᵢᵀ).
  private func addProductsOfPairs(
    _ level: UnequalLevel, cell: Int, start: Int, factor: Double, to covariance: inout [Double]
  ) {
    for one in 0..<units.count {
      for other in 0..<one {
        let scale =
          factor
          * level.pairs(
            Int(units[units.startIndex + one]) - start,
            Int(units[units.startIndex + other]) - start, cell: cell)
        let (a, b) = (totals(at: one), totals(at: other))
        for row in 0..<width {
          for column in 0..<width {
            covariance[row * width + column] +=
              scale
              * (a[a.startIndex + row] * b[b.startIndex + column]
                + b[b.startIndex + row] * a[a.startIndex + column])
          }
        }
      }
    }
  }

  /// Adds factor·Σ over pairs of -Δᵢⱼ(tᵢ - tⱼ)(tᵢ - tⱼ)ᵀ, of which one may have no rows.
  private func addDifferencesOfPairs(
    _ level: UnequalLevel, cell: Int, start: Int, factor: Double, to covariance: inout [Double]
  ) {
    let all = dense(level, start: start, cell: cell)
    var difference = [Double](repeating: 0, count: width)
    for one in 0..<all.count {
      for other in 0..<one where !(all[one].isEmpty && all[other].isEmpty) {
        for column in 0..<width {
          difference[column] =
            (all[one].isEmpty ? 0 : all[one][column])
            - (all[other].isEmpty ? 0 : all[other][column])
        }
        Self.addProduct(
          of: difference, -factor * level.pairs(one, other, cell: cell), to: &covariance)
      }
    }
  }

  /// Adds factor·Σ k/(k - 1)(t - t̄)(t - t̄)ᵀ, t̄ the mean of a unit and its k - 1 neighbours.
  private func addNeighbourhoods(
    _ level: UnequalLevel, cell: Int, start: Int, factor: Double, to covariance: inout [Double]
  ) {
    let all = dense(level, start: start, cell: cell)
    var deviation = [Double](repeating: 0, count: width)
    for unit in all.indices where level.probability[start + unit] < 1 {
      let near = level.neighbours.of(start + unit)
      let size = Double(near.count + 1)
      for column in 0..<width {
        let own = all[unit].isEmpty ? 0 : all[unit][column]
        var sum = own
        for other in near where !all[Int(other) - start].isEmpty {
          sum += all[Int(other) - start][column]
        }
        deviation[column] = own - sum / size
      }
      Self.addProduct(of: deviation, factor * size / (size - 1), to: &covariance)
    }
  }

  /// The totals of every unit of the cell by its position; empty for those without rows.
  private func dense(_ level: UnequalLevel, start: Int, cell: Int) -> [[Double]] {
    var all = [[Double]](repeating: [], count: level.size(of: cell))
    for (position, unit) in units.enumerated() {
      all[Int(unit) - start] = Array(totals(at: position))
    }
    return all
  }
}
