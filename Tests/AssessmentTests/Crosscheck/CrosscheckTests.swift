// SPDX-License-Identifier: GPL-3.0-or-later

import Assessment
import Tables
import Testing

@Suite("Identity numbers and the comparison with lists")
struct CrosscheckTests {
  @Test(
    "GB 11643-1999: check digit and birth date decide",
    arguments: [
      // The two examples of the standard.
      ("11010519491231002X", IdentityNumber.Kind.valid, "11010519491231002X"),
      ("440524188001010014", .valid, "440524188001010014"),
      ("11010519491231002x", .valid, "11010519491231002X"),
      (" １１０１０５１９４９１２３１００２Ｘ ", .valid, "11010519491231002X"),
      ("'440524188001010014", .valid, "440524188001010014"),
      ("110105194912310021", .faulty, "110105194912310021"),
      ("110105194913310029", .faulty, "110105194913310029"),
      ("110105491231002", .completed, "11010519491231002X"),
      ("110105491231996", .unreadable, "110105491231996"),
      ("4.40524E+17", .unreadable, "4.40524E+17"),
      ("", .empty, ""),
    ])
  func numbers(typed: String, kind: IdentityNumber.Kind, text: String) {
    let number = IdentityNumber(typed)
    #expect(number.kind == kind && number.text == text)
  }

  private let people = [
    Crosscheck.Person(
      unit: UnitID("V1/H1"), number: "11010519491231002X", name: "张三", places: ["V1", "东村"]),
    Crosscheck.Person(
      unit: UnitID("V1/H2"), number: "440524188001010014", name: "李四", places: ["V1", "东村"]),
    Crosscheck.Person(unit: UnitID("V1/H3"), number: "", name: "王五", places: ["V1", "东村"]),
    Crosscheck.Person(unit: UnitID("V2/H1"), number: "", name: "王五", places: ["V2", "西村"]),
    // Two places of the second standard example swapped.
    Crosscheck.Person(
      unit: UnitID("V2/H2"), number: "440524180801010014", name: "赵六", places: ["V2", "西村"]),
  ]

  private func found(
    _ number: String, _ name: String, _ village: String = "", byName: Bool = true
  ) -> [String] {
    Crosscheck(people).matches(
      [.init(row: 2, number: number, name: name, village: village)], byName: byName
    ).map { "\($0.unit.text) \($0.strength.rawValue) \($0.bearers)" }
  }

  @Test("JA-XCH-01: numbers match exactly, in their old form, or nearly where a check digit fails")
  func byNumber() {
    #expect(found("11010519491231002X", "张三") == ["V1/H1 number 1"])
    #expect(found("110105491231002", "张三") == ["V1/H1 old-number 1"])
    #expect(found("110105194912310026", "张三") == ["V1/H1 near-number 1"])
    #expect(found("110105194921310028", "张三") == [])
    // A faulty number of the register lies next to the right one on the list, which itself is there, too.
    #expect(found("440524188001010014", "李四") == ["V1/H2 number 1"])
    // A right number of somebody else, though one place away, is somebody else's.
    let other = Crosscheck(people).matches(
      [.init(row: 3, number: "11010519491231002X", name: "张山", village: "")], byName: false)
    #expect(other.map(\.namesAgree) == [false])
  }

  @Test("A right number that lies next to a faulty one of the register is near")
  func faultyRegister() {
    let engine = Crosscheck([people[4]])
    let near = engine.matches(
      [.init(row: 2, number: "440524188001010014", name: "", village: "")], byName: false)
    #expect(near.map(\.strength) == [.nearNumber])
    let same = engine.matches(
      [.init(row: 2, number: "440524180801010014", name: "", village: "")], byName: false)
    #expect(same.map(\.strength) == [.faultyNumber])
  }

  @Test("Names count only where there is no number, within the village if it is told")
  func byName() {
    #expect(found("", "王五", "东村") == ["V1/H3 name-village 1"])
    #expect(found("", "王 五", "V2") == ["V2/H1 name-village 1"])
    #expect(found("", "王五") == ["V1/H3 name 2", "V2/H1 name 2"])
    #expect(found("", "王五", "东村", byName: false) == [])
    // A number of one's own keeps a namesake apart.
    #expect(found("440524188001010022", "张三", "东村") == [])
    #expect(found("", "张三", "东村") == ["V1/H1 name-village 1"])
  }
}
