// SPDX-License-Identifier: GPL-3.0-or-later

/// The permanent random number of a unit or label: 256 bits that follow from the seed alone.
///
/// Tickets are ordered by bytes; equal ones, which never happen, by the bytes of their paths.
public struct Ticket: Sendable, Hashable, Comparable, CustomStringConvertible {
  /// The digest that the ticket is.
  public let digest: Digest

  /// A ticket from its digest.
  public init(_ digest: Digest) { self.digest = digest }

  /// The 64 lowercase hexadecimal digits.
  public var hex: String { digest.hex }

  /// The first 13 hexadecimal digits as an integer h below 2^52.
  public var leadingDigits: Int { Int(digest.leadingWord >> 12) }

  /// The uniform number u = (h + 1/2) / 2^52, strictly between 0 and 1 and exact as a double.
  public var uniform: Double { Double(2 * leadingDigits + 1) * 0x1p-53 }

  /// floor(u * n), an integer from 0 to n - 1, computed in integers.
  ///
  /// Each value has probability 1/n to within 2^-52.
  /// - Precondition: `n` is positive.
  public func integer(below n: Int) -> Int {
    precondition(n > 0)
    return Int((UInt128(2 * leadingDigits + 1) * UInt128(n)) >> 53)
  }

  /// The 64 lowercase hexadecimal digits.
  public var description: String { hex }

  /// Whether the bytes of `left` come first.
  public static func < (left: Ticket, right: Ticket) -> Bool { left.digest < right.digest }
}
