// SPDX-License-Identifier: GPL-3.0-or-later

/// The balancing equations of the cube, made well-conditioned.
///
/// A sample is balanced on x if Σ_s x_k/π_k = Σ_U x_k, that is if Σ a_k s_k = Σ a_k π_k with
/// a_k = x_k/π_k. The size of every stratum is kept by equations of its own, so that a may be taken from its
/// mean in the stratum; and the vectors are replaced by an orthonormal basis of their span (Gram and
/// Schmidt, with a second pass), scaled to a mean square of 1. The equations stay the same, and units of
/// measurement or a year such as 2016 lose their influence on rounding. The basis keeps the order, so that
/// leaving out its last vectors leaves out the last variables.
package struct CubeSpace: Sendable {
  /// The number of independent equations beside those of the strata.
  package let rank: Int
  /// The coefficients, those of each unit one after the other.
  package let coefficients: [Double]
  /// The stratum of each unit.
  package let strata: [Int]

  /// A vector whose part outside the strata and the earlier ones is smaller than this, relative to its
  /// length, follows from them and needs no equation.
  private static let tolerance = 1e-9

  /// The equations of variables.
  ///
  /// - Parameters:
  ///   - probabilities: π of each unit, above 0.
  ///   - strata: the stratum of each unit, counted from 0.
  ///   - variables: x of each unit, for each variable in the order in which they matter.
  /// - Complexity: O(N p²) for p variables of N units.
  package init(probabilities: [Double], strata: [Int], variables: [[Double]]) {
    let count = probabilities.count
    var basis: [[Double]] = []
    for variable in variables {
      var vector = variable
      // Without the largest value as unit, squares of amounts could leave the range of doubles.
      let largest = vector.reduce(0) { max($0, abs($1)) }
      guard largest > 0 else { continue }
      for unit in 0..<count { vector[unit] = vector[unit] / largest / probabilities[unit] }
      let length = Self.product(vector, vector).squareRoot()
      for _ in 0..<2 {
        Self.center(&vector, strata)
        for direction in basis {
          let part = Self.product(vector, direction)
          for unit in 0..<count { vector[unit] -= part * direction[unit] }
        }
      }
      let rest = Self.product(vector, vector).squareRoot()
      guard rest > Self.tolerance * length else { continue }
      for unit in 0..<count { vector[unit] /= rest }
      basis.append(vector)
    }
    let scale = Double(count).squareRoot()
    var coefficients = [Double](repeating: 0, count: count * basis.count)
    for (dimension, direction) in basis.enumerated() {
      for unit in 0..<count {
        coefficients[unit * basis.count + dimension] = direction[unit] * scale
      }
    }
    rank = basis.count
    self.coefficients = coefficients
    self.strata = strata
  }

  private static func product(_ left: [Double], _ right: [Double]) -> Double {
    var sum = 0.0
    for unit in left.indices { sum += left[unit] * right[unit] }
    return sum
  }

  /// Takes a vector from its mean in each stratum.
  private static func center(_ vector: inout [Double], _ strata: [Int]) {
    let groups = (strata.max() ?? -1) + 1
    var sums = [Double](repeating: 0, count: groups)
    var counts = [Double](repeating: 0, count: groups)
    for (unit, stratum) in strata.enumerated() {
      sums[stratum] += vector[unit]
      counts[stratum] += 1
    }
    for (unit, stratum) in strata.enumerated() { vector[unit] -= sums[stratum] / counts[stratum] }
  }
}
