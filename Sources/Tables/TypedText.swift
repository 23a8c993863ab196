// SPDX-License-Identifier: GPL-3.0-or-later

/// Texts as people type them, with spaces and an input method for Chinese.
extension StringProtocol {
  /// The text without white space of any script, or a byte order mark, at its ends.
  package func trimmed() -> String {
    func isSpace(_ scalar: Unicode.Scalar) -> Bool {
      scalar == "\u{feff}" || scalar.properties.isWhitespace
    }
    let scalars = unicodeScalars
    guard let first = scalars.firstIndex(where: { !isSpace($0) }),
      let last = scalars.lastIndex(where: { !isSpace($0) })
    else { return "" }
    return String(String.UnicodeScalarView(scalars[first...last]))
  }

  /// The text without white space anywhere: people write short names with and without it.
  package func withoutSpaces() -> String {
    String(String.UnicodeScalarView(unicodeScalars.filter { !$0.properties.isWhitespace }))
  }

  /// The text with full-width forms of ASCII as ASCII: digits, signs, letters and the ideographic space.
  package func halfWidth() -> String {
    guard utf8.contains(where: { $0 >= 0x80 }) else { return String(self) }
    var result = String.UnicodeScalarView()
    for scalar in unicodeScalars {
      switch scalar.value {
      case 0xff01...0xff5e: result.append(Unicode.Scalar(scalar.value - 0xfee0)!)
      case 0x3000: result.append(" ")
      default: result.append(scalar)
      }
    }
    return String(result)
  }
}

extension Fault.Code {
  /// A number or date is typed with full-width characters.
  public static let fullWidthNumber = Fault.Code("full-width-number", .data)
}
