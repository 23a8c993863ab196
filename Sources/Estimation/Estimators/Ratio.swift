// SPDX-License-Identifier: GPL-3.0-or-later

public import Tables

extension SurveyDesign {
  /// Estimates the ratio R = Y/X of two totals in each domain.
  ///
  /// R̂ = Σwy/Σwx over the rows of the domain; its variance is that of the total of the linearized
  /// variable (y - R̂x)/X̂, zero outside the domain (Woodruff 1971; Särndal, Swensson and Wretman
  /// 1992, result 5.6.2). Rows in which either is missing are left out as a domain.
  /// - Complexity: linear in rows and units.
  public func ratio(
    of numerator: NumberColumn, to denominator: NumberColumn, in domains: Domains
  ) -> [Estimate] {
    (0..<domains.count).map {
      quotient(.ratio, numerator, denominator, domains, domain: $0)
    }
  }

  /// Estimates the ratio of two totals within the rows of a mask.
  public func ratio(
    of numerator: NumberColumn, to denominator: NumberColumn, where mask: [Bool]? = nil
  ) -> Estimate {
    ratio(of: numerator, to: denominator, in: Domains(self, where: mask))[0]
  }

  /// A quotient of two totals in one domain; without a denominator, of a total and the number of elements.
  func quotient(
    _ parameter: Parameter, _ numerator: NumberColumn, _ denominator: NumberColumn?,
    _ domains: Domains, domain: Int
  ) -> Estimate {
    let totals = UnitTotals(self, [numerator, denominator], domains, domain: domain)
    let (y, x) = (totals.total(0), totals.total(1))
    guard !totals.rows.isEmpty, x != 0 else {
      return Estimate(
        parameter, without: totals.rows.isEmpty ? .emptyDomain : .zeroDenominator, totals,
        degreesOfFreedom: domains.degreesOfFreedom[domain])
    }
    let quotient = y / x
    let simple = simpleVariance(numerator, denominator, quotient, totals.rows)
    var estimate = Estimate(
      parameter, value: quotient, totals, linearizedBy: [1 / x, -quotient / x],
      sizes: totals.combined([0, 1]), design: self,
      degreesOfFreedom: domains.degreesOfFreedom[domain],
      simpleVariance: simple.map { $0 / (x * x) },
      isRate: parameter == .proportion
        || denominator.map { isRate(numerator, $0, totals.rows) } ?? false)
    if parameter == .proportion {
      estimate.proportionRows = ProportionRows(
        design: self, indicator: numerator, rows: totals.rows)
    }
    return estimate
  }

  /// Whether the numerator lies between 0 and the denominator in every row.
  private func isRate(_ numerator: NumberColumn, _ denominator: NumberColumn, _ rows: [UInt32])
    -> Bool
  {
    rows.allSatisfy {
      let y = numerator.values[Int($0)]
      return y >= 0 && y <= denominator.values[Int($0)]
    }
  }
}
