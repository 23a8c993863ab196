// SPDX-License-Identifier: GPL-3.0-or-later

/// One figure as it is printed: an estimate for a variable, level and domain, with its interval.
///
/// A number that does not exist is `nil`, and ``rule`` says why; none is ever NaN or infinite.
public struct Figure: Sendable, Hashable {
  /// What is estimated.
  public let parameter: Parameter
  /// The variable, as it was asked for.
  public let variable: String
  /// The level, for proportions.
  public let level: String?
  /// The probability, for quantiles.
  public let probability: Double?
  /// The column and label of each part of the domain; empty for the whole.
  public let domain: [DomainPart]
  /// The domain that was subtracted, for differences.
  public let reference: [DomainPart]
  /// The estimate.
  public let estimate: Double?
  /// The lower limit of the two-sided interval as a number of units, for methods that count them.
  public let lowerCount: Int?
  /// The upper limit of the two-sided interval as a number of units.
  public let upperCount: Int?
  /// Its standard error.
  public let standardError: Double?
  /// The confidence of the interval, and of each one-sided limit by itself.
  public let confidence: Double
  /// The lower limit of the two-sided interval.
  public let lower: Double?
  /// The upper limit of the two-sided interval.
  public let upper: Double?
  /// The one-sided lower limit.
  public let lowerOneSided: Double?
  /// The one-sided upper limit.
  public let upperOneSided: Double?
  /// First-stage units minus strata with a row in the domain.
  public let degreesOfFreedom: Int
  /// The variance over that of a simple random sample.
  public let designEffect: Double?
  /// The standard error over the absolute estimate.
  public let coefficientOfVariation: Double?
  /// The rows used.
  public let count: Int
  /// The rows of the domain left out because a value is missing.
  public let missing: Int
  /// The name of the method of the interval.
  public let interval: String
  /// The rule that the figure rests on where data alone give none.
  public let rule: FigureRule?

  /// The intra-class correlation that the limits allow for, if they rest on one.
  public let iccCeiling: Double?
  /// The two-sided limit away from 0, or from 1 for rates above one half, if first-stage units may be wrong
  /// as a whole: that of the default interval with a ceiling of 1. `nil` where the sample itself shows more
  /// clustering than the ceiling, and without clusters.
  public let limitOfWholeClusters: Double?

  /// One part of a domain: the value of one column.
  public struct DomainPart: Sendable, Hashable {
    /// The name of the column.
    public let column: String
    /// The value that the rows of the domain have in it.
    public let label: String

    /// A part of a domain.
    public init(column: String, label: String) {
      self.column = column
      self.label = label
    }
  }

  /// The figure of an estimate with its interval.
  ///
  /// - Parameter method: the method of the interval; `nil` for the estimate's default.
  /// - Throws: an error of the numerical methods.
  public init(
    _ estimate: Estimate, variable: String, level: String? = nil, probability: Double? = nil,
    domain: [DomainPart] = [], reference: [DomainPart] = [],
    interval method: (any IntervalMethod.Type)? = nil, confidence: Double = 0.95
  ) throws {
    let interval = try estimate.interval(method, confidence: confidence)
    parameter = estimate.parameter
    self.variable = variable
    self.level = level
    self.probability = probability
    self.domain = domain
    self.reference = reference
    self.estimate = estimate.value
    standardError = estimate.standardError
    self.confidence = confidence
    lower = interval.lower
    upper = interval.upper
    lowerCount = interval.lowerCount
    upperCount = interval.upperCount
    lowerOneSided = interval.lowerOneSided
    upperOneSided = interval.upperOneSided
    degreesOfFreedom = estimate.degreesOfFreedom
    designEffect = estimate.designEffect
    coefficientOfVariation = estimate.coefficientOfVariation
    count = estimate.count
    missing = estimate.missing
    self.interval = interval.method
    rule = interval.rule ?? estimate.rules.first
    let restsOnCeiling = interval.method == StabilizedInterval.name && interval.upper != nil
    iccCeiling = restsOnCeiling && !estimate.isCensus ? estimate.iccCeiling : nil
    limitOfWholeClusters =
      iccCeiling == nil || interval.rule == .moreClustered
      ? nil : try StabilizedInterval.limitOfWholeClusters(estimate, tail: (1 - confidence) / 2)
  }
}
