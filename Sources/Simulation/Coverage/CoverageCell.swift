// SPDX-License-Identifier: GPL-3.0-or-later

/// One combination of a population and a sample of it, whose intervals are to be tried.
public struct CoverageCell: Sendable, Hashable {
  /// How errors lie in villages.
  public enum Kind: String, Sendable, Hashable, CaseIterable {
    /// Error rates of villages follow a beta distribution.
    case betaBinomial = "beta-binomial"
    /// All errors lie in some villages of equal rates.
    case twoPoint = "two-point"
    /// Half of the errors lie in a few villages, the others anywhere.
    case mixed
  }

  /// How villages are drawn.
  public enum VillageDraw: String, Sendable, Hashable, CaseIterable {
    /// A simple random sample.
    case simpleRandom = "srs"
    /// A systematic sample of villages sorted by their true error rates, the most that sorting can do.
    case systematic
    /// A systematic sample with probabilities proportional to households, in random order.
    case proportionalToSize = "pps"
  }

  /// The share of households in error.
  public var rate: Double
  /// The intra-village correlation of errors.
  public var correlation: Double
  /// How errors lie in villages.
  public var kind: Kind
  /// Drawn villages in each stratum.
  public var villages: Int
  /// The share of a stratum's villages that are drawn.
  public var villageFraction = 0.2
  /// The mean number of households in a village.
  public var meanSize = 150.0
  /// The coefficient of variation of the number of households.
  public var sizeVariation = 0.5
  /// The share of a drawn village's households that are asked.
  public var householdFraction = 0.1
  /// How villages are drawn.
  public var draw = VillageDraw.simpleRandom
  /// The rate of each stratum over that of all; one stratum for each.
  public var strata: [Double] = [1]
  /// The coefficient of variation of household weights beyond what the draw makes.
  public var weightVariation = 0.0
  /// Whether weights are fitted to the numbers of households of two groups that lie across villages.
  public var isPoststratified = false
  /// The share of households that belong to the domain whose rate is wanted.
  public var domainShare = 1.0

  /// A cell of the study's grid.
  public init(
    rate: Double, correlation: Double, kind: Kind, villages: Int, householdFraction: Double = 0.1
  ) {
    self.rate = rate
    self.correlation = correlation
    self.kind = kind
    self.villages = villages
    self.householdFraction = householdFraction
  }

  /// Villages in each stratum.
  var villagesInStratum: Int {
    max(villages, Int((Double(villages) / villageFraction).rounded()))
  }
}
