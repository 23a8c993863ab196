// SPDX-License-Identifier: GPL-3.0-or-later

/// A known constant and rates times known factors, such as a poverty incidence after correction, with limits by
/// ``Mover`` from those of each rate.
///
/// The correlation of two rates is that of the design where all of them have events; without an event in one of
/// them it says nothing about where its rate may lie, and is taken as 0.
package struct CompositeOfRates {
  /// The sum at the estimated rates.
  package let value: Double
  /// The standard error by linearization; `nil` where a rate has none, or where the covariance of two rounds, which
  /// is estimated from their common units alone, leaves nothing of their variances.
  package let standardError: Double?
  /// The rules by which the covariance entered, where it could not be estimated.
  package let rules: [FigureRule]

  /// The limit of a rate at an end and tail.
  package typealias RateLimit = (_ rate: Int, _ end: IntervalEnd, _ tail: Double) throws -> Limit

  private let constant: Double
  private let factors: [Double]
  private let values: [Double]
  private let limit: RateLimit
  private let joint: JointEstimates
  private let isCorrelated: Bool

  /// A composite of rates of one design.
  ///
  /// - Returns: `nil` if a rate has no value, or there is none.
  /// - Precondition: there is a factor for each rate.
  package init?(constant: Double, factors: [Double], rates: [Estimate], of design: SurveyDesign) {
    guard !rates.isEmpty, rates.allSatisfy({ $0.value != nil }) else { return nil }
    self.init(
      constant: constant, factors: factors, rates: rates, joint: design.covariance(of: rates)
    ) { try rates[$0].limit($1, tail: $2) }
  }

  /// A sum of rates with their covariance matrix.
  ///
  /// - Parameter limit: the limits of each rate.
  /// - Returns: `nil` if a rate has no value, or there is none.
  /// - Precondition: there is a factor for each rate, and the matrix is theirs.
  package init?(
    constant: Double, factors: [Double], rates: [Estimate], joint: JointEstimates,
    rules: [FigureRule] = [], limit: @escaping RateLimit
  ) {
    precondition(factors.count == rates.count && joint.values.count == rates.count)
    let values = rates.compactMap(\.value)
    guard !rates.isEmpty, values.count == rates.count else { return nil }
    self.constant = constant
    self.factors = factors
    self.values = values
    self.joint = joint
    self.limit = limit
    value = constant + zip(factors, values).reduce(0) { $0 + $1.0 * $1.1 }
    let variance = joint.quadraticForm(factors)
    let scale = factors.indices.reduce(0) {
      $0 + factors[$1] * factors[$1] * joint.covariance($1, $1)
    }
    // A covariance that leaves nothing of the variances is none: limits then are those of independent rates.
    let isPossible = scale == 0 || variance > 1e-12 * scale
    let haveVariances = rates.allSatisfy { $0.variance != nil }
    standardError = haveVariances && isPossible ? max(0, variance).squareRoot() : nil
    let reason: FigureRule = variance < -1e-12 * scale ? .negativeVariance : .noVariation
    self.rules = rules + (isPossible ? [] : [reason])
    isCorrelated = isPossible && rates.allSatisfy { !$0.isRate || $0.hasEvents }
  }

  /// One end of the interval, with the rule that the limits of a rate rest on.
  /// - Throws: an error of the numerical methods.
  package func limit(_ end: IntervalEnd, tail: Double) throws -> Limit {
    var rule: FigureRule?
    var isMissing = false
    let terms = zip(factors, values).map { Mover.Term(factor: $0, value: $1) }
    let value = try Mover.limit(
      end, constant: constant, terms: terms,
      correlation: { isCorrelated ? joint.correlation($0, $1) ?? 0 : 0 }
    ) { term, end in
      let limit = try limit(term, end, tail)
      rule = rule ?? limit.rule
      isMissing = isMissing || limit.value == nil
      return limit.value ?? 0
    }
    return isMissing ? Limit(without: rule ?? .emptyDomain) : Limit(value, rule)
  }
}

extension Estimate {
  /// Whether a rate lies strictly between 0 and 1.
  fileprivate var hasEvents: Bool { value.map { $0 > 0 && $0 < 1 } ?? false }
}
