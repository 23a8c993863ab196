// SPDX-License-Identifier: GPL-3.0-or-later

internal import Sampling

/// Which households the programmes of housing, water and industry reached.
struct Programmes {
  /// Of registered households.
  var relocated: [Bool]
  var renovated: [Bool]
  var turnkey: [Bool]
  var water: [Bool]
  /// Whether each household is in each industry of ``CountyMargins/industries``.
  var industries: [[Bool]]
  /// Of unregistered households.
  var rosterRelocated: [Bool]
  var rosterRenovated: [Bool]

  /// The programmes of a seed; no house is relocated, renovated and built anew at once.
  /// - Throws: ``Fault/Code/unreachableMargin``.
  init(
    registered: RegisteredHouseholds, unregistered: UnregisteredHouseholds, streams: Streams
  ) throws {
    var stream = streams["programmes"]
    func mark(
      _ number: Int, of count: Int, besides taken: [[Bool]] = [], total: Int? = nil,
      persons: [Int]
    ) throws -> [Bool] {
      let free = (0..<count).filter { row in !taken.contains { $0[row] } }
      var marks = [Bool](repeating: false, count: count)
      let rows = try choose(number, of: free, total: total, stream: &stream) { persons[$0] }
      for row in rows { marks[row] = true }
      return marks
    }
    typealias Margins = CountyMargins
    let (households, persons) = (registered.count, registered.persons)
    relocated = try mark(
      Margins.relocated.households, of: households, total: Margins.relocated.persons,
      persons: persons)
    turnkey = try mark(Margins.turnkey, of: households, besides: [relocated], persons: persons)
    renovated = try mark(
      Margins.renovated, of: households, besides: [relocated, turnkey], persons: persons)
    water = try mark(
      Margins.water.households, of: households, total: Margins.water.persons, persons: persons)
    let (others, otherPersons) = (unregistered.count, unregistered.persons)
    rosterRelocated = try mark(
      Margins.relocatedUnregistered.households, of: others,
      total: Margins.relocatedUnregistered.persons, persons: otherPersons)
    rosterRenovated = try mark(
      Margins.renovatedUnregistered, of: others, besides: [rosterRelocated],
      persons: otherPersons)
    industries = []
    for industry in Margins.industries {
      // A solar roof is built only for households that have signed for one.
      let closed = industry.code == "pv_built" ? [industries.last!.map { !$0 }] : []
      industries.append(
        try mark(industry.households, of: households, besides: closed, persons: persons))
    }
  }

  /// The codes of a household's industries, separated by spaces.
  func industryCodes(of row: Int) -> String {
    zip(CountyMargins.industries, industries).filter { $0.1[row] }.map(\.0.code)
      .joined(separator: " ")
  }
}
