// SPDX-License-Identifier: GPL-3.0-or-later

/// Sampford's method: fixed size, inclusion probabilities exactly n x / X (Sampford 1967).
///
/// Sampford draws a first unit with probabilities in proportion to π, n - 1 more with replacement in
/// proportion to π / (1 - π), and rejects until all differ. A sample s then has a probability in
/// proportion to
///
///     Π over k in s of π_k / (1 - π_k),   times Σ over k in s of (1 - π_k),
///
/// which is a Poisson sample of given size, weighted by the sum of 1 - π of its units. It is drawn as such,
/// by halving the list of units by ticket, so that nothing is ever rejected and large sampling fractions
/// cost no more than small ones. All pairs can be drawn together.
public struct SampfordSelector: UnitSelector {
  /// `sampford`.
  public let name = "sampford"
  /// All units by ticket.
  public let order = CandidateOrder.byTicket
  /// In proportion to size.
  public let measureUse = MeasureUse.required

  /// Takes the certain units, then a weighted Poisson sample of given size of the others, both by ticket.
  public func select(
    _ cell: CellToDraw, from candidates: [Candidate], seed: Seed
  ) throws -> Selection {
    let probabilities = try ProportionalProbabilities(candidates.map(\.measure), cell: cell)
    var stream = UniformStream(seed: seed, label: cell.label)
    let drawn = CountTree(
      probabilities.uncertain.map { probabilities.quotient(of: $0) },
      marks: probabilities.uncertain.map { probabilities.complement(of: $0) }
    ).draw(probabilities.size, isMarked: probabilities.size > 0, stream: &stream)
    return try probabilities.selection(
      drawing: drawn.map { probabilities.uncertain[$0] }, of: candidates, reserves: cell.reserves)
  }
}
