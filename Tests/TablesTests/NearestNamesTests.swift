// SPDX-License-Identifier: GPL-3.0-or-later

import Tables
import Testing

@Suite("Nearest names")
struct NearestNamesTests {
  @Test("Come in the order of the changes that lead to them, equal ones by bytes")
  func order() {
    let names = ["敦厚镇", "永阳镇", "天河镇", "横江镇", "固江镇", "永和镇"]
    #expect(nearestNames(to: "永阳", among: names, limit: 2) == ["永阳镇", "永和镇"])
    #expect(nearestNames(to: "横红镇", among: names, limit: 1) == ["横江镇"])
    #expect(
      nearestNames(to: "V1/H9", among: ["V2/H9", "V1/H99", "V1/H1"]) == [
        "V1/H1", "V1/H99", "V2/H9",
      ])
    #expect(nearestNames(to: "", among: ["bb", "a"]) == ["a", "bb"])
    #expect(nearestNames(to: "a", among: []).isEmpty)
  }
}
