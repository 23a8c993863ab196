// SPDX-License-Identifier: GPL-3.0-or-later

/// What the units that two rounds share make the covariance of the rounds' totals.
struct OverlapSum {
  /// The totals of one round by first-stage unit.
  struct Side {
    let level: DesignLevel
    let units: [UInt32]
    let sums: [Double]
    let width: Int
    /// The position of each first-stage unit among those listed, or -1.
    private var positions: [Int32]
    /// The listed units of each cell.
    private var listed: [Range<Int>]

    /// - Parameters:
    ///   - units: the first-stage units with totals, ascending.
    ///   - sums: their totals, `width` of each.
    init(_ level: DesignLevel, units: [UInt32], sums: [Double], width: Int) {
      self.level = level
      self.units = units
      self.sums = sums
      self.width = width
      positions = [Int32](repeating: -1, count: level.unitCount)
      listed = [Range<Int>](repeating: 0..<0, count: level.cellCount)
      for (position, unit) in units.enumerated() {
        positions[Int(unit)] = Int32(position)
        let cell = Int(level.cellOfUnit[Int(unit)])
        listed[cell] = (listed[cell].isEmpty ? position : listed[cell].lowerBound)..<position + 1
      }
    }

    func isListed(_ unit: UInt32) -> Bool { positions[Int(unit)] >= 0 }

    func hasTotals(in cell: Int) -> Bool { !listed[cell].isEmpty }

    /// Whether Tam's formula does not hold for the units of the stage.
    var isOtherwiseDrawn: Bool {
      level.unequal != nil || level.isSystematic || level.isCollapsed.contains(true)
    }

    /// The totals of a unit in one column; units without rows have zero.
    func total(_ unit: UInt32, _ column: Int) -> Double {
      let position = Int(positions[Int(unit)])
      return position < 0 ? 0 : sums[position * width + column]
    }

    /// The standard deviation of each column over all units of a cell.
    func deviations(of cell: Int) -> [Double] {
      let size = Double(level.size(of: cell))
      return (0..<width).map { column in
        let totals = listed[cell].map { sums[$0 * width + column] }
        let mean = totals.reduce(0, +) / size
        let squares =
          totals.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
          + (size - Double(totals.count)) * mean * mean
        return (squares / (size - 1)).squareRoot()
      }
    }
  }

  /// The covariance of each column of the earlier round (row) with each of the later one (column), without the
  /// strata that only have a bound.
  private(set) var covariance: [Double]
  /// What those strata can add to each or take from it.
  private(set) var bound: [Double]
  /// Σ(n_c - 1) over strata, of units with totals in both rounds: what the rounds' own degrees of freedom
  /// count twice.
  private(set) var sharedDegrees = 0
  /// The rules by which covariances entered that could not be estimated.
  private(set) var rules: [FigureRule] = []

  private let earlier: Side
  private let later: Side

  /// - Complexity: linear in first-stage units, times the product of the widths.
  init(_ overlap: RoundOverlap, earlier: Side, later: Side) {
    self.earlier = earlier
    self.later = later
    covariance = [Double](repeating: 0, count: earlier.width * later.width)
    bound = covariance
    for stratum in overlap.strata
    where earlier.hasTotals(in: stratum.earlier) && later.hasTotals(in: stratum.later) {
      if overlap.hasNames { add(stratum) } else { note(.independentRounds) }
    }
  }

  private mutating func note(_ rule: FigureRule) {
    if !rules.contains(rule) { rules.append(rule) }
  }

  private mutating func add(_ stratum: RoundOverlap.Stratum) {
    let common = stratum.common
    let shared = common.count { earlier.isListed($0.earlier) && later.isListed($0.later) }
    sharedDegrees += max(0, shared - 1)
    guard !earlier.isOtherwiseDrawn, !later.isOtherwiseDrawn else {
      note(.overlapIgnored)
      return
    }
    guard let scale = scale(of: stratum) else { return }
    if common.count > 1 {
      addProducts(of: common, scale / Double(common.count - 1))
    } else if earlier.level.isLonely[stratum.earlier] || later.level.isLonely[stratum.later] {
      note(.overlapIgnored)
    } else {
      // s₁₂ lies between -s₁s₂ and s₁s₂ (Cauchy and Schwarz).
      note(.overlapBounded)
      let first = earlier.deviations(of: stratum.earlier)
      let second = later.deviations(of: stratum.later)
      for row in first.indices {
        for column in second.indices {
          bound[row * later.width + column] += abs(scale) * first[row] * second[column]
        }
      }
    }
  }

  /// n_c - n₁n₂/N; `nil` where it is zero. Where the rounds' populations differ, N is the smaller, which makes
  /// a positive covariance smaller.
  private mutating func scale(of stratum: RoundOverlap.Stratum) -> Double? {
    let fractions = (earlier.level.fraction[stratum.earlier], later.level.fraction[stratum.later])
    let sizes = (
      Double(earlier.level.size(of: stratum.earlier)), Double(later.level.size(of: stratum.later))
    )
    let common = Double(stratum.common.count)
    guard fractions.0 > 0, fractions.1 > 0 else { return common > 0 ? common : nil }
    let populations = (sizes.0 / fractions.0, sizes.1 / fractions.1)
    if abs(populations.0 - populations.1) > 1e-9 * populations.0 { note(.populationsDiffer) }
    let scale = common - sizes.0 * sizes.1 / min(populations.0, populations.1)
    return abs(scale) > 1e-9 ? scale : nil
  }

  /// Adds factor·Σ(t₁ - t̄₁)(t₂ - t̄₂)ᵀ over common units.
  private mutating func addProducts(of common: [RoundOverlap.Pair], _ factor: Double) {
    let count = Double(common.count)
    let first = (0..<earlier.width).map { column in
      common.reduce(0) { $0 + earlier.total($1.earlier, column) } / count
    }
    let second = (0..<later.width).map { column in
      common.reduce(0) { $0 + later.total($1.later, column) } / count
    }
    for pair in common {
      for row in first.indices {
        let deviation = factor * (earlier.total(pair.earlier, row) - first[row])
        for column in second.indices {
          covariance[row * later.width + column] +=
            deviation * (later.total(pair.later, column) - second[column])
        }
      }
    }
  }
}
