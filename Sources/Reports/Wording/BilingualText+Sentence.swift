// SPDX-License-Identifier: GPL-3.0-or-later

import Assessment

extension BilingualText {
  /// The text as it stands within a sentence: an English label begins with a small letter there, unless
  /// it begins with an abbreviation.
  func inSentence(in language: Language) -> String {
    let text = text(in: language)
    guard language == .english, let first = text.first, let second = text.dropFirst().first,
      first.isUppercase, second.isLowercase
    else { return text }
    return first.lowercased() + text.dropFirst()
  }
}
