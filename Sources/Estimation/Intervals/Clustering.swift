// SPDX-License-Identifier: GPL-3.0-or-later

/// How the observations of a rate lie in clusters: what ``StabilizedInterval`` needs of a sample beside
/// the estimate.
///
/// u is weight times denominator of a last-stage unit, W its sum over a cluster, T over all. Clusters are
/// first-stage units; where those were taken with certainty, the units of the next stage that was sampled,
/// or the last-stage units.
public struct Clustering: Sendable, Hashable {
  /// A = ΣW²/T².
  public var clusterSquares: Double
  /// B = Σu²/T².
  public var unitSquares: Double
  /// ΣW²(1 - f)/T², f being the sampling fraction of the cluster's stage; 0 unless units were drawn with
  /// equal probabilities from a known population.
  public var clusterRest: Double
  /// Σu²(1 - f)/T², f being the product of the fractions of all stages.
  public var unitRest: Double
  /// The largest mean of u in a stratum over the mean of all.
  public var largestMean: Double
  /// The largest u over T.
  public var largestShare: Double
  /// The number of last-stage units.
  public var units: Int
  /// The variance of the rate as if clusters had been drawn with replacement: Taylor linearization
  /// without finite population corrections, a cluster alone in its stratum being compared with the mean
  /// of all.
  public var variance: Double
  /// Whether every first-stage unit of the population was drawn.
  public var isEveryClusterDrawn: Bool

  /// The clustering of a rate from its parts.
  public init(
    clusterSquares: Double, unitSquares: Double, clusterRest: Double, unitRest: Double,
    largestMean: Double, largestShare: Double = 0, units: Int, variance: Double,
    isEveryClusterDrawn: Bool = false
  ) {
    self.clusterSquares = clusterSquares
    self.unitSquares = unitSquares
    self.clusterRest = clusterRest
    self.unitRest = unitRest
    self.largestMean = largestMean
    self.largestShare = largestShare
    self.units = units
    self.variance = variance
    self.isEveryClusterDrawn = isEveryClusterDrawn
  }

  /// The clustering of one figure.
  ///
  /// - Parameters:
  ///   - sizes: u of each last-stage unit.
  ///   - linearized: the linearized variable by last-stage unit.
  /// - Complexity: linear in the units listed and in the cells that they lie in.
  init(_ design: SurveyDesign, sizes: UnitTotals, linearized: UnitTotals) {
    let total = sizes.total(0)
    let last = design.levels[design.levels.count - 1]
    unitSquares = 0
    unitRest = 0
    largestShare = 0
    let above = design.equalFractionsAboveLastStage()
    var strata: [UInt32: (sum: Double, units: Int)] = [:]
    var stratum: (code: UInt32, sum: Double, units: Int) = (.max, 0, 0)
    for (unit, size) in zip(sizes.units, sizes.sums) {
      let cell = Int(last.cellOfUnit[Int(unit)])
      let share = size / total
      unitSquares += share * share
      unitRest += share * share * (1 - above[cell] * last.equalFraction(of: Int(unit)))
      largestShare = max(largestShare, share)
      if last.stratumOfCell[cell] != stratum.code {
        if stratum.units > 0 { strata[stratum.code] = (stratum.sum, stratum.units) }
        stratum = (last.stratumOfCell[cell], 0, 0)
        if let known = strata[stratum.code] { (stratum.sum, stratum.units) = known }
      }
      stratum.sum += size
      stratum.units += 1
    }
    strata[stratum.code] = (stratum.sum, stratum.units)
    units = sizes.units.count
    let mean = total / Double(units)
    largestMean = strata.values.reduce(0) { max($0, $1.sum / Double($1.units) / mean) }
    (clusterSquares, clusterRest) = Self.clusterSquares(design, sizes, total)
    variance = Self.variance(design, linearized)
    isEveryClusterDrawn = design.levels[0].isWhole
  }

  private static func clusterSquares(
    _ design: SurveyDesign, _ sizes: UnitTotals, _ total: Double
  ) -> (Double, Double) {
    var squares = 0.0
    var rest = 0.0
    var (units, sums) = (sizes.units, sizes.sums)
    for level in design.levels.reversed() {
      var parents: [UInt32] = []
      var parentSums: [Double] = []
      for (unit, size) in zip(units, sums) {
        let cell = Int(level.cellOfUnit[Int(unit)])
        if level.carry[cell] == 1 {
          let share = size / total
          squares += share * share
          rest += share * share * (1 - level.equalFraction(of: Int(unit)))
        } else if parents.last == level.parentOfCell[cell] {
          parentSums[parentSums.count - 1] += size
        } else {
          parents.append(level.parentOfCell[cell])
          parentSums.append(size)
        }
      }
      (units, sums) = (parents, parentSums)
    }
    return (squares, rest)
  }

  /// Σ n/(n - 1) Σ(z - z̄)² over the cells whose units are clusters, n being the clusters drawn.
  private static func variance(_ design: SurveyDesign, _ linearized: UnitTotals) -> Double {
    var variance = 0.0
    var (units, sums) = (linearized.units, linearized.sums)
    for level in design.levels.reversed() {
      var parents: [UInt32] = []
      var parentSums: [Double] = []
      var start = 0
      while start < units.count {
        let cell = Int(level.cellOfUnit[Int(units[start])])
        var end = start
        while end < units.count && Int(level.cellOfUnit[Int(units[end])]) == cell { end += 1 }
        if level.carry[cell] == 1 {
          variance += level.clusterVariance(cell, units[start..<end], sums[start..<end])
        } else {
          let sum = sums[start..<end].reduce(0, +)
          if parents.last == level.parentOfCell[cell] {
            parentSums[parentSums.count - 1] += sum
          } else {
            parents.append(level.parentOfCell[cell])
            parentSums.append(sum)
          }
        }
        start = end
      }
      (units, sums) = (parents, parentSums)
    }
    return variance
  }
}

extension SurveyDesign {
  /// The product of the sampling fractions of all stages above the last, by cell of the last stage; 0 where one
  /// is unknown or belongs to a unit of unequal probability.
  fileprivate func equalFractionsAboveLastStage() -> [Double] {
    var products = [Double](repeating: 1, count: levels[0].cellCount)
    for index in 1..<max(1, levels.count) {
      let (upper, lower) = (levels[index - 1], levels[index])
      var next = [Double](repeating: 0, count: lower.cellCount)
      for cell in next.indices {
        let parent = Int(lower.parentOfCell[cell])
        next[cell] = products[Int(upper.cellOfUnit[parent])] * upper.equalFraction(of: parent)
      }
      products = next
    }
    return products
  }
}

extension DesignLevel {
  /// The sampling fraction of a unit: that of its cell, or 1 where it was certain; 0 where it is unknown or
  /// the probability is a unit's own.
  fileprivate func equalFraction(of unit: Int) -> Double {
    let cell = Int(cellOfUnit[unit])
    if unequalVariance(of: cell) == nil { return fraction[cell] }
    return probability(of: unit) == 1 ? 1 : 0
  }

  /// The with-replacement variance of a cell's units that were not certain; at the last stage, where
  /// nothing lies below, of all.
  fileprivate func clusterVariance(
    _ cell: Int, _ listed: ArraySlice<UInt32>, _ sums: ArraySlice<Double>
  ) -> Double {
    let hasCertain = unequal.map { $0.uncertain[cell] < size(of: cell) } ?? false
    let drawn = Double(hasCertain ? unequal!.uncertain[cell] : size(of: cell))
    var sum = 0.0
    var squares = 0.0
    var count = 0.0
    for (unit, value) in zip(listed, sums) where !hasCertain || probability(of: Int(unit)) < 1 {
      sum += value
      count += 1
    }
    guard drawn > 1 else { return sum * sum }
    let mean = sum / drawn
    for (unit, value) in zip(listed, sums) where !hasCertain || probability(of: Int(unit)) < 1 {
      squares += (value - mean) * (value - mean)
    }
    return drawn / (drawn - 1) * (squares + (drawn - count) * mean * mean)
  }
}
