// SPDX-License-Identifier: GPL-3.0-or-later

internal import Distributions

/// The effective sample size that a design really has for a population: p(1 - p) over the true variance
/// of the estimated rate. Nobody in the field knows it; widths are compared with those it would give.
enum OracleSize {
  /// The size, or `nil` where the true variance has no closed form here: only simple random villages and
  /// households without further adjustment have one.
  static func size(_ cell: CoverageCell, _ population: ErrorPopulation) -> Double? {
    guard cell.draw == .simpleRandom, cell.weightVariation == 0, !cell.isPoststratified,
      cell.domainShare == 1
    else { return nil }
    let p = population.rate
    var variance = 0.0
    var total = 0.0
    for stratum in cell.strata.indices {
      let villages = population.villages.filter { $0.stratum == stratum }
      let (all, drawn) = (Double(villages.count), Double(cell.villages))
      let residuals = villages.map { Double($0.errorCount) - p * Double($0.size) }
      let mean = residuals.reduce(0, +) / all
      let squares = residuals.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
      variance += all * all * (1 - drawn / all) / drawn * squares / (all - 1)
      for village in villages {
        let size = Double(village.size)
        let asked = min(size, max(1, (cell.householdFraction * size).rounded()))
        let rate = Double(village.errorCount) / size
        total += size
        guard size > 1 else { continue }
        variance +=
          all / drawn * size * size * (1 - asked / size) / asked * size / (size - 1) * rate
          * (1 - rate)
      }
    }
    guard variance > 0 else { return nil }
    return p * (1 - p) * total * total / variance
  }

  /// The width of the limits of Clopper and Pearson at an effective size.
  static func width(rate: Double, size: Double, tail: Double) throws -> Double {
    let limits = try ClopperPearson.limits(
      x: rate == 1 ? size : size * rate, n: size, lowerTail: tail, upperTail: tail)
    return limits.upper - limits.lower
  }
}
