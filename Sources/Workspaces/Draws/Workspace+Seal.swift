// SPDX-License-Identifier: GPL-3.0-or-later

import Assessment
import Files
import Foundation
import GRDB
import Planning
public import Sampling
public import Tables

/// Where the secret key and the salt secret of a seal come from.
public enum SecretSource: Sendable {
  /// From the random source of the system.
  case system
  /// From the user's own files; what is not given comes from the system.
  case given(key: Secret?, salt: Secret?)
  /// No key: whoever knows the seed knows the sample. The salt is as given or from the system.
  case withoutKey(salt: Secret?)
  /// Made from a seed that everybody knows, so that a demonstration can be repeated; not secret.
  case demonstration(seed: String)
  /// Those of the round's latest seal, to enlarge its sample by appending.
  case ofLatestSeal

  func secrets(latest: () throws -> (key: Secret?, salt: Secret)) throws -> (
    key: Secret?, salt: Secret
  ) {
    switch self {
    case .ofLatestSeal: try latest()
    case .system: (try .random(), try .random())
    case .given(let key, let salt): (try key ?? .random(), try salt ?? .random())
    case .withoutKey(let salt): (nil, try salt ?? .random())
    case .demonstration(let seed):
      (
        Secret(bytes: SHA256.hash("demo-key/" + seed).bytes),
        Secret(bytes: SHA256.hash("demo-salt/" + seed).bytes)
      )
    }
  }

  var isDemonstration: Bool { if case .demonstration = self { true } else { false } }

  var isTopUp: Bool { if case .ofLatestSeal = self { true } else { false } }
}

/// A seal as it is recorded.
public struct RecordedSeal: Sendable {
  /// Its number within the round, from 1.
  public let number: Int
  /// The seal itself.
  public let seal: Seal
  /// Whether its key is known to everybody.
  public let isDemonstration: Bool
  /// Why it supersedes an earlier one.
  public let reason: String?
  /// When, in UTC.
  public let sealedAt: String
  /// Who.
  public let sealedBy: String
  /// What is unusual, though allowed, where it was just sealed.
  public var warnings: [Fault] = []
}

extension Workspace {
  /// Commits to registers and design before a seed exists.
  ///
  /// - Parameters:
  ///   - round: the round.
  ///   - secrets: where key and salt come from.
  ///   - reason: why an earlier seal is superseded; needed if there is one.
  ///   - progress: hears the rows that are sealed.
  /// - Throws: the faults of registers and design; ``Fault/Code/sealNeedsReason``;
  ///   ``Fault/Code/keyWasRevealed``. With ``SecretSource/ofLatestSeal`` also
  ///   ``Fault/Code/topUpWithoutDraw``, ``Fault/Code/topUpRegister`` and what
  ///   ``Sampling/SamplingFrame/checkTopUp(of:)`` throws: whatever was drawn must stay drawn. A subsample of
  ///   an earlier round: ``Fault/Code/notDrawn`` and ``Fault/Code/changedAfterSeal`` of that round,
  ///   ``Fault/Code/subsampleKey``, ``Sampling/Fault/Code/subsampleMethod``.
  public func seal(
    round: String, secrets: SecretSource, reason: String? = nil, progress: Tables.Progress? = nil
  ) throws -> RecordedSeal {
    let earlier = try seals(round: round)
    if !earlier.isEmpty, (reason ?? "").isEmpty {
      throw Fault(.sealNeedsReason, ["round": round, "seals": "\(earlier.count)"])
    }
    // What cannot be scored later must not be sealed now.
    if let method = try design(round: round).methodWithoutVariance() {
      throw Fault(.methodNotScored, ["method": method.name])
    }
    let registers = try registersToSeal(round: round, progress: progress)
    if secrets.isTopUp {
      guard let latest = earlier.last, try draws(round: round).last?.seal == latest.number else {
        throw Fault(.topUpWithoutDraw, ["round": round])
      }
      try design(round: round).checkShape(asTopUpOf: latest.seal.design)
    }
    let frame = try SamplingFrame(
      design(round: round), registers: sampleRegisters(registers), progress: progress)
    try checkRotation(frame, round: round)
    let (key, salt) = try secrets.secrets {
      (
        earlier.last?.seal.keyDigest == nil ? nil : try secret("secret", round: round),
        try secret("salt", round: round)
      )
    }
    try checkIsSecret(key)
    try checkSubsample(frame, round: round, keyDigest: key?.digest, progress: progress)
    let seal = try makeSeal(
      registers, round: round, salt: salt, keyDigest: key?.digest,
      earlier: earlier.map(\.seal.commitment),
      progress: progress)
    if secrets.isTopUp, let latest = earlier.last?.seal {
      try checkTopUp(frame, seal, of: latest, registers, progress: progress)
    }
    let number = earlier.count + 1
    // The secrets are on disk before anything commits to them.
    var files = try secretFiles(key, salt, round: round, number: number)
    if description.subsample(round: round) != nil {
      files += subsampleFiles(registers, round: round)
    }
    files.append(PendingFile("out/\(round)/seal.json", text: seal.json.text))
    var details = ["round": round, "seal": "\(number)", "commitment": seal.commitment.hex]
    details["settings"] = settingsText
    try record("seal", details, files: files) { db in
      try db.execute(
        sql: """
          INSERT INTO seal (round, number, commitment, json, key_digest, is_demonstration, reason,
            sealed_at, sealed_by)
          VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
          """,
        arguments: [
          round, number, seal.commitment.hex, seal.json.text, key?.digest.hex,
          secrets.isDemonstration || secrets.isTopUp && (earlier.last?.isDemonstration ?? false),
          reason, session.timestamp, session.actor,
        ])
    }
    if key == nil, number > 1 { unlink(secretPath("secret", round: round)) }
    var recorded = try seals(round: round).last!
    // A subsample's registers hold what an earlier round drew.
    if description.subsample(round: round) == nil {
      recorded.warnings = try unsampledUnits().map(\.fault)
    }
    return recorded
  }

  /// The seals of a round, the earliest first.
  public func seals(round: String) throws -> [RecordedSeal] {
    try database.read { db in
      try Row.fetchAll(
        db, sql: "SELECT * FROM seal WHERE round = ? ORDER BY number", arguments: [round]
      )
      .map { row in
        RecordedSeal(
          number: row["number"],
          seal: try Seal(json: CanonicalJSON(parsing: Array((row["json"] as String).utf8))),
          isDemonstration: row["is_demonstration"], reason: row["reason"],
          sealedAt: row["sealed_at"], sealedBy: row["sealed_by"])
      }
    }
  }

  /// The seal that registers and design make now.
  func makeSeal(
    _ registers: [String: any ConditionalRegister], round: String, salt: Secret, keyDigest: Digest?,
    earlier: [Digest],
    progress: Tables.Progress?
  ) throws -> Seal {
    let first = registers[description.design.firstStage.register]!
    var units: [UnitID] = []
    try first.forEachUnit { _, id, _ in units.append(id) }
    let sealed = try description.registers.map { register in
      try Seal.Register(
        register.name, stage: description.stage(of: register), register: registers[register.name]!,
        columns: columnsToSeal(register, round: round), units: units, salt: Salt(salt),
        progress: progress)
    }
    return Seal(
      registers: sealed,
      design: try design(round: round).allocated(sampleRegisters(registers)), keyDigest: keyDigest,
      earlierSeals: earlier)
  }

  // MARK: - Secrets

  /// The key of another round, by which this round's tickets are the same: rounds can be coordinated.
  /// - Throws: ``Fault/Code/notSealed``; ``Fault/Code/noSuchFile`` if the round has no key.
  public func key(ofRound round: String) throws -> Secret {
    _ = try latestSeal(round: round)
    return try secret("secret", round: round)
  }

  /// Refuses sizes that break what the design promises of its rotations.
  private func checkRotation(_ frame: SamplingFrame, round: String) throws {
    if description.subsample(round: round) != nil { return }
    var samples = description.samples[...]
    for (stage, designs) in frame.design.stages.enumerated() {
      for index in designs.samples.indices {
        let sample = samples.removeFirst()
        guard let rule = sample.rotation else { continue }
        let parents = frame.parents(stage: stage + 1, sample: index)
        let strata = frame.strata(stage: stage + 1, sample: index)
        // Sizes of samples that rotate follow from the register alone, whatever the seed.
        let cells = try frame.cells(
          stage: stage + 1, sample: index, within: Array(parents.indices),
          seed: Seed(text: "sizes", allowsShort: true))
        try rule.check(
          cells.map { cell in
            (
              [parents[cell.parent].text, strata[cell.stratum]].filter { !$0.isEmpty }
                .joined(separator: " "), cell.size, cell.population
            )
          }, sample: sample.name)
      }
    }
  }

  /// Refuses registers or a design that would not keep all units of the round's draw.
  private func checkTopUp(
    _ frame: SamplingFrame, _ seal: Seal, of latest: Seal,
    _ registers: [String: any ConditionalRegister], progress: Tables.Progress?
  ) throws {
    for register in seal.registers
    where !latest.registers.contains(where: {
      bytesCompare($0.name, register.name) == 0 && $0.root == register.root
    }) {
      throw Fault(.topUpRegister, ["register": register.name])
    }
    try frame.checkTopUp(
      of: SamplingFrame(
        latest.design, registers: sampleRegisters(registers), progress: progress))
  }

  /// Refuses a key that was revealed with another draw.
  private func checkIsSecret(_ key: Secret?) throws {
    guard let key else { return }
    let revealed = try database.read { db in
      try String.fetchOne(
        db,
        sql: """
          SELECT d.round FROM draw d JOIN seal s ON s.round = d.round AND s.number = d.seal
          WHERE d.revealed_at IS NOT NULL AND s.key_digest = ?
          """, arguments: [key.digest.hex])
    }
    if let revealed { throw Fault(.keyWasRevealed, ["round": revealed]) }
  }

  /// The files of a seal's secrets, and of those before, which stay: an earlier draw may still have to be
  /// revealed with the earlier key.
  private func secretFiles(
    _ key: Secret?, _ salt: Secret, round: String, number: Int
  ) throws -> [PendingFile] {
    try Self.makeFolder(keysFolder(round: round), mode: 0o700)
    var files: [PendingFile] = []
    for (name, secret) in [("secret", key), ("salt", salt)] {
      let path = secretPath(name, round: round)
      if number > 1, FileManager.default.fileExists(atPath: path) {
        files.append(
          PendingFile(
            "keys/\(round)/\(name).\(number - 1).key", text: try TextFile(path: path).contents(),
            mode: 0o600))
      }
      if let secret {
        files.append(
          PendingFile("keys/\(round)/\(name).key", text: secret.hex + "\n", mode: 0o600))
      }
    }
    return files
  }

  private func secretPath(_ name: String, round: String) -> String {
    keysFolder(round: round).appending(path: "\(name).key").path
  }

  /// A secret of a round.
  /// - Throws: ``Fault/Code/noSuchFile``, ``Fault/Code/secretNotHexadecimal``.
  func secret(_ name: String, round: String) throws -> Secret {
    let path = secretPath(name, round: round)
    return try Secret(hex: TextFile(path: path).contents(), at: Place(file: path))
  }
}

extension Fault.Code {
  /// The design draws by a method after which nothing can be estimated.
  public static let methodNotScored = Fault.Code("method-not-scored", .configuration)
  /// A sample shall be enlarged that was not drawn from the latest seal.
  public static let topUpWithoutDraw = Fault.Code("top-up-without-draw", .usage)
  /// A sample shall be enlarged whose register changed.
  public static let topUpRegister = Fault.Code("top-up-register", .data)
  /// A key shall be sealed that was revealed with another round.
  public static let keyWasRevealed = Fault.Code("key-was-revealed", .usage)
  /// A round is sealed again without a reason.
  public static let sealNeedsReason = Fault.Code("seal-needs-reason", .usage)
}
