// SPDX-License-Identifier: GPL-3.0-or-later

public import Tables

/// A sample as it was drawn: stages of units in cells, the rows observed in them, and their weights.
///
/// Units are kept in hierarchical order: the units of a cell follow each other, and so do the cells of
/// a unit and the rows of a last-stage unit. Every sum over cells or units is therefore one pass, linear
/// in rows and units.
///
/// Units without rows belong to the design: a village that was drawn and holds nobody of a domain counts
/// with a total of zero.
public struct SurveyDesign: Sendable {
  /// The code of a row that is not part of the sample, such as a reserve that was never opened.
  public static let outside = UInt32.max

  /// The number of rows, with those outside the sample.
  public let rowCount: Int
  /// The weight of each row, in the order of the rows as they were given.
  public private(set) var weights: [Double]
  /// The stages, the first one first, with units and cells renumbered in hierarchical order.
  package let levels: [DesignLevel]
  /// The last-stage unit of each row, or ``outside``.
  package let unitOfRow: [UInt32]
  /// The rows of the sample in the order of their last-stage units; `nil` if all rows stand in this
  /// order already.
  package let rowOrder: [UInt32]?
  /// Whether weights are known up to a constant only, so that totals have no meaning.
  package private(set) var weightsAreRelative: Bool
  /// How the weights were adjusted; `nil` if they are those of the design.
  package private(set) var adjustment: AppliedAdjustment?
  /// What the variance is estimated from instead of linearization.
  package var replicates: Replicates?
  /// The first-stage units that two rounds of the design share; `nil` where strata are independent.
  package var overlap: RoundOverlap?

  /// A design from its stages.
  ///
  /// - Parameters:
  ///   - stages: the stages, the first one first; at least one.
  ///   - unitOfRow: the unit of the last stage that each row belongs to, or ``outside``.
  ///   - weights: the weight of each row; of no meaning for rows outside.
  ///   - weightsAreRelative: whether the weights lack their scale, so that only means, proportions and
  ///     ratios can be estimated.
  /// - Throws: ``Fault/Code/invalidWeight``, ``Fault/Code/populationBelowSample``,
  ///   ``Fault/Code/lonelyUnit``, ``Fault/Code/lonelyUnitWithoutDonor``.
  /// - Complexity: linear in rows, units and cells.
  /// - Precondition: every code exists; only the first stage is systematic.
  public init(
    stages: [DesignStage], unitOfRow: [UInt32], weights: [Double], weightsAreRelative: Bool = false
  ) throws {
    precondition(!stages.isEmpty && unitOfRow.count == weights.count)
    for row in weights.indices where unitOfRow[row] != Self.outside {
      guard weights[row] > 0, weights[row].isFinite else {
        throw Fault(.invalidWeight, at: Place(row: row + 1), ["value": "\(weights[row])"])
      }
    }
    var levels: [DesignLevel] = []
    var newUnit: [UInt32] = []
    for stage in stages {
      let (level, renumbered) = try DesignLevel.make(
        stage, below: levels, newUnitAbove: newUnit)
      levels.append(level)
      newUnit = renumbered
    }
    self.levels = levels
    self.rowCount = unitOfRow.count
    self.weights = weights
    self.weightsAreRelative = weightsAreRelative
    let renumbered = unitOfRow.map { $0 == Self.outside ? $0 : newUnit[Int($0)] }
    self.unitOfRow = renumbered
    if isAscending(renumbered) && renumbered.last != Self.outside {
      rowOrder = nil
    } else {
      rowOrder =
        stableOrder(
          of: renumbered, buckets: levels[levels.count - 1].unitCount, skipping: Self.outside
        ).order
    }
  }

  /// The same design with other weights.
  func adjusted(
    weights: [Double], by adjustment: AppliedAdjustment, weightsAreRelative: Bool
  ) -> SurveyDesign {
    var design = self
    design.weights = weights
    design.adjustment = adjustment
    design.weightsAreRelative = weightsAreRelative
    return design
  }

  /// The number of stages.
  public var stageCount: Int { levels.count }

  /// The number of first-stage units, with those that have no rows.
  public var primaryUnitCount: Int { levels[0].unitCount }

  /// The number of last-stage units, with those that have no rows.
  public var unitCount: Int { levels[levels.count - 1].unitCount }
}

/// Whether no element is smaller than the one before it.
func isAscending(_ codes: [UInt32]) -> Bool {
  var last: UInt32 = 0
  for code in codes {
    if code < last { return false }
    last = code
  }
  return true
}

/// The indices of `keys` in the order of the keys, equal ones as they stand, and where each key begins.
///
/// - Parameter skipped: a key whose indices are left out.
/// - Complexity: linear in keys and buckets (a counting sort).
func stableOrder(
  of keys: [UInt32], buckets: Int, skipping skipped: UInt32? = nil
) -> (order: [UInt32], starts: [Int]) {
  var starts = [Int](repeating: 0, count: buckets + 1)
  for key in keys where key != skipped { starts[Int(key) + 1] += 1 }
  for bucket in 0..<buckets { starts[bucket + 1] += starts[bucket] }
  var next = starts
  var order = [UInt32](repeating: 0, count: starts[buckets])
  for (index, key) in keys.enumerated() where key != skipped {
    order[next[Int(key)]] = UInt32(index)
    next[Int(key)] += 1
  }
  return (order, starts)
}

extension Fault.Code {
  /// A weight is negative, zero, or no number.
  public static let invalidWeight = Fault.Code("invalid-weight", .data)
  /// A cell holds more units than its population.
  public static let populationBelowSample = Fault.Code("population-below-sample", .data)
  /// A unit is alone in its cell, and the rule for such units is to refuse.
  public static let lonelyUnit = Fault.Code("lonely-unit", .data)
  /// A unit is alone in its cell, and no other cell can lend it a variance.
  public static let lonelyUnitWithoutDonor = Fault.Code("lonely-unit-without-donor", .data)
}
