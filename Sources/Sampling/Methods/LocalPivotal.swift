// SPDX-License-Identifier: GPL-3.0-or-later

/// The local pivotal method (LPM2 of Grafström, Lundström and Schelin 2012): samples that are spread out.
///
/// A unit i is chosen at random among the undecided and competes with its nearest undecided neighbour j.
/// If π_i + π_j < 1 one of them gets the sum and the other 0, i with probability π_i/(π_i + π_j); else one
/// gets 1 and the other π_i + π_j - 1, i with probability (1 - π_j)/(2 - π_i - π_j). Expectations stay as
/// they are and each step decides a unit, so that inclusion probabilities are exact and neighbours are
/// seldom drawn together.
enum LocalPivotal {
  /// Nearer than this to 0 or 1 a unit is decided.
  private static let tolerance = 1e-11

  /// Draws a sample.
  ///
  /// - Parameters:
  ///   - probabilities: π of each unit, strictly between 0 and 1.
  ///   - coordinates: the coordinates of the units, for each dimension.
  ///   - stream: the uniform numbers, two for each step.
  /// - Returns: whether each unit is drawn; as many as the sum of the probabilities if that is an integer.
  /// - Complexity: n (log n)² where the units are spread out.
  static func select(
    probabilities: [Double], coordinates: [[Double]], stream: inout UniformStream
  ) -> [Bool] {
    var probabilities = probabilities
    var tree = NeighbourTree(coordinates)
    var undecided = Array(probabilities.indices)
    var slot = undecided
    while undecided.count > 1 {
      let first = undecided[stream.nextInteger(below: undecided.count)]
      // With two units left there is always a neighbour.
      let second = tree.nearest(to: first)!
      compete(first, second, &probabilities, stream.next())
      for unit in [first, second] where probabilities[unit] == 0 || probabilities[unit] == 1 {
        tree.remove(unit)
        let last = undecided.removeLast()
        if last != unit {
          undecided[slot[unit]] = last
          slot[last] = slot[unit]
        }
      }
    }
    if let last = undecided.first {
      let probability = probabilities[last]
      if min(probability, 1 - probability) < 1e-6 {
        probabilities[last] = probability < 0.5 ? 0 : 1
      } else {
        probabilities[last] = stream.next() < probability ? 1 : 0
      }
    }
    return probabilities.map { $0 == 1 }
  }

  private static func compete(
    _ first: Int, _ second: Int, _ probabilities: inout [Double], _ uniform: Double
  ) {
    let (a, b) = (probabilities[first], probabilities[second])
    let sum = a + b
    let (winner, loser): (Int, Int)
    if sum < 1 {
      (winner, loser) = uniform * sum < a ? (first, second) : (second, first)
      probabilities[winner] = sum > 1 - tolerance ? 1 : sum
      probabilities[loser] = 0
    } else {
      (winner, loser) = uniform * (2 - sum) < 1 - b ? (first, second) : (second, first)
      probabilities[winner] = 1
      probabilities[loser] = sum - 1 < tolerance ? 0 : sum - 1
    }
  }
}

/// Draws samples that are spread over the plane of two coordinates by the local pivotal method
/// (Grafström, Lundström and Schelin 2012).
///
/// Inclusion probabilities are exact, n/N or in proportion to a measure of size, and sizes are met.
/// Distances are Euclidean in the coordinates as they stand, so both should be in one unit, such as metres
/// of a projected map. Each cell is spread for itself. Of equally near neighbours the one with the smaller
/// ticket competes.
public struct LocalPivotalSelector: UnitSelector {
  /// `local-pivotal`.
  public let name = "local-pivotal"
  /// All units by ticket, so that chance does not depend on the order of rows.
  public let order = CandidateOrder.byTicket
  /// In proportion to a measure, if there is one.
  public let measureUse = MeasureUse.optional
  /// Yes.
  public let usesCoordinates = true

  /// Draws one cell.
  /// - Throws: as ``ProportionalProbabilities/init(_:cell:)``.
  /// - Complexity: n (log n)² where units are spread out.
  public func select(
    _ cell: CellToDraw, from candidates: [Candidate], seed: Seed
  ) throws -> Selection {
    let chances = try ProportionalProbabilities(candidates.map(\.measure), cell: cell)
    guard chances.size > 0 else {
      return try chances.selection(drawing: [], of: candidates, reserves: cell.reserves)
    }
    let units = chances.uncertain
    var stream = UniformStream(seed: seed, label: cell.label)
    let isDrawn = LocalPivotal.select(
      probabilities: units.map { chances.quotient(of: $0) },
      coordinates: (0..<2).map { dimension in
        units.map { candidates[$0].auxiliaries[candidates[$0].auxiliaries.count - 2 + dimension] }
      }, stream: &stream)
    return try chances.selection(
      drawing: zip(units, isDrawn).filter(\.1).map(\.0), of: candidates, reserves: cell.reserves)
  }
}
