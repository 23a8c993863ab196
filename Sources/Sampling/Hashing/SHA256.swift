// SPDX-License-Identifier: GPL-3.0-or-later

internal import CCrypto

/// The hash function SHA-256 (FIPS 180-4), computed by libcrypto.
///
/// A value in the middle of a message can be copied, so that a prefix shared by many messages is
/// hashed once:
///
///     var prefix = SHA256()
///     prefix.update("seed")
///     let a = prefix.hash(appending: "a")
///     let b = prefix.hash(appending: "b")
public struct SHA256: Sendable {
  private var context = SHA256_CTX()

  /// The state before the first byte of a message.
  public init() {
    SHA256_Init(&context)
  }

  /// Takes more bytes of the message.
  public mutating func update(_ bytes: UnsafeRawBufferPointer) {
    SHA256_Update(&context, bytes.baseAddress, bytes.count)
  }

  /// Takes more bytes of the message.
  public mutating func update(_ bytes: [UInt8]) {
    bytes.withUnsafeBytes { update($0) }
  }

  /// Takes the UTF-8 bytes of a text.
  public mutating func update(_ text: String) {
    var text = text
    text.withUTF8 { update(UnsafeRawBufferPointer($0)) }
  }

  /// The digest of what was taken so far; more may follow.
  public func digest() -> Digest {
    var copy = context
    return withUnsafeTemporaryAllocation(of: UInt8.self, capacity: 32) { result in
      SHA256_Final(result.baseAddress, &copy)
      return Digest(UnsafeRawBufferPointer(result))
    }
  }

  /// The digest of what was taken so far and the text after it.
  public func hash(appending text: String) -> Digest {
    var copy = self
    copy.update(text)
    return copy.digest()
  }

  /// The digest of what was taken so far and the bytes after it.
  public func hash(appending bytes: UnsafeRawBufferPointer) -> Digest {
    var copy = self
    copy.update(bytes)
    return copy.digest()
  }

  /// The digest of a whole message.
  public static func hash(_ bytes: [UInt8]) -> Digest {
    var state = SHA256()
    state.update(bytes)
    return state.digest()
  }

  /// The digest of the UTF-8 bytes of a text.
  public static func hash(_ text: String) -> Digest {
    SHA256().hash(appending: text)
  }
}
