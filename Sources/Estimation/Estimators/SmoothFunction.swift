// SPDX-License-Identifier: GPL-3.0-or-later

extension SurveyDesign {
  /// Estimates a smooth function of several quantities by the same function of their estimates.
  ///
  /// Its variance is gᵀVg with the derivatives g at the estimates and V their covariance matrix, which
  /// holds what they have in common, such as first-stage units of two domains (Wolter 2007, theorem 6.2.1).
  /// It is found as the variance of the linearized variable Σ gⱼzⱼ, so that functions of functions are
  /// estimates like others. Where variances come from replicates, the function of each replicate's estimates is
  /// taken instead.
  ///
  ///     let change = design.function(of: [before, after], gradient: { _ in [-1, 1] }) { $0[1] - $0[0] }
  ///     let log = design.function(of: [a, b], gradient: { [1 / $0[0], -1 / $0[1]] }) { Foundation.log($0[0] / $0[1]) }
  ///
  /// Degrees of freedom are first-stage units minus strata, both with a row that any of the estimates uses;
  /// ``Estimate/count`` is the largest of the estimates'. Without a value of one of them there is none of the
  /// function, nor where function or gradient is not finite. A variance of zero, or of rounding errors,
  /// says nothing about what was not observed: unless all units were, there is no standard error then, with
  /// the rule ``FigureRule/noVariation``.
  /// - Parameters:
  ///   - estimates: made from this design.
  ///   - gradient: the partial derivatives at the estimates' values.
  ///   - function: the function of the estimates' values.
  /// - Complexity: linear in the units of all estimates.
  public func function(
    of estimates: [Estimate], gradient: ([Double]) -> [Double], _ function: ([Double]) -> Double
  ) -> Estimate {
    combination(.function, of: estimates, gradient: gradient, function)
  }

  /// Estimates the difference of two quantities with the covariance of their estimates; see
  /// ``function(of:gradient:_:)``.
  ///
  /// ``Estimate/count`` is the number of rows of both.
  /// - Complexity: linear in the units of both.
  public func difference(of first: Estimate, minus second: Estimate) -> Estimate {
    combination(.difference, of: [first, second], gradient: { _ in [1, -1] }) { $0[0] - $0[1] }
  }

  private func combination(
    _ parameter: Parameter, of estimates: [Estimate], gradient: ([Double]) -> [Double],
    _ function: ([Double]) -> Double
  ) -> Estimate {
    precondition(!estimates.isEmpty)
    let counts = estimates.map(\.count)
    let joined = UnitTotals.joined(estimates.map(\.linearized))
    let degreesOfFreedom = StageVariance(
      self, joined.combined([Double](repeating: 1, count: joined.width))
    ).degreesOfFreedom
    var replicated: [Double]?
    func result(
      _ value: Double?, _ number: Double?, _ rules: [FigureRule], _ linearized: UnitTotals
    ) -> Estimate {
      Estimate(
        parameter: parameter, value: value, variance: number,
        degreesOfFreedom: degreesOfFreedom,
        count: parameter == .difference ? counts.reduce(0, +) : counts.max()!,
        missing: parameter == .difference
          ? estimates.reduce(0) { $0 + $1.missing } : estimates.map(\.missing).max()!,
        designEffect: nil, isRate: false,
        isCensus: isCensus, rules: rules, linearized: linearized, clustering: nil,
        replicates: replicated)
    }
    let nothing = UnitTotals(units: [], sums: [], width: 1)
    var seen: Set<FigureRule> = []
    let rules = estimates.flatMap(\.rules).filter { seen.insert($0).inserted }
    let values = estimates.compactMap(\.value)
    guard values.count == estimates.count else {
      let reason = estimates.first { $0.value == nil }!.rules.first ?? .emptyDomain
      return result(nil, nil, [reason] + rules.filter { $0 != reason }, nothing)
    }
    let (value, slopes) = (function(values), gradient(values))
    precondition(slopes.count == values.count)
    guard value.isFinite, slopes.allSatisfy({ $0.isFinite }) else {
      return result(nil, nil, [.undefinedFunction] + rules, nothing)
    }
    let linearized = joined.combined(slopes)
    if isCensus { return result(value, 0, rules, linearized) }
    if let unknown = estimates.first(where: { $0.variance == nil }) {
      let reason = unknown.rules.first ?? .noVariance
      return result(value, nil, [reason] + rules.filter { $0 != reason }, linearized)
    }
    let stages = StageVariance(self, linearized)
    let shared = stages.overlapRules + rules
    var number = stages[0, 0]
    if let replicates {
      let series = estimates.compactMap(\.replicates)
      let each = (0..<replicates.count).map { index in function(series.map { $0[index] }) }
      guard each.allSatisfy({ $0.isFinite }) else {
        return result(value, nil, [.emptyReplicate] + rules, linearized)
      }
      replicated = each
      number = replicates.covariance(each, each)
    }
    let scale = zip(slopes, values).reduce(0) { $0 + abs($1.0 * $1.1) }
    // The covariance of common units is not estimated from all of them, so that it can exceed the variances.
    if number < -1e-20 * scale * scale {
      return result(value, nil, [.negativeVariance] + shared, linearized)
    }
    guard number > 0, number.squareRoot() > 1e-12 * scale else {
      return result(value, nil, [.noVariation] + shared, linearized)
    }
    return result(value, number, shared, linearized)
  }
}
