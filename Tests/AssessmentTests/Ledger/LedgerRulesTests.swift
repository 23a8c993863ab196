// SPDX-License-Identifier: GPL-3.0-or-later

import Assessment
import Forms
import Foundation
import Tables
import Testing

/// A bundled profile with its ledger, or with a change to it.
func ledgerProfile(
  _ old: String = "", _ new: String = "", of name: String = "exit-2016"
) throws -> Profile {
  let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent()
  let file = root.appending(path: "surveys/\(name)/profile.yaml")
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

  @Test("SQ-RSP-01: Shangqiu's departments answer for what the document gives them")
  func matrix() throws {
    let rules = try #require(try ledgerProfile(of: "listed-supervision-2020").ledger)
    let units = ["schooling", "housing", "water", "funds", "SQ-DUE-02"].map {
      rules.route(of: [$0])?.unit
    }
    #expect(units == ["市教育体育局", "市住建局", "市水利局", "市财政局", "市扶贫办"])
  }

  @Test("DA-LED-01: three ledgers, each with the office that keeps it")
  func owners() throws {
    let rules = try #require(try ledgerProfile(of: "monthly-supervision-2016").ledger)
    #expect(rules.ledgers.map(\.owner.chinese) == ["区扶贫移民办", "区委组织部", "区直机关党委"])
    let today = Moment("2016-07-01")!
    let absent = try rules.values(
      of: [.problem: "不在岗"], problemKinds: ["secretary_absent"], today: today)
    #expect(absent[.ledger] == "secretary" && absent[.deadline] == "2016-08-01")
  }

  @Test("HZ-SUP-05: Huizhou's feedback leaves two months")
  func feedback() throws {
    let rules = try #require(try ledgerProfile(of: "annual-assessment-2017").ledger)
    let values = try rules.values(
      of: [.problem: "漏户", .source: "supervision", .opened: "2017-06-30"],
      problemKinds: ["identified"], today: Moment("2017-07-05")!)
    #expect(values[.deadline] == "2017-08-30")
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
