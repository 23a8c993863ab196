// SPDX-License-Identifier: GPL-3.0-or-later

import Assessment
import Files
import Foundation
import GRDB
public import Sampling
public import Tables

/// A draw as it is recorded.
public struct RecordedDraw: Sendable {
  /// Its number within the round, from 1.
  public let number: Int
  /// The number of the seal that it opens.
  public let seal: Int
  /// The seed as it was typed.
  public let seed: String
  /// How the seed came about, as somebody described it.
  public let seedSource: String?
  /// How many draws of this workspace, this one included, used the seed's text until then.
  public let uses: Int
  /// Why the round was drawn once more; `nil` for its first draw.
  public let reason: String?
  /// What was unusual about the seed.
  public let warnings: [Fault]
  /// When, in UTC.
  public let drawnAt: String
  /// Who.
  public let drawnBy: String
  /// When the key was revealed.
  public let revealedAt: String?
}

extension Workspace {
  /// Draws the sample of a sealed round.
  ///
  /// Registers and design are sealed again first and compared with the seal, so that nothing can have
  /// changed since.
  ///
  /// - Parameters:
  ///   - round: the round.
  ///   - seed: the public text, exactly as typed.
  ///   - source: how the seed came about, for log, minutes and report.
  ///   - allowsShortSeed: whether a text of fewer than 20 characters is taken.
  ///   - reason: why the round is drawn once more; needed if it was drawn before.
  ///   - progress: hears the work.
  /// - Throws: ``Fault/Code/notSealed``; ``Fault/Code/changedAfterSeal``; ``Fault/Code/drawNeedsReason``;
  ///   ``Fault/Code/seedOfOtherRound``; ``Fault/Code/seedOfRotation``; the faults of seed, registers and design.
  public func draw(
    round: String, seed text: String, source: String? = nil, allowsShortSeed: Bool = false,
    reason: String? = nil, progress: Tables.Progress? = nil
  ) throws -> (record: RecordedDraw, draw: Draw) {
    let sealed = try latestSeal(round: round)
    let earlier = try draws(round: round)
    if !earlier.isEmpty, (reason ?? "").isEmpty {
      throw Fault(.drawNeedsReason, ["round": round, "draws": "\(earlier.count)"])
    }
    let seed = try self.seed(text, round: round, sealed, allowsShort: allowsShortSeed)
    let uses = try checkUses(of: text, round: round, sealed) + 1
    try checkRotationSeed(text, round: round, sealed)
    let registers = try registersToSeal(round: round, progress: progress)
    try checkUnchanged(registers, round: round, sealed, progress: progress)
    let draw = try SamplingFrame(
      design(round: round), registers: sampleRegisters(registers), progress: progress
    ).draw(seed: seed, progress: progress)
    let number = earlier.count + 1
    let proof = Proof(seal: sealed.seal, draw: draw, seed: seed, draws: number, isRevealed: false)
    var details = ["round": round, "draw": "\(number)", "seed": seed.text, "uses": "\(uses)"]
    details["reason"] = reason
    details["seedSource"] = source
    let isSubsample = description.subsample(round: round) != nil
    let sample = PendingFile("out/\(round)/sample.csv") { [description] path in
      try SampleFile.write(
        draw, registers: registers, description: description, isSubsample: isSubsample, to: path)
    }
    try record("draw", details, files: files(of: proof, round: round) + [sample]) { db in
      try db.execute(
        sql: """
          INSERT INTO draw (round, number, seal, seed, is_short, reason, sample_digest, drawn_at,
            drawn_by, seed_source)
          VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
          """,
        arguments: [
          round, number, sealed.number, text, allowsShortSeed, reason, proof.sampleDigest.hex,
          session.timestamp, session.actor, source,
        ])
      try insert(draw.units, round: round, draw: number, into: db)
    }
    return (try draws(round: round).last!, draw)
  }

  /// Makes the key public: the proof then shows everything.
  /// - Throws: ``Fault/Code/notDrawn``; ``Fault/Code/alreadyRevealed``.
  public func reveal(round: String, progress: Tables.Progress? = nil) throws -> RecordedDraw {
    guard let last = try draws(round: round).last else { throw Fault(.notDrawn, ["round": round]) }
    if let at = last.revealedAt { throw Fault(.alreadyRevealed, ["round": round, "at": at]) }
    let (draw, seed, sealed) = try mainDraw(round: round, progress: progress)
    let proof = Proof(
      seal: sealed.seal, draw: draw, seed: seed, draws: last.number, isRevealed: true)
    let complete = try currentDraw(round: round, progress: progress).draw
    let late = try lateVillages(round: round).map {
      ($0, try lateProof($0, complete, round: round, isRevealed: true))
    }
    let files = files(of: proof, round: round) + late.map { file(of: $1, $0, round: round) }
    try record("reveal", ["round": round, "draw": "\(last.number)"], files: files) { db in
      try db.execute(
        sql: "UPDATE draw SET revealed_at = ? WHERE round = ? AND number = ?",
        arguments: [session.timestamp, round, last.number])
    }
    return try draws(round: round).last!
  }

  /// The draws of a round, the earliest first.
  public func draws(round: String) throws -> [RecordedDraw] {
    try database.read { db in
      try Row.fetchAll(
        db,
        // A draw stands in the log before its successors, so that its entry's order is time's.
        sql: """
          SELECT d.*, (SELECT count(*) FROM draw e WHERE e.seed = d.seed AND e.rowid <= d.rowid)
            AS uses
          FROM draw d WHERE d.round = ? ORDER BY d.number
          """, arguments: [round]
      )
      .map { row in
        let seed = try Seed(text: row["seed"], allowsShort: row["is_short"])
        return RecordedDraw(
          number: row["number"], seal: row["seal"], seed: seed.text, seedSource: row["seed_source"],
          uses: row["uses"], reason: row["reason"], warnings: seed.warnings,
          drawnAt: row["drawn_at"], drawnBy: row["drawn_by"], revealedAt: row["revealed_at"])
      }
    }
  }

  /// The latest draw of a round, made again from the sealed registers, with the units that were drawn
  /// from late ones.
  ///
  /// A subsample of an earlier round is told with the probabilities and populations of both rounds
  /// together, as it is scored; its proof tells the second alone.
  /// - Throws: as ``mainDraw(round:progress:)``; ``Fault/Code/recordedUnitsDiffer`` for late units, too.
  public func currentDraw(
    round: String, progress: Tables.Progress? = nil
  ) throws -> (draw: Draw, seed: Seed, seal: RecordedSeal) {
    let main = try mainDraw(round: round, progress: progress)
    if let rule = description.subsample(round: round) {
      let earlier = try currentDraw(round: rule.round, progress: progress).draw
      return (try earlier.subsampled(main.draw), main.seed, main.seal)
    }
    let late = try lateVillages(round: round)
    guard !late.isEmpty else { return main }
    let draw = try SamplingFrame(
      design(round: round), registers: sampleRegisters(registers(with: late, round: round)),
      progress: progress
    ).draw(seed: main.seed, progress: progress)
    for village in late {
      let proof = try lateProof(village, draw, round: round, isRevealed: false)
      guard proof.sampleDigest.hex == village.sampleDigest else {
        throw Fault(.recordedUnitsDiffer, ["round": round])
      }
    }
    return (draw, main.seed, main.seal)
  }

  /// The latest draw of a round from the registers of its seal alone.
  ///
  /// The units are compared with those that were recorded; they can differ only if something was
  /// tampered with.
  /// - Throws: ``Fault/Code/notDrawn``, ``Fault/Code/changedAfterSeal``, ``Fault/Code/recordedUnitsDiffer``.
  func mainDraw(
    round: String, progress: Tables.Progress? = nil
  ) throws -> (draw: Draw, seed: Seed, seal: RecordedSeal) {
    let stored = try database.read { db in
      try Row.fetchOne(
        db, sql: "SELECT * FROM draw WHERE round = ? ORDER BY number DESC LIMIT 1",
        arguments: [round])
    }
    guard let stored else { throw Fault(.notDrawn, ["round": round]) }
    let sealed = try latestSeal(round: round)
    guard sealed.number == stored["seal"] as Int else { throw Fault(.notDrawn, ["round": round]) }
    let seed = try self.seed(
      stored["seed"], round: round, sealed, allowsShort: stored["is_short"])
    let registers = try registersToDraw(round: round, progress: progress)
    try checkUnchanged(registers, round: round, sealed, progress: progress)
    let draw = try SamplingFrame(
      design(round: round), registers: sampleRegisters(registers), progress: progress
    ).draw(seed: seed, progress: progress)
    let proof = Proof(seal: sealed.seal, draw: draw, seed: seed, draws: 1, isRevealed: false)
    guard proof.sampleDigest.hex == stored["sample_digest"] as String else {
      throw Fault(.recordedUnitsDiffer, ["round": round])
    }
    return (draw, seed, sealed)
  }

  /// The key of a round whose key was revealed.
  public func revealedKey(round: String) throws -> Secret? {
    guard try draws(round: round).last?.revealedAt != nil,
      try latestSeal(round: round).seal.keyDigest != nil
    else { return nil }
    return try secret("secret", round: round)
  }

  // MARK: - Parts

  func latestSeal(round: String) throws -> RecordedSeal {
    guard let sealed = try seals(round: round).last else {
      throw Fault(.notSealed, ["round": round])
    }
    return sealed
  }

  /// Refuses a seed that would make the sample of this round known from another round's: one that was
  /// used there, unless a key that is still secret keeps the tickets from everybody.
  /// - Returns: the number of draws that used it before.
  private func checkUses(of seed: String, round: String, _ sealed: RecordedSeal) throws -> Int {
    let others = try database.read { db in
      try Row.fetchAll(
        db,
        sql: """
          SELECT d.round, d.revealed_at, s.key_digest FROM draw d
          JOIN seal s ON s.round = d.round AND s.number = d.seal WHERE d.seed = ?
          """, arguments: [seed])
    }
    for other in others where bytesCompare(other["round"], round) != 0 {
      let isKnown =
        sealed.isDemonstration || sealed.seal.keyDigest == nil
        || (other["revealed_at"] as String? != nil
          && sealed.seal.keyDigest?.hex == other["key_digest"] as String?)
      if isKnown {
        throw Fault(.seedOfOtherRound, ["round": round, "other": other["round"] as String])
      }
    }
    return others.count
  }

  /// Refuses another seed than that of the rounds with the same key where samples rotate: units would come
  /// again before all had their turn.
  private func checkRotationSeed(
    _ seed: String, round: String, _ sealed: RecordedSeal
  ) throws {
    guard let digest = sealed.seal.keyDigest, description.subsample(round: round) == nil,
      description.samples.contains(where: { $0.rotation != nil })
    else { return }
    let earlier = try database.read { db in
      try Row.fetchOne(
        db,
        sql: """
          SELECT d.round, d.seed FROM draw d JOIN seal s ON s.round = d.round AND s.number = d.seal
          WHERE s.key_digest = ? AND d.round <> ? ORDER BY d.rowid DESC LIMIT 1
          """, arguments: [digest.hex, round])
    }
    guard let earlier, bytesCompare(earlier["seed"], seed) != 0 else { return }
    throw Fault(
      .seedOfRotation,
      [
        "round": round, "other": earlier["round"] as String, "seed": earlier["seed"] as String,
      ])
  }

  private func seed(
    _ text: String, round: String, _ sealed: RecordedSeal, allowsShort: Bool
  ) throws -> Seed {
    let key = sealed.seal.keyDigest == nil ? nil : try secret("secret", round: round)
    if key?.digest != sealed.seal.keyDigest {
      throw Fault(
        .keyDiffers, at: Place(file: keysFolder(round: round).appending(path: "secret.key").path))
    }
    return try Seed(text: text, key: key, allowsShort: allowsShort)
  }

  /// Refuses registers or a design that are not those that were sealed.
  private func checkUnchanged(
    _ registers: [String: any ConditionalRegister], round: String, _ sealed: RecordedSeal,
    progress: Tables.Progress?
  ) throws {
    let salt = try secret("salt", round: round)
    let now = try makeSeal(
      registers, round: round, salt: salt, keyDigest: sealed.seal.keyDigest,
      earlier: sealed.seal.earlierSeals,
      progress: progress)
    guard now.commitment == sealed.seal.commitment else {
      let before = Dictionary(
        uniqueKeysWithValues: sealed.seal.registers.map { ($0.name, $0.root) })
      let changed = now.registers.filter { before[$0.name] != $0.root }.map(\.name)
      throw Fault(
        .changedAfterSeal,
        [
          "round": round,
          "what": changed.isEmpty
            ? "assessment.yaml, settings.xlsx" : changed.joined(separator: ", "),
        ])
    }
  }

  func insert(
    _ units: [DrawnUnit], round: String, draw: Int, after count: Int = 0, into db: Database
  ) throws {
    let statement = try db.makeStatement(
      sql: """
        INSERT INTO unit (round, draw, position, path, stage, sample, stratum, role, place, ticket)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        """)
    for (position, unit) in units.enumerated() {
      try statement.execute(arguments: [
        round, draw, count + position, unit.path.text, unit.stage, unit.sample, unit.stratum,
        description.roleName(of: unit), unit.order, unit.ticket.hex,
      ])
    }
  }

  /// The proof and the script that checks it.
  private func files(of proof: Proof, round: String) -> [PendingFile] {
    [
      PendingFile("out/\(round)/proof.json", text: proof.json.text),
      PendingFile("out/\(round)/verify.py", text: IndependentVerifier.source, mode: 0o755),
    ]
  }
}

extension Fault.Code {
  /// A round shall be drawn that was not sealed.
  public static let notSealed = Fault.Code("not-sealed", .data)
  /// Something needs a draw, and the round has none.
  public static let notDrawn = Fault.Code("not-drawn", .data)
  /// A round is drawn once more without a reason.
  public static let drawNeedsReason = Fault.Code("draw-needs-reason", .usage)
  /// A register or the design is not what was sealed.
  public static let changedAfterSeal = Fault.Code("changed-after-seal", .data)
  /// The key in the folder is not the one that was sealed.
  public static let keyDiffers = Fault.Code("key-differs", .data)
  /// The units on record are not those that seed and registers give.
  public static let recordedUnitsDiffer = Fault.Code("recorded-units-differ", .data)
  /// Samples rotate, and the rounds of one key have different seeds.
  public static let seedOfRotation = Fault.Code("seed-of-rotation", .usage)
  /// A seed was used in another round, from which this round's sample would be known.
  public static let seedOfOtherRound = Fault.Code("seed-of-other-round", .usage)
  /// The key was revealed before.
  public static let alreadyRevealed = Fault.Code("already-revealed", .usage)
}
