// SPDX-License-Identifier: GPL-3.0-or-later

/// A known constant and rates times known factors, such as a poverty incidence after correction, with limits by
/// ``Mover`` from those of each rate.
///
/// The correlation of two rates is that of the design where all of them have events; without an event in one of
/// them it says nothing about where its rate may lie, and is taken as 0.
package struct CompositeOfRates {
  /// The sum at the estimated rates.
  package let value: Double
  /// The standard error by linearization; `nil` where a rate has none.
  package let standardError: Double?

  private let constant: Double
  private let factors: [Double]
  private let rates: [Estimate]
  private let joint: JointEstimates
  private let haveEvents: Bool

  /// A composite of rates of one design.
  ///
  /// - Returns: `nil` if a rate has no value, or there is none.
  /// - Precondition: there is a factor for each rate.
  package init?(constant: Double, factors: [Double], rates: [Estimate], of design: SurveyDesign) {
    precondition(factors.count == rates.count)
    let values = rates.compactMap(\.value)
    guard !rates.isEmpty, values.count == rates.count else { return nil }
    self.constant = constant
    self.factors = factors
    self.rates = rates
    joint = design.covariance(of: rates)
    haveEvents = values.allSatisfy { $0 > 0 && $0 < 1 }
    value = constant + zip(factors, values).reduce(0) { $0 + $1.0 * $1.1 }
    standardError =
      rates.allSatisfy { $0.variance != nil }
      ? joint.variance(ofGradient: factors).squareRoot() : nil
  }

  /// One end of the interval, with the rule that the limits of a rate rest on.
  /// - Throws: an error of the numerical methods.
  package func limit(_ end: IntervalEnd, tail: Double) throws -> Limit {
    var rule: FigureRule?
    var isMissing = false
    let terms = zip(factors, rates).map { Mover.Term(factor: $0, value: $1.value ?? 0) }
    let value = try Mover.limit(
      end, constant: constant, terms: terms,
      correlation: { haveEvents ? joint.correlation($0, $1) ?? 0 : 0 }
    ) { term, end in
      let limit = try rates[term].limit(end, tail: tail)
      rule = rule ?? limit.rule
      isMissing = isMissing || limit.value == nil
      return limit.value ?? 0
    }
    return isMissing ? Limit(without: rule ?? .emptyDomain) : Limit(value, rule)
  }
}
