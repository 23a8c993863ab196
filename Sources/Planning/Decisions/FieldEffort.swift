// SPDX-License-Identifier: GPL-3.0-or-later

/// What field work takes: money for each village and household, and time.
public struct FieldEffort: Sendable, Hashable {
  /// The cost of going to a village.
  public var costPerVillage: Double?
  /// The cost of an interview.
  public var costPerHousehold: Double?
  /// The households that a pair of interviewers visits in a day.
  public var householdsPerDay: Double?
  /// The pairs of interviewers at work.
  public var pairs: Int?

  /// What field work takes, as far as it is known.
  /// - Throws: ``Tables/Fault/Code/optionOutOfRange`` for a negative cost, or a pace or number of pairs that is
  ///   not positive.
  public init(
    costPerVillage: Double? = nil, costPerHousehold: Double? = nil,
    householdsPerDay: Double? = nil, pairs: Int? = nil
  ) throws {
    try SizeOption.costPerVillage.check(costPerVillage ?? 0) { $0 >= 0 && $0 < 1e9 }
    try SizeOption.costPerHousehold.check(costPerHousehold ?? 0) { $0 >= 0 && $0 < 1e9 }
    try SizeOption.householdsPerDay.check(householdsPerDay ?? 1) { $0 > 0 && $0 <= 1000 }
    try SizeOption.pairs.check(Double(pairs ?? 1)) { $0 >= 1 && $0 <= 1e6 }
    self.costPerVillage = costPerVillage
    self.costPerHousehold = costPerHousehold
    self.householdsPerDay = householdsPerDay
    self.pairs = pairs
  }

  /// The cost of villages and interviews; `nil` unless both prices are known.
  public func cost(villages: Int, households: Double) -> Double? {
    guard let costPerVillage, let costPerHousehold else { return nil }
    return costPerVillage * Double(villages) + costPerHousehold * households
  }

  /// The days that all pairs are in the field: households over what they visit in a day, rounded up. Days of
  /// travel are not counted; `nil` unless pace and pairs are known.
  public func days(households: Double) -> Int? {
    guard let householdsPerDay, let pairs else { return nil }
    return Int((households / (householdsPerDay * Double(pairs)) - 1e-9).rounded(.up))
  }
}
