// SPDX-License-Identifier: GPL-3.0-or-later

/// The languages in which every text for people exists.
public enum Language: String, Sendable, CaseIterable {
  /// Chinese in simplified characters.
  case chinese = "zh-Hans"
  /// English.
  case english = "en"

  /// The language of a tag as in `assessment.yaml` or a locale as in `LANG`: what begins with `zh` is
  /// Chinese, what begins with `en` English, `C` and `POSIX` English; `nil` for anything else.
  public init?(tag: String) {
    let tag = tag.lowercased()
    if tag.hasPrefix("zh") {
      self = .chinese
    } else if tag.hasPrefix("en") || tag == "c" || tag.hasPrefix("c.") || tag == "posix" {
      self = .english
    } else {
      return nil
    }
  }
}

/// A text in both languages.
public struct BilingualText: Sendable, Hashable {
  /// The Chinese text.
  public let chinese: String
  /// The English text.
  public let english: String

  /// Both texts.
  public init(zh chinese: String, en english: String) {
    self.chinese = chinese
    self.english = english
  }

  /// The text in a language.
  public func text(in language: Language) -> String {
    language == .chinese ? chinese : english
  }
}
