// SPDX-License-Identifier: GPL-3.0-or-later

import Tables

/// One text in the languages of a form.
public struct Translations: Sendable, Hashable {
  /// A language as the header names it, such as `中文 (zh)`, or empty for a column without language,
  /// and the text.
  public struct Text: Sendable, Hashable {
    /// The language as it is named after `::`, empty if it is not.
    public let language: String
    /// The text.
    public let text: String
  }

  /// The texts that are not empty, in the order of the sheet's columns.
  public let texts: [Text]

  /// A text without a language.
  init(_ text: String) { self.init([Text(language: "", text: text)]) }

  init(_ texts: [Text]) {
    self.texts = texts.filter { !$0.text.utf8.isEmpty }
  }

  /// Whether there is no text in any language.
  public var isEmpty: Bool { texts.isEmpty }

  /// The text in a language, named in full or by the code in its parentheses, else the first text.
  public func text(in language: String) -> String? {
    let found = texts.first {
      bytesCompare($0.language, language) == 0 || $0.language.hasSuffix("(\(language))")
    }
    return (found ?? texts.first)?.text
  }

  /// All texts, for a reader whose language is not known.
  public var joined: String { texts.map(\.text).joined(separator: " / ") }
}
