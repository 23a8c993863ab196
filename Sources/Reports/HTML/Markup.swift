// SPDX-License-Identifier: GPL-3.0-or-later

internal import Mustache

/// Text made safe for a page that is HTML and well-formed XML at once.
enum Markup {
  /// The text with the five characters of markup as entities, scalar by scalar: a `<` that is followed
  /// by a combining mark is one character for Swift and still opens a tag for a browser. What XML
  /// forbids, such as control characters, is shown as U+FFFD.
  static func escaped(_ text: String) -> String {
    var result = ""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "<": result += "&lt;"
      case ">": result += "&gt;"
      case "&": result += "&amp;"
      case "\"": result += "&quot;"
      case "'": result += "&#39;"
      case "\t", "\n": result.unicodeScalars.append(scalar)
      case _ where scalar.value < 0x20 || (0x7f...0x9f).contains(scalar.value),
        "\u{fffe}", "\u{ffff}":
        result += "\u{fffd}"
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result
  }

  /// The escaping above as a content type of the templates; their own goes by Swift's characters.
  struct Escaping: MustacheContentType {
    func escapeText(_ text: String) -> String { Markup.escaped(text) }
  }
}
