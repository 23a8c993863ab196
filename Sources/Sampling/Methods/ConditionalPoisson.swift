// SPDX-License-Identifier: GPL-3.0-or-later

/// Conditional Poisson sampling: the design of largest entropy among those of fixed size with inclusion
/// probabilities n x / X (Hájek 1964; Chen, Dempster and Liu 1994).
///
/// A Poisson sample given that its size is n, with working probabilities such that the inclusion
/// probabilities are the wanted ones to nine digits and nearly always twelve; see
/// ``Tables/Fault/Code/workingProbabilitiesNotFound``. The sample is drawn by halving the list of units by
/// ticket, without rejection. All pairs can be drawn together.
public struct ConditionalPoissonSelector: UnitSelector {
  /// `conditional-poisson`.
  public let name = "conditional-poisson"
  /// All units by ticket.
  public let order = CandidateOrder.byTicket
  /// In proportion to size.
  public let measureUse = MeasureUse.required

  /// Takes the certain units, then a Poisson sample of given size of the others, both by ticket.
  /// - Throws: ``Tables/Fault/Code/workingProbabilitiesNotFound``.
  public func select(
    _ cell: CellToDraw, from candidates: [Candidate], seed: Seed
  ) throws -> Selection {
    let probabilities = try ProportionalProbabilities(candidates.map(\.measure), cell: cell)
    guard probabilities.size > 0 else {
      return try probabilities.selection(drawing: [], of: candidates, reserves: cell.reserves)
    }
    let sum = try Self.sum(probabilities, cell)
    var stream = UniformStream(seed: seed, label: cell.label)
    let drawn = CountTree(sum.probabilities).draw(probabilities.size, stream: &stream)
    return try probabilities.selection(
      drawing: drawn.map { probabilities.uncertain[$0] }, of: candidates, reserves: cell.reserves)
  }

  /// Yes.
  public let hasJointProbabilities = true

  /// The probabilities of pairs in a Poisson sample of given size (Chen, Dempster and Liu 1994).
  /// - Throws: ``Tables/Fault/Code/workingProbabilitiesNotFound``.
  /// - Complexity: linear in units and in pairs, times a few dozen frequencies.
  public func jointProbabilities(
    _ cell: CellToDraw, of mains: [Int], among candidates: [Candidate]
  ) throws -> JointProbabilities? {
    let probabilities = try ProportionalProbabilities(candidates.map(\.measure), cell: cell)
    guard probabilities.size > 0 else { return probabilities.joint(of: mains) { _, _ in 0 } }
    let sum = try Self.sum(probabilities, cell)
    let terms = Dictionary(
      uniqueKeysWithValues: probabilities.places(of: mains).map { ($0, sum.terms($0)) })
    return probabilities.joint(of: mains) { one, other in
      let (left, right) = (terms[one]!, terms[other]!)
      return sum.weights.indices.reduce(0) {
        $0 + (sum.weights[$1] * (left[$1] * right[$1])).real
      }
    }
  }

  /// The Poisson sample whose conditional probabilities are those of the uncertain units.
  static func sum(
    _ probabilities: ProportionalProbabilities, _ cell: CellToDraw
  ) throws -> PoissonSum {
    try WorkingProbabilities.solve(
      probabilities.uncertain.map { probabilities.quotient(of: $0) }, size: probabilities.size,
      cell: cell)
  }
}
