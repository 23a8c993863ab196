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
}
