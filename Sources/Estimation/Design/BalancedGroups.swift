// SPDX-License-Identifier: GPL-3.0-or-later

public import Tables

/// The spaces that balanced samples are balanced in: for the cells of each unit of the stage above
/// an orthonormal basis of √(1 - π)·x/π over their uncertain units, x being the balancing variables
/// and, for each cell, π itself, since its size is fixed.
package struct BalancedGroups: Sendable {
  /// The group of each cell, -1 for cells that are not balanced.
  package let groupOfCell: [Int]
  /// The uncertain units of each group.
  private(set) var units: [[Int]] = []
  /// √(1 - π) of these units.
  private(set) var roots: [[Double]] = []
  /// The vectors of each basis.
  private(set) var bases: [[[Double]]] = []

  /// A vector whose part outside the span of the earlier ones is smaller than this, relative to its
  /// length, follows from them.
  private static let tolerance = 1e-9

  /// - Throws: ``Fault/Code/balanceTooLarge`` where there are not more units than balancing
  ///   variables.
  /// - Complexity: linear in units times the squared number of variables.
  init(
    variables: [[Double]], variance: [UnequalVariance], unitStart: [Int], parents: [UInt32],
    probability: [Double], stage: Int, name: (Int) -> String
  ) throws {
    var groups = [Int](repeating: -1, count: variance.count)
    var cells: [[Int]] = []
    var last: UInt32?
    for cell in variance.indices where variance[cell] == .balanced {
      if parents[cell] != last { cells.append([]) }
      last = parents[cell]
      groups[cell] = cells.count - 1
      cells[cells.count - 1].append(cell)
    }
    groupOfCell = groups
    for group in cells {
      let unitsOfCells = group.map { cell in
        (unitStart[cell]..<unitStart[cell + 1]).filter { probability[$0] < 1 }
      }
      let all = unitsOfCells.flatMap { $0 }
      let roots = all.map { (1 - probability[$0]).squareRoot() }
      var basis: [[Double]] = []
      var first = 0
      for inside in unitsOfCells {
        var vector = [Double](repeating: 0, count: all.count)
        for position in inside.indices { vector[first + position] = roots[first + position] }
        first += inside.count
        Self.add(vector, to: &basis)
      }
      for variable in variables {
        // Without the largest value as unit, squares of amounts could leave the range of doubles.
        let largest = all.reduce(0) { max($0, abs(variable[$1])) }
        guard largest > 0 else { continue }
        Self.add(
          all.indices.map { roots[$0] * (variable[all[$0]] / largest) / probability[all[$0]] },
          to: &basis)
      }
      guard all.isEmpty || all.count > basis.count else {
        throw Fault(
          .balanceTooLarge,
          [
            "stage": "\(stage)", "stratum": name(group[0]), "units": "\(all.count)",
            "variables": "\(basis.count)",
          ])
      }
      units.append(all)
      self.roots.append(roots)
      bases.append(basis)
    }
  }

  /// Adds the part of a vector that is orthogonal to a basis (Gram and Schmidt, with a second
  /// pass).
  private static func add(_ vector: [Double], to basis: inout [[Double]]) {
    var vector = vector
    let length = product(vector, vector).squareRoot()
    for _ in 0..<2 { removeParts(of: &vector, along: basis) }
    let rest = product(vector, vector).squareRoot()
    guard rest > tolerance * length else { return }
    for unit in vector.indices { vector[unit] /= rest }
    basis.append(vector)
  }

  private static func removeParts(of vector: inout [Double], along basis: [[Double]]) {
    for direction in basis {
      let part = product(vector, direction)
      for unit in vector.indices { vector[unit] -= part * direction[unit] }
    }
  }

  private static func product(_ left: [Double], _ right: [Double]) -> Double {
    var sum = 0.0
    for index in left.indices { sum += left[index] * right[index] }
    return sum
  }

  /// n/(n - q) of the group of a cell.
  func scale(of cell: Int) -> Double {
    let group = groupOfCell[cell]
    let n = Double(units[group].count)
    return n > 0 ? n / (n - Double(bases[group].count)) : 0
  }

  /// The residuals √(1 - π)e of √(1 - π)t, given for the units of a group.
  func residuals(of vector: [Double], group: Int) -> [Double] {
    var rest = vector
    for _ in 0..<2 { Self.removeParts(of: &rest, along: bases[group]) }
    return rest
  }
}

extension Fault.Code {
  /// A balanced sample has no more units than balancing variables.
  public static let balanceTooLarge = Fault.Code("balance-too-large", .data)
}
