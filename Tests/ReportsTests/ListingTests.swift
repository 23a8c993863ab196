// SPDX-License-Identifier: GPL-3.0-or-later

import Assessment
import Foundation
import Reports
import Testing

@Suite("Listings")
struct ListingTests {
  private var listing: Listing {
    var listing = Listing(columns: [
      .init("name", BilingualText(zh: "名称", en: "Name")),
      .init("domain", BilingualText(zh: "组", en: "Group")),
      .init("value", BilingualText(zh: "值", en: "Value"), style: .percent(2)),
    ])
    listing.append([.text("吉安, \"A\""), .object([(name: "card", value: "red")]), .number(0.1)])
    listing.append([.text("b"), .object([]), .none])
    return listing
  }

  @Test("A table aligns wide characters")
  func table() {
    #expect(
      listing.text(.table, in: .chinese) == """
        名称       组            值
        ─────────  ────────  ──────
        吉安, "A"  card=red  10.00%
        b                         –

        """)
  }

  @Test("CSV puts domains first and quotes where it must")
  func csv() {
    #expect(
      listing.text(.csv, in: .english) == """
        domain.card,name,value
        red,"吉安, ""A\""",0.1
        ,b,

        """)
  }

  @Test("JSON is what a JSON reader understands, with null for what does not exist")
  func json() throws {
    let read = try JSONSerialization.jsonObject(with: Data(listing.text(.json, in: .english).utf8))
    let rows = try #require(read as? [[String: Any]])
    #expect(rows[0]["name"] as? String == "吉安, \"A\"")
    #expect((rows[0]["domain"] as? [String: String]) == ["card": "red"])
    #expect(rows[0]["value"] as? Double == 0.1)
    #expect(rows[1]["value"] is NSNull)
  }

  @Test(
    "Numbers keep their digits",
    arguments: [
      (1234567.0, "1234567"), (0.001234567, "0.00123457"), (12.3456789, "12.3457"), (0, "0"),
      (1.5e-9, "1.50000e-09"),
    ])
  func significant(value: Double, text: String) {
    #expect(NumberText.text(value, .significant(6)) == text)
  }

  @Test(
    "Whole numbers are grouped",
    arguments: [(0, "0"), (999, "999"), (1000, "1,000"), (-1234567, "-1,234,567")])
  func grouped(value: Int, text: String) {
    #expect(NumberText.grouped(value) == text)
  }
}
