// SPDX-License-Identifier: GPL-3.0-or-later

extension EstimateRequest {
  /// The figures of each domain in both rounds, and their change.
  ///
  /// A domain that occurs in one round has no change.
  /// - Precondition: the last column of the domains tells the rounds.
  func changes(
    _ estimates: [Estimate], _ design: SurveyDesign, _ series: FigureWork.Series,
    _ groups: DomainColumns
  ) throws -> [Figure] {
    var figures: [Figure] = []
    for index in estimates.indices {
      let estimate = estimates[index]
      // A method for rates is for rates; means, totals and other ratios keep Student's t.
      let applies = estimate.isRate || estimate.value == nil
      figures.append(
        try Figure(
          estimate, variable: series.variable, level: series.level, probability: series.probability,
          domain: groups.parts[index], interval: applies ? interval : nil, confidence: confidence))
      guard index > 0, groups.parts[index].dropLast() == groups.parts[index - 1].dropLast() else {
        continue
      }
      figures.append(
        try Figure(
          design.change(from: estimates[index - 1], to: estimate, rateLimits: interval),
          variable: series.variable, level: series.level, probability: series.probability,
          domain: groups.parts[index], reference: groups.parts[index - 1], confidence: confidence))
    }
    return figures
  }
}

extension SurveyDesign {
  /// The change of a figure between two rounds, with the covariance of the units that they share, and for rates
  /// the limits of ``MoverInterval``.
  ///
  /// - Parameter method: the method of the limits of each rate, from which those of the change are made;
  ///   `nil` for the default. ``TInterval`` makes the change's own limits Student's, too.
  /// - Complexity: linear in the units of both.
  public func change(
    from earlier: Estimate, to later: Estimate, rateLimits method: (any IntervalMethod.Type)? = nil
  ) -> Estimate {
    var change = difference(of: later, minus: earlier)
    guard earlier.isRate, later.isRate, method != TInterval.self else { return change }
    var correlation = covariance(of: [later, earlier]).correlation(0, 1) ?? 0
    if let first = earlier.variance, let second = later.variance, let both = change.variance,
      first * second > 0
    {
      // Bounds enter the variance of the difference, not the covariance.
      let product = (first * second).squareRoot()
      correlation = max(-1, min(1, (first + second - both) / (2 * product)))
    }
    change.rateDifference = RateDifference(
      terms: [later, earlier], correlation: correlation, method: method)
    return change
  }
}
