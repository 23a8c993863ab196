// SPDX-License-Identifier: GPL-3.0-or-later

import Assessment
import Foundation
import Sampling
import Tables
import Workspaces

extension Ceremony {
  /// Seal, key and draw of a round as they are recorded.
  /// - Throws: ``Fault/Code/notSealed``, and the faults of reading keys.
  init(of workspace: Workspace, round: String) throws {
    let seals = try workspace.seals(round: round)
    guard let latest = seals.last else { throw Fault(.notSealed, ["round": round]) }
    let draws = try workspace.draws(round: round)
    let key: Key
    if let digest = latest.seal.keyDigest {
      key =
        try workspace.revealedKey(round: round).map { .revealed($0, digest: digest) }
        ?? .secret(digest: digest)
    } else {
      key = .none
    }
    // A draw of an earlier seal says nothing about this one.
    let current = draws.last.flatMap { $0.seal == latest.number ? $0 : nil }
    let files = workspace.description.registers.map {
      "--register \($0.name)=registers/\($0.name).csv"
    }
    let arguments =
      (["out/\(round)/proof.json"] + files + ["--salt keys/\(round)/salt.key"])
      .joined(separator: " ")
    self.init(
      specification: Seal.specification, commitment: latest.seal.commitment,
      sealed: try Self.moment(latest.sealedAt), sealer: latest.sealedBy, key: key,
      isKeyPublic: latest.isDemonstration,
      revealed: try current?.revealedAt.map(Self.moment),
      draw: try current.map { try Draw($0, key: key) },
      earlierSeals: zip(seals, seals.dropFirst()).map {
        EarlierSeal(commitment: $0.seal.commitment, reason: $1.reason ?? "")
      },
      earlierDraws: try zip(draws, draws.dropFirst()).map {
        EarlierDraw(seed: $0.seed, time: try Self.moment($0.drawnAt), reason: $1.reason ?? "")
      },
      late: try workspace.lateSeals(round: round).map { village in
        Late(
          unit: village.seal.unit.text, commitment: village.seal.commitment,
          sealed: try Self.moment(village.sealedAt), registers: village.registers,
          isDrawn: village.drawnAt != nil, reason: village.reason)
      }, drawCount: draws.count, verifyCommand: "assay verify \(arguments)",
      scriptCommand: "python3 out/\(round)/verify.py \(arguments)")
  }

  /// A moment as the records write it.
  static func moment(_ text: String) throws -> Date {
    try Date(text, strategy: .iso8601)
  }
}

extension Ceremony.Draw {
  fileprivate init(_ record: RecordedDraw, key: Ceremony.Key) throws {
    let hash: Digest? =
      switch key {
      case .none: try Seed(text: record.seed, allowsShort: true).digest
      case .secret: nil
      case .revealed(let secret, _):
        try Seed(text: record.seed, key: secret, allowsShort: true).digest
      }
    self.init(
      seed: record.seed, seedDigest: SHA256.hash(record.seed), seedHash: hash,
      time: try Ceremony.moment(record.drawnAt), actor: record.drawnBy,
      warnings: record.warnings.map { warning in
        BilingualText(
          zh: Catalogue.sentence(for: warning, in: .chinese),
          en: Catalogue.sentence(for: warning, in: .english))
      }, source: record.seedSource, uses: record.uses)
  }
}
