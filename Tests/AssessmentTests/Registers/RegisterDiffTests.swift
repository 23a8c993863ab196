// SPDX-License-Identifier: GPL-3.0-or-later

import Assessment
import Tables
import Testing

@Suite("Two versions of a register")
struct RegisterDiffTests {
  private func table(_ rows: [[String]]) -> Table {
    let names = ["id", "village", "persons"]
    return Table(
      names: names,
      columns: names.indices.map { column in TextColumn(rows.map { $0[column] as String? }) })
  }

  private let old = [
    ["H1", "V1", "3"], ["H2", "V1", "4"], ["H3", "V1", "2"], ["H4", "V2", "5"], ["H5", "V2", "1"],
  ]
  private let new = [
    ["H1", "V1", "3"], ["H2", "V1", "5"], ["H4", "V1", "5"], ["H5", "V2", "1"], ["H6", "V2", "2"],
  ]

  @Test("New, gone, moved and changed units are told apart by village, whatever the order of rows")
  func kinds() throws {
    var generator = SystemRandomNumberGenerator()
    for _ in 0..<20 {
      let diff = try RegisterDiff(
        from: table(old.shuffled(using: &generator)), to: table(new.shuffled(using: &generator)),
        id: "id", village: "village")
      #expect(
        diff.units.map { "\($0.kind.rawValue) \($0.id.text)" } == [
          "changed H2", "gone H3", "moved H4", "new H6",
        ])
      #expect(
        diff.units[0].changes.map { [$0.column, $0.old, $0.new] } == [["persons", "4", "5"]])
      #expect(diff.units[2].oldVillage == UnitID("V2") && diff.units[2].newVillage == UnitID("V1"))
      let (first, second) = (diff.villages[0], diff.villages[1])
      #expect((first.gone, first.changed, first.movedIn, first.new) == (1, 1, 1, 0))
      #expect((second.new, second.movedOut, second.gone) == (1, 1, 0))
    }
    let same = try RegisterDiff(
      from: table(old), to: table(old.shuffled()), id: "id", village: "village")
    #expect(same.units.isEmpty && same.villages.isEmpty)
  }

  @Test(
    "Where identifiers repeat between villages, units are known by village, and no move is claimed")
  func repeated() throws {
    let diff = try RegisterDiff(
      from: table([["H1", "V1", "3"], ["H1", "V2", "4"], ["H9", "V1", "1"]]),
      to: table([["H1", "V2", "4"], ["H1", "V1", "2"], ["H9", "V2", "1"]]), id: "id",
      village: "village")
    #expect(!diff.seesMoves)
    #expect(
      diff.units.map { "\($0.kind.rawValue) \($0.id.text)" } == ["changed H1", "gone H9", "new H9"])
  }

  @Test("A unit that stands twice is refused with both rows")
  func twice() {
    let rows = [["H1", "V1", "3"], ["H1", "V1", "3"]]
    do {
      _ = try RegisterDiff(from: table(rows), to: table(old), id: "id", village: "village")
      Issue.record("accepted")
    } catch {
      let fault = (error as? Faults)?.list.first
      #expect(
        fault?.code == .diffUnitTwice && fault?.place.row == 3 && fault?.values["first"] == "2")
    }
  }

  @Test("Composed and decomposed letters are different texts; columns that came or went are told")
  func bytes() throws {
    let before = Table(names: ["id", "a"], columns: [TextColumn(["x"]), TextColumn(["\u{e9}"])])
    let after = Table(
      names: ["id", "a", "b"],
      columns: [TextColumn(["x"]), TextColumn(["e\u{301}"]), TextColumn(["1"])])
    let diff = try RegisterDiff(from: before, to: after, id: "id", village: nil)
    #expect(diff.units.map(\.kind) == [.changed] && diff.addedColumns == ["b"])
  }
}
