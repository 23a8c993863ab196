// SPDX-License-Identifier: GPL-3.0-or-later

public import Sampling
public import Tables

/// The registers of one invented county with published totals, and the truth behind them.
///
/// Villages, households and names are invented; the totals follow a county's report on its exit from
/// poverty. The registers depend on the seed alone, the truth on seed and scenario. Every random value
/// is an integer, or is rounded to one before it is used, so that all machines write the same bytes.
///
///     let county = try County.generate(scenario: .benchmark, seed: seed)
///     try county.write(to: "datasets/jian-2016")
public struct County: Sendable {
  /// The 307 villages.
  public let villages: Table
  /// The 14,577 ever-registered households.
  public let households: Table
  /// The 84,654 households that were never registered.
  public let roster: Table
  /// What is truly the case, for every village and household; nothing but a simulation may read it.
  public let truth: Table
  /// How alike the households of a village are in each error, among those who could have it.
  public let correlations: [RegisterError: Double]
  /// How alike the households of a village are in their approval.
  public let correlationOfApproval: Double

  /// Makes a county.
  ///
  /// - Parameters:
  ///   - scenario: how much is truly wrong.
  ///   - seed: the text that all random choices follow from.
  ///   - progress: hears the steps that are done.
  /// - Throws: ``Tables/Fault/Code/unreachableMargin`` if the fixed totals cannot be met with this
  ///   seed, which is not known to happen, and what `progress` throws.
  /// - Complexity: linear in the 99,231 households, about 30 tickets each.
  public static func generate(
    scenario: Scenario, seed: Seed, progress: Progress? = nil
  ) throws -> County {
    let streams = Streams(seed: seed)
    let steps = 6
    let layout = VillageLayout(streams: streams)
    var registered = try RegisteredHouseholds(in: layout, streams: streams)
    try progress?(1, steps)
    let unregistered = try UnregisteredHouseholds(
      besides: registered, in: layout, streams: streams)
    try registered.settleRates(
      in: layout, others: unregistered.personsByVillage(layout.count), streams: streams)
    try progress?(2, steps)
    let entries = RegisterEntries(of: registered, streams: streams)
    let programmes = try Programmes(
      registered: registered, unregistered: unregistered, streams: streams)
    try progress?(3, steps)
    let residents = Residents(registered, entries, unregistered, programmes, streams: streams)
    try progress?(4, steps)
    let errors = try TrueErrors(scenario, among: residents, streams: streams)
    try progress?(5, steps)
    let numbers = UnitNumbers(registered: registered.count)
    let county = County(
      villages: villageTable(layout, registered, unregistered, streams),
      households: householdTable(registered, entries, programmes, residents),
      roster: rosterTable(unregistered, programmes),
      truth: truthTable(
        residents.living(with: errors, streams: streams), entries, errors, layout, numbers,
        streams),
      correlations: correlations(residents, errors),
      correlationOfApproval: correlation(
        residents, of: { !errors.approves[$0] }, among: { _ in true }))
    try progress?(steps, steps)
    return county
  }

  private static func correlations(
    _ residents: Residents, _ truth: TrueErrors
  ) -> [RegisterError: Double] {
    let pools: [RegisterError: (RegisterStatus?) -> Bool] = [
      .wrongfulExit: { $0 != nil && $0 != .remaining }, .omitted: { $0 == nil },
      .wrongInclusion: { $0 != nil }, .missedExit: { $0 == .remaining },
    ]
    return Dictionary(
      uniqueKeysWithValues: pools.map { error, belongs in
        let value = correlation(
          residents, of: { truth.errors[$0] == error }, among: { belongs(residents.statuses[$0]) })
        return (error, value)
      })
  }

  private static func correlation(
    _ residents: Residents, of property: (Int) -> Bool, among belongs: (Int) -> Bool
  ) -> Double {
    var counts = [Int](repeating: 0, count: residents.villages.last! + 1)
    var sizes = counts
    for row in 0..<residents.count where belongs(row) {
      sizes[residents.villages[row]] += 1
      if property(row) { counts[residents.villages[row]] += 1 }
    }
    // The fixed counts leave households of both kinds in many villages.
    return intraclusterCorrelation(counts: counts, sizes: sizes)!
  }
}

/// Identifiers of units from their positions.
struct UnitNumbers {
  /// The prefix that keeps unregistered households apart from registered ones in a village.
  static let rosterPrefix = "R"

  let registered: Int

  static func village(_ position: Int) -> String { "V" + digits(position + 1, 3) }
  static func household(_ position: Int) -> String { "H" + digits(position + 1, 5) }
  static func rosterHousehold(_ position: Int) -> String { digits(position + 1, 5) }

  /// The path of a household by its row among all residents.
  func path(_ row: Int, village: Int) -> String {
    let household =
      row < registered
      ? Self.household(row) : Self.rosterPrefix + Self.rosterHousehold(row - registered)
    return Self.village(village) + "/" + household
  }

  private static func digits(_ number: Int, _ width: Int) -> String {
    let text = "\(number)"
    return String(repeating: "0", count: width - text.count) + text
  }
}
