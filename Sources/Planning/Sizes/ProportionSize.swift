// SPDX-License-Identifier: GPL-3.0-or-later

import Distributions
public import Tables

/// The number of units that estimates a proportion within a margin.
///
/// With z the standard normal quantile of (1 + C)/2: n₀ = z² p (1 - p)/E² for a simple random sample of a
/// large population; n₀/(1 + (n₀ - 1)/N) for one of N units (Cochran 1977, equations 4.1 and 4.2); times the
/// design effect, rounded up, gives the answers that are needed; over the response rate, rounded up, the
/// units to draw. A population taken whole has no sampling error, so that no more than N answers are needed.
///
///     try ProportionSize(expected: 0.5, margin: 0.05, population: 8223).size  // 368
public struct ProportionSize: Sendable, Hashable {
  /// The proportion p that is expected.
  public let expected: Double
  /// Half the width E of the interval.
  public let margin: Double
  /// The confidence C of the interval.
  public let confidence: Double
  /// The number of units N, if the population is finite.
  public let population: Int?
  /// By what the variance exceeds that of a simple random sample.
  public let designEffect: Double
  /// The share of drawn units that will answer.
  public let responseRate: Double

  /// n₀: the answers that a simple random sample of a large population needs, not rounded.
  public let largePopulationSize: Double
  /// The answers that a simple random sample of this population needs, not rounded.
  public let simpleRandomSize: Double
  /// The answers that are needed.
  public let answers: Int
  /// The units to draw.
  public let size: Int

  /// Whether the needed answers are those of the whole population.
  public var isCensus: Bool { answers == population }

  /// A size for a proportion.
  ///
  /// - Parameters:
  ///   - expected: between 0 and 1; 0.5 asks for most.
  ///   - margin: between 0 and 1.
  ///   - confidence: between 0 and 1.
  ///   - population: at least 1.
  ///   - designEffect: positive.
  ///   - responseRate: above 0, at most 1.
  /// - Throws: ``Tables/Fault/Code/optionOutOfRange`` for a number outside its range,
  ///   ``Tables/Fault/Code/sizeTooLarge`` if no number of units can be counted, and
  ///   ``Tables/Fault/Code/tooFewUnitsForResponse`` if the whole population would not give enough answers.
  public init(
    expected: Double, margin: Double, confidence: Double = 0.95, population: Int? = nil,
    designEffect: Double = 1, responseRate: Double = 1
  ) throws {
    try SizeOption.expected.check(expected) { $0 > 0 && $0 < 1 }
    try SizeOption.margin.check(margin) { $0 > 0 && $0 < 1 }
    try SizeOption.confidence.check(confidence) { $0 > 0 && $0 < 1 }
    try SizeOption.population.check(Double(population ?? 1)) { $0 >= 1 && $0 <= 0x1p53 }
    try SizeOption.designEffect.check(designEffect) { $0 > 0 && $0.isFinite }
    try SizeOption.responseRate.check(responseRate) { $0 > 0 && $0 <= 1 }
    self.expected = expected
    self.margin = margin
    self.confidence = confidence
    self.population = population
    self.designEffect = designEffect
    self.responseRate = responseRate

    let z = Normal.standard.upperQuantile((1 - confidence) / 2)
    let large = z * z * expected * (1 - expected) / (margin * margin)
    largePopulationSize = large
    simpleRandomSize = population.map { large / (1 + (large - 1) / Double($0)) } ?? large
    let needed = try Self.wholeUnits(simpleRandomSize * designEffect)
    answers = min(needed, population ?? needed)
    size = try Self.wholeUnits(Double(answers) / responseRate)
    if let population, size > population {
      throw Fault(
        .tooFewUnitsForResponse,
        [
          "needed": "\(answers)", "population": "\(population)", "rate": "\(responseRate)",
          "size": "\(size)",
        ])
    }
  }

  /// Rounded up, and at least 1; what exceeds a whole number by rounding error alone is that number.
  private static func wholeUnits(_ size: Double) throws -> Int {
    guard size <= 0x1p53 else { throw Fault(.sizeTooLarge) }
    return max(1, Int((size * (1 - 1e-12)).rounded(.up)))
  }
}

extension ProportionSize {
  /// The design effect of clusters: 1 + (M - 1) ρ (Kish 1965).
  ///
  /// - Parameters:
  ///   - intraclassCorrelation: ρ, how alike the units of one cluster are, between 0 and 1.
  ///   - take: M, the units drawn in each cluster, at least 1.
  /// - Throws: ``Tables/Fault/Code/optionOutOfRange``.
  public static func designEffect(intraclassCorrelation: Double, take: Double) throws -> Double {
    try SizeOption.intraclassCorrelation.check(intraclassCorrelation) { $0 >= 0 && $0 <= 1 }
    try SizeOption.take.check(take) { $0 >= 1 && $0.isFinite }
    return 1 + (take - 1) * intraclassCorrelation
  }
}

extension Fault.Code {
  /// More units than can be counted would be needed.
  public static let sizeTooLarge = Fault.Code("size-too-large", .usage)
  /// The whole population would not give the answers that are needed.
  public static let tooFewUnitsForResponse = Fault.Code("too-few-units-for-response", .usage)
}
