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
