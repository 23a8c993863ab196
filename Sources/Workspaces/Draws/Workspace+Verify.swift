// SPDX-License-Identifier: GPL-3.0-or-later

import Files
import Forms
import Foundation
public import Sampling
public import Tables

extension Workspace {
  /// Checks the proof that lies in the round's folder against the imported registers.
  /// - Throws: the faults of a proof that cannot be read, and of the registers.
  public func verification(
    round: String, progress: Tables.Progress? = nil
  ) throws -> Verification {
    let path = outputFolder(round: round).appending(path: "proof.json").path
    let text = try TextFile(path: path, encoding: .utf8).contents()
    return try ProofVerifier(Proof(parsing: Array(text.utf8), file: path)).verify(
      registers: allRegisters().mapValues(\.table), salt: secret("salt", round: round),
      evaluate: { try Forms.Expression($0).mask(over: $1) }, progress: progress)
  }
}
