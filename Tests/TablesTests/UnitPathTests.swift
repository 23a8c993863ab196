// SPDX-License-Identifier: GPL-3.0-or-later

import Tables
import Testing

@Suite("The parts of a unit's path")
struct UnitPathTests {
  @Test(
    "A path begins with the unit of the first stage and ends with the unit's own identifier",
    arguments: [
      ("V01", "V01", nil, "V01", 1), ("V01/H1", "V01", "V01", "H1", 2),
      ("T1/村二/RH1", "T1", "T1/村二", "RH1", 3),
      // A letter and an accent that combines with what stands before it.
      ("V/\u{301}H", "V", "V", "\u{301}H", 2),
    ] as [(String, String, String?, String, Int)])
  func parts(path: String, top: String, above: String?, own: String, stage: Int) {
    let unit = UnitID(path)
    #expect(unit.top == UnitID(top) && unit.above == above.map { UnitID($0) })
    #expect(unit.ownID == UnitID(own) && unit.stage == stage)
    #expect(unit.above.map { $0.appending(unit.ownID) } ?? unit == unit)
  }

  @Test(
    "A unit lies in those that its path goes through, not in one whose name its own begins with")
  func below() {
    #expect(UnitID("V1/H1").isBelow(UnitID("V1")) && UnitID("T/V/H").isBelow(UnitID("T")))
    #expect(!UnitID("V10/H1").isBelow(UnitID("V1")) && !UnitID("V1").isBelow(UnitID("V1")))
  }
}
