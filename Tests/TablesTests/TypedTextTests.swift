// SPDX-License-Identifier: GPL-3.0-or-later

import Tables
import Testing

@Suite("Texts as people type them")
struct TypedTextTests {
  @Test(
    "Spaces at the ends go, those of other scripts and a byte order mark, too",
    arguments: [
      (" a b ", "a b"), ("\u{3000}甲\u{00a0}", "甲"), ("\u{feff}12", "12"), ("\t\n", ""), ("", ""),
      ("e\u{301} ", "e\u{301}"),
    ])
  func trimmed(text: String, expected: String) {
    #expect(Array(text.trimmed().utf8) == Array(expected.utf8))
    #expect(Array(Substring(text).trimmed().utf8) == Array(expected.utf8))
  }

  @Test("Names are the same with spaces and without")
  func withoutSpaces() {
    #expect("张 三\u{3000}".withoutSpaces() == "张三" && "李四".withoutSpaces() == "李四")
  }

  @Test("Full-width digits, signs and letters are those of ASCII; other characters stay")
  func halfWidth() {
    #expect("１２．５％".halfWidth() == "12.5%" && "－Ａ　ｂ".halfWidth() == "-A b")
    #expect("甲、乙；12".halfWidth() == "甲、乙;12")
  }
}
