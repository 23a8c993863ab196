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
    max(0, quadraticForm(gradient))
  }

  /// gᵀVg as it comes out, which the covariance of two rounds can make negative.
  func quadraticForm(_ gradient: [Double]) -> Double {
    precondition(gradient.count == values.count)
    var sum = 0.0
    for row in gradient.indices {
      for column in gradient.indices {
        sum += gradient[row] * gradient[column] * covariance(row, column)
      }
    }
    return sum
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
    let domain = Domains(self, where: mask)
    let totals = UnitTotals(self, variables, domain)
    let values = variables.indices.map { totals.total($0) }
    if let replicates {
      let estimates = variables.map { variable in
        replicates.estimates(self, rows: totals.rows, [variable]) { $0[0] }
      }
      return joint(values, replicates, estimates, degreesOfFreedom: domain.degreesOfFreedom[0])
    }
    if adjustment == nil { return joint(values, totals) }
    let parts = variables.indices.map { index in
      linearized(totals, variables.indices.map { $0 == index ? 1 : 0 })
    }
    return joint(values, .joined(parts))
  }

  /// The covariance matrix of estimates made from this design, each over a domain of its own.
  ///
  /// Estimates that do not exist have the value and the covariances 0.
  /// - Complexity: linear in the units of all domains, times the squared number of estimates.
  public func covariance(of estimates: [Estimate]) -> JointEstimates {
    let values = estimates.map { $0.value ?? 0 }
    let totals = UnitTotals.joined(estimates.map { $0.linearized })
    guard let replicates else { return joint(values, totals) }
    let none = [Double](repeating: 0, count: replicates.count)
    return joint(
      values, replicates, estimates.map { $0.replicates ?? none },
      degreesOfFreedom: StageVariance(self, totals).degreesOfFreedom)
  }

  private func joint(
    _ values: [Double], _ replicates: Replicates, _ estimates: [[Double]], degreesOfFreedom: Int
  ) -> JointEstimates {
    JointEstimates(
      values: values,
      covariance: estimates.flatMap { first in
        estimates.map { replicates.covariance(first, $0) }
      }, degreesOfFreedom: degreesOfFreedom)
  }

  private func joint(_ values: [Double], _ totals: UnitTotals) -> JointEstimates {
    let variance = StageVariance(self, totals)
    return JointEstimates(
      values: values, covariance: variance.covariance,
      degreesOfFreedom: variance.degreesOfFreedom)
  }
}
