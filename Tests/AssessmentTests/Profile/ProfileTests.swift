// SPDX-License-Identifier: GPL-3.0-or-later

import Assessment
import Forms
import Foundation
import Sampling
import Tables
import Testing

/// The smallest profile with one of everything; tests replace a part of it.
private let small = """
  title: {zh: 评估, en: Assessment}
  persons: persons
  registers:
    villages: {file: v.csv, id: village_id, columns: {group: text}}
    households: {file: h.csv, id: id, parent: villages.village_id, columns: {persons: integer}}
  parameters:
    line: {value: 3146, label: {zh: 线, en: line}, source: "law"}
  samples:
    exited: {label: {zh: 脱贫户, en: exited}}
    other: {label: {zh: 其他, en: other}}
  outcomes:
    completed: {kind: completed, label: {zh: 完成, en: done}}
    away: {kind: noncontact, label: {zh: 外出, en: away}}
  forms:
    visit: {label: {zh: 表, en: form}, folder: forms/visit, unit: id, samples: [exited, other], outcome: result}
  findings:
    wrong: {label: {zh: 错, en: wrong}, samples: [exited], excludes: [late]}
    late: {label: {zh: 迟, en: late}, samples: [exited]}
  rules:
    - {id: R1, finding: wrong, form: visit, when: "income <= line", label: {zh: 一, en: one}, source: "law"}
  reasons:
    confirm: {proof: {zh: 证据, en: proof}}
    clear: {shock: {zh: 突发, en: shock}}
  values:
    poor: "income <= line"
  indicators:
    rate: {label: {zh: 率, en: rate}, target: {zh: 人, en: persons}, sample: exited, numerator: "if(finding = 'wrong', persons, 0)", denominator: persons, threshold: {at_most: 0.02, inclusive: true, source: "law"}}
    whole: {label: {zh: 总, en: whole}, target: {zh: 人, en: persons}, composite: {numerator: [{rate: rate, times: {total: persons, of: households}}], denominator: {total: persons, of: households}}}
  overall: [rate]
  revisit: {fraction: 0.05}
  confidence: 0.95
  """

private func profile(replacing old: String = "", with new: String = "") throws -> Profile {
  precondition(old.isEmpty || small.contains(old))
  return try Profile(
    text: old.isEmpty ? small : small.replacing(old, with: new), file: "profile.yaml")
}

@Suite("Profile")
struct ProfileTests {
  @Test("Everything is read as it is written")
  func everything() throws {
    let profile = try profile()
    #expect(profile.parameters[0].value == Rational(3146))
    #expect(profile.outcomes.map(\.kind) == [.completed, .noncontact])
    #expect(profile.forms(of: "other").map(\.name) == ["visit"])
    #expect(profile.rules[0].when.source == "income <= line")
    #expect(profile.rules[0].when.place.row == 20)
    #expect(profile.reasons.clear.map(\.name) == ["shock"])
    #expect(profile.revisitFraction == Rational(1, 20))
    #expect(profile.confidence == Rational(19, 20))
    let rate = try #require(profile.indicator("rate"))
    #expect(rate.samples == ["exited"])
    #expect(rate.threshold?.limit == Rational(1, 50))
    guard case .composite(let composite) = profile.indicators[1].measure else {
      Issue.record("no composite")
      return
    }
    #expect(composite.terms.map(\.rate) == ["rate"])
    #expect(!composite.assumesSameRate)
  }

  @Test("Registers and the values of their columns have labels where the profile gives any")
  func labels() throws {
    let plain = try profile()
    #expect(plain.registers.allSatisfy { $0.label == nil })
    #expect(plain.label(ofValue: "red", column: "card").chinese == "red")
    let text = "levels: {card: {red: {zh: 红卡, en: red card}}}\noutcomes:"
    let labelled = try profile(replacing: "outcomes:", with: text)
    #expect(labelled.label(ofValue: "red", column: "card").chinese == "红卡")
    #expect(labelled.label(ofValue: "blue", column: "card").chinese == "blue")
    #expect(labelled.label(ofValue: "red", column: "colour").chinese == "red")
    let register = try profile(
      replacing: "villages: {file", with: "villages: {label: {zh: 村, en: Villages}, file")
    #expect(register.registers[0].label == BilingualText(zh: "村", en: "Villages"))
    #expect(register.registersText.contains("label: {zh: \"村\", en: Villages}"))
  }

  @Test("Exclusion is mutual, whichever kind names the other")
  func exclusion() throws {
    #expect(try profile().finding("late")?.excludes == ["wrong"])
  }

  @Test(
    "What is wrong is refused where it stands",
    arguments: [
      ("confidence: 0.95", "confidenc: 0.95", Fault.Code.yamlUnknownKey),
      ("sample: exited,", "sample: exitd,", .unknownReference),
      ("sample: exited,", "sample: exited, samples: [other],", .eitherOr),
      ("sample: exited,", "", .yamlMissingKey),
      ("at_most: 0.02,", "", .yamlMissingKey),
      ("at_most: 0.02,", "at_most: 0.02, at_least: 0.01,", .eitherOr),
      ("{rate: rate, times", "{rate: whole, times", .unknownReference),
      ("overall: [rate]", "overall: [whole]", .overallWithoutThreshold),
      ("overall: [rate]", "overall: [rate, rate]", .listedTwice),
      ("fraction: 0.05", "fraction: 5", .notAShare),
      ("confidence: 0.95", "confidence: 95", .yamlOutOfRange),
      ("kind: completed", "kind: refused", .noCompletedOutcome),
      ("parent: villages.village_id", "parent: towns.id", .unknownParentRegister),
      ("parent: villages.village_id", "parent: villages.id", .parentColumn),
      ("form: visit, when", "form: visits, when", .unknownReference),
      ("excludes: [late]", "excludes: [later]", .unknownReference),
      ("exited: {label", "ex/ited: {label", .invalidName),
    ])
  func refused(old: String, new: String, code: Fault.Code) throws {
    let fault = try #require(throws: Fault.self) { try profile(replacing: old, with: new) }
    #expect(fault.code == code)
    #expect(fault.place.file == "profile.yaml")
    let line = small[..<small.firstRange(of: old)!.lowerBound].count { $0 == "\n" } + 1
    #expect(fault.place.row == line)
    #expect(fault.values["position"] != nil)
  }

  @Test("An expression that uses anything unsupported is refused with the profile's line")
  func expression() throws {
    let fault = try #require(throws: Fault.self) {
      try profile(replacing: "numerator: \"if(", with: "numerator: \"iff(")
    }
    #expect(fault.code.kind == .configuration)
    #expect(
      fault.place == Place(file: "profile.yaml", row: 27, column: "indicators.rate.numerator"))
  }

  @Test(
    "The best outcome counts, and of equal ones the first",
    arguments: [
      (["away", "completed", "completed"], 1), (["completed", "away"], 0), (["away", "away"], 0),
      ([], nil), (["unknown"], nil),
    ] as [([String], Int?)])
  func bestAttempt(attempts: [String], best: Int?) throws {
    #expect(try profile().bestAttempt(attempts) == best)
  }

  @Test("The profile of 2016 is in order")
  func exit2016() throws {
    let file = repository.appending(path: "surveys/exit-2016/profile.yaml")
    let profile = try Profile(text: String(contentsOf: file, encoding: .utf8), file: "profile.yaml")
    #expect(
      profile.overall == ["wrongful_exit_rate", "omission_rate", "approval", "poverty_incidence"])
    #expect(profile.indicator("poverty_incidence")?.threshold?.isInclusive == false)
    #expect(profile.finding("missed_exit")?.excludes == ["wrong_inclusion"])
  }
}

/// The folder of the package.
let repository = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
  .deletingLastPathComponent().deletingLastPathComponent()
