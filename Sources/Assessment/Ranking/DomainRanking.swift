// SPDX-License-Identifier: GPL-3.0-or-later

public import Sampling

/// Parts of the population, such as townships, ranked by an estimated rate as far as the sample allows.
public struct DomainRanking: Sendable {
  /// Which end of a rate is the worst.
  public enum Worst: String, Sendable, CaseIterable {
    /// High rates, such as those of errors.
    case high
    /// Low rates, such as approval.
    case low
  }

  /// One part.
  public struct Domain: Sendable {
    /// Its value in the column; empty for units without one.
    public let name: String
    /// First-stage units behind its figure.
    public let villages: Int
    /// Units behind its figure.
    public let units: Int
    /// The figure by the document's own arithmetic; `nil` where nobody answered.
    public let official: OfficialFigure?
    /// The estimate, and where it stands; `nil` where the part has too few units to be compared.
    public let standing: Standing?
  }

  /// Where a part stands among those that can be compared; rank 1 is the best.
  public struct Standing: Sendable {
    /// The estimate with its own limits.
    public let estimate: EstimatedFigure
    /// The rank of the estimates; equal ones share the better.
    public let rank: Int
    /// The ranks that the sample does not exclude; all parts' hold together with the confidence.
    public let ranks: ClosedRange<Int>
    /// The probability of being the best.
    public let probabilityFirst: Double
    /// The probability of being the worst.
    public let probabilityLast: Double
  }

  /// The indicator.
  public let indicator: Indicator
  /// The column that makes the parts.
  public let column: String
  /// What the units of the first stage are called, such as villages.
  public let firstStage: BilingualText
  /// Which end is the worst.
  public let worst: Worst
  /// The rules that were followed.
  public let rules: RankingRules
  /// The confidence of limits and ranks.
  public let confidence: Rational
  /// The parts: those that can be compared from the best to the worst, then the others by their names' bytes.
  public let domains: [Domain]

  /// The part that may be named last: the probability that it is the worst is at least what the rules ask for.
  public var last: Domain? {
    domains.first { $0.standing.map { $0.probabilityLast >= rules.naming } ?? false }
  }

  /// The parts that can be compared.
  public var comparable: [Domain] { domains.filter { $0.standing != nil } }
}

/// What must stand behind a rate of a part before it is ranked.
public struct RankingRules: Sendable, Equatable {
  /// First-stage units with an interview.
  public let villages: Int
  /// Units with an interview.
  public let units: Int
  /// The probability of being last that somebody must reach to be named.
  public let naming: Double

  /// Two villages, thirty households, 95%.
  public static let usual = RankingRules(villages: 2, units: 30, naming: 0.95)

  private init(villages: Int, units: Int, naming: Double) {
    self.villages = villages
    self.units = units
    self.naming = naming
  }

  /// Reads `ranking:` of a profile.
  init(_ value: YAMLValue) throws {
    var mapping = try value.mapping()
    villages = try mapping.optional("villages")?.integer(.positive) ?? Self.usual.villages
    units = try mapping.optional("units")?.integer(.positive) ?? Self.usual.units
    let share = try mapping.optional("naming").map { naming in
      let share = try naming.decimal(.share)
      guard share > Rational(1, 2) else {
        throw naming.fault(.yamlOutOfRange, ["range": "0.5 < x ≤ 1"])
      }
      return share
    }
    naming = share?.doubleValue ?? Self.usual.naming
    try mapping.finish()
  }
}
