// SPDX-License-Identifier: GPL-3.0-or-later

import Distributions

/// What a test of a hypothesis says.
///
/// A number that does not exist is `nil`, and ``rule`` says why; none is ever NaN or infinite.
public struct TestResult: Sendable {
  /// The test: `chi-square`, `t-test`, `wald` or `mcnemar`.
  public let test: String
  /// What the p value rests on: `F`, `Chisq` or `t`.
  public let method: String
  /// The variable or variables, as they were asked for.
  public let variable: String
  /// The level, for tests of proportions.
  public let level: String?
  /// The test statistic.
  public let statistic: Double?
  /// The degrees of freedom of a chi-square or of the numerator of F; 1 for t.
  public let numeratorDegreesOfFreedom: Double?
  /// The degrees of freedom of t or of the denominator of F; `nil` for a chi-square.
  public let denominatorDegreesOfFreedom: Double?
  /// The probability of a statistic that is no smaller (for t, no smaller in absolute value) if the
  /// hypothesis is true.
  public let p: Double?
  /// The estimate that is compared with zero, if it is one number.
  public let estimate: Double?
  /// Its standard error.
  public let standardError: Double?
  /// The rows used.
  public let count: Int
  /// The rows left out because a value is missing.
  public let missing: Int
  /// Why a number does not exist, or the rule that the variance rests on.
  public let rule: FigureRule?

  /// A result from its distribution.
  init(
    _ test: String, _ method: Method, variable: String, level: String? = nil, statistic: Double?,
    numerator: Double?, denominator: Double?, p: Double? = nil, estimate: Double? = nil,
    standardError: Double? = nil, count: Int, missing: Int, rule: FigureRule?
  ) {
    self.test = test
    self.method = method.rawValue
    self.variable = variable
    self.level = level
    var rule = rule
    var statistic = statistic
    if let degrees = denominator, degrees <= 0 {
      statistic = nil
      rule = .noDegreesOfFreedom
    }
    self.statistic = statistic
    numeratorDegreesOfFreedom = numerator
    denominatorDegreesOfFreedom = denominator
    self.estimate = estimate
    self.standardError = standardError
    self.count = count
    self.missing = missing
    self.rule = rule
    guard let statistic, let numerator else {
      self.p = nil
      return
    }
    self.p =
      switch method {
      case .chisq: p
      case .f:
        FDistribution(numerator: numerator, denominator: denominator ?? .infinity)
          .upperTail(statistic)
      case .t:
        min(
          1,
          2 * StudentT(degreesOfFreedom: denominator ?? .infinity).upperTail(abs(statistic)))
      }
  }

  /// The distribution that a statistic is compared with.
  enum Method: String {
    case f = "F"
    case chisq = "Chisq"
    case t
  }
}
