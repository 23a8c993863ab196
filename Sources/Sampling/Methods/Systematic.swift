// SPDX-License-Identifier: GPL-3.0-or-later

/// Systematic sampling with a random start and a fractional interval.
///
/// With u of the cell's label, the positions floor((u + i) N / n), i = 0 … n - 1, are taken along the
/// list, counted from 0 (Cochran 1977, section 8.1, with the interval N/n that need not be an
/// integer). Each unit has probability n/N. Reserves are the units left over, by ticket.
public struct SystematicSelector: UnitSelector {
  /// `systematic`.
  public let name = "systematic"
  /// All units along the list.
  public let order = CandidateOrder.sorted

  /// Takes every (N/n)th candidate.
  public func select(
    _ cell: CellToDraw, from candidates: [Candidate], seed: Seed
  ) -> Selection {
    let mains = Self.positions(
      population: cell.population, size: cell.size,
      start: seed.ticket(of: cell.label).leadingDigits)
    return Selection(mains: mains, of: candidates, reserves: cell.reserves)
  }

  /// Yes.
  public let hasJointProbabilities = true

  /// Those of sizes 1; see ``ProportionalSystematicSelector``.
  public func jointProbabilities(
    _ cell: CellToDraw, of mains: [Int], among candidates: [Candidate]
  ) throws -> JointProbabilities? {
    ProportionalSystematicSelector.joint(
      try ProportionalProbabilities(candidates.map { _ in 1 }, cell: cell), of: mains)
  }

  /// The positions floor(((2h + 1) + i 2^53) N / (n 2^53)) for i = 0 … n - 1, in integers.
  ///
  /// - Parameters:
  ///   - population: N.
  ///   - size: n.
  ///   - start: h, a number below 2^52.
  public static func positions(population: Int, size: Int, start: Int) -> [Int] {
    let divisor = UInt128(size) << 53
    return (0..<size).map { index in
      let distance = UInt128(2 * start + 1) + UInt128(index) << 53
      return Int(distance * UInt128(population) / divisor)
    }
  }
}
