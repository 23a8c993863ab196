// SPDX-License-Identifier: GPL-3.0-or-later

/// Two rounds of one survey, each with a design of its own, and the first-stage units that both drew.
///
/// The difference of a figure has the variance V₁ + V₂ - 2 Cov, with the covariance of ``RoundOverlap``. Rounds
/// that were drawn independently of each other are independent over all draws; the covariance is that of rounds
/// that share as many units as these happen to do.
package struct RoundPair: Sendable {
  /// The design of the earlier round.
  package let earlier: SurveyDesign
  /// The design of the later round.
  package let later: SurveyDesign

  private let overlap: RoundOverlap

  /// Two rounds whose first stages call the same strata and units by the same labels.
  /// - Complexity: linear in first-stage units.
  package init(earlier: SurveyDesign, later: SurveyDesign) {
    self.earlier = earlier
    self.later = later
    overlap = RoundOverlap(earlier, later)
  }

  /// The covariance matrix of estimates of the later round followed by those of the earlier one, and the rules by
  /// which the covariance of the rounds entered.
  ///
  /// Where a stratum has only a bound of its covariance, it is that which makes differences with positive factors
  /// most uncertain.
  /// - Precondition: no design has replicates, which know nothing of the other round.
  /// - Complexity: linear in the units of all estimates, times the squared number of estimates.
  package func covariance(later: [Estimate], earlier: [Estimate]) -> (
    joint: JointEstimates, rules: [FigureRule]
  ) {
    precondition(self.earlier.replicates == nil && self.later.replicates == nil)
    let (second, first) = (
      self.later.covariance(of: later), self.earlier.covariance(of: earlier)
    )
    let shared = OverlapSum(
      overlap, earlier: self.earlier.primaryTotals(of: earlier),
      later: self.later.primaryTotals(of: later))
    let count = later.count + earlier.count
    var matrix = [Double](repeating: 0, count: count * count)
    for row in later.indices {
      for column in later.indices {
        matrix[row * count + column] = second.covariance(row, column)
      }
    }
    for row in earlier.indices {
      for column in earlier.indices {
        matrix[(later.count + row) * count + later.count + column] = first.covariance(row, column)
      }
      for column in later.indices {
        let place = row * later.count + column
        let value = shared.covariance[place] - shared.bound[place]
        matrix[(later.count + row) * count + column] = value
        matrix[column * count + later.count + row] = value
      }
    }
    return (
      JointEstimates(
        values: second.values + first.values, covariance: matrix,
        degreesOfFreedom: second.degreesOfFreedom + first.degreesOfFreedom - shared.sharedDegrees),
      shared.rules
    )
  }
}

extension SurveyDesign {
  /// The linearized variables of estimates by first-stage unit.
  fileprivate func primaryTotals(of estimates: [Estimate]) -> OverlapSum.Side {
    let totals = UnitTotals.joined(estimates.map(\.linearized))
    let width = totals.width
    var units: [UInt32] = []
    var sums: [Double] = []
    for (index, unit) in totals.units.enumerated() {
      let primary = primaryUnit(ofLastStageUnit: unit)
      if units.last != primary {
        units.append(primary)
        sums += repeatElement(0, count: width)
      }
      for column in 0..<width {
        sums[sums.count - width + column] += totals.sums[index * width + column]
      }
    }
    return OverlapSum.Side(levels[0], units: units, sums: sums, width: width)
  }
}
