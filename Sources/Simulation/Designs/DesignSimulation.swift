// SPDX-License-Identifier: GPL-3.0-or-later

internal import Distributions
public import Sampling
public import Tables

/// A design that was drawn many times from a register whose outcome is known.
///
/// It shows what the design does: whether units come as often as their stated probabilities say, whether
/// weighted totals and means hit the truth on average, how far single samples are off, and whether the
/// estimated standard errors tell so. The draws have the seeds `TEXT/1`, `TEXT/2`, …
public struct DesignSimulation: Sendable {
  /// The number of draws.
  public let draws: Int
  /// The smallest and largest number of units in a draw.
  public let sizes: ClosedRange<Int>
  /// The estimates of the number of units, of the outcome's total, and of its mean per unit.
  public let figures: [SimulatedFigure]
  /// The units in the order of the register.
  public let units: [UnitFrequency]
  /// Whether the variance of each draw could be estimated as its design deserves: no stage is drawn by the
  /// cube or the local pivotal method, and no unit is alone in its stratum.
  public let hasVariance: Bool

  /// The units that were never drawn.
  public var neverDrawn: Int { units.count { $0.draws == 0 } }

  /// The unit whose frequency is farthest from its stated probability, in standard errors; `nil` if no
  /// unit is drawn by chance.
  public var farthest: UnitFrequency? {
    units.filter { $0.deviation != nil }.max { abs($0.deviation!) < abs($1.deviation!) }
  }

  /// The probability that the farthest of so many units is as far or farther if all stated probabilities
  /// are right, by Bonferroni's bound; `nil` without ``farthest``.
  public var farthestProbability: Double? {
    farthest.map {
      min(1, 2 * Normal.standard.upperTail(abs($0.deviation!)) * Double(units.count))
    }
  }

  /// Draws a design many times.
  ///
  /// - Parameters:
  ///   - frame: the design, bound to the register; its last stage has one sample.
  ///   - outcome: the outcome of each row of the register.
  ///   - ids: the ids of the rows.
  ///   - draws: how many times.
  ///   - seed: the text that the seeds begin with.
  ///   - progress: hears the draws.
  /// - Throws: what a draw throws; what `progress` throws.
  /// - Complexity: draws times n log n in the units of the drawn cells.
  /// - Precondition: there are two draws at least, and an outcome and an id for each row.
  public init(
    _ frame: SamplingFrame, outcome: [Double], ids: TextColumn, draws: Int, seed: String,
    progress: Progress? = nil
  ) throws {
    precondition(draws > 1 && outcome.count == ids.count)
    let stage = frame.design.stages.count
    var tallies = UnitTallies(rows: outcome.count)
    var estimates = DrawEstimates(frame.design, outcome: outcome)
    for number in 1...draws {
      let draw = try frame.draw(seed: Seed(text: "\(seed)/\(number)", allowsShort: true))
      let mains = draw.units.filter { $0.stage == stage && $0.role == .main }
      for unit in mains { tallies.add(unit) }
      try estimates.add(draw, mains)
      try progress?(number, draws)
    }
    self.draws = draws
    sizes = estimates.sizes
    figures = estimates.figures
    hasVariance = estimates.hasVariance
    units = tallies.frequencies(ids: ids, draws: draws)
  }
}
