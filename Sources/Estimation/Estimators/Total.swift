// SPDX-License-Identifier: GPL-3.0-or-later

public import Tables

extension SurveyDesign {
  /// Estimates the total Σwy of a variable over the population of each domain (Horvitz and Thompson
  /// 1952).
  ///
  /// Rows in which the variable is missing are left out as a domain: the total is that of the elements
  /// whose value is known.
  /// - Throws: ``Fault/Code/totalWithoutWeights`` if the weights lack their scale.
  /// - Complexity: linear in rows and units.
  public func total(of variable: NumberColumn, in domains: Domains) throws -> [Estimate] {
    guard !weightsAreRelative else { throw Fault(.totalWithoutWeights) }
    return (0..<domains.count).map { domain in
      let totals = UnitTotals(self, [variable, nil], domains, domain: domain)
      let degreesOfFreedom = domains.degreesOfFreedom[domain]
      guard !totals.rows.isEmpty else {
        return Estimate(
          .total, without: .emptyDomain, totals, degreesOfFreedom: degreesOfFreedom)
      }
      return Estimate(
        .total, value: totals.total(0), totals, linearizedBy: [1, 0],
        sizes: totals.combined([0, 1]), design: self, degreesOfFreedom: degreesOfFreedom,
        simpleVariance: simpleVariance(variable, nil, nil, totals.rows), isRate: false)
    }
  }

  /// Estimates the total of a variable within the rows of a mask.
  public func total(of variable: NumberColumn, where mask: [Bool]? = nil) throws -> Estimate {
    try total(of: variable, in: Domains(self, where: mask))[0]
  }
}

extension Fault.Code {
  /// A total is wanted, and neither weights nor population sizes say how much the sample stands for.
  public static let totalWithoutWeights = Fault.Code("total-without-weights", .usage)
}
