// SPDX-License-Identifier: GPL-3.0-or-later

import Assessment
import Sampling
import Tables
import Testing

@Suite("Values that points and flags rest on")
struct ScoreScaleTests {
  private func evaluate(_ card: String, _ rows: [String]) throws -> [ScoredObject] {
    let profile = try profileOfTables(
      """
      scorecards:
        card: {over: counties, label: {zh: 表, en: card}, source: "law", \(card)}
      """)
    return try profile.scorecards[0].evaluate(in: recordTables([("counties", rows)], of: profile))
      .objects
  }

  private func refused(_ card: String, _ rows: String...) -> [Fault] {
    do {
      _ = try evaluate(card, rows)
      return []
    } catch let faults as Faults {
      return faults.list
    } catch {
      Issue.record(error)
      return []
    }
  }

  private func item(_ score: String, _ value: String = "value: v") -> String {
    "items: {i: {label: {zh: 项, en: item}, full: 10, \(value), score: \(score)}}"
  }

  @Test("A percentage where a share belongs is refused with its object and what to write")
  func percent() {
    let faults = refused(item("rate"), "county,v", "A,0.98", "B,98.5", "C,1.2", "D,-0.1", "E,120")
    #expect(
      faults.map(\.code) == [
        .scoreLooksLikePercent, .scoreLooksLikePercent, .scoreOutOfRange, .scoreOutOfRange,
      ])
    #expect(faults[0].place.row == nil && faults[0].place.column == "v")
    #expect(
      faults[0].values == [
        "value": "98.5", "share": "0.985", "object": "B", "column": "v", "part.zh": "项",
        "part.en": "item",
      ])
    #expect(faults[3].values["range"] == "0 ≤ x ≤ 1")
  }

  @Test(
    "No way of scoring cuts a value that its scale does not know",
    arguments: [
      ("{kind: count, points: -2}", "-1"), ("points", "11"), ("points", "-1"),
      ("{kind: completion, target: \"10\", scale: number, capped: true}", "-1"),
      ("{kind: completion, target: \"1\", scale: share, capped: true}", "98.5"),
      ("{kind: all-or-nothing, target: \"0.98\", scale: share}", "98.5"),
      ("{kind: all-or-nothing, target: \"3\", scale: count}", "2.5"),
      ("{kind: all-or-nothing, target: \"1\", scale: yes-no}", "2"),
      ("{kind: deduction, target: \"1\", scale: share, step: 0.001, points: 1}", "98.5"),
      ("{kind: deduction, target: \"100\", scale: percent, step: 0.1, points: 1}", "100.5"),
      ("{kind: deduction, target: v, scale: share, step: 0.1, points: 1}", "95"),
      ("rate", "98%"), ("rate", "good"),
    ])
  func kinds(score: String, value: String) {
    let faults = refused(item(score), "county,v", "A,\(value)")
    #expect(!faults.isEmpty && faults.allSatisfy { $0.values["value"] == value }, "\(score)")
  }

  @Test("A quotient is judged by what it comes to, and by both of its numbers")
  func quotients() {
    let faults = refused(
      item("rate", "numerator: a, denominator: b"), "county,a,b", "A,97,100", "B,120,100",
      "C,-3,-4",
      "D,1,0", "E,x,4")
    #expect(
      faults.map(\.code) == [.scoreOutOfRange, .scoreOutOfRange, .scoreNotANumber])
    #expect(faults.map { $0.values["value"] } == ["120/100", "-3", "x"])
    #expect(faults.map { $0.place.column } == ["a / b", "a / b", "a / b"])
    expectFault(.yamlWrongType) {
      _ = try evaluate(
        item(
          "{kind: deduction, target: \"100\", scale: percent, step: 0.1, points: 1}",
          "numerator: a, denominator: b"), ["county,a,b"])
    }
  }

  @Test("More than the target counts as full only where the card says so, and is told")
  func overfulfilment() throws {
    let score = "{kind: completion, target: \"100\", scale: number"
    let faults = refused(item(score + "}"), "county,v", "A,100", "B,120")
    #expect(faults.map(\.code) == [.scoreAboveTarget])
    #expect(faults[0].values["value"] == "120" && faults[0].values["target"] == "100")
    let objects = try evaluate(item(score + ", capped: true}"), ["county,v", "A,100", "B,120"])
    #expect(objects.map(\.points) == [Rational(10), Rational(10)])
    #expect(objects.map { $0.items[0].overfulfilled.map(\.completion) } == [[], [Rational(6, 5)]])
  }

  @Test("Columns that flags look at have a scale, too: a veto of 2 or an accuracy of 98.5 is none")
  func flags() {
    let card = """
      scales: {veto: yes-no, accuracy: share}, items: {}, \
      flags: {F: {label: {zh: 一, en: one}, when: "accuracy < 0.98 or veto = 1", evidence: "1", veto: true}}
      """
    let faults = refused(
      card, "county,veto,accuracy", "A,0,0.99", "B,2,0.99", "C,1,98.5", "D,是,", "E,,")
    #expect(
      faults.map(\.code) == [.scoreOutOfRange, .scoreLooksLikePercent, .scoreNotANumber])
    #expect(faults.map { $0.values["part.en"] } == ["veto", "accuracy", "veto"])
  }

  @Test("Values of objects that an item is not for are not looked at")
  func condition() throws {
    let card = """
      items: {i: {label: {zh: 项, en: item}, full: 10, value: v, score: rate, where: "kind = 'town'"}}
      """
    #expect(try evaluate(card, ["county,kind,v", "A,town,1", "B,office,98.5"]).count == 2)
  }
}
