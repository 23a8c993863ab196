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

  /// Yes.
  public let hasJointProbabilities = true

  /// Sampford's probabilities of pairs (1967, equation 8), his sums taken by ``PoissonSum``.
  ///
  /// With D = Σ(1 - π_k) z_k and h_k = (1 - π_k)(1 - z_k) at each frequency,
  /// π_kl = Σ c_t z_k z_l (D + h_k + h_l) / Σ c_t D.
  /// - Complexity: linear in units and in pairs, times a few dozen frequencies.
  public func jointProbabilities(
    _ cell: CellToDraw, of mains: [Int], among candidates: [Candidate]
  ) throws -> JointProbabilities? {
    let probabilities = try ProportionalProbabilities(candidates.map(\.measure), cell: cell)
    guard probabilities.size > 0 else { return probabilities.joint(of: mains) { _, _ in 0 } }
    let marks = probabilities.uncertain.map { probabilities.complement(of: $0) }
    let sum = PoissonSum(
      probabilities.uncertain.map { probabilities.quotient(of: $0) }, size: probabilities.size)
    let marked = sum.markedTerms(marks)
    let scale = sum.weights.indices.reduce(0) { $0 + (sum.weights[$1] * marked[$1]).real }
    let terms = Dictionary(
      uniqueKeysWithValues: probabilities.places(of: mains).map { ($0, sum.terms($0)) })
    return probabilities.joint(of: mains) { one, other in
      let (left, right) = (terms[one]!, terms[other]!)
      var total = 0.0
      for frequency in sum.weights.indices {
        let (z, w) = (left[frequency], right[frequency])
        let factor =
          marked[frequency] + marks[one] * Complex(1 - z.real, -z.imaginary)
          + marks[other] * Complex(1 - w.real, -w.imaginary)
        total += (sum.weights[frequency] * (z * w) * factor).real
      }
      return total / scale
    }
  }
}
