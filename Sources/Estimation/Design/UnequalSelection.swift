// SPDX-License-Identifier: GPL-3.0-or-later

/// How the variance within one cell is estimated from units that may have unequal probabilities.
///
/// π is a unit's probability within its cell, t its total expanded by 1/π, n the number of units
/// that are not certain (π < 1). Certain units contribute nothing: they are a stratum of their own.
public enum UnequalVariance: String, Sendable, Hashable, CaseIterable {
  /// The cell was drawn with equal probabilities, n of a known N.
  case simpleRandom = "simple-random"
  /// n/(n - 1) Σ(1 - π)(t - t̄)², t̄ the plain mean of t (Brewer 2002, chapter 9;
  /// R's `pps = "brewer"`; for sequential Poisson sampling Ohlsson 1998).
  case brewer
  /// n/(n - 1) Σ(1 - π)(t - B)², B = Σ(1 - π)t/Σ(1 - π) (Hájek 1964; for Pareto sampling Rosén
  /// 1997).
  case hajek
  /// Σ(1 - π)t²: units were drawn independently of each other, the number of units being random
  /// (Särndal, Swensson and Wretman 1992, section 3.5).
  case poisson
  /// Σ over pairs of (πᵢπⱼ - πᵢⱼ)/πᵢⱼ (tᵢ - tⱼ)², unbiased where the number of units is fixed
  /// (Yates and Grundy 1953; Sen 1953).
  case yatesGrundy = "yates-grundy"
  /// Σ(1 - π)t² + 2Σ over pairs of (πᵢⱼ - πᵢπⱼ)/πᵢⱼ tᵢtⱼ (Horvitz and Thompson 1952); it can be
  /// negative.
  case horvitzThompson = "horvitz-thompson"
  /// n/(n - q) Σ(1 - π)e², e the residuals of the regression of t on x/π with weights 1 - π, x the
  /// q balancing variables, among them the size of each cell (Deville and Tillé 2005). The cells of
  /// one unit of the stage above are balanced together.
  case balanced
  /// Σ k/(k - 1)(t - t̄)², t̄ the mean of the k units that are the unit itself and its nearest
  /// neighbours: one, or all that are equally near (Grafström and Schelin 2014).
  case neighbours

  /// Whether a cell of one unit is no lonely one: where nothing is taken from a mean of the cell,
  /// or only from that of several cells.
  var toleratesLoneliness: Bool { self == .poisson || self == .balanced }

  /// Whether the probabilities of pairs are needed.
  public var needsPairs: Bool { self == .yatesGrundy || self == .horvitzThompson }
}

/// The probability that two units of one cell are drawn together, given that the cell is drawn
/// from.
public struct PairProbability: Sendable, Hashable {
  /// One of the units, as its stage numbers them.
  public let first: UInt32
  /// The other.
  public let second: UInt32
  /// The probability.
  public let probability: Double

  /// The probability of two units.
  public init(_ first: UInt32, _ second: UInt32, _ probability: Double) {
    self.first = first
    self.second = second
    self.probability = probability
  }
}

/// A selection with probabilities that may differ between the units of a cell.
public struct UnequalSelection: Sendable, Hashable {
  /// The probability of each unit within its cell, above 0 and at most 1, given that the cell was
  /// drawn from. In cells of ``UnequalVariance/simpleRandom`` it follows from the population
  /// instead.
  public var probabilities: [Double]
  /// How the variance of each cell is estimated.
  public var variances: [UnequalVariance]
  /// The pairs of all units of the cells that need them; a pair stands once, in either order.
  public var pairs: [PairProbability]
  /// The balancing variables of ``UnequalVariance/balanced`` cells, each with a value for every
  /// unit.
  public var balance: [[Double]]
  /// The coordinates of the units of ``UnequalVariance/neighbours`` cells, each with a value for
  /// every unit.
  public var coordinates: [[Double]]

  /// A selection from its parts.
  public init(
    probabilities: [Double], variances: [UnequalVariance], pairs: [PairProbability] = [],
    balance: [[Double]] = [], coordinates: [[Double]] = []
  ) {
    self.probabilities = probabilities
    self.variances = variances
    self.pairs = pairs
    self.balance = balance
    self.coordinates = coordinates
  }
}
