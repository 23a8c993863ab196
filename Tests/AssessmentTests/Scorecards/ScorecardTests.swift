// SPDX-License-Identifier: GPL-3.0-or-later

import Assessment
import Sampling
import Tables
import Testing

@Suite struct ScorecardTests {
  private func card(_ text: String) throws -> Scorecard {
    try profileOfTables(
      """
      scorecards:
        card: {over: counties, label: {zh: 表, en: card}, source: "law", \(text)}
      """
    ).scorecards[0]
  }

  private func score(_ text: String, _ rows: String...) throws -> [ScoredObject] {
    let profile = try profileOfTables("")
    let result = try card(text)
      .evaluate(in: recordTables([("counties", rows)], of: profile))
    #expect(result.lack == nil)
    return result.objects
  }

  /// One item with a way of scoring, and the points of values.
  private func points(_ score: String, full: String = "4", _ values: String...) throws -> [String] {
    let rows = ["county,v,target"] + values.enumerated().map { "C\($0),\($1),100" }
    let profile = try profileOfTables("")
    let card = try card(
      "items: {i: {label: {zh: 项, en: item}, full: \(full), value: v, score: \(score)}}")
    return try card.evaluate(in: recordTables([("counties", rows)], of: profile)).objects.map {
      $0.items[0].missing.isEmpty ? $0.points.text : "missing"
    }
  }

  @Test("A value becomes points in each of the ways, between nothing and all")
  func ways() throws {
    #expect(try points("rate", "1", "0.25", "0", "") == ["4", "1", "0", "missing"])
    #expect(
      try points("{kind: completion, target: target, scale: number}", "50", "100") == ["2", "4"])
    // One person short is nothing.
    #expect(
      try points(
        "{kind: all-or-nothing, target: target, scale: count}", full: "15", "100", "99", "101")
        == ["15", "0", "15"])
    // One point less for each tenth of a percentage point, exactly.
    #expect(
      try points(
        "{kind: deduction, target: target, scale: percent, step: 0.1, points: 1}", "100", "99.9",
        "99.7", "99.65",
        "90") == ["4", "3", "1", "1/2", "0"])
    #expect(
      try points(
        "{kind: deduction, target: target, scale: percent, step: 0.1, points: 1, steps: whole}",
        "99.7", "99.65",
        "99.99") == ["1", "1", "4"])
    #expect(try points("{kind: count, points: -2}", "0", "1", "3") == ["4", "2", "0"])
    #expect(try points("{kind: count, points: 1.5}", "0", "1", "9") == ["0", "3/2", "4"])
    #expect(try points("points", "3.5", "4") == ["7/2", "4"])
  }

  @Test("A target that is missing or 0 leaves the item open")
  func noTarget() throws {
    let objects = try score(
      "items: {i: {label: {zh: 项, en: item}, full: 4, value: v, score: {kind: completion, target: t, scale: number}}}",
      "county,v,t", "A,1,", "B,1,0", "C,1,1")
    #expect(objects.map(\.isComplete) == [false, false, true])
    #expect(objects.map(\.rank) == [nil, nil, 1])
  }

  @Test("Sources have shares; a missing one is no full marks, and the object has no grade or place")
  func sources() throws {
    let text = """
      full: 100, grades: {good: {from: 80, label: {zh: 好, en: good}}, fair: {from: 0, label: {zh: 一般, en: fair}}}, \
      items: {accuracy: {label: {zh: 准, en: accuracy}, full: 100, score: rate, sources: { \
      daily: {label: {zh: 日常, en: daily}, share: 0.4, value: a}, \
      yearly: {label: {zh: 年度, en: yearly}, share: 0.3, value: b}, \
      third: {label: {zh: 三方, en: third}, share: 0.3, numerator: c, denominator: d}}}}
      """
    let objects = try score(text, "county,a,b,c,d", "X,1,0.5,97,100", "Y,1,,97,100", "Z,1,1,1,0")
    #expect(objects[0].points == Rational(841, 10))
    #expect(objects[0].grade == "good" && objects[0].rank == 1)
    #expect(objects[1].points == Rational(691, 10) && objects[1].assessed == Rational(70))
    #expect(objects[1].items[0].missing == ["yearly"])
    #expect(objects[1].grade == nil && objects[1].rank == nil)
    #expect(objects[2].items[0].missing == ["third"])
  }

  @Test("Only peers are compared; equal points share a place, and only a sole last is last")
  func places() throws {
    let text = """
      peers: kind, items: {i: {label: {zh: 项, en: item}, full: 10, value: v, score: points}}, \
      consequences: [{when: "last = 1", label: {zh: 约谈, en: interview}, source: "law"}]
      """
    let objects = try score(
      text, "county,kind,v", "A,county,9", "B,county,8", "C,county,8", "D,district,1",
      "E,county,3", "F,district,1")
    #expect(objects.map(\.rank) == [1, 2, 2, 1, 4, 1])
    #expect(objects.map(\.tied) == [1, 2, 2, 2, 1, 2])
    #expect(objects.map(\.consequences) == [[], [], [], [], [0], []])
  }

  @Test("An object without the value that peers share has no place, and nothing that needs one")
  func noPeers() throws {
    let text = """
      peers: kind, items: {i: {label: {zh: 项, en: item}, full: 10, value: v, score: points}}, \
      grades: {all: {from: 0, label: {zh: 合格, en: passed}}}, \
      consequences: [{when: "rank = 1", label: {zh: 表扬, en: praise}, source: "law"}, \
      {when: "last = 0", label: {zh: 通过, en: pass}, source: "law"}, \
      {when: "points >= 9", label: {zh: 奖励, en: award}, source: "law"}]
      """
    let objects = try score(text, "county,kind,v", "A,county,8", "B,,9", "C,county,7", "D,,3")
    #expect(objects.map(\.lacksPeers) == [false, true, false, true])
    #expect(objects.map(\.rank) == [1, nil, 2, nil])
    #expect(objects.map(\.grade) == ["all", "all", "all", "all"])
    #expect(objects.map(\.consequences) == [[0, 1], [2], [], []])
  }

  @Test("A slip in the value that peers share makes no group of its own: it is refused")
  func unknownPeers() throws {
    let profile = try profileOfTables(
      """
      levels: {kind: {county: {zh: 县, en: counties}, district: {zh: 区, en: districts}}}
      scorecards:
        card: {over: counties, label: {zh: 表, en: card}, source: "law", peers: kind, \
      items: {i: {label: {zh: 项, en: item}, full: 10, value: v, score: points}}}
      """)
    let rows = ["county,kind,v", "A,county,8", "B,couny,9", "C,,11", "D,district,1"]
    let faults = #expect(throws: Faults.self) {
      try profile.scorecards[0].evaluate(in: recordTables([("counties", rows)], of: profile))
    }
    #expect(faults?.list.map(\.code) == [.scoreUnknownPeers, .scoreOutOfRange])
    let slip = try #require(faults?.list.first)
    #expect(slip.place.column == "kind" && slip.values["object"] == "B")
    #expect(slip.values["value"] == "couny" && slip.values["known"] == "county, district")
  }

  @Test("A flag needs evidence, and one that bars a grade does")
  func flags() throws {
    let text = """
      items: {i: {label: {zh: 项, en: item}, full: 10, value: v, score: points}}, \
      grades: {all: {from: 0, label: {zh: 合格, en: passed}}}, \
      flags: {F1: {label: {zh: 未完成, en: unfinished}, when: "done = 0", evidence: paper}, \
      F2: {label: {zh: 造假, en: fraud}, when: "fraud = 1", evidence: paper, veto: true}}, \
      consequences: [{when: "flags >= 1", label: {zh: 约谈, en: interview}, source: "law"}, \
      {when: "flags = 0", label: {zh: 表扬, en: praise}, source: "law"}]
      """
    let objects = try score(
      text, "county,v,done,fraud,paper", "A,9,1,0,", "B,9,0,0,report 7", "C,9,0,1,",
      "D,9,1,1,file 3", "E,9,,0,", "F,9,1,,")
    #expect(objects.map(\.flags) == [[], ["F1"], [], ["F2"], [], []])
    #expect(objects.map(\.evidence) == [[], ["report 7"], [], ["file 3"], [], []])
    #expect(objects.map(\.flagsWithoutEvidence) == [[], [], ["F1", "F2"], [], [], []])
    // What cannot be judged is no reason for praise, and what may bar a grade is none for a grade.
    #expect(objects.map(\.flagsUnknown) == [[], [], [], [], ["F1"], ["F2"]])
    #expect(objects.map(\.grade) == ["all", "all", "all", nil, "all", nil])
    #expect(objects.map(\.consequences) == [[1], [0], [], [0], [], []])
  }

  @Test("Items apply to the objects that they are for")
  func condition() throws {
    let objects = try score(
      """
      items: {i: {label: {zh: 项, en: item}, full: 6, value: v, score: points}, \
      j: {label: {zh: 项, en: other}, full: 4, value: w, score: points, where: "kind = 'town'"}}
      """, "county,kind,v,w", "A,town,6,2", "B,office,6,")
    #expect(objects.map { $0.full.text } == ["10", "6"])
    #expect(objects.map { $0.points.text } == ["8", "6"])
    #expect(objects.map(\.isComplete) == [true, true])
  }

  @Test("Weights and shares add up, grades fall, flags have evidence: else the profile is refused")
  func faults() {
    let item = "i: {label: {zh: 项, en: item}, full: 4, value: v, score: points}"
    expectFault(.weightsDoNotAddUp) { _ = try card("full: 5, items: {\(item)}") }
    expectFault(.sharesDoNotAddUp) {
      _ = try card(
        """
        items: {i: {label: {zh: 项, en: item}, full: 4, score: rate, sources: { \
        a: {label: {zh: 一, en: one}, share: 0.5, value: v}}}}
        """)
    }
    expectFault(.gradesNotInOrder) {
      _ = try card(
        """
        items: {\(item)}, grades: {a: {from: 3, label: {zh: 一, en: one}}, \
        b: {from: 3, label: {zh: 二, en: two}}}
        """)
    }
    expectFault(.yamlMissingKey) {
      _ = try card("items: {\(item)}, flags: {F: {label: {zh: 一, en: one}, when: \"v\"}}")
    }
    expectFault(.unknownReference) {
      _ = try card(
        """
        items: {\(item)}, consequences: [{when: "score < 1", label: {zh: 一, en: one}, source: "law"}]
        """)
    }
    expectFault(.yamlMissingKey) {
      _ = try card(
        "items: {i: {label: {zh: 项, en: item}, full: 4, value: v, score: all-or-nothing}}")
    }
  }
}
