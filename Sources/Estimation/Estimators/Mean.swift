// SPDX-License-Identifier: GPL-3.0-or-later

public import Tables

extension SurveyDesign {
  /// Estimates the mean Σwy/Σw of a variable in each domain: a ratio to the number of elements.
  ///
  /// Its variance is that of the linearized variable (y - ȳ)/N̂ (Särndal, Swensson and Wretman 1992,
  /// result 5.7.1). Rows in which the variable is missing are left out as a domain.
  /// - Complexity: linear in rows and units.
  public func mean(of variable: NumberColumn, in domains: Domains) -> [Estimate] {
    (0..<domains.count).map { quotient(.mean, variable, nil, domains, domain: $0) }
  }

  /// Estimates the mean of a variable within the rows of a mask.
  public func mean(of variable: NumberColumn, where mask: [Bool]? = nil) -> Estimate {
    mean(of: variable, in: Domains(self, where: mask))[0]
  }
}
