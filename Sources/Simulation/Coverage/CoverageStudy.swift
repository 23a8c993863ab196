// SPDX-License-Identifier: GPL-3.0-or-later

internal import Distributions
internal import Estimation
public import Tables

/// How often an interval covers the true rate of populations that were made for it.
public struct CoverageStudy: Sendable {
  /// What was found in one cell.
  public struct Outcome: Sendable {
    /// The cell.
    public let cell: CoverageCell
    /// The samples drawn.
    public internal(set) var draws = 0
    /// Those whose upper limit lies below the true rate.
    public internal(set) var missesHigh = 0
    /// Those whose lower limit lies above the true rate.
    public internal(set) var missesLow = 0
    /// Those for which the method has no limits; they count as misses.
    public internal(set) var withoutLimits = 0
    /// Those without any error.
    public internal(set) var withoutErrors = 0
    /// The sum of the widths.
    var widths = 0.0
    /// The sum of the widths that the true variance would give, and how many.
    var oracleWidths = 0.0
    var oracles = 0
    /// The smallest share of covering samples among the populations.
    public internal(set) var worstPopulation = 1.0

    /// The share of samples whose interval covers the true rate.
    public var coverage: Double {
      1 - Double(missesHigh + missesLow + withoutLimits) / Double(draws)
    }

    /// The share of samples whose upper limit lies below the true rate.
    public var highMisses: Double { Double(missesHigh) / Double(draws) }

    /// The share of samples whose lower limit lies above the true rate.
    public var lowMisses: Double { Double(missesLow) / Double(draws) }

    /// The mean width of the intervals that exist.
    public var meanWidth: Double? {
      draws == withoutLimits ? nil : widths / Double(draws - withoutLimits)
    }

    /// The mean width over that of the limits of Clopper and Pearson at the effective size that the true
    /// variance gives.
    public var widthRatio: Double? {
      guard oracles > 0, let meanWidth else { return nil }
      return meanWidth / (oracleWidths / Double(oracles))
    }

    /// Whether the observed coverage is below a promise by more than chance: the 99% limits of Clopper and
    /// Pearson lie below it.
    public func isBelow(_ coverage: Double) throws -> Bool {
      let misses = missesHigh + missesLow + withoutLimits
      return try Self.lowerLimit(misses, draws) > 1 - coverage
    }

    /// Whether upper limits lie below the true rate more often than promised by more than chance.
    public func exceeds(highMisses share: Double) throws -> Bool {
      try Self.lowerLimit(missesHigh, draws) > share
    }

    private static func lowerLimit(_ misses: Int, _ draws: Int) throws -> Double {
      try ClopperPearson.limits(
        x: Double(misses), n: Double(draws), lowerTail: 0.005, upperTail: 0.005
      ).lower
    }
  }

  /// The outcomes in the order of the cells.
  public let outcomes: [Outcome]

  /// Draws from several populations of each cell.
  ///
  /// - Parameters:
  ///   - cells: the cells.
  ///   - method: the name of the interval method; the default of rates when `nil`.
  ///   - ceiling: the intra-class correlation that the default interval allows for.
  ///   - confidence: of the two-sided interval.
  ///   - populations: made for each cell.
  ///   - draws: from each population.
  ///   - seed: the text that all randomness follows from; cell and population have streams of their own,
  ///     so that the result does not depend on the number of cores.
  ///   - progress: hears the populations.
  /// - Throws: what `progress` throws; ``Tables/Fault`` for an unknown method; an error of the numerical
  ///   methods.
  public init(
    _ cells: [CoverageCell], method: String? = nil,
    ceiling: Double = 0.10, confidence: Double = 0.95,
    populations: Int, draws: Int, seed: String, progress: Progress? = nil
  ) throws {
    let method = try method.map { try IntervalMethods.named($0) }
    var outcomes = cells.map { Outcome(cell: $0) }
    let count = cells.count * populations
    try mapInOrder(0..<count) { number in
      let (cell, population) = number.quotientAndRemainder(dividingBy: populations)
      return try Self.outcome(
        cells[cell], method, ceiling: ceiling, confidence: confidence, draws: draws,
        seed: "\(seed)/\(cell + 1)/\(population + 1)")
    } consume: { part in
      let number = outcomes.firstIndex { $0.draws < populations * draws }!
      outcomes[number].add(part)
      try progress?(outcomes.reduce(0) { $0 + $1.draws } / draws, count)
    }
    self.outcomes = outcomes
  }

  /// The outcome of one population.
  private static func outcome(
    _ cell: CoverageCell, _ method: (any IntervalMethod.Type)?, ceiling: Double,
    confidence: Double, draws: Int, seed: String
  ) throws -> Outcome {
    let random = RandomSource(seed: seed)
    let population = ErrorPopulation(cell, random)
    let truth = population.rate
    let draw = CoverageDraw(cell, population)
    let oracle = OracleSize.size(cell, population)
    var outcome = Outcome(cell: cell)
    let tail = (1 - confidence) / 2
    for _ in 0..<draws {
      var estimate = try draw.estimate(random)
      estimate.iccCeiling = ceiling
      outcome.draws += 1
      if estimate.value == 0 { outcome.withoutErrors += 1 }
      if let oracle, let value = estimate.value {
        outcome.oracleWidths += try OracleSize.width(rate: value, size: oracle, tail: tail)
        outcome.oracles += 1
      }
      guard let lower = try estimate.limit(.lower, tail: tail, by: method).value,
        let upper = try estimate.limit(.upper, tail: tail, by: method).value
      else {
        outcome.withoutLimits += 1
        continue
      }
      // A limit that is the truth but for rounding covers it.
      if upper < truth * (1 - 1e-12) { outcome.missesHigh += 1 }
      if lower > truth * (1 + 1e-12) { outcome.missesLow += 1 }
      outcome.widths += upper - lower
    }
    outcome.worstPopulation = outcome.coverage
    return outcome
  }
}

extension CoverageStudy.Outcome {
  fileprivate mutating func add(_ part: Self) {
    draws += part.draws
    missesHigh += part.missesHigh
    missesLow += part.missesLow
    withoutLimits += part.withoutLimits
    withoutErrors += part.withoutErrors
    widths += part.widths
    oracleWidths += part.oracleWidths
    oracles += part.oracles
    worstPopulation = min(worstPopulation, part.worstPopulation)
  }
}
