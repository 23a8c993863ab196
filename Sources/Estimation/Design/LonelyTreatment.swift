// SPDX-License-Identifier: GPL-3.0-or-later

public import Tables

/// The factors of all cells of a stage, with lonely units treated by their rule.
///
/// A cell of n units of which each has the total t contributes
/// c (1 - f) n/(n - 1) Σ(t - t̄)², c being the product of the fractions above it (Särndal, Swensson
/// and Wretman 1992, result 4.3.1, applied stage by stage).
struct LonelyTreatment {
  var factor: [Double]
  var isUncentred: [Bool]
  var isLonely: [Bool]
  var pool: PoolPlan?

  /// - Throws: ``Fault/Code/lonelyUnit``, ``Fault/Code/lonelyUnitWithoutDonor``,
  ///   ``Fault/Code/lonelyUnitNotCollapsed``, ``Fault/Code/poolNeedsEqualProbabilities``.
  init(
    rule: LonelyRule, stage: Int, unitStart: [Int], parents: [UInt32], strata: [UInt32],
    samples: [UInt32], fraction: [Double], rest: [Double], carry: [Double],
    unequal: UnequalLevel?, name: (Int) -> String
  ) throws {
    let cells = parents.count
    factor = [Double](repeating: 0, count: cells)
    isUncentred = [Bool](repeating: false, count: cells)
    isLonely = [Bool](repeating: false, count: cells)
    var lonely: [Int] = []
    /// Which cells have unequal probabilities; only their uncertain units count.
    let kinds = unequal.map { level in level.variance.map { $0 == .simpleRandom ? nil : $0 } }
    for cell in 0..<cells {
      let kind = kinds?[cell]
      let size = Double(
        kind == nil ? unitStart[cell + 1] - unitStart[cell] : unequal!.uncertain[cell])
      if let kind, size > 1 || kind.toleratesLoneliness {
        factor[cell] = carry[cell] * unequal!.scale(of: cell)
      } else if size > 1 {
        factor[cell] = carry[cell] * rest[cell] * size / (size - 1)
      } else if size == 1 && rest[cell] > 0 && carry[cell] > 0 {
        isLonely[cell] = true
        lonely.append(cell)
      }
    }
    guard !lonely.isEmpty else { return }
    switch rule {
    case .fail:
      throw Self.fault(.lonelyUnit, stage, lonely, name)
    case .remove, .certainty:
      break
    case .adjust:
      for cell in lonely {
        factor[cell] = carry[cell] * rest[cell]
        isUncentred[cell] = true
      }
    case .average:
      try checkAverage(stage: stage, lonely: lonely, unitStart: unitStart, parents: parents, name)
    case .collapse:
      // Those that could be joined have been.
      throw Self.fault(.lonelyUnitNotCollapsed, stage, lonely, name)
    case .pool:
      let unpooled = lonely.filter { kinds?[$0] != nil }
      guard unpooled.isEmpty else {
        throw Self.fault(.poolNeedsEqualProbabilities, stage, unpooled, name)
      }
      let plan = PoolPlan(
        lonely: lonely, unitStart: unitStart, strata: strata, samples: samples, fraction: fraction,
        rest: rest, carry: carry, canLend: (0..<cells).map { kinds?[$0] == nil })
      guard plan.orphans.isEmpty else {
        throw Self.fault(.lonelyUnitWithoutDonor, stage, plan.orphans, name)
      }
      pool = plan
    }
  }

  /// Refuses lonely cells whose parent has no other cell to take an average of.
  private func checkAverage(
    stage: Int, lonely: [Int], unitStart: [Int], parents: [UInt32], _ name: (Int) -> String
  ) throws {
    var all: [Int: Double] = [:]
    var alone: [Int: Double] = [:]
    for cell in parents.indices where unitStart[cell + 1] > unitStart[cell] {
      all[Int(parents[cell]), default: 0] += 1
      if isLonely[cell] { alone[Int(parents[cell]), default: 0] += 1 }
    }
    let orphans = lonely.filter { all[Int(parents[$0])] == alone[Int(parents[$0])] }
    guard orphans.isEmpty else {
      throw Self.fault(.lonelyUnitWithoutDonor, stage, orphans, name)
    }
  }

  private static func fault(
    _ code: Fault.Code, _ stage: Int, _ cells: [Int], _ name: (Int) -> String
  ) -> Fault {
    let named = cells.prefix(5).map(name)
    return Fault(
      code,
      [
        "stage": "\(stage)", "count": "\(cells.count)",
        "strata": named.joined(separator: "; ") + (cells.count > 5 ? "; …" : ""),
      ])
  }
}

/// How the variance within cells is lent to lonely units: groups of cells, and a factor for each
/// group.
///
/// Cochran (1977, 5.A.11) pools strata of one unit; here the within-cell variance of units *before*
/// their cell's expansion is pooled, s² = Σ(n - 1)s²/Σ(n - 1), and a lonely unit's cell contributes
/// c (1 - f) s²/(c f)², which is (M/m) N² (1 - 1/N) s² in a second stage.
package struct PoolPlan: Sendable {
  /// The group of each cell: its sample and first-stage stratum.
  package private(set) var groupOfCell: [UInt32] = []
  /// The sample of each group.
  package private(set) var sampleOfGroup: [UInt32] = []
  /// What the deviations of a cell are multiplied with before they are squared and pooled.
  package private(set) var scaleOfCell: [Double] = []
  /// Σ(n - 1) over each group.
  package private(set) var donorsOfGroup: [Double] = []
  /// Σ(n - 1) over each sample.
  package private(set) var donorsOfSample: [Double] = []
  /// What multiplies the pooled s² of each group.
  package private(set) var factorOfGroup: [Double] = []
  /// What multiplies the pooled s² of each sample, for lonely units without a donor in their group.
  package private(set) var factorOfSample: [Double] = []
  /// Lonely cells without any donor.
  private(set) var orphans: [Int] = []

  init(
    lonely: [Int], unitStart: [Int], strata: [UInt32], samples: [UInt32], fraction: [Double],
    rest: [Double], carry: [Double], canLend: [Bool]
  ) {
    let cells = strata.count
    let stratumCount = Int(strata.max() ?? 0) + 1
    let sampleCount = Int(samples.max() ?? 0) + 1
    groupOfCell.reserveCapacity(cells)
    scaleOfCell.reserveCapacity(cells)
    sampleOfGroup = (0..<sampleCount * stratumCount).map { UInt32($0 / stratumCount) }
    donorsOfGroup = [Double](repeating: 0, count: sampleCount * stratumCount)
    factorOfGroup = donorsOfGroup
    donorsOfSample = [Double](repeating: 0, count: sampleCount)
    factorOfSample = donorsOfSample
    for cell in 0..<cells {
      let sample = samples.isEmpty ? 0 : Int(samples[cell])
      let group = sample * stratumCount + Int(strata[cell])
      groupOfCell.append(UInt32(group))
      // Without a population there is no expansion to undo.
      scaleOfCell.append(fraction[cell] > 0 ? carry[cell] * fraction[cell] : 1)
      let size = Double(unitStart[cell + 1] - unitStart[cell])
      if size > 1 && canLend[cell] {
        donorsOfGroup[group] += size - 1
        donorsOfSample[sample] += size - 1
      }
    }
    for cell in lonely {
      let group = Int(groupOfCell[cell])
      let sample = Int(sampleOfGroup[group])
      let scale = scaleOfCell[cell]
      let factor = carry[cell] * rest[cell] / (scale * scale)
      if donorsOfGroup[group] > 0 {
        factorOfGroup[group] += factor
      } else if donorsOfSample[sample] > 0 {
        factorOfSample[sample] += factor
      } else {
        orphans.append(cell)
      }
    }
  }
}

extension Fault.Code {
  /// A unit is alone in its stratum, and there is no neighbour that it could join.
  public static let lonelyUnitNotCollapsed = Fault.Code("lonely-unit-not-collapsed", .data)
  /// A unit with an unequal probability is alone in its cell, and pooling is for equal
  /// probabilities.
  public static let poolNeedsEqualProbabilities = Fault.Code(
    "pool-needs-equal-probabilities", .data)
}
