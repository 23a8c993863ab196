// SPDX-License-Identifier: GPL-3.0-or-later

internal import Sampling
internal import Tables

/// How likely each decision is under a design: over true rates, at stated intra-class correlations.
///
/// Each point simulates assessments of finite populations: errors are placed in all villages
/// (beta-binomial given their sum, see <doc:DecisionRisk>), the design's villages and households are drawn,
/// the official figure is compared with the limit in integers, and the default interval says how strong the
/// evidence is.
public struct OperatingCharacteristic: Sendable {
  /// The requirement.
  public let rule: DecisionRule
  /// The points, by correlation and then by the share of errors.
  public let points: [OperatingPoint]
  /// The assessments that were simulated for each point; one for each sample where there is no error.
  public let simulations: Int
  /// The units of the county that errors can lie in, households or villages.
  public let population: Int
  /// Those asked, in the mean over samples.
  public let meanSize: Double

  /// Shares of errors over the limit's, where nothing else is asked for.
  public static let defaultMultiples = [0, 0.25, 0.5, 0.75, 1, 1.25, 1.5, 2, 3]
  /// Intra-class correlations, where nothing else is asked for.
  public static let defaultCorrelations = [0, 0.05, 0.10]

  /// The operating characteristic of a design.
  ///
  /// - Parameters:
  ///   - multiples: shares of errors over the limit's.
  ///   - correlations: intra-class correlations, from 0 to below 1.
  /// - Throws: an error of the numerical methods; what `progress` throws.
  package init(
    _ model: any RiskModel, _ rule: DecisionRule, multiples: [Double] = defaultMultiples,
    correlations: [Double] = defaultCorrelations, progress: ((Int, Int?) throws -> Void)? = nil
  ) throws {
    self.rule = rule
    population = model.population
    meanSize = model.meanSize
    simulations = model.simulations
    let counties = correlations.flatMap { correlation in
      multiples.map { (multiple: $0, correlation: correlation) }
    }
    var points: [OperatingPoint] = []
    var done = 0
    try mapInOrder(counties) {
      try model.point(rule, multiple: $0.multiple, correlation: $0.correlation)
    } consume: {
      if let point = $0 { points.append(point) }
      done += 1
      try progress?(done, counties.count)
    }
    self.points = points
  }

  /// The points of a correlation, by the share of errors.
  public func points(at correlation: Double) -> [OperatingPoint] {
    points.filter { $0.correlation == correlation }
  }

  /// The correlations, ascending as given.
  public var correlations: [Double] {
    var seen: [Double] = []
    for point in points where !seen.contains(point.correlation) { seen.append(point.correlation) }
    return seen
  }
}
