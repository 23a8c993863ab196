// SPDX-License-Identifier: GPL-3.0-or-later

import Distributions
import Tables

/// The rows of a design in the cells of a two-way table of the levels that occur.
struct CrossTable {
  /// The cell of each row, row of the table times columns plus column; missing where either variable is.
  let codes: CodedColumn
  /// The levels of the first variable that occur.
  let rows: Int
  /// Those of the second.
  let columns: Int
  /// The rows of the design used.
  let count: Int
  /// The rows of the domain left out.
  let missing: Int

  init(_ design: SurveyDesign, _ first: CodedColumn, _ second: CodedColumn, _ mask: [Bool]?) throws
  {
    precondition(first.count == design.rowCount && second.count == design.rowCount)
    var occurs = (
      [Bool](repeating: false, count: first.labels.count),
      [Bool](repeating: false, count: second.labels.count)
    )
    var (count, missing) = (0, 0)
    let counts = design.rowsThatCount(where: mask)
    for row in first.codes.indices where counts[row] {
      let (a, b) = (first.codes[row], second.codes[row])
      guard a != CodedColumn.missing, b != CodedColumn.missing else {
        missing += 1
        continue
      }
      count += 1
      occurs.0[Int(a)] = true
      occurs.1[Int(b)] = true
    }
    func places(_ occurs: [Bool]) -> (place: [UInt32], count: Int) {
      var place: [UInt32] = []
      var count = 0
      for does in occurs {
        place.append(UInt32(count))
        if does { count += 1 }
      }
      return (place, count)
    }
    let (a, b) = (places(occurs.0), places(occurs.1))
    guard a.count * b.count <= 400 else {
      throw Fault(.tableTooLarge, ["rows": "\(a.count)", "columns": "\(b.count)"])
    }
    rows = a.count
    columns = b.count
    self.count = count
    self.missing = missing
    codes = CodedColumn(
      codes: first.codes.indices.map { row in
        let (x, y) = (first.codes[row], second.codes[row])
        return x == CodedColumn.missing || y == CodedColumn.missing
          ? CodedColumn.missing : a.place[Int(x)] * UInt32(b.count) + b.place[Int(y)]
      },
      labels: (0..<a.count * b.count).map { "\($0)" })
  }

  /// Pearson's statistic of n shares.
  func pearson(_ shares: [Double]) -> Double {
    let rowSums = (0..<rows).map { i in (0..<columns).reduce(0) { $0 + shares[i * columns + $1] } }
    let columnSums = (0..<columns).map { j in (0..<rows).reduce(0) { $0 + shares[$1 * columns + j] }
    }
    var sum = NeumaierSum()
    for cell in shares.indices {
      let expected = rowSums[cell / columns] * columnSums[cell % columns]
      sum.add((shares[cell] - expected) * (shares[cell] - expected) / expected)
    }
    return Double(count) * sum.value
  }

  /// Δ, row by row, or `nil` without an inverse.
  func delta(_ shares: JointEstimates) -> [Double]? {
    let order = (rows - 1) * (columns - 1)
    // Each contrast is 1 at its cell and in the last corner, -1 at the ends of its row and column.
    let contrasts = (0..<order).map { index -> [(cell: Int, sign: Double)] in
      let (i, j) = (index / (columns - 1), index % (columns - 1))
      return [
        (i * columns + j, 1), (i * columns + columns - 1, -1), ((rows - 1) * columns + j, -1),
        (rows * columns - 1, 1),
      ]
    }
    let reciprocal = shares.values.map { $0 > 0 ? 1 / $0 : 0 }
    var simple = [Double](repeating: 0, count: order * order)
    var actual = simple
    for a in 0..<order {
      for b in 0..<order {
        for (cell, sign) in contrasts[a] {
          for (other, otherSign) in contrasts[b] {
            let both = sign * otherSign
            if cell == other { simple[a * order + b] += both * reciprocal[cell] }
            actual[a * order + b] +=
              both * reciprocal[cell] * reciprocal[other] * shares.covariance(cell, other)
          }
        }
      }
    }
    let inverse = SymmetricInverse(of: simple, order: order)
    guard inverse.rank == order else { return nil }
    var delta = [Double](repeating: 0, count: order * order)
    for column in 0..<order {
      let solution = inverse((0..<order).map { actual[$0 * order + column] })
      for row in 0..<order { delta[row * order + column] = Double(count) * solution[row] }
    }
    return delta
  }

  /// The residuals T - T₊T₊'/T₊₊ of totals, without those of the first row and column, and their derivatives by
  /// the totals, row by row.
  func residuals(_ totals: [Double]) -> (residuals: [Double], jacobian: [Double]) {
    let all = totals.reduce(0, +)
    let rowSums = (0..<rows).map { i in (0..<columns).reduce(0) { $0 + totals[i * columns + $1] } }
    let columnSums = (0..<columns).map { j in (0..<rows).reduce(0) { $0 + totals[$1 * columns + j] }
    }
    var residuals: [Double] = []
    var jacobian: [Double] = []
    for i in 1..<rows {
      for j in 1..<columns {
        let (r, c) = (rowSums[i] / all, columnSums[j] / all)
        residuals.append(totals[i * columns + j] - r * columnSums[j])
        for cell in totals.indices {
          let inRow = cell / columns == i ? c : 0
          let inColumn = cell % columns == j ? r : 0
          jacobian.append((cell == i * columns + j ? 1 : 0) - inRow - inColumn + r * c)
        }
      }
    }
    return (residuals, jacobian)
  }
}
