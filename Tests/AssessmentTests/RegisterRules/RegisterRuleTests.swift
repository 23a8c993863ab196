// SPDX-License-Identifier: GPL-3.0-or-later

import Assessment
import Forms
import Foundation
import Tables
import Testing

@Suite struct RegisterRuleTests {
  /// A profile with one rule over its registers.
  private func profile(_ rule: String) throws -> Profile {
    try profileOfTables(
      """
      rules:
        - {id: R, label: {zh: 一, en: one}, source: "law", \(rule)}
      """)
  }

  private func result(
    _ rule: String, _ tables: [(name: String, rows: [String])]
  ) throws -> RegisterRuleResult {
    let profile = try profile(rule)
    return try profile.registerRules[0].evaluate(in: recordTables(tables, of: profile))
  }

  @Test("A rule may name columns of the register above and the profile's amounts")
  func above() throws {
    let result = try result(
      "over: households, where: \"far = 1\", when: \"score < line\"",
      [
        ("villages", ["village_id,far", "V1,1", "V2,0"]),
        ("households", ["id,village_id,score", "A,V1,9", "B,V1,10", "C,V2,1", "D,V1,"]),
      ])
    #expect(result.rows == 3)
    #expect(result.problems.map(\.row) == [0, 3])
    #expect(result.problems.map(\.kind) == [.broken, .missing])
    #expect(result.values[0].map(\.name) == ["score", "far"])
    #expect(result.values[0].map(\.value) == ["9", "1"])
  }

  @Test("A row is data missing where what is known does not decide `where`")
  func undecided() throws {
    let result = try result(
      "over: funds, where: \"kind = 'a' and (paid > 10 or due > 10)\", when: \"left = 1\", needs: []",
      [
        (
          "funds",
          [
            "fund,kind,paid,due,left", "F1,a,,9,1", "F2,b,,9,1", "F3,a,,11,1", "F4,a,9,9,1",
            "F5,,,,1", "F6,a,,,0", "F7,a,11,,0",
          ]
        )
      ])
    #expect(result.rows == 4)
    #expect(result.problems.map(\.row) == [0, 2, 5])
    #expect(result.problems.map(\.kind) == [.missing, .broken, .missing])
    #expect(result.lacking == [["paid"], [], ["paid", "due"]])
    #expect(result.values(row: 6).map(\.value) == ["0", "a", "11", ""])
    #expect(result.units.count == 7)
  }

  @Test("A rule whose columns or tables are not there says which")
  func lack() throws {
    let households = ("households", ["id,village_id", "A,V1"])
    #expect(
      try result("over: households, when: \"a > b\"", [households]).lack == .names(["a", "b"]))
    #expect(try result("over: funds, when: \"a > 1\"", [households]).lack == .table("funds"))
    #expect(
      try result(
        "over: households, related: {n: {from: funds, by: owner}}, when: \"n > 1\"", [households]
      ).lack == .table("funds"))
  }

  @Test("A rule has exactly one test, over a table that is described")
  func faults() {
    expectFault(.ruleTest) { _ = try profile("over: households") }
    expectFault(.ruleTest) { _ = try profile("over: households, when: \"a\", order: [a, b]") }
    expectFault(.unknownReference) { _ = try profile("over: roster, when: \"a\"") }
    expectFault(.yamlUnknownKey) { _ = try profile("over: households, when: \"a\", limit: 3") }
    expectFault(.yamlWrongType) {
      _ = try profile("over: households, threshold: {value: a, at_most: \"1\", at_least: \"0\"}")
    }
  }

  @Test("A text that is no number or date is refused with its place")
  func places() throws {
    let tables = [(name: "funds", rows: ["fund,paid,due", "F1,2017-01-01,soon"])]
    do {
      _ = try result("over: funds, deadline: {done: paid, due: due}", tables)
      Issue.record("nothing was refused")
    } catch let fault as Fault {
      #expect(fault.code == .notADate)
      #expect(fault.values["value"] == "soon")
    }
    expectFault(.relatedTwice) {
      _ = try result(
        "over: households, related: {n: {from: funds, by: paid, take: due}}, when: \"n > 1\"",
        [
          ("households", ["id,village_id", "A,V1"]),
          ("funds", ["fund,paid,due", "F1,A,1", "F2,A,2"]),
        ])
    }
  }

  @Test("A threshold holds at its limit if it is inclusive")
  func threshold() throws {
    let funds = [(name: "funds", rows: ["fund,claimed", "F1,0.90", "F2,0.89", "F3,0.91", "F4,"])]
    let inclusive = try result(
      "over: funds, threshold: {value: claimed, at_least: \"0.9\"}", funds)
    #expect(inclusive.problems.map(\.row) == [1, 3])
    #expect(inclusive.problems.map(\.kind) == [.broken, .missing])
    let exclusive = try result(
      "over: funds, threshold: {value: claimed, at_least: \"0.9\", inclusive: false}", funds)
    #expect(exclusive.problems.map(\.row) == [0, 1, 3])
  }
}
