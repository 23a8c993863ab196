// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation
import Sampling
import Tables
import Testing

@Suite("The membership of one first-stage unit")
struct MembershipTests {
  private let county: SealedCounty

  init() throws {
    let folder = FileManager.default.temporaryDirectory
      .appending(path: "membership-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    county = try SealedCounty(in: folder, key: Secret(bytes: (0..<32).map { UInt8($0) }))
  }

  private func membership(_ unit: UnitID) throws -> Membership {
    try Membership(
      of: unit, seal: county.proof.seal, registers: county.registers, salt: county.salt)
  }

  private func proof() -> Proof { county.proof.concealed }

  private var firstUnit: UnitID {
    county.villages.columns[0].unitID(at: 0)
  }

  /// The rows of a table whose given column is the unit.
  private func rows(_ table: Table, of unit: UnitID, column: String) throws -> [[String]] {
    let key = try table.text(column)
    return (0..<table.rowCount).filter { key.unitID(at: $0) == unit }.map { row in
      table.columns.map { $0.text(at: row) }
    }
  }

  private func rowsTable(_ names: [String], _ rows: [[String]]) -> Table {
    Table(
      names: names,
      columns: names.indices.map { column in TextColumn(rows.map { $0[column] as String? }) })
  }

  @Test("Every village's own rows are proved by its path, and its file read back is the same")
  func everyVillage() throws {
    for row in 0..<county.villages.rowCount {
      let unit = county.villages.columns[0].unitID(at: row)
      let made = try membership(unit)
      let read = try Membership(of: unit, parsing: Array(made.json.text.utf8))
      #expect(read.json == made.json)
      let own = [
        "villages": rowsTable(
          county.villages.names, try rows(county.villages, of: unit, column: "village_id")),
        "households": rowsTable(
          county.households.names, try rows(county.households, of: unit, column: "village")),
      ]
      let verification = try read.verify(against: proof(), registers: own)
      #expect(verification.isValid && verification.unproven.isEmpty)
      #expect(try read.verify(against: proof()).unproven.count == 2)
    }
  }

  @Test("A row that was changed, left out or added is found")
  func changedRows() throws {
    let unit = firstUnit
    let read = try membership(unit)
    let honest = try rows(county.households, of: unit, column: "village")
    var changed = honest
    changed[0][2] += "x"
    var added = honest
    added.append(honest[0])
    added[added.count - 1][0] = "H999"
    for forged in [changed, Array(honest.dropFirst()), added] {
      let verification = try read.verify(
        against: proof(),
        registers: ["households": rowsTable(county.households.names, forged)])
      #expect(verification.failures.map(\.code) == [.memberRowsDiffer])
    }
  }

  @Test("Every changed hash, place or name in the file makes it fail")
  func forgedFile() throws {
    let made = try membership(firstUnit)
    let text = made.json.text
    let other = try membership(county.villages.columns[0].unitID(at: 1))
    let leaf = made.leaves[0]
    let forgeries: [(String, String, Fault.Code)] = [
      (made.commitment.hex, SHA256.hash("other").hex, .sealNotCommitted),
      (leaf.digest.hex, SHA256.hash("other").hex, .notAMember),
      (leaf.path[0].hex, SHA256.hash("other").hex, .notAMember),
      (leaf.path.last!.hex, SHA256.hash("other").hex, .notAMember),
      ("\"index\":\(leaf.index)", "\"index\":\(leaf.index ^ 1)", .notAMember),
      ("\"register\":\"villages\"", "\"register\":\"roster\"", .notAMember),
      ("\"unit\":\"\(made.unit)\"", "\"unit\":\"\(other.unit)\"", .notAMember),
    ]
    for (old, new, code) in forgeries {
      let forged = text.replacing(old, with: new)
      #expect(forged != text)
      let json = try CanonicalJSON(parsing: Array(forged.utf8))
      let verification = try Membership(json: json).verify(against: proof())
      #expect(verification.failures.map(\.code).contains(code), "\(old)")
    }
    #expect(throws: Fault.self) { try Membership(of: other.unit, parsing: Array(text.utf8)) }
  }

  @Test("Neither an unknown village nor a changed register has a membership")
  func refused() throws {
    #expect(throws: Fault(.unitNotSealed, ["unit": "V99"])) { try membership(UnitID("V99")) }
    var registers = county.registers
    registers["households"] = nil
    #expect(throws: Fault(.membershipRegisterMissing, ["register": "households"])) {
      try Membership(
        of: firstUnit, seal: county.proof.seal, registers: registers, salt: county.salt)
    }
    #expect(throws: Fault.self) {
      try Membership(
        of: firstUnit, seal: county.proof.seal, registers: county.registers, salt: .zero)
    }
  }
}
