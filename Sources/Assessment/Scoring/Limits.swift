// SPDX-License-Identifier: GPL-3.0-or-later

package import Estimation
package import Sampling

/// A figure whose limits can be asked for at any tail.
package struct LimitedFigure {
  /// The estimate.
  package let value: Double
  /// Its standard error.
  package let standardError: Double?
  /// The method of the limits.
  package let method: String
  /// The units that answered.
  package let count: Int
  /// Whether every unit of the population was observed, so that the figure is no estimate.
  package let isCensus: Bool
  /// The limit beyond which the true value lies with the probability of the tail, and the rule it rests
  /// on; the limit is `nil` if there is none.
  package let limit: (_ end: IntervalEnd, _ tail: Double) throws -> (value: Double?, rule: String?)

  /// The intra-class correlation that the limits allow for, and the limit without such a ceiling at a tail.
  var ceiling: (value: Double, wholeClusters: (_ tail: Double) throws -> Double?)?

  /// A figure with its limits.
  package init(
    value: Double, standardError: Double?, method: String, count: Int, isCensus: Bool = false,
    limit: @escaping (_ end: IntervalEnd, _ tail: Double) throws -> (value: Double?, rule: String?)
  ) {
    self.value = value
    self.standardError = standardError
    self.method = method
    self.count = count
    self.isCensus = isCensus
    self.limit = limit
  }

  /// The limits that reports show.
  func estimated(confidence: Rational) throws -> EstimatedFigure {
    let tail = 1 - confidence.doubleValue
    let upper = try limit(.upper, tail / 2)
    let lower = try limit(.lower, tail / 2)
    return EstimatedFigure(
      value: value, standardError: standardError, lower: lower.value, upper: upper.value,
      lowerOneSided: try limit(.lower, tail).value, upperOneSided: try limit(.upper, tail).value,
      interval: method, rule: upper.rule ?? lower.rule, count: count,
      iccCeiling: isCensus ? nil : ceiling?.value,
      limitOfWholeClusters: isCensus ? nil : try ceiling?.wholeClusters(tail / 2),
      confidence: confidence)
  }
}

extension LimitedFigure {
  /// An estimate with the limits of its own default method.
  init?(_ estimate: Estimate, count: Int) {
    guard let value = estimate.value else { return nil }
    let lonely = estimate.rules.first { $0 != .census }?.rawValue
    self.init(
      value: value, standardError: estimate.standardError, method: estimate.defaultInterval.name,
      count: count, isCensus: estimate.isCensus
    ) { end, tail in
      let limit = try estimate.limit(end, tail: tail)
      return (limit.value, limit.rule?.rawValue ?? lonely)
    }
    if estimate.defaultInterval.name == StabilizedInterval.name {
      ceiling = (
        estimate.iccCeiling,
        { tail in
          // Where the sample itself shows more clustering than the ceiling, the ceiling is not what counts.
          let limit = try estimate.limit(.upper, tail: tail)
          return limit.rule == .moreClustered
            ? nil : try StabilizedInterval.limitOfWholeClusters(estimate, tail: tail)
        }
      )
    }
  }
}

extension Threshold {
  /// Whether a limit, computed in floating point, meets the requirement.
  package func isMet(by limit: Double) -> Bool {
    let bound = self.limit.doubleValue
    if limit == bound { return isInclusive }
    return side == .atMost ? limit < bound : limit > bound
  }

  /// The end of an interval that lies deepest on the failing side if the requirement is met, and the
  /// other one, which proves a failure.
  private var ends: (proof: IntervalEnd, disproof: IntervalEnd) {
    side == .atMost ? (.upper, .lower) : (.lower, .upper)
  }

  /// How strong the evidence for an official result is.
  ///
  /// - Parameters:
  ///   - isMet: the official result.
  ///   - figure: the estimate.
  ///   - confidence: that of the one-sided limits.
  package func evidence(isMet: Bool, _ figure: LimitedFigure, confidence: Rational) throws
    -> Evidence
  {
    // The limits of a census are the figure, which the official one states without rounding.
    if figure.isCensus { return .conclusive }
    let tail = 1 - confidence.doubleValue
    let passes = try figure.limit(ends.proof, tail).value.map { self.isMet(by: $0) } ?? false
    let fails = try figure.limit(ends.disproof, tail).value.map { !self.isMet(by: $0) } ?? false
    if isMet ? passes : fails { return .conclusive }
    if isMet ? fails : passes { return .against }
    return .notConclusive
  }

  /// The smallest level at which the one-sided limit lies on the failing side: the p value of the
  /// hypothesis that the requirement is met, by inversion of the limits.
  ///
  /// - Returns: 1 if no level below one half shows a failure, `nil` if there are no limits; never below
  ///   10⁻¹².
  package func failureProbability(_ figure: LimitedFigure) throws -> Double? {
    let fails = { (tail: Double) -> Bool? in
      try figure.limit(ends.disproof, tail).value.map { !isMet(by: $0) }
    }
    var (low, high) = (1e-12, 0.4999)
    guard let atHigh = try fails(high), let atLow = try fails(low) else { return nil }
    if !atHigh { return 1 }
    if atLow { return low }
    // Limits move away from the estimate as the tail shrinks, so that one tail divides the two sides.
    while high / low > 1 + 1e-9 {
      let middle = (low * high).squareRoot()
      guard let isFailing = try fails(middle) else { return nil }
      if isFailing { high = middle } else { low = middle }
    }
    return high
  }
}

/// Holm's procedure over several tests (Holm 1979).
package enum Holm {
  /// Which hypotheses are rejected at a family-wise level: the smallest p at α/k, the next at
  /// α/(k - 1), and so on until one is not rejected.
  package static func rejected(_ probabilities: [Double], level: Double) -> [Bool] {
    var rejected = probabilities.map { _ in false }
    let order = probabilities.indices.sorted {
      (probabilities[$0], $0) < (probabilities[$1], $1)
    }
    for (position, index) in order.enumerated() {
      guard probabilities[index] <= level / Double(probabilities.count - position) else { break }
      rejected[index] = true
    }
    return rejected
  }
}
