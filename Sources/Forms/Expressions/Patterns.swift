// SPDX-License-Identifier: GPL-3.0-or-later

import Tables

/// The regular expressions of one evaluation, each compiled once.
///
/// Not shared between evaluations, since a compiled pattern may not pass from thread to thread.
final class Patterns {
  private var compiled: [UnitID: Regex<AnyRegexOutput>] = [:]

  /// Whether the whole text matches the pattern; `nil` if the pattern cannot be read.
  func matches(_ text: String, pattern: String) throws -> Bool? {
    let key = UnitID(pattern)
    guard let regex = compiled[key] ?? Self.compile(pattern) else { return nil }
    compiled[key] = regex
    return try regex.wholeMatch(in: text) != nil
  }

  /// The pattern with Java's meaning: `\d`, `\w` and `\s` are those of ASCII, characters are scalars.
  static func compile(_ pattern: String) -> Regex<AnyRegexOutput>? {
    (try? Regex(pattern))?.matchingSemantics(.unicodeScalar).asciiOnlyDigits()
      .asciiOnlyWordCharacters().asciiOnlyWhitespace()
  }
}
