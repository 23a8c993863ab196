// SPDX-License-Identifier: GPL-3.0-or-later

/// Finds a direction in which a few units can move without leaving their balancing equations.
///
/// The workspace is kept between steps, since a draw takes about one step for each unit.
struct CubeKernel {
  private var matrix: [Double] = []
  private var rowOfStratum: [Int] = []
  /// The direction that was found, one component for each unit of the step.
  private(set) var direction: [Double] = []

  /// A pivot below this, where coefficients are about 1, is rounding.
  private static let tolerance = 1e-11

  /// Finds u with Σ_k u_k a_k = 0 over the units and Σ_k u_k = 0 in each of their strata, by elimination
  /// up to the first unit whose coefficients depend on those of the units before it.
  ///
  /// - Parameters:
  ///   - units: the units, strata one after the other.
  ///   - variables: how many of the space's equations hold, of the first.
  ///   - space: the equations.
  /// - Returns: whether there is one; there always is with more units than variables and strata.
  /// - Complexity: O(q³) for q equations.
  mutating func find(units: [Int], variables: Int, space: CubeSpace) -> Bool {
    let columns = units.count
    var strata = 0
    rowOfStratum.removeAll(keepingCapacity: true)
    for (column, unit) in units.enumerated() {
      if column > 0, space.strata[unit] != space.strata[units[column - 1]] { strata += 1 }
      rowOfStratum.append(strata)
    }
    let rows = columns == 0 ? 0 : strata + 1 + variables
    matrix.removeAll(keepingCapacity: true)
    matrix.append(contentsOf: repeatElement(0, count: rows * columns))
    for (column, unit) in units.enumerated() {
      matrix[rowOfStratum[column] * columns + column] = 1
      for variable in 0..<variables {
        matrix[(strata + 1 + variable) * columns + column] =
          space.coefficients[unit * space.rank + variable]
      }
    }
    for column in 0..<columns where !eliminate(column, rows: rows, columns: columns) {
      solve(free: column, columns: columns)
      return true
    }
    return false
  }

  /// Makes a column a pivot column with the largest row; false if the pivots before it span it.
  private mutating func eliminate(_ column: Int, rows: Int, columns: Int) -> Bool {
    matrix.withUnsafeMutableBufferPointer { matrix in
      // Each column before took the row of its own number.
      var best = Self.tolerance
      var pivot = -1
      for row in stride(from: column, to: rows, by: 1) {
        let size = abs(matrix[row * columns + column])
        if size > best {
          best = size
          pivot = row
        }
      }
      guard pivot >= 0 else { return false }
      if pivot != column {
        for index in column..<columns {
          matrix.swapAt(pivot * columns + index, column * columns + index)
        }
      }
      let top = column * columns
      for row in stride(from: column + 1, to: rows, by: 1) {
        let factor = matrix[row * columns + column] / matrix[top + column]
        if factor == 0 { continue }
        for index in column..<columns {
          matrix[row * columns + index] -= factor * matrix[top + index]
        }
      }
      return true
    }
  }

  /// Moves the free unit by 1 and the units before it so that the equations hold; the others rest.
  private mutating func solve(free: Int, columns: Int) {
    direction.removeAll(keepingCapacity: true)
    direction.append(contentsOf: repeatElement(0, count: columns))
    direction[free] = 1
    for row in stride(from: free - 1, through: 0, by: -1) {
      var sum = matrix[row * columns + free]
      for index in stride(from: row + 1, to: free, by: 1) {
        sum += matrix[row * columns + index] * direction[index]
      }
      direction[row] = -sum / matrix[row * columns + row]
    }
  }
}
