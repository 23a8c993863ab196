// SPDX-License-Identifier: GPL-3.0-or-later

/// What the units that two rounds share add to a covariance matrix of totals over both rounds.
struct OverlapSum {
  /// The sum to add, row by row.
  private(set) var covariance: [Double]
  /// Σ(n_c - 1) over strata, of units with totals in both rounds: what the rounds' own degrees of freedom
  /// count twice.
  private(set) var sharedDegrees = 0
  /// The rules by which covariances entered that could not be estimated.
  private(set) var rules: [FigureRule] = []

  private let level: DesignLevel
  private let width: Int
  private let units: [UInt32]
  private let sums: [Double]
  /// The position of each first-stage unit among those listed, or -1.
  private var positions: [Int32]
  /// The listed units of each cell.
  private var listed: [Range<Int>]

  /// - Parameters:
  ///   - units: the first-stage units with totals, ascending.
  ///   - sums: their totals, `width` of each.
  /// - Complexity: linear in first-stage units, times the squared width.
  init(_ overlap: RoundOverlap, _ level: DesignLevel, units: [UInt32], sums: [Double], width: Int) {
    self.level = level
    self.width = width
    self.units = units
    self.sums = sums
    covariance = [Double](repeating: 0, count: width * width)
    positions = [Int32](repeating: -1, count: level.unitCount)
    listed = [Range<Int>](repeating: 0..<0, count: level.cellCount)
    for (position, unit) in units.enumerated() {
      positions[Int(unit)] = Int32(position)
      let cell = Int(level.cellOfUnit[Int(unit)])
      listed[cell] = (listed[cell].isEmpty ? position : listed[cell].lowerBound)..<position + 1
    }
    for stratum in overlap.strata
    where !listed[stratum.earlier].isEmpty && !listed[stratum.later].isEmpty {
      if overlap.hasNames { add(stratum) } else { note(.independentRounds) }
    }
  }

  private mutating func note(_ rule: FigureRule) {
    if !rules.contains(rule) { rules.append(rule) }
  }

  private mutating func add(_ stratum: RoundOverlap.Stratum) {
    let common = stratum.common
    let shared = common.count {
      positions[Int($0.earlier)] >= 0 && positions[Int($0.later)] >= 0
    }
    sharedDegrees += max(0, shared - 1)
    guard level.unequal == nil, !level.isSystematic else {
      note(.overlapIgnored)
      return
    }
    guard let scale = scale(of: stratum) else { return }
    if common.count > 1 {
      addProducts(of: common, scale / Double(common.count - 1))
    } else if level.isLonely[stratum.earlier] || level.isLonely[stratum.later] {
      note(.overlapIgnored)
    } else {
      // s₁₂ lies between -s₁s₂ and s₁s₂ (Cauchy and Schwarz).
      note(.overlapBounded)
      let (first, second) = (deviations(of: stratum.earlier), deviations(of: stratum.later))
      for column in 0..<width {
        covariance[column * width + column] += 2 * abs(scale) * first[column] * second[column]
      }
    }
  }

  /// n_c - n₁n₂/N; `nil` where it is zero. Where the rounds' populations differ, N is the smaller, which makes
  /// a positive covariance smaller.
  private mutating func scale(of stratum: RoundOverlap.Stratum) -> Double? {
    let fractions = (level.fraction[stratum.earlier], level.fraction[stratum.later])
    let sizes = (
      Double(level.size(of: stratum.earlier)), Double(level.size(of: stratum.later))
    )
    let common = Double(stratum.common.count)
    guard fractions.0 > 0, fractions.1 > 0 else { return common > 0 ? common : nil }
    let populations = (sizes.0 / fractions.0, sizes.1 / fractions.1)
    if abs(populations.0 - populations.1) > 1e-9 * populations.0 { note(.populationsDiffer) }
    let scale = common - sizes.0 * sizes.1 / min(populations.0, populations.1)
    return abs(scale) > 1e-9 ? scale : nil
  }

  /// The totals of a unit in one column; units without rows have zero.
  private func total(_ unit: UInt32, _ column: Int) -> Double {
    let position = Int(positions[Int(unit)])
    return position < 0 ? 0 : sums[position * width + column]
  }

  /// Adds factor·Σ((t₁ - t̄₁)(t₂ - t̄₂)ᵀ + (t₂ - t̄₂)(t₁ - t̄₁)ᵀ) over common units.
  private mutating func addProducts(of common: [RoundOverlap.Pair], _ factor: Double) {
    let count = Double(common.count)
    var means = [Double](repeating: 0, count: 2 * width)
    for pair in common {
      for column in 0..<width {
        means[column] += total(pair.earlier, column) / count
        means[width + column] += total(pair.later, column) / count
      }
    }
    for pair in common {
      for row in 0..<width {
        let first = factor * (total(pair.earlier, row) - means[row])
        for column in 0..<width {
          let product = first * (total(pair.later, column) - means[width + column])
          covariance[row * width + column] += product
          covariance[column * width + row] += product
        }
      }
    }
  }

  /// The standard deviation of each column over all units of a cell.
  private func deviations(of cell: Int) -> [Double] {
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
