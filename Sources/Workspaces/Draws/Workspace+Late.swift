// SPDX-License-Identifier: GPL-3.0-or-later

import Assessment
import Files
import Foundation
import GRDB
public import Sampling
public import Tables

extension Workspace {
  /// Commits to the registers of a drawn first-stage unit that came after the seal.
  ///
  /// - Parameters:
  ///   - unit: the first-stage unit.
  ///   - files: its rows, by register.
  ///   - expected: how many rows other sources expect, by register.
  ///   - round: the round.
  ///   - reason: why an earlier late seal of the unit is superseded; needed if there is one.
  /// - Throws: ``Fault/Code/notDrawn``; ``Fault/Code/lateAfterReveal``; ``Fault/Code/lateNotDrawn``;
  ///   ``Fault/Code/lateOfSubsample``;
  ///   ``Fault/Code/lateNotBelow``; ``Fault/Code/lateExpectedMissing``; ``Fault/Code/lateRowsBefore``;
  ///   ``Fault/Code/lateSealNeedsReason``; ``Fault/Code/lateAlreadyDrawn``; the faults of the rows.
  public func sealLate(
    _ unit: UnitID, files: [String: String], expected: [String: Int], round: String,
    reason: String? = nil, progress: Tables.Progress? = nil
  ) throws -> LateVillage {
    let (_, draw) = try checkLate(unit, round: round, progress: progress)
    let earlier = try lateSeals(round: round).filter { $0.seal.unit == unit }
    if earlier.contains(where: { $0.drawnAt != nil }) {
      throw Fault(.lateAlreadyDrawn, ["unit": unit.text])
    }
    if !earlier.isEmpty, (reason ?? "").isEmpty {
      throw Fault(.lateSealNeedsReason, ["unit": unit.text, "seals": "\(earlier.count)"])
    }
    var checked: [CheckedRegister] = []
    for name in files.keys.sorted() {
      let description = try registerDescription(name)
      guard let parent = description.parent,
        bytesCompare(parent, self.description.design.firstStage.register) == 0
      else { throw Fault(.lateNotBelow, ["register": name]) }
      guard expected[name] != nil else { throw Fault(.lateExpectedMissing, ["register": name]) }
      try register(named: name).forEachUnit { above, _, _ in
        if above == unit {
          throw Fault(.lateRowsBefore, ["register": name, "unit": unit.text])
        }
      }
      checked.append(
        try checkLateRegister(description, files[name]!, of: unit, progress: progress))
    }
    let sealed = try latestSeal(round: round)
    let salt = Salt(try secret("salt", round: round)).salt(of: unit)
    let seal = try LateSeal(
      of: unit, seal: sealed.seal,
      registers: Dictionary(
        uniqueKeysWithValues: checked.map { ($0.description.name, $0.register) }), salt: salt,
      earlier: earlier.map(\.seal.commitment))
    let number = try lateSeals(round: round).count + 1
    try Self.makeFolder(registersFolder.appending(path: "late/\(round)"))
    for late in checked {
      try AtomicFile.write(
        late.canonicalText,
        to: latePath(
          round: round, draw: draw, number: number, register: late.description.name))
    }
    var details = [
      "round": round, "draw": "\(draw)", "village": unit.text, "commitment": seal.commitment.hex,
    ]
    details["reason"] = reason
    for register in seal.registers {
      details["\(register.name).rows"] = "\(register.rows)"
      details["\(register.name).expected"] = "\(expected[register.name]!)"
    }
    try record("seal village", details) { db in
      try db.execute(
        sql: """
          INSERT INTO late_seal (round, draw, number, path, commitment, json, reason, sealed_at,
            sealed_by) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
          """,
        arguments: [
          round, draw, number, unit.text, seal.commitment.hex, seal.json.text, reason,
          session.timestamp, session.actor,
        ])
      for register in seal.registers {
        try db.execute(
          sql: """
            INSERT INTO late_register (round, draw, number, register, rows, expected)
            VALUES (?, ?, ?, ?, ?, ?)
            """,
          arguments: [
            round, draw, number, register.name, register.rows, expected[register.name],
          ])
      }
    }
    return try lateSeals(round: round).last!
  }

  /// Draws units from the late registers of a first-stage unit, by the seed and key of the round.
  /// - Throws: ``Fault/Code/lateNotSealed``; ``Fault/Code/lateAlreadyDrawn``;
  ///   ``Fault/Code/lateAfterReveal``; ``Fault/Code/changedAfterSeal``.
  public func drawLate(
    _ unit: UnitID, round: String, progress: Tables.Progress? = nil
  ) throws -> (village: LateVillage, draw: Draw) {
    let (seed, draw) = try checkLate(unit, round: round, progress: progress)
    guard let village = try lateSeals(round: round).last(where: { $0.seal.unit == unit }) else {
      throw Fault(.lateNotSealed, ["unit": unit.text])
    }
    guard village.drawnAt == nil else { throw Fault(.lateAlreadyDrawn, ["unit": unit.text]) }
    let before = try currentDraw(round: round, progress: progress).draw
    let registers = try registers(with: lateVillages(round: round) + [village], round: round)
    let complete = try SamplingFrame(
      design(round: round), registers: sampleRegisters(registers), progress: progress
    ).draw(seed: seed, progress: progress)
    let known = Set(before.units.map(\.path))
    let new = complete.units.filter { !known.contains($0.path) }
    precondition(before.units.count + new.count == complete.units.count, "drawn units changed")
    let proof = try lateProof(village, complete, round: round, isRevealed: false)
    let sample = PendingFile("out/\(round)/sample.csv") { [description] path in
      try SampleFile.write(complete, registers: registers, description: description, to: path)
    }
    try record(
      "draw village",
      ["round": round, "draw": "\(draw)", "village": unit.text, "units": "\(new.count)"],
      files: [file(of: proof, village, round: round), sample]
    ) { db in
      try db.execute(
        sql: """
          UPDATE late_seal SET drawn_at = ?, sample_digest = ?
          WHERE round = ? AND draw = ? AND number = ?
          """,
        arguments: [
          session.timestamp, proof.sampleDigest.hex, round, draw, village.number,
        ])
      try insert(new, round: round, draw: draw, after: before.units.count, into: db)
    }
    return (try lateSeals(round: round).first { $0.number == village.number }!, complete)
  }

  /// The seed and number of a round's draw, if it can take late registers of the unit.
  private func checkLate(
    _ unit: UnitID, round: String, progress: Tables.Progress?
  ) throws -> (seed: Seed, draw: Int) {
    if let rule = description.subsample(round: round) {
      throw Fault(.lateOfSubsample, ["round": round, "of": rule.round])
    }
    guard let last = try draws(round: round).last else { throw Fault(.notDrawn, ["round": round]) }
    guard last.revealedAt == nil else { throw Fault(.lateAfterReveal, ["round": round]) }
    let (draw, seed, _) = try currentDraw(round: round, progress: progress)
    guard draw.units.contains(where: { $0.stage == 1 && $0.role == .main && $0.path == unit })
    else { throw Fault(.lateNotDrawn, ["unit": unit.text]) }
    return (seed, last.number)
  }

  /// The proof of a late draw.
  func lateProof(
    _ village: LateVillage, _ draw: Draw, round: String, isRevealed: Bool
  ) throws -> LateProof {
    LateProof(
      seal: village.seal,
      membership: try Membership(
        of: village.seal.unit, seal: latestSeal(round: round).seal,
        registers: allRegisters().mapValues(\.table), salt: secret("salt", round: round)),
      draw: draw, isRevealed: isRevealed)
  }

  /// The proof of a late draw as a file.
  func file(of proof: LateProof, _ village: LateVillage, round: String) -> PendingFile {
    PendingFile("out/\(round)/late-\(village.number).json", text: proof.json.text)
  }
}

extension Fault.Code {
  /// Late registers are given for a unit of the first stage that was not drawn.
  public static let lateNotDrawn = Fault.Code("late-not-drawn", .usage)
  /// Late registers are given after the key was revealed.
  public static let lateAfterReveal = Fault.Code("late-after-reveal", .usage)
  /// A late register does not lie below the first stage.
  public static let lateNotBelow = Fault.Code("late-not-below", .usage)
  /// The expected number of rows of a late register is not given.
  public static let lateExpectedMissing = Fault.Code("late-expected-missing", .usage)
  /// Units are to be drawn from late registers that were not sealed.
  public static let lateNotSealed = Fault.Code("late-not-sealed", .usage)
  /// Late registers of a unit are sealed again without a reason.
  public static let lateSealNeedsReason = Fault.Code("late-seal-needs-reason", .usage)
  /// Units were drawn from a unit's late registers before.
  public static let lateAlreadyDrawn = Fault.Code("late-already-drawn", .usage)
}
