// SPDX-License-Identifier: GPL-3.0-or-later

/// A hash that only the holder of a key can compute: HMAC (RFC 2104) with SHA-256.
///
/// `HMAC(key, message) = SHA-256(key ^ opad, SHA-256(key ^ ipad, message))`; both padded keys fill
/// one block and are hashed once for all messages.
public struct HMACSHA256: Sendable {
  private var inner = SHA256()
  private var outer = SHA256()

  /// The function of a key of any length; one longer than a block of 64 bytes is hashed first.
  public init(key: [UInt8]) {
    var block = key.count > 64 ? SHA256.hash(key).bytes : key
    block += [UInt8](repeating: 0, count: 64 - block.count)
    inner.update(block.map { $0 ^ 0x36 })
    outer.update(block.map { $0 ^ 0x5c })
  }

  /// The authentication code of a message.
  public func code(for message: [UInt8]) -> Digest {
    var inner = inner
    inner.update(message)
    var outer = outer
    outer.update(inner.digest().bytes)
    return outer.digest()
  }

  /// The authentication code of the UTF-8 bytes of a text.
  public func code(for text: String) -> Digest {
    code(for: Array(text.utf8))
  }
}
