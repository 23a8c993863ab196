// SPDX-License-Identifier: GPL-3.0-or-later

import Assessment
import Files
import Foundation
import GRDB
public import Sampling
package import Tables

/// A drawn first-stage unit whose registers came after the seal, as it is recorded.
public struct LateVillage: Sendable {
  /// The number of its late seal within the draw, from 1.
  public let number: Int
  /// The late seal.
  public let seal: LateSeal
  /// For each late register the rows that came and the number that other sources expect.
  public let registers: [(name: String, rows: Int, expected: Int)]
  /// Why it supersedes an earlier late seal of the unit.
  public let reason: String?
  /// When it was sealed, in UTC.
  public let sealedAt: String
  /// Who sealed it.
  public let sealedBy: String
  /// When units were drawn from it; `nil` before.
  public let drawnAt: String?
  /// The digest of those units.
  let sampleDigest: String?
}

extension Workspace {
  /// The late seals of a round's latest draw, the earliest first.
  public func lateSeals(round: String) throws -> [LateVillage] {
    try database.read { db in
      let draw = try Int.fetchOne(
        db, sql: "SELECT max(number) FROM draw WHERE round = ?", arguments: [round])
      let rows = try Row.fetchAll(
        db, sql: "SELECT * FROM late_seal WHERE round = ? AND draw = ? ORDER BY number",
        arguments: [round, draw])
      return try rows.map { row in
        let number: Int = row["number"]
        let registers = try Row.fetchAll(
          db,
          sql: """
            SELECT register, rows, expected FROM late_register
            WHERE round = ? AND draw = ? AND number = ? ORDER BY register
            """, arguments: [round, draw, number])
        return LateVillage(
          number: number,
          seal: try LateSeal(
            json: CanonicalJSON(parsing: Array((row["json"] as String).utf8))),
          registers: registers.map { ($0["register"], $0["rows"], $0["expected"]) },
          reason: row["reason"], sealedAt: row["sealed_at"], sealedBy: row["sealed_by"],
          drawnAt: row["drawn_at"], sampleDigest: row["sample_digest"])
      }
    }
  }

  /// The late seals from which units were drawn.
  public func lateVillages(round: String) throws -> [LateVillage] {
    try lateSeals(round: round).filter { $0.drawnAt != nil }
  }

  /// The registers of a round with the rows of its late villages; of a subsample those that the earlier
  /// round drew from.
  package func registers(round: String) throws -> [String: TableRegister] {
    if let rule = description.subsample(round: round) { return try registers(round: rule.round) }
    return try registers(with: lateVillages(round: round), round: round)
  }

  /// The registers of a round for counts and sums: as ``registers(round:)``, passed over where nothing came
  /// late; of a subsample the earlier round's units.
  package func registersForCounts(
    round: String, progress: Tables.Progress? = nil
  ) throws -> [String: any ConditionalRegister] {
    if let rule = description.subsample(round: round) {
      return try subsampleRegisters(rule, progress: progress)
    }
    let late = try lateVillages(round: round)
    return late.isEmpty
      ? try streamedRegisters(progress: progress) : try registers(with: late, round: round)
  }

  /// The registers with the rows of the given late villages at their ends.
  /// - Throws: ``Fault/Code/changedAfterSeal`` if late rows are not those that were sealed.
  func registers(
    with villages: [LateVillage], round: String
  ) throws -> [String: TableRegister] {
    var registers = try allRegisters()
    guard !villages.isEmpty else { return registers }
    let salt = Salt(try secret("salt", round: round))
    let main = try latestSeal(round: round).seal
    for village in villages {
      let late = try lateRegisters(village, round: round)
      let again = try LateSeal(
        of: village.seal.unit, seal: main, registers: late,
        salt: salt.salt(of: village.seal.unit), earlier: village.seal.earlierSeals)
      guard again.commitment == village.seal.commitment else {
        throw Fault(.changedAfterSeal, ["round": round, "what": village.seal.unit.text])
      }
      for (name, register) in late { registers[name] = try registers[name]!.appending(register) }
    }
    return registers
  }

  /// The late rows of a village, from their canonical copies.
  func lateRegisters(
    _ village: LateVillage, round: String
  ) throws -> [String: TableRegister] {
    let draw = try draws(round: round).count
    return try village.registers.reduce(into: [:]) { registers, late in
      let description = try registerDescription(late.name)
      let path = latePath(round: round, draw: draw, number: village.number, register: late.name)
      registers[late.name] = try TableRegister(
        CSVFile(path: path).table(), id: description.id, parent: description.parentColumn)
    }
  }

  /// Where the canonical copy of a late register lies.
  func latePath(round: String, draw: Int, number: Int, register: String) -> String {
    registersFolder.appending(path: "late/\(round)/\(draw)-\(number)-\(register).csv").path
  }
}
