// SPDX-License-Identifier: GPL-3.0-or-later

import Assessment
import Forms
import Foundation
import Tables
import Testing

/// A profile with the ledger of the tests, or with a change to it.
func ledgerProfile(_ old: String = "", _ new: String = "") throws -> Profile {
  let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent()
  let file = root.appending(path: "surveys/exit-2016/profile.yaml")
  let text = try String(contentsOf: file, encoding: .utf8)
  if !old.isEmpty { #expect(text.contains(old)) }
  return try Profile(text: text.replacing(old, with: new), file: "profile.yaml")
}

@Suite("The profile's section ledger")
struct LedgerRulesTests {
  @Test("SQ-RSP-01: the responsibility matrix routes kinds of problems to departments")
  func routes() throws {
    let rules = try #require(try ledgerProfile().ledger)
    #expect(rules.route(of: ["EXIT-INCOME", "EXIT-SCHOOL"])?.unit == "县教体局")
    #expect(rules.route(of: ["EXIT-INCOME"]) == nil)
    let today = Moment("2017-05-11")!
    let housing = try rules.values(
      of: [.problem: "危房", .township: "城关镇"], problemKinds: ["EXIT-HOUSE"], today: today)
    #expect(housing[.unit] == "县住建局" && housing[.severity] == "grave")
    #expect(housing[.deadline] == "2017-06-10")
    let other = try rules.values(
      of: [.problem: "收入", .township: "城关镇"], problemKinds: ["EXIT-INCOME"], today: today)
    #expect(other[.unit] == "城关镇")
  }

  @Test("HZ-SUP-05: two months end with the month where it is shorter")
  func months() throws {
    let rules = try #require(try ledgerProfile().ledger)
    let ordinary = try #require(rules.severity("ordinary"))
    #expect(ordinary.deadline(from: Moment("2017-05-11")!).text == "2017-07-11")
    #expect(ordinary.deadline(from: Moment("2016-12-31")!).text == "2017-02-28")
    #expect(ordinary.deadline(from: Moment("2017-11-30")!).text == "2018-01-30")
  }

  @Test(
    "What is wrong is refused with its line",
    arguments: [
      ("prefix: JZ", "prefix: J-Z", Fault.Code.yamlWrongType),
      ("prefix: JZ", "prefix: JZ\n  colour: red", .yamlUnknownKey),
      ("kinds: [EXIT-SCHOOL]", "kinds: [EXIT-SCHOOLS]", .unknownReference),
      ("kinds: [EXIT-SCHOOL]", "kinds: [EXIT-HOUSE]", .listedTwice),
      ("unit: 县住建局, severity: grave", "unit: 县住建局, severity: fatal", .unknownReference),
      ("en: Grave}, days: 30", "en: Grave}, days: 30, months: 1", .yamlWrongType),
      ("en: Grave}, days: 30", "en: Grave}", .yamlWrongType),
      ("when: fraud", "when: fraud, days: 3", .yamlWrongType),
      ("when: fraud", "when: sometimes", .yamlWrongType),
    ])
  func refused(old: String, new: String, code: Fault.Code) {
    do {
      _ = try ledgerProfile(old, new)
      Issue.record("accepted: \(new)")
    } catch {
      let fault = error as? Fault
      #expect(fault?.code == code, "\(new): \(error)")
      #expect((fault?.place.row ?? 0) > 300)
    }
  }
}
