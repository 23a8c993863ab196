// SPDX-License-Identifier: GPL-3.0-or-later

import Tables

/// Systematic sampling in proportion to size, along a list with a random start (Madow 1949).
///
/// The sizes of the units that are not certain are cumulated along the list to X. With u of the cell's
/// label, the units are taken that hold the positions floor((u + i) X / n), i = 0 … n - 1, a unit of size x
/// holding x positions. Each unit has probability n x / X; two neighbours of small size have none to be
/// drawn together, so that no variance estimator is unbiased for every list.
public struct ProportionalSystematicSelector: UnitSelector {
  /// `pps-systematic`.
  public let name = "pps-systematic"
  /// All units along the list.
  public let order = CandidateOrder.sorted
  /// In proportion to size.
  public let measureUse = MeasureUse.required

  /// Takes the certain units, then the units at the positions, both in the order of the list.
  /// - Throws: ``Fault/Code/numberTooLarge`` if the positions need more than 128 bits.
  public func select(
    _ cell: CellToDraw, from candidates: [Candidate], seed: Seed
  ) throws -> Selection {
    let probabilities = try ProportionalProbabilities(candidates.map(\.measure), cell: cell)
    let drawn = try Self.units(
      probabilities, start: seed.ticket(of: cell.label).leadingDigits)
    return try probabilities.selection(drawing: drawn, of: candidates, reserves: cell.reserves)
  }

  /// Yes.
  public let hasJointProbabilities = true

  /// The share of starts at which both units are taken, exactly from the cumulated list.
  public func jointProbabilities(
    _ cell: CellToDraw, of mains: [Int], among candidates: [Candidate]
  ) throws -> JointProbabilities? {
    Self.joint(
      try ProportionalProbabilities(candidates.map(\.measure), cell: cell), of: mains)
  }

  /// The joint probabilities of a list: a unit is taken at the starts of an arc on a circle of length X,
  /// which begins at n times the sizes before it and is n x long; two are taken where their arcs overlap.
  static func joint(
    _ probabilities: ProportionalProbabilities, of mains: [Int]
  ) -> JointProbabilities {
    let (n, total) = (Int128(probabilities.size), probabilities.total)
    var starts: [Int128] = []
    var sum = Int128(0)
    for position in probabilities.uncertain {
      starts.append(n * sum % total)
      sum += Int128(probabilities.measures[position])
    }
    let arcs = starts
    return probabilities.joint(of: mains) { one, other in
      let lengths = [one, other].map {
        n * Int128(probabilities.measures[probabilities.uncertain[$0]])
      }
      let distance = (arcs[other] - arcs[one] + total) % total
      let overlap =
        max(0, min(lengths[0] - distance, lengths[1]))
        + max(0, min(lengths[1] - (total - distance), lengths[0]))
      return Double(overlap) / Double(total)
    }
  }

  /// The uncertain units at the positions floor(((2h + 1) + i 2^53) X / (n 2^53)), in integers.
  ///
  /// - Parameters:
  ///   - probabilities: sizes and n of the cell.
  ///   - start: h, a number below 2^52.
  public static func units(
    _ probabilities: ProportionalProbabilities, start: Int
  ) throws -> [Int] {
    let total = UInt128(probabilities.total)
    let divisor = UInt128(probabilities.size) << 53
    var units: [Int] = []
    var index = probabilities.uncertain.startIndex
    // The first position after the unit at `index`.
    var end = UInt128(0)
    for step in 0..<probabilities.size {
      let distance = UInt128(2 * start + 1) + UInt128(step) << 53
      let (product, overflow) = distance.multipliedReportingOverflow(by: total)
      if overflow { throw Fault(.numberTooLarge) }
      let position = product / divisor
      while end <= position {
        end += UInt128(probabilities.measures[probabilities.uncertain[index]])
        index += 1
      }
      units.append(probabilities.uncertain[index - 1])
    }
    return units
  }
}
