// SPDX-License-Identifier: GPL-3.0-or-later

import Forms
import Tables
import Testing

/// A household with its members and their jobs.
private func household() throws -> Form {
  try Form(
    survey: sheet(
      "survey.csv",
      """
      type | name | label | required | relevant | constraint | calculation
      integer | adults | Adults | yes | | . = 0 or . <= count(${member})
      begin_repeat | member | Members
      text | name | Name | yes
      integer | age | Age | yes | | . >= 0 and . <= 120
      integer | wage | Wage | yes | ${age} >= 16 | . <= ${age} * 1000
      calculate | number | | | | | position(..)
      begin_repeat | job | Jobs | | ${age} >= 16
      text | trade | Trade | yes
      integer | hours | Hours | | | . <= 100 - ${age}
      end_repeat
      calculate | all_hours | | | | | sum(${hours})
      end_repeat
      calculate | members | | | | | count(${member})
      calculate | income | | | | | sum(${wage})
      calculate | oldest | | | | | max(${age})
      calculate | second | | | | | indexed-repeat(${name}, ${member}, 2)
      calculate | trades | | | | | join('/', ${trade})
      """),
    choices: nil)
}

@Suite("Questions in repeats")
struct RepeatCheckTests {
  private let form: Form

  init() throws { form = try household() }

  /// The faults of answers, each as code and place.
  private func faults(
    _ repeated: [(String, [Int], String)], _ named: [String: String] = [:]
  ) throws -> [String] {
    let answers = try Answers(
      named.merging(["adults": "2"]) { a, _ in a }.map { ($0.key, $0.value) }, form: form)
    let checker = FormChecker(form: form, now: Moment("2016-11-20T18:00:00+08:00")!)
    let checked = checker.check(
      answers,
      repeated: repeated.map {
        .init(question: form.index(of: $0)!, position: $1, text: $2)
      }
    ) { Place(column: form.questions[$0].name) }
    return checked.faults.map { "\($0.code.name) \($0.place.column!)" }
  }

  private let faultless: [(String, [Int], String)] = [
    ("name", [1], "李"), ("age", [1], "40"), ("wage", [1], "3000"), ("number", [1], "1"),
    ("trade", [1, 1], "木工"), ("hours", [1, 1], "30"), ("trade", [1, 2], "种田"),
    ("hours", [1, 2], "12"), ("all_hours", [1], "42"), ("name", [2], "王"), ("age", [2], "8"),
    ("number", [2], "2"),
  ]

  private func changed(
    _ question: String, _ position: [Int], _ text: String
  ) -> [(String, [Int], String)] {
    faultless.filter { $0.0 != question || $0.1 != position } + [(question, position, text)]
  }

  @Test("What is right in every repetition raises nothing, and calculations over repeats are done")
  func right() throws {
    #expect(
      try faults(
        faultless,
        [
          "members": "2", "income": "3000", "oldest": "40", "second": "王", "trades": "木工/种田",
        ]) == [])
    #expect(
      try faults(faultless, ["members": "3", "income": "2999", "second": "李"])
        == [
          "calculation-differs members", "calculation-differs income", "calculation-differs second",
        ])
  }

  @Test("Required, constraints and relevance hold in each repetition, with the answers around it")
  func wrong() throws {
    #expect(
      try faults(changed("age", [2], "130"))
        == ["constraint-violated age", "required-unanswered wage"])
    #expect(try faults(changed("age", [2], "x")) == ["answer-not-integer age"])
    #expect(try faults(changed("name", [1], "")) == ["required-unanswered name"])
    #expect(try faults(changed("wage", [1], "40001")) == ["constraint-violated wage"])
    #expect(try faults(changed("wage", [2], "10")) == ["answered-not-relevant wage"])
    #expect(try faults(changed("hours", [1, 2], "61")).contains("constraint-violated hours"))
    #expect(try faults(changed("trade", [2, 1], "学徒")) == ["answered-not-relevant trade"])
    #expect(try faults(changed("number", [2], "1")) == ["calculation-differs number"])
    #expect(try faults(changed("all_hours", [1], "41")) == ["calculation-differs all_hours"])
    #expect(try faults(faultless, ["adults": "3"]) == ["constraint-violated adults"])
  }

  @Test("A repetition in which nothing was answered is one, too")
  func blank() throws {
    let blank = faultless + [("name", [3], "")]
    #expect(
      try faults(blank, ["members": "3", "adults": "3"])
        == ["required-unanswered name", "required-unanswered age"])
  }

  @Test("Outside of its repeat a question is named in functions of many answers only")
  func names() throws {
    func read(_ calculation: String) throws -> Form {
      try Form(
        survey: sheet(
          "survey.csv",
          """
          type | name | label | calculation
          begin_repeat | r | R
          integer | a | A
          end_repeat
          calculate | c | | \(calculation)
          """), choices: nil)
    }
    for right in ["sum(${a})", "count(${r})", "min(${a}) + max(${a}, 3)", "count-non-empty(${a})"] {
      _ = try read(right)
    }
    for (wrong, code) in [
      ("${a} + 1", "repeated-name"), ("sum(${a}) + ${a}", "repeated-name"),
      ("${r} + 1", "unknown-name"), ("sum(${b})", "unknown-name"), ("sum(3)", "argument-kind"),
      ("position(${a})", "unexpected-word"),
    ] {
      let faults = try #require(throws: Faults.self) { try read(wrong) }
      #expect(faults.list.map(\.code.name) == [code], "\(wrong)")
    }
  }
}
