// SPDX-License-Identifier: GPL-3.0-or-later

import Tables
import Testing

@Suite("Records")
struct RecordTests {
  static let records: [([String], String)] = [
    (["exited"], "exited"),
    (["red", ""], "red,"),
    (["", "", ""], ",,"),
    (["red, old", "a\"b"], "\"red, old\",\"a\"\"b\""),
    (["\"", ",\n"], "\"\"\"\",\",\n\""),
    (["a\"\u{301}"], "\"a\"\"\u{301}\""),
    (["蓝卡", "e\u{301}"], "蓝卡,e\u{301}"),
  ]

  @Test("A record reads back to its fields", arguments: records)
  func roundTrip(fields: [String], record: String) {
    #expect(Array(Record.text(fields).utf8) == Array(record.utf8))
    #expect(Record.fields(record).map { Array($0.utf8) } == fields.map { Array($0.utf8) })
  }
}
