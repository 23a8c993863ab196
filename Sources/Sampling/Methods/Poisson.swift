// SPDX-License-Identifier: GPL-3.0-or-later

/// Poisson sampling: each unit is drawn by its own ticket, if u < p.
///
/// p = n x / X in proportion to size, or n/N without a size measure (Bernoulli sampling); see
/// ``ProportionalProbabilities`` for units that are certain. Units are drawn independently of each other,
/// so that the number of mains is random, with expectation n (Hájek 1964; Brewer, Early and Joyce 1972 on
/// permanent random numbers). Each unit has probability p, two have p_i p_j.
public struct PoissonSelector: UnitSelector {
  /// `poisson`.
  public let name = "poisson"
  /// All units by ticket.
  public let order = CandidateOrder.byTicket
  /// In proportion to size, if there is one.
  public let measureUse = MeasureUse.optional
  /// The number of mains is random.
  public let hasRandomSize = true

  /// Takes the certain units and those whose uniform number is below their probability, by ticket.
  public func select(
    _ cell: CellToDraw, from candidates: [Candidate], seed: Seed
  ) throws -> Selection {
    let probabilities = try ProportionalProbabilities(candidates.map(\.measure), cell: cell)
    let drawn = probabilities.uncertain.filter {
      candidates[$0].ticket.uniform < probabilities.quotient(of: $0)
    }
    return try probabilities.selection(drawing: drawn, of: candidates, reserves: cell.reserves)
  }

  /// Yes.
  public let hasJointProbabilities = true

  /// The product of two units' probabilities, since they are drawn independently.
  public func jointProbabilities(
    _ cell: CellToDraw, of mains: [Int], among candidates: [Candidate]
  ) throws -> JointProbabilities? {
    let probabilities = try ProportionalProbabilities(candidates.map(\.measure), cell: cell)
    return probabilities.joint(of: mains) { one, other in
      probabilities.quotient(of: probabilities.uncertain[one])
        * probabilities.quotient(of: probabilities.uncertain[other])
    }
  }
}
