// SPDX-License-Identifier: GPL-3.0-or-later

/// Simple random sampling without replacement: the units of the n smallest tickets.
///
/// Since tickets are permanent random numbers, this is sequential simple random sampling (Fan, Muller
/// and Rezucha 1962; Ohlsson 1995): a larger sample only appends, and mains with the reserves that
/// were released are again a simple random sample. Each unit has probability n/N.
public struct SimpleRandomSelector: UnitSelector {
  /// `srs`.
  public let name = "srs"
  /// The smallest tickets.
  public let order = CandidateOrder.smallestTickets

  /// Takes the first candidates.
  public func select(
    _ cell: CellToDraw, from candidates: [Candidate], seed: Seed
  ) -> Selection {
    Selection(
      mains: Array(0..<cell.size), reserves: Array(cell.size..<(cell.size + cell.reserves)))
  }

  /// Yes.
  public let hasJointProbabilities = true

  /// n(n - 1) / (N(N - 1)) for all pairs.
  public func jointProbabilities(
    _ cell: CellToDraw, of mains: [Int], among candidates: [Candidate]
  ) -> JointProbabilities? {
    let (n, population) = (Double(cell.size), Double(cell.population))
    return JointProbabilities(first: mains.map { _ in n / population }) { _, _ in
      n * (n - 1) / (population * (population - 1))
    }
  }
}
