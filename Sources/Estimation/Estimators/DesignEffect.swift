// SPDX-License-Identifier: GPL-3.0-or-later

import Distributions
import Tables

extension SurveyDesign {
  /// The variance of a total of r = y - qx in a simple random sample without replacement of as many rows:
  /// N̂² (1/n - 1/N̂) s², with s² = n/(n - 1) · Σw(r - r̄)²/Σw and N̂ = Σw.
  ///
  /// It is the denominator of R's design effect (`deff = TRUE` in `svymean`, `svytotal` and `svyratio`).
  /// - Parameters:
  ///   - denominator: x; `nil` for 1.
  ///   - quotient: q, or `nil` for 0.
  /// - Returns: `nil` where it does not exist: fewer than two rows, or weights whose sum does not exceed
  ///   the number of rows.
  /// - Complexity: linear in the rows.
  func simpleVariance(
    _ variable: NumberColumn, _ denominator: NumberColumn?, _ quotient: Double?, _ rows: [UInt32]
  ) -> Double? {
    let n = Double(rows.count)
    var size = NeumaierSum()
    for row in rows { size.add(weights[Int(row)]) }
    guard n > 1, size.value > n else { return nil }
    func residual(_ row: Int) -> Double {
      guard let quotient else { return variable.values[row] }
      return variable.values[row] - quotient * (denominator?.values[row] ?? 1)
    }
    var sum = NeumaierSum()
    for row in rows { sum.add(weights[Int(row)] * residual(Int(row))) }
    let mean = sum.value / size.value
    var squares = NeumaierSum()
    for row in rows {
      let deviation = residual(Int(row)) - mean
      squares.add(weights[Int(row)] * deviation * deviation)
    }
    let s2 = n / (n - 1) * squares.value / size.value
    return s2 * size.value * (size.value - n) / n
  }
}
