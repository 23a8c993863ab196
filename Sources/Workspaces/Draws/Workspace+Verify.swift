// SPDX-License-Identifier: GPL-3.0-or-later

import Files
import Forms
import Foundation
public import Sampling
public import Tables

extension Workspace {
  /// Checks the proofs of a round's late villages, each against the round's proof and its late rows.
  /// - Throws: as ``verification(round:progress:)``.
  public func lateVerifications(
    round: String
  ) throws -> [(village: UnitID, verification: Verification)] {
    let folder = outputFolder(round: round)
    let file = folder.appending(path: "proof.json").path
    let proof = try Proof(
      parsing: Array(TextFile(path: file, encoding: .utf8).contents().utf8), file: file)
    return try lateVillages(round: round).map { village in
      let path = folder.appending(path: "late-\(village.number).json").path
      let late = try LateProof(
        parsing: Array(TextFile(path: path, encoding: .utf8).contents().utf8), file: path)
      return (
        village.seal.unit,
        try late.verify(
          against: proof, registers: lateRegisters(village, round: round).mapValues(\.table),
          evaluate: { try Forms.Expression($0).mask(over: $1) })
      )
    }
  }

  /// Checks the proof that lies in the round's folder against the imported registers.
  /// - Throws: the faults of a proof that cannot be read, and of the registers.
  public func verification(
    round: String, progress: Tables.Progress? = nil
  ) throws -> Verification {
    let path = outputFolder(round: round).appending(path: "proof.json").path
    let text = try TextFile(path: path, encoding: .utf8).contents()
    return try ProofVerifier(Proof(parsing: Array(text.utf8), file: path)).verify(
      registers: registersToDraw(round: round, progress: progress).mapValues(\.table),
      salt: secret("salt", round: round),
      evaluate: { try Forms.Expression($0).mask(over: $1) }, progress: progress)
  }
}
