// SPDX-License-Identifier: GPL-3.0-or-later

import Tables

/// The regular expressions of one evaluation, each compiled once.
///
/// Not shared between evaluations, since a compiled pattern may not pass from thread to thread.
final class Patterns {
  private var compiled: [UnitID: Regex<AnyRegexOutput>] = [:]
  private let fail: (String) -> Fault

  init(fail: @escaping (String) -> Fault) { self.fail = fail }

  /// Whether the whole text matches the pattern.
  func matches(_ text: String, pattern: String) throws -> Bool {
    let key = UnitID(pattern)
    let regex: Regex<AnyRegexOutput>
    if let known = compiled[key] {
      regex = known
    } else {
      guard let new = Self.compile(pattern) else { throw fail(pattern) }
      regex = new
      compiled[key] = new
    }
    return try regex.wholeMatch(in: text) != nil
  }

  /// The pattern with Java's meaning: `\d`, `\w` and `\s` are those of ASCII, characters are scalars.
  static func compile(_ pattern: String) -> Regex<AnyRegexOutput>? {
    (try? Regex(pattern))?.matchingSemantics(.unicodeScalar).asciiOnlyDigits()
      .asciiOnlyWordCharacters().asciiOnlyWhitespace()
  }
}
