// SPDX-License-Identifier: GPL-3.0-or-later

import Assessment
import Forms
import Sampling
import Tables
import Testing

@Suite("The ledger's bulletin and re-checks")
struct LedgerBulletinTests {
  private var events: [RectificationEvent] = []

  /// An item of a unit that is opened and perhaps closed, with events as the ledger makes them.
  private mutating func item(
    _ unit: String, _ opened: String, closed: String? = nil, returned: String? = nil,
    deadline: String = "2017-06-20"
  ) {
    let number = "JZ-\(events.count)"
    func add(
      _ action: RectificationEvent.Action, _ day: String, _ changes: [(String, String)]
    ) {
      events.append(
        RectificationEvent(
          sequence: events.count + 1, item: number, at: day, day: Moment(day)!, actor: "a",
          action: action, reason: "", changes: changes.map { .init($0.0, from: "", to: $0.1) }))
    }
    add(.add, opened, [("unit", unit), ("opened", opened), ("deadline", deadline)])
    if let returned { add(.return, returned, [("state", "returned")]) }
    if let closed { add(.close, closed, [("state", "closed")]) }
  }

  private func bulletin(_ name: String, today: String = "2017-12-31") throws -> LedgerBulletin {
    try LedgerBulletin(
      events: events, period: LedgerBulletin.Period(name), today: Moment(today)!,
      townships: [UnitID("甲镇"), UnitID("乙镇"), UnitID("丙镇"), UnitID("丁镇")])
  }

  @Test("PL-REP-02: units rank by completion, ties share a rank, the last are named with their tie")
  mutating func ranking() throws {
    item("甲镇", "2017-05-20", closed: "2017-06-10")
    item("乙镇", "2017-06-01", closed: "2017-06-30")
    item("乙镇", "2017-06-02")
    item("丙镇", "2017-06-02", closed: "2017-07-01", returned: "2017-06-05")
    item("丁镇", "2017-06-02")
    item("住建局", "2017-06-02")
    item("", "2017-06-02")
    let june = try bulletin("2017-06")
    #expect(june.rows.map(\.unit) == ["甲镇", "乙镇", "丁镇", "丙镇", "住建局", ""])
    #expect(june.rows.map(\.rank) == [1, 2, 3, 3, 1, nil])
    #expect(june.rows.map(\.isTied) == [false, false, true, true, false, false])
    // A unit that is alone among departments is not last of anything.
    #expect(june.rows.map(\.isLast) == [false, false, true, true, false, false])
    #expect(june.rows[1].completion == Rational(1, 2))
    #expect(june.rows.map(\.opened) == [0, 2, 1, 1, 1, 1])
    #expect(june.rows.map(\.closed) == [1, 1, 0, 0, 0, 0])
    #expect(june.rows.map(\.returned) == [0, 0, 0, 1, 0, 0])
    #expect(june.rows.map(\.overdue) == [0, 1, 1, 1, 1, 1])
    #expect(june.asOf.text == "2017-06-30")
    #expect(try bulletin("2017-Q2").rows.map(\.opened) == [1, 2, 1, 1, 1, 1])
    #expect(try bulletin("2017-Q3").rows.map(\.closed) == [1, 0, 0, 0, 0, 0])
  }

  @Test("Where all are equal nobody is last; a running month is judged by today")
  mutating func equal() throws {
    item("甲镇", "2017-06-01", deadline: "2017-06-25")
    item("乙镇", "2017-06-01", deadline: "2017-06-25")
    let june = try bulletin("2017-06", today: "2017-06-21")
    #expect(june.rows.map(\.rank) == [1, 1] && !june.rows.contains(where: \.isLast))
    #expect(june.asOf.text == "2017-06-21" && june.overdue.isEmpty)
    // The first closes its item; the other's is not yet due.
    item("甲镇", "2017-06-02", closed: "2017-06-10")
    let later = try bulletin("2017-06", today: "2017-06-21")
    #expect(later.rows.map(\.rank) == [1, 2] && !later.rows.contains(where: \.isLast))
    #expect(try bulletin("2017-06").rows.map(\.isLast) == [false, true])
  }

  @Test("A period that is none or lies ahead is refused")
  func periods() {
    for name in ["2017", "2017-13", "2017-Q5", "2017-06-01", "June"] {
      #expect(throws: Fault.self) { try LedgerBulletin.Period(name) }
    }
    #expect(throws: Fault.self) { try bulletin("2018-01") }
  }

  @Test("SQ-LED-01: closed items are drawn by tickets, and false closure has an exact bound")
  func recheck() throws {
    let closed = (1...83).map { "JZ-\($0)" }
    let seed = try Seed(text: "54321543215432154321")
    var sample = RecheckSample.draw(17, of: closed, seed: seed, number: 1)
    let again = RecheckSample.draw(17, of: closed.reversed(), seed: seed, number: 1)
    #expect(sample == again && Set(sample.items.map(\.number)).count == 17)
    #expect(sample.rate == nil)
    sample = RecheckSample(
      number: 1, seed: seed.text, population: 83,
      items: sample.items.map { .init(number: $0.number, ticket: $0.ticket, isUpheld: true) })
    #expect(sample.rate == .zero && sample.isComplete)
    // 17 of 83 without a fault: at most 12, as for villages.
    #expect(
      sample.bound(confidence: 0.95) == CountBound(atMost: 12, population: 83, confidence: 0.95))
  }
}
