// SPDX-License-Identifier: GPL-3.0-or-later

internal import CWideCharacters
import Glibc

/// The places that a text takes in a terminal or on a sheet, of the longest of its lines: two for Chinese and other
/// wide characters, by the C library's tables (`wcwidth`, Unicode).
/// - Complexity: linear in the text.
public func displayWidth(_ text: String) -> Int {
  _ = unicodeWidths
  var (widest, width) = (0, 0)
  for scalar in text.unicodeScalars {
    if scalar == "\n" {
      widest = max(widest, width)
      width = 0
    } else {
      width += max(0, Int(wcwidth(wchar_t(scalar.value))))
    }
  }
  return max(widest, width)
}

/// `wcwidth` knows wide characters only after the process has chosen a UTF-8 locale; every Debian has
/// this one.
private let unicodeWidths: Bool = setlocale(LC_CTYPE, "C.UTF-8") != nil
