// SPDX-License-Identifier: GPL-3.0-or-later

import Tables

/// Balanced repeated replication over strata of two first-stage units (McCarthy 1969; Fay's method as
/// in Judkins 1990).
///
/// Replicate r multiplies one unit of stratum h by 1 + (1 - ρ)√(1 - f) and the other by
/// 1 - (1 - ρ)√(1 - f), which one being told by the sign of a Hadamard matrix; squared deviations count
/// 1/(R(1 - ρ)²). For a total this is the linearization variance exactly.
struct BalancedHalfSamples: ReplicateScheme {
  private let level: DesignLevel
  private let fay: Double
  private let matrix: HadamardMatrix
  /// The column of each stratum, `nil` for strata taken whole.
  private let column: [Int?]

  var count: Int { matrix.order }

  init(_ level: DesignLevel, fay: Double) throws {
    precondition(fay >= 0 && fay < 1)
    self.level = level
    self.fay = fay
    var columns = 0
    column = try (0..<level.cellCount).map { cell in
      if level.isWhole(cell) || level.size(of: cell) == 0 { return nil }
      guard level.size(of: cell) == 2 else {
        throw Fault(
          .stratumIsNoPair,
          ["stratum": level.cellLabels[cell], "size": "\(level.size(of: cell))"])
      }
      // The first column of the matrix is constant, and would not be balanced.
      columns += 1
      return columns
    }
    matrix = HadamardMatrix(orderAbove: columns)
  }

  func scale(_ replicate: Int) -> Double { 1 / (Double(count) * (1 - fay) * (1 - fay)) }

  func forEachReplicate(_ entries: ReplicateEntries, _ body: (Int, [Double]) throws -> Void)
    rethrows
  {
    let totals = entries.totals
    // How far each entry moves its sum, and the column whose sign tells where.
    var moves: [(sum: Int, column: Int, amount: Double)] = []
    for index in entries.values.indices {
      let unit = Int(entries.units[index])
      let cell = Int(level.cellOfUnit[unit])
      guard let column = column[cell] else { continue }
      let side = unit == level.unitStart[cell] ? 1.0 : -1.0
      let amount = (1 - fay) * (1 - level.fraction[cell]).squareRoot()
      moves.append((Int(entries.sums[index]), column, side * amount * entries.values[index]))
    }
    for replicate in 0..<count {
      var sums = totals
      for move in moves {
        sums[move.sum] += matrix.isPositive(replicate, move.column) ? move.amount : -move.amount
      }
      try body(replicate, sums)
    }
  }
}
