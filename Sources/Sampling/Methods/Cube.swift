// SPDX-License-Identifier: GPL-3.0-or-later

/// The cube method: a random sample that is balanced on known variables (Deville and Tillé 2004).
///
/// Its weighted totals of the columns of ``SampleDesign/balance`` equal the known totals as nearly as whole
/// units can: the *flight* keeps them exactly, and the *landing*, when fewer units are undecided than there
/// are equations, gives up one column after the other, the last first. Inclusion probabilities are exact,
/// n/N or in proportion to a measure of size, and sizes are met, since the sample is always balanced on
/// its probabilities.
///
/// Several strata are balanced each by itself as far as that goes, and what is left undecided all together,
/// so that the totals of the whole stay balanced even where strata have few units (Chauvet 2009; taking
/// strata up one after the other, Hasler and Tillé 2014). A column whose values follow from sizes and
/// earlier columns needs no equation and is held anyway.
public struct CubeSelector: UnitSelector {
  /// `cube`.
  public let name = "cube"
  /// All units by ticket, so that the walk does not depend on the order of rows.
  public let order = CandidateOrder.byTicket
  /// In proportion to a measure, if there is one.
  public let measureUse = MeasureUse.optional
  /// Yes.
  public let usesBalance = true

  /// Draws one cell.
  /// - Throws: as ``ProportionalProbabilities/init(_:cell:)``.
  /// - Complexity: O(N p³) for p columns.
  public func select(
    _ cell: CellToDraw, from candidates: [Candidate], seed: Seed
  ) throws -> Selection {
    // Numbers that were used in flight must not come again in landing.
    let landing = Label("/landing" + cell.label.text)
    return try select([cell], from: [candidates], together: landing, seed: seed)[0]
  }

  /// Draws cells that are balanced together.
  ///
  /// The numbers of each cell's flight are those of its label, the numbers of what all share of `label`.
  /// - Throws: as ``ProportionalProbabilities/init(_:cell:)``.
  /// - Complexity: O(N p³) for p columns.
  public func select(
    _ cells: [CellToDraw], from candidates: [[Candidate]], together label: Label, seed: Seed
  ) throws -> [Selection] {
    let chances = try zip(cells, candidates).map { cell, candidates in
      try ProportionalProbabilities(candidates.map(\.measure), cell: cell)
    }
    var units: [(cell: Int, position: Int)] = []
    var ranges: [Range<Int>] = []
    for (cell, chance) in chances.enumerated() {
      let start = units.count
      if chance.size > 0 { units += chance.uncertain.map { (cell, $0) } }
      ranges.append(start..<units.count)
    }
    let probabilities = units.map { chances[$0.cell].quotient(of: $0.position) }
    let columns = candidates.first { !$0.isEmpty }?[0].auxiliaries.count ?? 0
    let space = CubeSpace(
      probabilities: probabilities, strata: units.map(\.cell),
      variables: (0..<columns).map { column in
        units.map { candidates[$0.cell][$0.position].auxiliaries[column] }
      })
    var flight = CubeFlight(probabilities: probabilities, space: space)
    for (cell, range) in zip(cells, ranges) {
      var stream = UniformStream(seed: seed, label: cell.label)
      flight.fly(range, variables: space.rank, stream: &stream)
    }
    var stream = UniformStream(seed: seed, label: label)
    for variables in stride(from: space.rank, through: 0, by: -1) {
      flight.fly(units.indices, variables: variables, stream: &stream)
    }
    flight.settle(stream: &stream)
    return try cells.indices.map { cell in
      try chances[cell].selection(
        drawing: ranges[cell].filter { flight.probabilities[$0] == 1 }.map { units[$0].position },
        of: candidates[cell], reserves: cells[cell].reserves)
    }
  }
}
