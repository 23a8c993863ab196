// SPDX-License-Identifier: GPL-3.0-or-later

/// The delete-one jackknife over first-stage units.
///
/// A replicate leaves out one of the n units of a stratum and multiplies the others by n/(n - 1); its
/// squared deviation counts (1 - f)(n - 1)/n (Wolter 2007, section 4.5; R's JK1 and JKn). Later stages
/// enter as variation among first-stage units only.
struct Jackknife: ReplicateScheme {
  private let level: DesignLevel
  /// Strata that have replicates, and the number of the first of each.
  private let strata: [(cell: Int, first: Int)]
  let count: Int

  init(_ level: DesignLevel) throws {
    self.level = level
    var strata: [(cell: Int, first: Int)] = []
    var count = 0
    for cell in 0..<level.cellCount where !level.isWhole(cell) && level.size(of: cell) > 0 {
      if level.isLonely[cell] {
        try level.requireOmission(ofLonely: cell)
        continue
      }
      strata.append((cell, count))
      count += level.size(of: cell)
    }
    self.strata = strata
    self.count = count
  }

  func scale(_ replicate: Int) -> Double {
    var low = 0
    var high = strata.count - 1
    while low < high {
      let middle = (low + high + 1) / 2
      if strata[middle].first <= replicate { low = middle } else { high = middle - 1 }
    }
    let cell = strata[low].cell
    let size = Double(level.size(of: cell))
    return (1 - level.fraction[cell]) * (size - 1) / size
  }

  func forEachReplicate(_ entries: ReplicateEntries, _ body: (Int, [Double]) throws -> Void)
    rethrows
  {
    let totals = entries.totals
    var next = 0
    var stratumTotals = [Double](repeating: 0, count: entries.sumCount)
    for (cell, first) in strata {
      let units = level.unitStart[cell]..<level.unitStart[cell + 1]
      while next < entries.units.count && Int(entries.units[next]) < units.lowerBound { next += 1 }
      var end = next
      while end < entries.units.count && Int(entries.units[end]) < units.upperBound {
        stratumTotals[Int(entries.sums[end])] += entries.values[end]
        end += 1
      }
      let size = Double(units.count)
      var base = totals
      for index in next..<end {
        let sum = Int(entries.sums[index])
        base[sum] = totals[sum] + stratumTotals[sum] / (size - 1)
      }
      for unit in units {
        var replicate = base
        while next < end && Int(entries.units[next]) == unit {
          replicate[Int(entries.sums[next])] -= size / (size - 1) * entries.values[next]
          next += 1
        }
        try body(first + unit - units.lowerBound, replicate)
      }
      for index in stratumTotals.indices { stratumTotals[index] = 0 }
    }
  }
}
