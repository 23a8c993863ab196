// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation
import Tables

/// The rows behind a proportion, for methods of intervals that need more than its variance.
package struct ProportionRows: Sendable {
  /// The design that the rows belong to.
  let design: SurveyDesign
  /// 1 where a row has the level, 0 where it has another.
  let indicator: NumberColumn
  /// The rows used, in the order of their units.
  let rows: [UInt32]

  private var weights: [Double] { design.weights }

  /// μ(1 - μ) at the last but one step of R's logistic regression on a constant: Fisher scoring towards the rate `p` (McCullagh and Nelder 1989,
  /// section 4.4), started where R's `binomial` family starts and ended after the step that changes the deviance by
  /// less than 1e-8 of itself.
  /// - Complexity: linear in the rows.
  func lastWorkingWeight(towards p: Double) -> Double {
    let n = Double(rows.count)
    let total = rows.reduce(0) { $0 + weights[Int($1)] }
    // The start is (w y + 1/2)/(w + 1) in each row, w having the mean 1; one step makes all rows equal.
    var (sum, signed) = (0.0, 0.0)
    for row in rows {
      let w = weights[Int(row)] * n / total
      let working = w * (w + 0.5) / 2 / ((w + 1) * (w + 1))
      let response = log(2 * w + 1) + (w + 1) / (w + 0.5)
      sum += working
      signed += indicator.values[Int(row)] == 1 ? working * response : -working * response
    }
    var logit = signed / sum
    func deviance(_ logit: Double) -> Double {
      -2 * n * (p * logit - max(logit, 0) - log1p(exp(-abs(logit))))
    }
    var last = deviance(logit)
    var working = 0.25
    for _ in 1..<25 {
      let rate = 1 / (1 + exp(-logit))
      working = rate * (1 - rate)
      logit += (p - rate) / working
      let next = deviance(logit)
      if abs(next - last) < 1e-8 * (abs(next) + 0.1) { break }
      last = next
    }
    return working
  }
}
