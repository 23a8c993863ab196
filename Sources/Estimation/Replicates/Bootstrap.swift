// SPDX-License-Identifier: GPL-3.0-or-later

import Distributions
import Tables

/// The rescaling bootstrap of Rao and Wu (1988), in several stages as Beaumont and Émond (2022) have it.
///
/// In each cell of n units, n - 1 are drawn with replacement; a unit drawn m times is multiplied by
/// 1 - λ + λ·n/(n - 1)·m with λ = √(1 - f) at the first stage. At a later stage, under units drawn with
/// the fraction F over all stages above, λ = √(1 - f)·√(F/(2 - F)), so that the variance of the products
/// over stages is that of linearization for totals. Squared deviations count 1/(R - 1).
struct Bootstrap: ReplicateScheme {
  let count: Int
  /// The stages that count, the first one first.
  private let stages: [Stage]
  /// The level whose units are multiplied.
  let deepest: Int

  private struct Stage: Sendable {
    /// The unit of this stage that holds each unit of the deepest one.
    let unitOfDeepest: [UInt32]
    /// 1 - λ of each unit's cell.
    let constant: [Double]
    /// λ·n/(n - 1) of each unit's cell.
    let slope: [Double]
    /// How many times each unit is drawn: those of replicate `r` begin at `r * units`.
    let draws: [UInt8]
  }

  /// The most bytes that may hold how often each unit is drawn.
  private static let memoryLimit = 4 << 30

  init(_ levels: [DesignLevel], replicates: Int, seed: String) throws {
    precondition(replicates > 1)
    count = replicates
    deepest =
      levels.lastIndex { level in
        (0..<level.cellCount).contains {
          level.carry[$0] > 0 && !level.isWhole($0) && level.size(of: $0) > 0
        }
      } ?? 0
    let needed = levels[...deepest].reduce(0) { $0 + $1.unitCount * replicates }
    guard needed <= Self.memoryLimit else {
      throw Fault(
        .tooManyReplicates, ["replicates": "\(replicates)", "units": "\(needed / replicates)"])
    }
    let random = RandomSource(seed: seed)
    var ancestors = (0..<UInt32(levels[deepest].unitCount)).map { $0 }
    var unitsOfStages: [[UInt32]] = []
    for index in stride(from: deepest, through: 0, by: -1) {
      unitsOfStages.insert(ancestors, at: 0)
      let level = levels[index]
      ancestors = ancestors.map { level.parentOfCell[Int(level.cellOfUnit[Int($0)])] }
    }
    stages = try zip(levels[...deepest], unitsOfStages).map { level, units in
      try Self.stage(level, units, replicates, random)
    }
  }

  private static func stage(
    _ level: DesignLevel, _ unitOfDeepest: [UInt32], _ replicates: Int, _ random: RandomSource
  ) throws -> Stage {
    var constant = [Double](repeating: 1, count: level.unitCount)
    var slope = [Double](repeating: 0, count: level.unitCount)
    var resampled: [Range<Int>] = []
    for cell in 0..<level.cellCount where level.carry[cell] > 0 && !level.isWhole(cell) {
      let units = level.unitStart[cell]..<level.unitStart[cell + 1]
      if level.isLonely[cell] {
        try level.requireOmission(ofLonely: cell)
        continue
      }
      guard units.count > 1 else { continue }
      let above = level.carry[cell]
      let lambda = ((1 - level.fraction[cell]) * above / (2 - above)).squareRoot()
      for unit in units {
        constant[unit] = 1 - lambda
        slope[unit] = lambda * Double(units.count) / Double(units.count - 1)
      }
      resampled.append(units)
    }
    var draws = [UInt8](repeating: 0, count: replicates * level.unitCount)
    for replicate in 0..<replicates {
      let base = replicate * level.unitCount
      for units in resampled {
        for _ in 1..<units.count {
          let unit = base + units.lowerBound + random.index(below: units.count)
          // Being drawn 255 times has no probability worth the name, but must not trap.
          if draws[unit] < .max { draws[unit] += 1 }
        }
      }
    }
    return Stage(unitOfDeepest: unitOfDeepest, constant: constant, slope: slope, draws: draws)
  }

  func scale(_ replicate: Int) -> Double { 1 / Double(count - 1) }

  func forEachReplicate(_ entries: ReplicateEntries, _ body: (Int, [Double]) throws -> Void)
    rethrows
  {
    let units = stages.map { stage in entries.units.map { Int(stage.unitOfDeepest[Int($0)]) } }
    var multipliers = [Double](repeating: 1, count: entries.values.count)
    for replicate in 0..<count {
      for index in multipliers.indices { multipliers[index] = entries.values[index] }
      for (stage, units) in zip(stages, units) {
        let base = replicate * stage.constant.count
        stage.draws.withUnsafeBufferPointer { draws in
          for (index, unit) in units.enumerated() {
            multipliers[index] *=
              stage.constant[unit] + stage.slope[unit] * Double(draws[base + unit])
          }
        }
      }
      var sums = [Double](repeating: 0, count: entries.sumCount)
      for (index, sum) in entries.sums.enumerated() { sums[Int(sum)] += multipliers[index] }
      try body(replicate, sums)
    }
  }
}

extension DesignLevel {
  /// Refuses a lonely unit unless its rule is to leave it out of the variance.
  /// - Throws: ``Fault/Code/replicatesOfLonelyUnit``.
  func requireOmission(ofLonely cell: Int) throws {
    if lonely == .remove || lonely == .certainty { return }
    throw Fault(
      .replicatesOfLonelyUnit, ["stage": "\(number)", "stratum": cellLabels[cell]])
  }
}
