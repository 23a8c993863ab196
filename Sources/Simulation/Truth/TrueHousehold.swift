// SPDX-License-Identifier: GPL-3.0-or-later

internal import Tables

/// A household as it truly lives.
struct TrueHousehold {
  /// What the register says: the kind of household in a form.
  enum Status: String, CaseIterable {
    case exited, remaining, unregistered
  }

  let status: Status
  let persons: Int
  let error: RegisterError?
  let reason: String
  let approves: Bool
  /// Yuan a person and year.
  let income: Int
  /// Yuan of the household by ``IncomePart``; all 0 where the truth has none.
  let parts: [Int]
  let children: Int
  let elders: Int
  let labour: Int
  let chronic: Int
  let disabled: Int
  let housing: Residents.Housing
  let cause: String
  let exitYear: Int

  /// The household of a path.
  /// - Throws: ``Tables/Fault/Code/unitWithoutTruth``, ``Tables/Fault/Code/truthWord``,
  ///   ``Tables/Fault/Code/notANumber``.
  init(_ path: UnitID, in truth: Truth) throws {
    let row = try truth.row(of: path)
    status = try truth.word("status", row)
    persons = try truth.integer("persons", row)
    error = try truth.error(row: row)
    reason = truth.text("reason", row)
    approves = truth.text("approves", row) == "1"
    income = try truth.integer("income", row)
    parts = try ["wage", "farm", "business", "property", "transfer"].map {
      try truth.integer($0, row)
    }
    children = try truth.integer("children", row)
    elders = try truth.integer("elders", row)
    labour = try truth.integer("labour", row)
    chronic = try truth.integer("chronic", row)
    disabled = try truth.integer("disabled", row)
    housing = try truth.word("housing", row)
    cause = truth.text("cause", row)
    exitYear = try truth.integer("exit_year", row)
  }
}

/// A village as its register and its households make it.
struct TrueVillage {
  /// The group of the village.
  enum Status: String, CaseIterable {
    case exited = "village_exited"
    case remaining = "village_remaining"
    case other = "village_other"

    /// The choice in a form.
    var group: String { String(rawValue.dropFirst("village_".count)) }
  }

  var status = Status.other
  var persons = 0
  var households = 0
  var registeredPersons = 0
  var registeredHouseholds = 0
  var remainingPersons = 0
  var remainingHouseholds = 0

  /// Whether the register's rate is below 2%, in integers.
  var isBelowCap: Bool { remainingPersons * 50 < persons }

  /// All villages of a truth.
  /// - Throws: as ``TrueHousehold/init(_:in:)``.
  /// - Complexity: one pass over the households.
  static func all(in truth: Truth) throws -> [UnitID: TrueVillage] {
    var villages: [UnitID: TrueVillage] = [:]
    for (row, path) in truth.paths.enumerated() {
      let village = path.top
      guard village != path else {
        villages[path, default: TrueVillage()].status = try truth.word("status", row)
        continue
      }
      let persons = try truth.integer("persons", row)
      let status: TrueHousehold.Status = try truth.word("status", row)
      villages[village, default: TrueVillage()].add(persons, status)
    }
    return villages
  }

  private mutating func add(_ count: Int, _ status: TrueHousehold.Status) {
    persons += count
    households += 1
    guard status != .unregistered else { return }
    registeredPersons += count
    registeredHouseholds += 1
    guard status == .remaining else { return }
    remainingPersons += count
    remainingHouseholds += 1
  }
}
