// SPDX-License-Identifier: GPL-3.0-or-later

public import Tables

/// Estimated totals or other estimates of one design, and their covariance matrix.
public struct JointEstimates: Sendable {
  /// The estimates.
  public let values: [Double]
  /// The covariance matrix, row by row.
  public let covariance: [Double]
  /// First-stage units minus strata, each with a row that any of the estimates uses.
  public let degreesOfFreedom: Int

  /// The covariance of two of the estimates.
  public func covariance(_ first: Int, _ second: Int) -> Double {
    covariance[first * values.count + second]
  }

  /// The correlation of two of the estimates, `nil` if the variance of one is zero.
  public func correlation(_ first: Int, _ second: Int) -> Double? {
    let product = covariance(first, first) * covariance(second, second)
    guard product > 0 else { return nil }
    return max(-1, min(1, covariance(first, second) / product.squareRoot()))
  }

  /// The variance of a smooth function of the estimates with the given derivatives, gᵀVg (Wolter 2007,
  /// theorem 6.2.1).
  public func variance(ofGradient gradient: [Double]) -> Double {
    precondition(gradient.count == values.count)
    var variance = 0.0
    for row in gradient.indices {
      for column in gradient.indices {
        variance += gradient[row] * gradient[column] * covariance(row, column)
      }
    }
    return max(0, variance)
  }
}

extension SurveyDesign {
  /// Estimates the totals of several variables over one domain, with their covariance matrix.
  ///
  /// Rows in which any of them is missing are left out as a domain.
  /// - Throws: ``Fault/Code/totalWithoutWeights`` if the weights lack their scale.
  /// - Complexity: linear in rows and units, times the squared number of variables.
  public func totals(of variables: [NumberColumn], where mask: [Bool]? = nil) throws
    -> JointEstimates
  {
    guard !weightsAreRelative else { throw Fault(.totalWithoutWeights) }
    let totals = UnitTotals(self, variables, Domains(self, where: mask))
    return joint(variables.indices.map { totals.total($0) }, totals)
  }

  /// The covariance matrix of estimates made from this design, each over a domain of its own.
  ///
  /// Estimates that do not exist have the value and the covariances 0.
  /// - Complexity: linear in the units of all domains, times the squared number of estimates.
  public func covariance(of estimates: [Estimate]) -> JointEstimates {
    joint(
      estimates.map { $0.value ?? 0 }, UnitTotals.joined(estimates.map { $0.linearized }))
  }

  private func joint(_ values: [Double], _ totals: UnitTotals) -> JointEstimates {
    let variance = StageVariance(self, totals)
    return JointEstimates(
      values: values, covariance: variance.covariance,
      degreesOfFreedom: variance.degreesOfFreedom)
  }
}
