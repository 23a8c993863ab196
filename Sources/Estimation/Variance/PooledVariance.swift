// SPDX-License-Identifier: GPL-3.0-or-later

/// The variance within cells, gathered over the groups of a stage and lent to its lonely units.
struct PooledVariance {
  private let plan: PoolPlan
  private let width: Int
  /// Σ(n - 1)s² of each group, one matrix after the other.
  private var deviations: [Double]

  init(_ plan: PoolPlan, width: Int) {
    self.plan = plan
    self.width = width
    deviations = [Double](repeating: 0, count: plan.donorsOfGroup.count * width * width)
  }

  /// Gathers the deviations within a cell of two units and more, if they have equal probabilities.
  mutating func add(_ totals: CellTotals, level: DesignLevel, cell: Int) {
    let size = level.size(of: cell)
    guard size > 1, level.unequalVariance(of: cell) == nil else { return }
    let scale = plan.scaleOfCell[cell]
    totals.addDeviations(
      to: &deviations, at: Int(plan.groupOfCell[cell]) * width * width, factor: scale * scale,
      size: size)
  }

  /// Adds the lent variance of all lonely units.
  /// - Returns: whether any of it is above zero.
  func add(to covariance: inout [Double]) -> Bool {
    let size = width * width
    var overSamples = [Double](repeating: 0, count: plan.donorsOfSample.count * size)
    var isLent = false
    for group in plan.donorsOfGroup.indices where plan.donorsOfGroup[group] > 0 {
      let factor = plan.factorOfGroup[group] / plan.donorsOfGroup[group]
      let sample = Int(plan.sampleOfGroup[group])
      for index in 0..<size {
        let value = deviations[group * size + index]
        overSamples[sample * size + index] += value
        covariance[index] += factor * value
        isLent = isLent || factor * value != 0
      }
    }
    for sample in plan.donorsOfSample.indices where plan.donorsOfSample[sample] > 0 {
      let factor = plan.factorOfSample[sample] / plan.donorsOfSample[sample]
      for index in 0..<size {
        covariance[index] += factor * overSamples[sample * size + index]
        isLent = isLent || factor * overSamples[sample * size + index] != 0
      }
    }
    return isLent
  }
}
