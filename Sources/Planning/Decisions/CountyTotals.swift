// SPDX-License-Identifier: GPL-3.0-or-later

internal import Distributions
public import Tables

/// A county of which only totals are known, villages and households by stratum, as a bulletin gives them.
///
/// How many households each village has is then unknown. They are taken to follow a gamma distribution of a
/// stated coefficient of variation, the quantiles of which are scaled to add up to the total.
public struct CountyTotals: Sendable, Hashable {
  /// Villages of one kind.
  public struct Stratum: Sendable, Hashable {
    /// What it is called.
    public let name: String
    /// M: its villages.
    public let villages: Int
    /// N: its households of the target.
    public let households: Int
    /// Their persons; `nil` where the rate is one of households.
    public let persons: Int?

    /// A stratum.
    public init(name: String, villages: Int, households: Int, persons: Int? = nil) {
      self.name = name
      self.villages = villages
      self.households = households
      self.persons = persons
    }
  }

  /// The strata.
  public let strata: [Stratum]
  /// The coefficient of variation of the households of a village.
  public let variation: Double
  /// The households of each village, stratum by stratum.
  package let householdsOfVillages: [[Int]]

  /// The coefficient of variation unless another is stated.
  public static let defaultVariation = 0.5

  /// A county.
  ///
  /// - Parameter variation: from 0 to 2.
  /// - Throws: ``Tables/Fault/Code/totalsImpossible`` for a stratum with fewer households than villages, with
  ///   fewer persons than households or more than 50 for each, or with persons where another has none;
  ///   an error of the numerical methods.
  public init(strata: [Stratum], variation: Double = defaultVariation) throws {
    try SizeOption.villageVariation.check(variation) { $0 >= 0 && $0 <= 2 }
    precondition(!strata.isEmpty)
    for stratum in strata {
      guard stratum.villages >= 1, stratum.households >= stratum.villages,
        stratum.persons.map({ $0 >= stratum.households && $0 <= 50 * stratum.households }) ?? true,
        (stratum.persons == nil) == (strata[0].persons == nil)
      else { throw Fault(.totalsImpossible, ["stratum": stratum.name]) }
    }
    self.strata = strata
    self.variation = variation
    householdsOfVillages = try strata.map {
      try Self.households($0.households, villages: $0.villages, variation: variation)
    }
  }

  /// All villages.
  public var villages: Int { strata.reduce(0) { $0 + $1.villages } }
  /// All households.
  public var households: Int { strata.reduce(0) { $0 + $1.households } }
  /// All persons, where they are known.
  public var persons: Int? {
    strata[0].persons.map { _ in strata.reduce(0) { $0 + ($1.persons ?? 0) } }
  }

  /// How many persons households have: one, and a Poisson number of others.
  var sizes: HouseholdSizes? {
    persons.map { HouseholdSizes(mean: Double($0) / Double(households)) }
  }

  /// Households of villages, each at least one, in the proportions of a gamma distribution's quantiles in the
  /// middle of equal parts; what rounding leaves goes to the largest remainders.
  private static func households(
    _ total: Int, villages: Int, variation: Double
  ) throws -> [Int] {
    var sizes = [Double](repeating: 1, count: villages)
    if variation > 0 {
      // A chi-square of 2k degrees of freedom is twice a gamma variable of shape k.
      let law = ChiSquare(degreesOfFreedom: 2 / (variation * variation))
      for index in sizes.indices {
        sizes[index] = try law.quantile((Double(index) + 0.5) / Double(villages))
      }
    }
    let rest = total - villages
    let sum = sizes.reduce(0, +)
    let shares = sizes.map { Double(rest) * $0 / sum }
    var counts = shares.map { Int($0) }
    let order = shares.indices.sorted {
      let (first, second) = (shares[$0] - Double(counts[$0]), shares[$1] - Double(counts[$1]))
      return first == second ? $0 < $1 : first > second
    }
    for index in order.prefix(rest - counts.reduce(0, +)) { counts[index] += 1 }
    return counts.map { $0 + 1 }
  }
}

extension Fault.Code {
  /// The totals of a stratum cannot be those of a county.
  public static let totalsImpossible = Fault.Code("totals-impossible", .usage)
}
