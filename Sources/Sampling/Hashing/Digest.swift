// SPDX-License-Identifier: GPL-3.0-or-later

/// The 32 bytes that SHA-256 makes of a message; their order is that of the bytes.
public struct Digest: Sendable, Hashable, Comparable, CustomStringConvertible {
  /// The bytes as four numbers, the most significant byte first, so that comparing numbers compares
  /// bytes.
  private let words: (UInt64, UInt64, UInt64, UInt64)

  /// A digest from its bytes.
  /// - Precondition: there are 32 of them.
  public init(_ bytes: [UInt8]) {
    self = bytes.withUnsafeBytes { Digest($0) }
  }

  /// A digest from its bytes in memory.
  /// - Precondition: there are 32 of them.
  public init(_ bytes: UnsafeRawBufferPointer) {
    precondition(bytes.count == 32)
    words = (
      UInt64(bigEndian: bytes.loadUnaligned(fromByteOffset: 0, as: UInt64.self)),
      UInt64(bigEndian: bytes.loadUnaligned(fromByteOffset: 8, as: UInt64.self)),
      UInt64(bigEndian: bytes.loadUnaligned(fromByteOffset: 16, as: UInt64.self)),
      UInt64(bigEndian: bytes.loadUnaligned(fromByteOffset: 24, as: UInt64.self))
    )
  }

  /// A digest from 64 lowercase hexadecimal digits.
  /// - Returns: `nil` for any other text.
  public init?(hex: String) {
    guard let bytes = Hexadecimal.bytes(of: hex), bytes.count == 32 else { return nil }
    self.init(bytes)
  }

  /// The 32 bytes.
  public var bytes: [UInt8] {
    [words.0, words.1, words.2, words.3].flatMap { word in
      (0..<8).map { UInt8(truncatingIfNeeded: word >> UInt64(56 - 8 * $0)) }
    }
  }

  /// The 64 lowercase hexadecimal digits.
  public var hex: String {
    var digits: [UInt8] = []
    appendHex(to: &digits)
    return String(decoding: digits, as: UTF8.self)
  }

  /// Appends the 64 lowercase hexadecimal digits.
  func appendHex(to text: inout [UInt8]) {
    for word in [words.0, words.1, words.2, words.3] {
      for shift in stride(from: 60, through: 0, by: -4) {
        let digit = UInt8(truncatingIfNeeded: word >> UInt64(shift)) & 15
        text.append(digit < 10 ? 0x30 + digit : 0x57 + digit)
      }
    }
  }

  /// The digits in groups of four, as they are read aloud and compared on paper.
  public var groupedHex: String {
    let digits = Array(hex.utf8)
    return stride(from: 0, to: digits.count, by: 4)
      .map { String(decoding: digits[$0..<($0 + 4)], as: UTF8.self) }
      .joined(separator: " ")
  }

  /// The first 16 hexadecimal digits as a number.
  var leadingWord: UInt64 { words.0 }

  /// The 64 lowercase hexadecimal digits.
  public var description: String { hex }

  /// Whether all bytes are equal.
  public static func == (left: Digest, right: Digest) -> Bool { left.words == right.words }

  /// Whether the bytes of `left` come first.
  public static func < (left: Digest, right: Digest) -> Bool { left.words < right.words }

  /// Feeds the bytes to the hasher.
  public func hash(into hasher: inout Hasher) {
    hasher.combine(words.0)
    hasher.combine(words.1)
    hasher.combine(words.2)
    hasher.combine(words.3)
  }
}

/// Bytes as lowercase hexadecimal digits.
public enum Hexadecimal {
  /// Two lowercase digits for each byte.
  public static func text(of bytes: some Collection<UInt8>) -> String {
    var digits: [UInt8] = []
    digits.reserveCapacity(bytes.count * 2)
    for byte in bytes {
      digits.append(digit(byte >> 4))
      digits.append(digit(byte & 15))
    }
    return String(decoding: digits, as: UTF8.self)
  }

  /// The bytes of an even number of lowercase digits, `nil` for any other text.
  public static func bytes(of text: String) -> [UInt8]? {
    let digits = text.utf8.map(value)
    guard digits.count.isMultiple(of: 2), digits.allSatisfy({ $0 < 16 }) else { return nil }
    return stride(from: 0, to: digits.count, by: 2).map { digits[$0] << 4 | digits[$0 + 1] }
  }

  private static func digit(_ value: UInt8) -> UInt8 { value < 10 ? 0x30 + value : 0x57 + value }

  private static func value(_ digit: UInt8) -> UInt8 {
    switch digit {
    case 0x30...0x39: digit - 0x30
    case 0x61...0x66: digit - 0x57
    default: 255
    }
  }
}
