// SPDX-License-Identifier: GPL-3.0-or-later

public import Tables

/// The public text, and perhaps a secret key, from which every random choice of a draw follows.
///
/// The text is used exactly as it was typed: never trimmed, never normalized.
public struct Seed: Sendable {
  /// The fewest Unicode scalars that make a seed which nobody can try out beforehand.
  public static let leastScalars = 20

  /// The text as it was typed.
  public let text: String
  /// The key that keeps the sample secret until it is revealed.
  public let key: Secret?
  /// What is unusual about the text, though allowed: full-width digits, white space at the ends, a
  /// short text.
  public let warnings: [Fault]
  /// The digest of the seed that is used: the text, and with a key U+001F and the key in hexadecimal.
  public let digest: Digest
  private let tickets: SHA256

  /// A seed from its text.
  ///
  /// - Parameters:
  ///   - text: the text as typed.
  ///   - key: the secret key; without one anybody who knows the text can compute the draw.
  ///   - allowsShort: whether a text below ``leastScalars`` is warned about instead of refused.
  /// - Throws: ``Fault/Code/emptySeed``, ``Fault/Code/shortSeed``, ``Fault/Code/seedCharacter``.
  public init(text: String, key: Secret? = nil, allowsShort: Bool = false) throws {
    let scalars = text.unicodeScalars
    guard !scalars.isEmpty else { throw Fault(.emptySeed) }
    for (position, scalar) in scalars.enumerated()
    where scalar.properties.generalCategory == .control || scalar == "\u{fffd}" {
      throw Fault(
        .seedCharacter, ["character": scalar.codePoint, "position": "\(position + 1)"])
    }
    var warnings: [Fault] = []
    if scalars.count < Self.leastScalars {
      let short = Fault(
        .shortSeed, ["characters": "\(scalars.count)", "least": "\(Self.leastScalars)"])
      guard allowsShort else { throw short }
      warnings.append(short)
    }
    if scalars.contains(where: { ("\u{ff10}"..."\u{ff19}").contains($0) }) {
      warnings.append(Fault(.seedFullWidthDigits))
    }
    if scalars.first!.properties.isWhitespace || scalars.last!.properties.isWhitespace {
      warnings.append(Fault(.seedWhiteSpace))
    }
    self.text = text
    self.key = key
    self.warnings = warnings
    digest = SHA256.hash(key.map { "\(text)\u{1f}\($0.hex)" } ?? text)
    var prefix = SHA256()
    prefix.update(digest.hex)
    tickets = prefix
  }

  /// The digest of the seed that is used, in hexadecimal: `seedHash`.
  public var hash: String { digest.hex }

  /// The digest of the text alone, which may be told while the key is secret.
  public var textDigest: Digest { SHA256.hash(text) }

  /// The ticket of a unit's path: SHA-256 of ``hash`` followed by the path.
  /// - Complexity: one block of SHA-256 for paths up to 55 bytes.
  public func ticket(of path: UnitID) -> Ticket {
    Ticket(tickets.hash(appending: path.text))
  }

  /// The ticket of a label, for random numbers that belong to no unit.
  public func ticket(of label: Label) -> Ticket {
    Ticket(tickets.hash(appending: label.text))
  }

  /// The state of SHA-256 after ``hash`` and the text, for many tickets with one beginning.
  func prefix(_ text: String) -> SHA256 {
    var state = tickets
    state.update(text)
    return state
  }
}

extension Unicode.Scalar {
  /// The number as `U+001F`.
  var codePoint: String {
    let digits = String(value, radix: 16, uppercase: true)
    return "U+" + String(repeating: "0", count: max(0, 4 - digits.count)) + digits
  }
}

extension Fault.Code {
  /// The seed is empty.
  public static let emptySeed = Fault.Code("empty-seed", .usage)
  /// The seed is so short that somebody could have tried all such seeds.
  public static let shortSeed = Fault.Code("short-seed", .usage)
  /// The seed holds a control character or the sign of a lost character.
  public static let seedCharacter = Fault.Code("seed-character", .usage)
  /// The seed holds full-width digits, which are other bytes than the usual ones.
  public static let seedFullWidthDigits = Fault.Code("seed-full-width-digits", .usage)
  /// The seed begins or ends with white space, which nobody sees on paper.
  public static let seedWhiteSpace = Fault.Code("seed-white-space", .usage)
}
