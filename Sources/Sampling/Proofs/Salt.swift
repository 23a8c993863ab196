// SPDX-License-Identifier: GPL-3.0-or-later

public import Tables

/// The salts of the first-stage units, which keep the digest of a small village from being guessed.
///
/// salt_v = HMAC-SHA-256(secret, id of v).
public struct Salt: Sendable {
  private let function: HMACSHA256

  /// The salts of a secret.
  public init(_ secret: Secret) { function = HMACSHA256(key: secret.bytes) }

  /// The salt of a first-stage unit, which may be told to whoever checks that unit alone.
  public func salt(of unit: UnitID) -> Digest { function.code(for: unit.text) }

  /// The digest of a first-stage unit's canonical rows, before any row was taken.
  func state(of unit: UnitID) -> SHA256 {
    var state = SHA256()
    state.update(salt(of: unit).bytes)
    return state
  }

  /// The digest of a first-stage unit that has no row.
  public func digestWithoutRows(of unit: UnitID) -> Digest { state(of: unit).digest() }
}
