// SPDX-License-Identifier: GPL-3.0-or-later

public import Assessment
import GRDB
import Sampling
public import Tables

extension Workspace {
  /// The townships, or other offices, of the imported registers, by bytes; none before anything was
  /// imported, or where the profile names no column of offices.
  func townships() throws -> [String] {
    let names = Set((try offices() ?? [:]).values.filter { !$0.isEmpty }.map { UnitID($0) })
    return names.map(\.text).sorted { bytesCompare($0, $1) < 0 }
  }

  /// Refuses a township or unit that an item is said to be about and no register knows.
  ///
  /// As long as a register has not been imported nobody can tell, and nothing is refused.
  /// - Complexity: linear in the bytes of the tables that were imported.
  func refuseUnknownPlaces(_ values: [RectificationItem.Field: String]) throws {
    var faults = Faults()
    if let name = values[.township], !name.isEmpty {
      let known = try townships()
      if !known.isEmpty, !known.contains(where: { bytesCompare($0, name) == 0 }) {
        faults.append(Self.unknown(.rectifyUnknownTownship, name, known))
      }
    }
    if let path = values[.about], !path.isEmpty {
      let imported = try database.read { try Self.registerDigests($0) }
      if description.registers.allSatisfy({ imported[$0.name] != nil }) {
        let unit = UnitID(path)
        let tables = try recordTables().tables
        if !tables.contains(where: { $0.paths.contains(unit) }) {
          faults.append(
            Self.unknown(
              .rectifyUnknownAbout, path, tables.lazy.flatMap { $0.paths.lazy.map(\.text) }))
        }
      }
    }
    try faults.throwIfAny()
  }

  /// The items of the ledger that fit what is asked for.
  ///
  /// - Parameters:
  ///   - ledger: the ledger at the day that is wanted.
  ///   - unit: the responsible unit.
  ///   - township: the township.
  /// - Throws: ``Fault/Code/rectifyUnknownUnit`` and ``Fault/Code/rectifyUnknownTownship`` for names that
  ///   neither the ledger nor registers and profile know; the faults of
  ///   ``RectificationLedger/filtered(state:unit:township:ledger:isOverdue:rules:)``.
  public func items(
    of ledger: RectificationLedger, state: String? = nil, unit: String? = nil,
    township: String? = nil, ledger name: String? = nil, isOverdue: Bool = false
  ) throws -> [RectificationItem] {
    let rules = try ledgerRules()
    let townships = try townships()
    let wanted: [(String?, RectificationItem.Field, [String], Fault.Code)] = [
      (unit, .unit, townships + rules.routes.map(\.unit), .rectifyUnknownUnit),
      (township, .township, townships, .rectifyUnknownTownship),
    ]
    for (name, field, others, code) in wanted {
      guard let name else { continue }
      let names = (ledger.items.map { $0[field] } + others).filter { !$0.isEmpty }
      let known = Set(names.map { UnitID($0) })
      if !known.isEmpty, !known.contains(UnitID(name)) {
        throw Self.unknown(code, name, known.map(\.text))
      }
    }
    return try ledger.filtered(
      state: state, unit: unit, township: township, ledger: name, isOverdue: isOverdue, rules: rules
    )
  }

  private static func unknown(
    _ code: Fault.Code, _ name: String, _ known: some Sequence<String>
  ) -> Fault {
    let nearest = nearestNames(to: name, among: known)
    return Fault(code, ["name": name, "nearest": nearest.joined(separator: ", ")])
  }
}

extension Fault.Code {
  /// A township is named that is not known.
  public static let rectifyUnknownTownship = Fault.Code("rectify-unknown-township", .data)
  /// A responsible unit is named that is not known.
  public static let rectifyUnknownUnit = Fault.Code("rectify-unknown-unit", .data)
  /// An item is said to be about a unit that stands in no register.
  public static let rectifyUnknownAbout = Fault.Code("rectify-unknown-about", .data)
}
