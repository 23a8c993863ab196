// SPDX-License-Identifier: GPL-3.0-or-later

import Assessment
import Foundation
import Sampling
import Tables
import Testing

@Suite("Published figures")
struct PublishedFiguresTests {
  private let checks: [FigureCheck]

  /// Reads a table of the data set, whose fields hold no commas.
  private static func table(_ name: String) throws -> Table {
    let lines = try text(name).split(separator: "\n").map {
      $0.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
    }
    return Table(
      file: name, names: lines[0],
      columns: lines[0].indices.map { column in
        TextColumn(lines.dropFirst().map { $0[column] as String? })
      })
  }

  private static func text(_ name: String) throws -> String {
    let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().deletingLastPathComponent()
    return try String(
      contentsOf: root.appending(path: "datasets/published-figures/\(name)"), encoding: .utf8)
  }

  init() throws {
    checks = try FigureFile(
      text: Self.text("figures.yaml"), file: "figures.yaml", table: Self.table
    ).checks
  }

  private func results(_ id: String) -> [FigureCheck] {
    checks.filter { $0.id == id || $0.id.hasPrefix(id + "-") }
  }

  private func levels(_ id: String) -> [FigureCheck.Level] { results(id).map(\.level) }

  @Test("DQ-01: the cards add up; the registered households are another universe")
  func dq01() {
    #expect(levels("DQ-01") == [.met, .note])
    guard case .equal(let cards, let registered, let universes) = results("DQ-01")[1].result else {
      Issue.record("no comparison")
      return
    }
    #expect(cards == Rational(14577) && registered == Rational(10356) && universes.count == 4)
  }

  @Test("DQ-02: poor and other villages are all villages")
  func dq02() { #expect(levels("DQ-02") == [.met]) }

  @Test("DQ-03: 86 of 307 is above 28%")
  func dq03() { #expect(levels("DQ-03") == [.met]) }

  @Test("DQ-04: 45.7% does not come from its counts")
  func dq04() throws {
    #expect(levels("DQ-04") == [.unmet])
    guard case .share(_, _, _, .differs(let parts)) = results("DQ-04")[0].result else {
      Issue.record("no share")
      return
    }
    #expect(parts == 14897...14929)
  }

  @Test("DQ-05: 28.1% was truncated, not rounded")
  func dq05() {
    #expect(levels("DQ-05") == [.note])
    guard case .share(_, _, _, .truncated) = results("DQ-05")[0].result else {
      Issue.record("not truncated")
      return
    }
  }

  @Test("DQ-06: the enlarged allowance does not add up")
  func dq06() {
    #expect(
      results("DQ-06").map(\.result) == [
        .sum(parts: [Rational(9193), Rational(4000)], total: Rational(14876))
      ])
    #expect(levels("DQ-06") == [.unmet])
  }

  @Test("DQ-07: renovated houses, relocated households and persons add up")
  func dq07() { #expect(levels("DQ-07") == [.met, .met, .met]) }

  @Test("DQ-08: both poverty rates fit one population")
  func dq08() {
    guard case .population(let implied, let intersection, _) = results("DQ-08")[0].result else {
      Issue.record("no population")
      return
    }
    #expect(implied.map(\.from) == [386_178, 385_099])
    #expect(implied.map(\.to) == [390_802, 388_142])
    #expect(intersection == 386_178...388_142)
    #expect(levels("DQ-08") == [.met])
  }

  @Test("DQ-09: causes add up, and their shares are rounded from their counts")
  func dq09() {
    #expect(levels("DQ-09") == [.met, .note])
    let shares = results("DQ-09").compactMap { check -> Rational? in
      guard case .distribution(let group) = check.result else { return nil }
      #expect(group.sum == group.total && group.wrong.isEmpty && group.cut.isEmpty)
      return group.shares
    }
    #expect(shares == [.one, Rational(10001, 10000)])
  }

  @Test("DQ-10: 28 townships under five counties, all above 300")
  func dq10() {
    #expect(
      results("DQ-10").map(\.result) == [.table(rows: 28, total: Rational(10833), wrong: [])])
  }

  @Test("DQ-11: 17 plans are announced and 16 named")
  func dq11() {
    #expect(results("DQ-11").map(\.result) == [.list(announced: 17, found: 16, repeated: [])])
    #expect(levels("DQ-11") == [.unmet])
  }

  @Test("DQ-12: five are announced and four named")
  func dq12() {
    #expect(results("DQ-12").map(\.result) == [.list(announced: 5, found: 4, repeated: [])])
  }

  @Test("DQ-13: dates that lost characters are refused, with what they may have been")
  func dq13() {
    let suggestions = results("DQ-13").map { check -> [String] in
      guard case .date(_, .broken(let days)) = check.result else { return ["taken"] }
      return days.map(\.text)
    }
    #expect(
      suggestions == [["2017-04-28"], ["05-04"], ["05-12"], ["06-28"], ["2017-05-11"]])
    #expect(levels("DQ-13") == Array(repeating: .unmet, count: 5))
  }

  @Test("DQ-14: 12 is probably 1–2")
  func dq14() {
    #expect(results("DQ-14").map(\.result) == [.range("每年至少为贫困户办成12件实事", number: 12)])
    #expect(levels("DQ-14") == [.note])
  }

  @Test("DQ-15: industries cover households several times, which is no partition")
  func dq15() { #expect(levels("DQ-15") == [.note]) }

  @Test("DQ-16: the net exit is the difference of both stocks")
  func dq16() { #expect(levels("DQ-16") == [.met, .met]) }

  @Test("Nothing else is in the file")
  func complete() { #expect(Set(checks.map { $0.id.prefix(5) }).count == 16) }
}

@Suite("Statements about figures")
struct FigureCheckTests {
  private func check(_ text: String) throws -> FigureCheck {
    try #require(
      FigureFile(text: "checks:\n  - {id: X, \(text)}\n", file: "f.yaml") { _ in
        Table(names: ["a"], columns: [TextColumn([])])
      }.checks.first)
  }

  @Test("Shares are compared exactly, ties rounded up")
  func shares() throws {
    let cases: [(Int, Int, String, PublishedShare.Rounding)] = [
      (1, 8, "12.5%", .rounded), (1, 8, "13%", .rounded), (1, 8, "12%", .truncated),
      (1, 3, "34%", .raised), (1, 3, "0.33", .rounded), (1, 3, "50%", .impossible),
      (1, 4, "75%", .differs(parts: 3...3)), (0, 5, "0%", .rounded), (2, 3, "66.67%", .rounded),
    ]
    for (part, whole, text, rounding) in cases {
      let share = try #require(PublishedShare(text))
      #expect(try share.rounding(part: part, whole: whole) == rounding, "\(part)/\(whole) \(text)")
    }
    for text in ["", "%", "4 5%", "-1%", "1e2", "٣%"] { #expect(PublishedShare(text) == nil) }
  }

  @Test("A part above its whole is not met, unless the statement says that it may be")
  func aboveWhole() throws {
    for statement in [
      "share: {part: 7, whole: 5, published: 140%}", "limit: {part: 7, whole: 5, at_least: 90%}",
    ] {
      let impossible = try check(statement)
      #expect(impossible.result == .aboveWhole(part: 7, whole: 5) && impossible.level == .unmet)
      let plan = try check(statement.replacing("}", with: ", may_exceed: true}"))
      #expect(plan.level == .met)
    }
    #expect(try check("share: {part: 5, whole: 5, published: 100%}").level == .met)
  }

  @Test("A count over its implied populations is rounded to its rate, and not beyond them")
  func wholes() throws {
    let rate = try #require(PublishedShare("1.27%"))
    let (from, to) = try rate.wholes(of: 4910)
    for (whole, isRounded) in [(from, true), (from - 1, false), (to!, true), (to! + 1, false)] {
      #expect(try (rate.rounding(part: 4910, whole: whole) == .rounded) == isRounded)
    }
    #expect(try #require(PublishedShare("0%")).wholes(of: 3).to == nil)
  }

  @Test("Whole dates are read; what is none is never taken for one")
  func dates() {
    func read(_ text: String) -> String {
      switch PublishedDate(text) {
      case .date(let day): day.text
      case .broken(let days): "? " + days.map(\.text).joined(separator: " ")
      }
    }
    #expect(read("2017年4月28日") == "2017-04-28")
    #expect(read("2017-04-28") == "2017-04-28")
    #expect(read("12月31日") == "12-31")
    #expect(read("2017年2月29日") == "? ")
    #expect(read("2017/4-28") == "? ")
    #expect(read("111日") == "? 01-11 11-01")
    #expect(read("20170428") == "? 2017-04-28")
    #expect(read("4日") == "? ")
    #expect(read("去年底") == "? ")
  }

  @Test("Populations that do not meet, a stated one outside, and parts above the whole are not met")
  func unmet() throws {
    #expect(
      try check("population: {rates: [{count: 100, rate: 1%}, {count: 100, rate: 5%}]}").level
        == .unmet)
    #expect(
      try check("population: {rates: [{count: 100, rate: 1%}], stated: 20001}").level == .unmet)
    #expect(
      try check("population: {rates: [{count: 100, rate: 1%}], stated: 10000}").level == .met)
    #expect(try check("multiple: {parts: [12, 1], whole: 10}").level == .unmet)
    #expect(try check("multiple: {parts: [2, 1], whole: 10}").level == .met)
    #expect(try check("equal: [1, 2]").level == .unmet)
    #expect(try check("list: {announced: 2, items: [a, a]}").level == .unmet)
    #expect(try check("range: 15件实事").level == .met)
    #expect(try check("sum: {parts: [0.1, 0.2], total: 0.3}").level == .met)
  }

  @Test(
    "What is no statement is refused with its line",
    arguments: [
      ("sum: {parts: [blue], total: 3}", Fault.Code.unknownReference),
      ("sum: {parts: [1], totals: 3}", .yamlMissingKey),
      ("colour: red", .yamlUnknownKey),
      ("says: {zh: a, en: b}", .yamlMissingKey),
      ("share: {part: 1, whole: 0, published: 5%}", .yamlWrongType),
      ("share: {part: 1, whole: 2, published: half}", .yamlWrongType),
      ("limit: {part: 1, whole: 2, at_least: 5%, at_most: 6%}", .yamlMissingKey),
    ])
  func refused(text: String, code: Fault.Code) {
    do {
      _ = try check(text)
      Issue.record("accepted: \(text)")
    } catch {
      #expect((error as? Fault)?.code == code && (error as? Fault)?.place.row == 2)
    }
  }
}
