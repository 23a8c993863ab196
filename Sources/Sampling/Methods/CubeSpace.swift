// SPDX-License-Identifier: GPL-3.0-or-later

/// The balancing equations of the cube, made independent of each other.
///
/// A sample is balanced on x if Σ_s x_k/π_k = Σ_U x_k, that is if Σ a_k s_k = Σ a_k π_k with
/// a_k = x_k/π_k. The vectors a are replaced by an orthonormal basis of their span (Gram and Schmidt
/// with a second pass), scaled to a mean square of 1: the equations stay the same, and units of
/// measurement lose their influence on rounding. The basis keeps the order, so that leaving out the last
/// vectors leaves out the last variables.
struct CubeSpace: Sendable {
  /// The number of independent equations.
  let rank: Int
  /// The coefficients, those of each unit one after the other.
  let coefficients: [Double]
  /// The positions of the variables that follow from earlier ones and so need no equation.
  let redundant: [Int]

  /// A vector whose part outside the earlier ones is smaller than this, relative to its length, follows
  /// from them.
  private static let tolerance = 1e-9

  /// The equations of variables.
  ///
  /// - Parameters:
  ///   - probabilities: π of each unit, above 0.
  ///   - variables: x of each unit, for each variable in the order in which they matter.
  /// - Complexity: O(N p²) for p variables of N units.
  init(probabilities: [Double], variables: [[Double]]) {
    let count = probabilities.count
    var basis: [[Double]] = []
    var redundant: [Int] = []
    for (position, variable) in variables.enumerated() {
      var vector = [Double](repeating: 0, count: count)
      for unit in 0..<count { vector[unit] = variable[unit] / probabilities[unit] }
      // Without the largest value as unit, squares of amounts could leave the range of doubles.
      let largest = vector.reduce(0) { max($0, abs($1)) }
      guard largest > 0 else {
        redundant.append(position)
        continue
      }
      for unit in 0..<count { vector[unit] /= largest }
      let length = Self.product(vector, vector).squareRoot()
      for _ in 0..<2 {
        for direction in basis {
          let part = Self.product(vector, direction)
          for unit in 0..<count { vector[unit] -= part * direction[unit] }
        }
      }
      let rest = Self.product(vector, vector).squareRoot()
      guard rest > Self.tolerance * length else {
        redundant.append(position)
        continue
      }
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
    self.redundant = redundant
  }

  private static func product(_ left: [Double], _ right: [Double]) -> Double {
    var sum = 0.0
    for unit in left.indices { sum += left[unit] * right[unit] }
    return sum
  }
}
