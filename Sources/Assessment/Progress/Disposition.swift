// SPDX-License-Identifier: GPL-3.0-or-later

/// How a unit came out, in the categories of the American Association for Public Opinion Research.
///
/// Source: AAPOR, Standard Definitions, 10th edition (2023).
public enum Disposition: String, Sendable, CaseIterable, Hashable {
  /// I: the interview is complete.
  case complete
  /// P: a part of it is there.
  case partial
  /// R: refused or broken off.
  case refused
  /// NC: nobody could be met.
  case noncontact
  /// O: anything else that kept an eligible unit from being interviewed.
  case other
  /// UH: not known whether there is such a household.
  case unknownHousehold = "unknown-household"
  /// UO: not known for another reason.
  case unknownOther = "unknown-other"
  /// NE: does not belong to the population.
  case ineligible
}

/// Sums of units, or of their weights, by disposition, and the rates that they give.
///
/// With D = I + P + R + NC + O and U = UH + UO; e, the share of U that is taken to be eligible, is
/// D / (D + NE), the proportional allocation. A rate without a denominator does not exist.
///
/// Source: AAPOR, Standard Definitions, 10th edition (2023), outcome rates RR1 to RR6, COOP1 to COOP4,
/// REF1 to REF3, CON1 to CON3.
public struct ResponseRates: Sendable, Equatable {
  /// The sums by disposition.
  public private(set) var sums: [Disposition: Double] = [:]

  /// No unit yet.
  public init() {}

  /// Adds a unit with its weight, 1 for counts.
  public mutating func add(_ disposition: Disposition, weight: Double = 1) {
    sums[disposition, default: 0] += weight
  }

  private func sum(_ dispositions: Disposition...) -> Double {
    dispositions.reduce(0) { $0 + (sums[$1] ?? 0) }
  }

  /// The sum of all units.
  public var total: Double { sums.values.reduce(0, +) }

  private var known: Double { sum(.complete, .partial, .refused, .noncontact, .other) }
  private var unknown: Double { sum(.unknownHousehold, .unknownOther) }
  private var contacted: Double { sum(.complete, .partial, .refused, .other) }

  private static func ratio(_ part: Double, _ whole: Double) -> Double? {
    whole > 0 ? part / whole : nil
  }

  /// e: the share of units of unknown eligibility that is taken to be eligible.
  public var eligibleShare: Double? { Self.ratio(known, known + sum(.ineligible)) }

  private var estimated: Double { known + (eligibleShare ?? 1) * unknown }

  /// The response rate RR1 to RR6.
  /// - Precondition: `number` is 1 to 6.
  public func response(_ number: Int) -> Double? {
    precondition((1...6).contains(number))
    let part = number % 2 == 1 ? sum(.complete) : sum(.complete, .partial)
    return Self.ratio(part, number <= 2 ? known + unknown : number <= 4 ? estimated : known)
  }

  /// The cooperation rate COOP1 to COOP4.
  /// - Precondition: `number` is 1 to 4.
  public func cooperation(_ number: Int) -> Double? {
    precondition((1...4).contains(number))
    let part = number % 2 == 1 ? sum(.complete) : sum(.complete, .partial)
    return Self.ratio(part, number <= 2 ? contacted : sum(.complete, .partial, .refused))
  }

  /// The refusal rate REF1 to REF3.
  /// - Precondition: `number` is 1 to 3.
  public func refusal(_ number: Int) -> Double? {
    precondition((1...3).contains(number))
    return Self.ratio(
      sum(.refused), number == 1 ? known + unknown : number == 2 ? estimated : known)
  }

  /// The contact rate CON1 to CON3.
  /// - Precondition: `number` is 1 to 3.
  public func contact(_ number: Int) -> Double? {
    precondition((1...3).contains(number))
    return Self.ratio(contacted, number == 1 ? known + unknown : number == 2 ? estimated : known)
  }
}
