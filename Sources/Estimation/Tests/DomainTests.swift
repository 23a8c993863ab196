// SPDX-License-Identifier: GPL-3.0-or-later

import Distributions
public import Tables

extension SurveyDesign {
  /// Tests whether a quantity is the same in all domains: the Wald test of the contrasts with the first.
  ///
  /// With the k - 1 differences d of the estimates from the first one's and their covariance matrix V, in which
  /// first-stage units that domains share have their part, F = dᵀV⁻¹d/(k - 1) has k - 1 and df - (k - 1) degrees of
  /// freedom, df being those of the rows that are used. For means this is R's `regTermTest` of a factor in
  /// `svyglm`; for two domains F is the square of t in ``tTest(of:variable:)``.
  ///
  /// Without a statistic the rule says why: ``FigureRule/oneLevel`` for fewer than two domains,
  /// ``FigureRule/noVariation`` or ``FigureRule/singularCovariance`` where V has no inverse, or that of an
  /// estimate without value or error.
  /// - Parameters:
  ///   - estimates: one for each domain, made from this design.
  ///   - variable: what the result calls the quantity.
  /// - Complexity: linear in the units of all domains, times the squared number of domains.
  public func waldTest(
    ofEqual estimates: [Estimate], variable: String = "", level: String? = nil
  ) -> TestResult {
    let count = estimates.reduce(0) { $0 + $1.count }
    let missing = estimates.reduce(0) { $0 + $1.missing }
    func result(
      _ statistic: Double?, _ rule: FigureRule?, _ numerator: Double? = nil,
      _ denominator: Double? = nil
    ) -> TestResult {
      TestResult(
        "wald", .f, variable: variable, level: level, statistic: statistic, numerator: numerator,
        denominator: denominator, count: count, missing: missing, rule: rule)
    }
    guard estimates.count > 1 else { return result(nil, .oneLevel) }
    if isCensus { return result(nil, .census) }
    if let unknown = estimates.first(where: { $0.variance == nil || $0.value == nil }) {
      return result(nil, unknown.rules.first ?? .noVariance)
    }
    let joint = covariance(of: estimates)
    let order = estimates.count - 1
    let contrasts = (1...order).map { joint.values[$0] - joint.values[0] }
    var matrix = [Double](repeating: 0, count: order * order)
    for i in 1...order {
      for j in 1...order {
        matrix[(i - 1) * order + j - 1] =
          joint.covariance(i, j) - joint.covariance(i, 0) - joint.covariance(0, j)
          + joint.covariance(0, 0)
      }
    }
    let scale = joint.values.reduce(0) { max($0, abs($1)) }
    let largest = (0..<order).reduce(0) { max($0, matrix[$1 * order + $1]) }
    guard largest.squareRoot() > 1e-12 * scale else { return result(nil, .noVariation) }
    let inverse = SymmetricInverse(of: matrix, order: order)
    guard inverse.rank == order else { return result(nil, .singularCovariance) }
    let form = zip(contrasts, inverse(contrasts)).reduce(0) { $0 + $1.0 * $1.1 }
    return result(
      form / Double(order), estimates.lazy.flatMap(\.rules).first,
      Double(order), Double(joint.degreesOfFreedom - order))
  }

  /// Tests whether a quantity is the same in two domains: t = (second - first)/SE with the covariance of both,
  /// and df - 1 degrees of freedom, df being those of the rows that are used: R's `svyttest`, which fits a line
  /// of two parameters.
  ///
  /// Without a statistic the rule says why; see ``waldTest(ofEqual:variable:level:)``.
  /// - Parameters:
  ///   - first: the estimate that is subtracted.
  ///   - second: the estimate from which it is.
  public func tTest(of first: Estimate, and second: Estimate, variable: String = "") -> TestResult {
    let difference = self.difference(of: second, minus: first)
    let statistic = difference.value.flatMap { value in
      difference.standardError.flatMap { $0 > 0 ? value / $0 : nil }
    }
    return TestResult(
      "t-test", .t, variable: variable, statistic: statistic, numerator: statistic.map { _ in 1 },
      denominator: statistic.map { _ in Double(difference.degreesOfFreedom - 1) },
      estimate: difference.value, standardError: difference.standardError, count: difference.count,
      missing: difference.missing, rule: difference.rules.first)
  }

  /// Tests whether a share is the same in two assessments of the same elements, from two columns of one row
  /// each: McNemar's test (1947) with the variance of the design.
  ///
  /// With d = 1 where only the first column has the level, -1 where only the second has, else 0, F = d̄²/v(d̄) has
  /// 1 and df degrees of freedom. In a simple random sample with replacement of n rows, McNemar's
  /// X² = (b - c)²/(b + c) is taken under the hypothesis and F without it: F = (n - 1)/n · X²/(1 - X²/n).
  ///
  /// Without a statistic the rule says why: ``FigureRule/noVariation`` where all rows agree, also where nobody
  /// changed.
  /// - Parameters:
  ///   - first: whether each row has the level in the first assessment; rows in which it is missing are left
  ///     out, and counted.
  ///   - second: the same in the second assessment.
  /// - Complexity: linear in rows and units.
  public func mcNemarTest(
    of first: NumberColumn, and second: NumberColumn, variable: String = "",
    where mask: [Bool]? = nil
  ) -> TestResult {
    precondition(first.count == rowCount && second.count == rowCount)
    var change = first
    for row in change.values.indices {
      change.isValid[row] = first.isValid[row] && second.isValid[row]
      change.values[row] = change.isValid[row] ? first.values[row] - second.values[row] : 0
    }
    let mean = self.mean(of: change, where: mask)
    func result(_ statistic: Double?, _ rule: FigureRule?) -> TestResult {
      TestResult(
        "mcnemar", .f, variable: variable, statistic: statistic,
        numerator: statistic.map { _ in 1 },
        denominator: statistic.map { _ in Double(mean.degreesOfFreedom) }, estimate: mean.value,
        standardError: mean.standardError, count: mean.count, missing: mean.missing, rule: rule)
    }
    guard let value = mean.value, let variance = mean.variance else {
      return result(nil, mean.rules.first ?? .noVariance)
    }
    if mean.isCensus { return result(nil, .census) }
    guard variance.squareRoot() > 1e-12 else { return result(nil, .noVariation) }
    return result(value * value / variance, mean.rules.first)
  }
}
