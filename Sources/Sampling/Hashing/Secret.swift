// SPDX-License-Identifier: GPL-3.0-or-later

internal import CCrypto
public import Tables

/// 32 secret bytes: the key of a seed or the secret behind the salts of a register.
///
/// It prints nothing of itself; whoever must write it out asks for ``hex``.
public struct Secret: Sendable, Equatable, CustomStringConvertible {
  /// The raw bytes.
  public let bytes: [UInt8]

  /// A secret from its bytes.
  /// - Precondition: there are 32 of them.
  public init(bytes: [UInt8]) {
    precondition(bytes.count == 32)
    self.bytes = bytes
  }

  /// A secret from the text of a key file: 64 hexadecimal digits, lowercase or uppercase; white space
  /// around them is no part of it.
  /// - Throws: ``Fault/Code/secretNotHexadecimal`` with the file's place.
  public init(hex text: String, at place: Place = Place()) throws {
    let digits = text.trimming {
      $0 == " " || $0 == "\n" || $0 == "\r\n" || $0 == "\r" || $0 == "\t"
    }
    guard let bytes = Hexadecimal.bytes(of: digits.lowercased()), bytes.count == 32 else {
      throw Fault(.secretNotHexadecimal, at: place, ["characters": "\(digits.count)"])
    }
    self.bytes = bytes
  }

  /// 32 zero bytes: the salt of a sample that is drawn in the open.
  public static let zero = Secret(bytes: [UInt8](repeating: 0, count: 32))

  /// A new secret from the random source of the system, the one random value that is not derived
  /// from a seed.
  /// - Throws: ``Fault/Code/noSystemRandomness`` if the system has none to give.
  public static func random() throws -> Secret {
    var bytes = [UInt8](repeating: 0, count: 32)
    guard RAND_bytes(&bytes, 32) == 1 else { throw Fault(.noSystemRandomness) }
    return Secret(bytes: bytes)
  }

  /// The 64 lowercase hexadecimal digits.
  public var hex: String { Hexadecimal.text(of: bytes) }

  /// The digest of the raw bytes, which commits to the secret without telling it.
  public var digest: Digest { SHA256.hash(bytes) }

  /// Words instead of the secret.
  public var description: String { "Secret(\(bytes.count) bytes)" }
}

extension StringProtocol {
  /// The text without the characters at both ends that fulfil a condition.
  fileprivate func trimming(_ condition: (Character) -> Bool) -> String {
    var rest = Substring(self)
    while let first = rest.first, condition(first) { rest.removeFirst() }
    while let last = rest.last, condition(last) { rest.removeLast() }
    return String(rest)
  }
}

extension Fault.Code {
  /// A key or salt is not 64 hexadecimal digits.
  public static let secretNotHexadecimal = Fault.Code("secret-not-hexadecimal", .data)
  /// The system has no random bytes.
  public static let noSystemRandomness = Fault.Code("no-system-randomness", .unavailable)
}
