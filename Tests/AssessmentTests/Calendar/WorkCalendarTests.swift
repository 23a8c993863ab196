// SPDX-License-Identifier: GPL-3.0-or-later

import Assessment
import Tables
import Testing

@Suite struct WorkCalendarTests {
  /// The calendar of a section of the profile, with what was done: lines `duty,on,office,document`.
  private func calendar(
    _ sections: String, _ done: String..., asOf: String, offices: [String] = []
  ) throws -> WorkCalendar {
    let profile = try profileOfTables(sections)
    let rows =
      ["fund,duty,on,office,document"] + done.enumerated().map { "\($0),\($1)" }
    var tables: [(name: String, rows: [String])] = [("funds", rows)]
    if !offices.isEmpty { tables.append(("counties", ["county"] + offices)) }
    return try WorkCalendar(
      profile, recordTables(tables, of: profile, asOf: try #require(day(asOf))))
  }

  private func day(_ text: String) -> Int? {
    let parts = text.split(separator: "-").compactMap { Int($0) }
    return CivilCalendar.days(year: parts[0], month: parts[1], day: parts[2])
  }

  private func duty(_ text: String) -> String {
    "duties:\n  D: {label: {zh: 事, en: duty}, source: \"law\", records: funds, \(text)}"
  }

  private func lines(_ calendar: WorkCalendar) -> [String] {
    calendar.entries.map { entry in
      let parts =
        [entry.first, entry.due, entry.done].map { $0.map { CivilCalendar.text(days: $0) } ?? "-" }
        + [entry.state.rawValue]
      return parts.joined(separator: " ")
    }
  }

  @Test("A month has its own day, and what is done counts for the month in which it is done")
  func months() throws {
    let calendar = try calendar(
      duty("every: month, by: 5, from: 2017-05-01, until: 2017-12-31"), "D,2017-05-05,,",
      "D,2017-06-06,,", "D,2017-06-07,,", asOf: "2017-08-05")
    #expect(
      lines(calendar) == [
        "2017-05-01 2017-05-05 2017-05-05 done", "2017-06-01 2017-06-05 2017-06-06 late",
        "2017-07-01 2017-07-05 - overdue", "2017-08-01 2017-08-05 - open",
        "2017-09-01 2017-09-05 - open",
      ])
  }

  @Test("Weeks run from Monday to Sunday, half months to the 15th and to the end")
  func rhythms() throws {
    #expect(
      try lines(
        calendar(
          duty("every: week, from: 2017-07-19, until: 2017-07-31"), "D,2017-07-23,,",
          "D,2017-07-24,,", asOf: "2017-08-10")) == [
          "2017-07-19 2017-07-23 2017-07-23 done", "2017-07-24 2017-07-30 2017-07-24 done",
          "2017-07-31 2017-07-31 - overdue",
        ])
    #expect(
      try lines(
        calendar(
          duty("every: half-month, from: 2016-02-01, until: 2016-03-31"), asOf: "2016-02-16")) == [
          "2016-02-01 2016-02-15 - overdue", "2016-02-16 2016-02-29 - open",
          "2016-03-01 2016-03-15 - open",
        ])
    #expect(
      try lines(
        calendar(
          duty("every: quarter, from: 2016-11-01, until: 2017-12-31"), "D,2017-01-02,,",
          asOf: "2017-01-31")) == [
          "2016-11-01 2016-12-31 - overdue", "2017-01-01 2017-03-31 2017-01-02 done",
          "2017-04-01 2017-06-30 - open",
        ])
    #expect(
      try lines(
        calendar(
          duty("every: once, from: 2020-03-03, until: 2020-03-10"), "D,2020-03-11,,",
          asOf: "2020-03-20")) == ["2020-03-03 2020-03-10 2020-03-11 late"])
  }

  @Test("What is due once is done late after its day, not done before it is, and never twice")
  func once() throws {
    let text = "every: once, from: 2020-03-03, until: 2020-03-10"
    #expect(
      try lines(calendar(duty(text), "D,2020-03-11,,", asOf: "2020-03-10")) == [
        "2020-03-03 2020-03-10 - open"
      ])
    #expect(
      try lines(calendar(duty(text), asOf: "2020-06-25")) == ["2020-03-03 2020-03-10 - overdue"])
    #expect(
      try lines(
        calendar(duty(text), "D,2020-03-09,,", "D,2020-06-01,,", asOf: "2020-06-25")) == [
          "2020-03-03 2020-03-10 2020-03-09 done"
        ])
    let each = try calendar(
      duty("every: once, times: 2, offices: counties, from: 2020-03-03, until: 2020-03-10"),
      "D,2020-03-09,A,", "D,2020-03-15,A,", "D,2020-03-15,B,", asOf: "2020-06-25",
      offices: ["A", "B"])
    #expect(each.entries.map(\.state) == [.late, .overdue])
    #expect(each.entries[1].lacking == ["1×"])
  }

  @Test("Each office must do its own, as often as it is asked")
  func offices() throws {
    let calendar = try calendar(
      duty("every: year, times: 2, offices: counties, from: 2016-01-01, until: 2016-12-31"),
      "D,2016-03-01,A,", "D,2016-05-01,A,", "D,2016-06-01,B,", asOf: "2016-12-31",
      offices: ["A", "B"])
    #expect(calendar.entries.map(\.office) == ["A", "B"])
    #expect(calendar.entries.map(\.state) == [.done, .open])
    #expect(calendar.entries[1].lacking == ["1×"])
  }

  @Test("A step is done when all its documents are there, and not before the step above it")
  func steps() throws {
    let steps = """
      procedures:
        P:
          label: {zh: 程序, en: procedure}
          source: "law"
          records: funds
          steps:
            self: {label: {zh: 自评, en: self}, due: 2017-12-31, documents: [report, data]}
            field: {label: {zh: 抽查, en: field}}
            result: {label: {zh: 反馈, en: result}, due: 2018-01-31, documents: [letter]}
      """
    let half = try calendar(
      steps, "self,2017-12-20,,report", "field,2018-01-05,,", asOf: "2018-01-10")
    #expect(half.entries.map(\.state) == [.overdue, .outOfOrder, .open])
    #expect(half.entries[0].lacking == ["data"])
    let whole = try calendar(
      steps, "self,2017-12-20,,report", "self,2017-12-31,,data", "field,2018-01-05,,",
      "result,2018-02-01,,letter", asOf: "2018-03-01")
    #expect(whole.entries.map(\.state) == [.done, .done, .late])
  }

  @Test("A table that is not there is named; dates that cannot be are refused")
  func faults() throws {
    let text = duty("every: year, offices: counties, from: 2016-01-01, until: 2016-12-31")
    #expect(try calendar(text, asOf: "2016-06-01").lacking.map(\.table) == ["counties"])
    expectFault(.badRecordDate) {
      _ = try calendar(
        duty("every: year, from: 2016-01-01, until: 2016-12-31"), "D,2016-02-30,,",
        asOf: "2016-06-01")
    }
    expectFault(.deadlineBeforeItem) {
      _ = try profileOfTables(duty("every: year, from: 2016-01-02, until: 2016-01-01"))
    }
    expectFault(.yamlWrongType) {
      _ = try profileOfTables(duty("every: year, from: 2016-02-30, until: 2016-12-31"))
    }
  }
}
