// SPDX-License-Identifier: GPL-3.0-or-later

import Forms
import Tables
import Testing

/// A form with a question of each type and each kind of rule.
private func interview() throws -> Form {
  try Form(
    survey: sheet(
      "survey.csv",
      """
      type | name | label::中文 (zh) | label::English (en) | required | relevant | constraint | constraint_message::English (en) | calculation | parameters
      start | start
      end | end
      today | today
      select_one outcome | result | 结果 | Result | yes
      begin_group | talk | 访谈 | Talk | | ${result} = 'complete'
      integer | persons | 人口 | Persons | yes | | . >= 1 and . <= 20 | 1 to 20
      integer | children | 儿童 | Children | yes | | . <= ${persons}
      decimal | area | 面积 | Area
      date | moved | 入住 | Moved | | | . <= today()
      time | at | 时间 | At
      dateTime | seen | 见 | Seen
      geopoint | place | 位置 | Place
      select_multiple needs | needs | 困难 | Needs | ${persons} > 1
      text | other | 其他 | Other | yes | selected(${needs}, 'other') | string-length(.) > 3
      acknowledge | read | 读过 | Read
      image | photo | 照片 | Photo
      range | score | 分 | Score | | | | | | start=1 end=5 step=0.5
      calculate | share | | | | | | | ${children} div ${persons}
      calculate | asked | | | | | | | now()
      note | thanks | 谢谢 | Thanks
      begin_repeat | child | 儿童 | Child
      text | child_name | 姓名 | Name | yes
      end_repeat
      end_group
      """),
    choices: sheet(
      "choices.csv",
      """
      list_name | name | label::中文 (zh) | label::English (en)
      outcome | complete | 完成 | Complete
      outcome | refused | 拒访 | Refused
      needs | water | 水 | Water
      needs | road | 路 | Road
      needs | other | 其他 | Other
      """))
}

private let now = Moment("2016-11-20T18:00:00+08:00")!

/// Answers without a fault.
private let faultless = [
  "start": "2016-11-20T09:00:00.000+08:00", "end": "2016-11-20T09:40:00.000+08:00",
  "today": "2016-11-20", "result": "complete", "persons": "4", "children": "1", "area": "62.5",
  "moved": "2016-10-01", "at": "09:30:00.000+08:00", "seen": "2016-11-19T10:00:00Z",
  "place": "27.04 114.9 60 4.5", "needs": "water other", "other": "债务很多", "read": "OK",
  "photo": "1.jpg", "score": "3.5", "share": "0.25", "asked": "2016-11-20T09:00:00.000+08:00",
]

private func check(_ changes: [String: String]) throws -> CheckedAnswers {
  let form = try interview()
  let named = faultless.merging(changes) { $1 }.map { (question: $0.key, answer: $0.value) }
  return FormChecker(form: form, now: now).check(try Answers(named, form: form)) {
    Place(row: 9, column: form.questions[$0].name)
  }
}

@Suite("Checking answers")
struct FormCheckerTests {
  @Test("Answers without a fault become values, calculations are done again")
  func faultlessAnswers() throws {
    let checked = try check([:])
    #expect(checked.faults == [])
    let form = try interview()
    func value(_ name: String) -> Expression.Value { checked.values[form.index(of: name)!] }
    #expect(value("persons") == .number(4))
    #expect(value("moved") == .moment(Moment("2016-10-01")!))
    #expect(value("needs") == .text("water other"))
    #expect(value("share") == .number(0.25))
    #expect(try check(["share": ""]).values[form.index(of: "share")!] == .number(0.25))
    #expect(checked.texts[form.index(of: "share")!] == "0.25")
    #expect(checked.texts[form.index(of: "thanks")!] == "")
    #expect(checked.isRelevant[form.index(of: "other")!])
  }

  @Test(
    "Each wrong answer makes one fault with its question, place and remedy",
    arguments: [
      (
        "result", "compleet", Fault.Code.unknownChoice,
        ["choice": "compleet", "choices": "complete, refused"]
      ),
      ("needs", "water sky", .unknownChoice, ["choice": "sky", "choices": "water, road, other"]),
      ("needs", "water other water", .choiceGivenTwice, ["choice": "water"]),
      ("persons", "4.0", .answerNotInteger, ["value": "4.0"]),
      ("persons", "四", .answerNotInteger, ["value": "四"]),
      (
        "persons", "21", .constraintViolated,
        ["message": "1 to 20", "constraint": ". >= 1 and . <= 20"]
      ),
      ("persons", "", .requiredUnanswered, [:]),
      ("children", "5", .constraintViolated, ["constraint": ". <= ${persons}"]),
      ("area", "62,5", .answerNotDecimal, [:]), ("moved", "2016-02-30", .answerNotDate, [:]),
      ("moved", "2016-11-15T08:00:00Z", .answerNotDate, [:]),
      ("moved", "2016-11-21", .constraintViolated, [:]), ("at", "25:00", .answerNotTime, [:]),
      ("seen", "2016-11-19", .answerNotDateTime, [:]), ("place", "27.04", .answerNotGeopoint, [:]),
      ("place", "97 114.9", .answerNotGeopoint, [:]),
      ("place", "27 x 0 0", .answerNotGeopoint, [:]),
      ("place", "27 114 60 -1", .answerNotGeopoint, [:]), ("other", "", .requiredUnanswered, [:]),
      ("other", "债务", .constraintViolated, [:]), ("read", "yes", .answerNotAcknowledged, [:]),
      ("score", "3.7", .answerOutOfRange, ["start": "1", "end": "5", "step": "0.5"]),
      ("score", "6", .answerOutOfRange, [:]),
      (
        "share", "0.3", .calculationDiffers,
        ["expected": "0.25", "calculation": "${children} div ${persons}"]
      ),
      ("end", "2016-11-20T18:00:01+08:00", .timeInFuture, ["now": "2016-11-20T18:00:00.000+08:00"]),
      (
        "start", "2016-11-21T00:00:00+14:00", .endBeforeStart,
        ["start": "2016-11-21T00:00:00.000+14:00"]
      ),
      ("today", "2016-11-21", .timeInFuture, [:]), ("end", "2016-11-20", .answerNotDateTime, [:]),
    ])
  func faults(question: String, answer: String, code: Fault.Code, values: [String: String]) throws {
    let checked = try check([question: answer])
    #expect(checked.faults.map(\.code) == [code])
    let fault = try #require(checked.faults.first)
    #expect(fault.place == Place(row: 9, column: code == .endBeforeStart ? "end" : question))
    #expect(fault.values["label"] != nil)
    for (name, value) in values { #expect(fault.values[name] == value) }
  }

  @Test("What was not to be asked must be empty, and is empty for expressions")
  func relevance() throws {
    let checked = try check(["result": "refused"])
    #expect(checked.faults.map(\.code) == [.answeredNotRelevant])
    #expect(checked.faults.first?.values["relevant"] == "${result} = 'complete'")
    #expect(checked.faults.first?.values["question"] == "persons")
    #expect(checked.faults.first?.values["others"] == "13")
    let form = try interview()
    for name in ["persons", "share", "other"] {
      #expect(checked.values[form.index(of: name)!] == .empty)
      #expect(!checked.isRelevant[form.index(of: name)!])
    }
    let refused = try Answers([("result", "refused")], form: form)
    #expect(FormChecker(form: form, now: now).check(refused) { _ in Place() }.faults == [])
    #expect(
      try check(["needs": "water"]).faults.map(\.code) == [.answeredNotRelevant],
      "a text for a choice that was not made")
  }

  @Test(
    "Nothing but the outcome is required of a visit without an interview; conditions decide the rest"
  )
  func required() throws {
    let form = try interview()
    let empty = FormChecker(form: form, now: now).check(try Answers([], form: form)) { _ in Place()
    }
    #expect(empty.faults.map { $0.values["question"] } == ["result"])
    #expect(
      try check(["needs": "", "other": ""]).faults.map { $0.values["question"] } == ["needs"])
    #expect(try check(["needs": "", "other": "", "persons": "1", "share": "1"]).faults == [])
  }

  @Test("What follows from a faulty answer is not reported beside it")
  func consequences() throws {
    // Asked without an outcome; a list that decides whether the text is asked.
    #expect(try check(["result": ""]).faults.map(\.code) == [.requiredUnanswered])
    #expect(try check(["needs": "water?", "other": ""]).faults.map(\.code) == [.unknownChoice])
    #expect(
      try check(["persons": "x", "children": "30"]).faults.map(\.code) == [.answerNotInteger])
  }

  @Test("Names that are no questions are reported together")
  func unknownQuestions() throws {
    let form = try interview()
    let faults = try #require(throws: Faults.self) {
      try Answers([("persons", "1"), ("person", "1"), ("talk", "x")], form: form)
    }
    #expect(faults.list.map(\.code) == [.unknownQuestion, .unknownQuestion])
    #expect(faults.list.map { $0.values["question"] } == ["person", "talk"])
  }
}

@Suite("Exports of ODK Central")
struct AnswerSheetTests {
  private func table(_ header: [String], _ rows: [[String]]) -> Table {
    Table(
      file: "answers.csv", names: header,
      columns: header.indices.map { column in TextColumn(rows.map { Optional($0[column]) }) })
  }

  private func text(_ sheet: AnswerSheet, _ question: String, row: Int = 0) -> String {
    sheet.answers(row: row).answers.texts[sheet.form.index(of: question)!]
  }

  @Test("Columns are found by path, places have four, metadata stand anywhere")
  func paths() throws {
    let form = try interview()
    let sheet = AnswerSheet(
      table(
        [
          "SubmissionDate", "start", "result", "talk-persons", "talk-place-Latitude",
          "talk-place-Longitude", "talk-place-Altitude", "talk-place-Accuracy", "talk-needs",
          "talk-needs/water", "talk-needs/road", "talk-needs/other", "meta-instanceID", "KEY",
          "SubmitterName", "FormVersion",
        ],
        [
          [
            "2016-11-20T10:00:00.000Z", "2016-11-20T09:00:00.000+08:00", "complete", "4", "27.04",
            "114.9", "0", "4.5", "water other", "1", "0", "1", "uuid:b", "uuid:a", "team03", "1",
          ],
          ["", "", "refused", "", "", "", "", "", "", "0", "0", "0", "uuid:d", "uuid:c", "", "1"],
        ]), form: form)
    #expect(sheet.unknownColumns == [])
    #expect(text(sheet, "place") == "27.04 114.9 0 4.5")
    #expect(text(sheet, "place", row: 1) == "")
    #expect(text(sheet, "needs") == "water other")
    #expect(text(sheet, "needs", row: 1) == "", "zeros of a question that was not asked")
    #expect(sheet.answers(row: 1).faults == [])
    #expect(sheet.metadata(.key, row: 0) == "uuid:a")
    #expect(sheet.metadata(.instanceID, row: 0) == "uuid:b")
    #expect(sheet.metadata(.submitterName, row: 0) == "team03")
    #expect(sheet.metadata(.edits, row: 0) == nil)
    #expect(sheet.place(row: 1, question: form.index(of: "persons")!).row == 3)
    #expect(sheet.place(row: 1, question: form.index(of: "persons")!).column == "talk-persons")
    #expect(sheet.place(row: 1, question: form.index(of: "place")!).column == "talk-place-Latitude")
    #expect(sheet.missingColumns.contains { $0.values["question"] == "children" })
    #expect(!sheet.missingColumns.contains { $0.values["question"] == "child_name" })
  }

  @Test("Without group paths the names alone are found")
  func names() throws {
    let sheet = AnswerSheet(
      table(["persons", "needs/road", "needs/water", "instanceID"], [["4", "1", "1", "uuid:b"]]),
      form: try interview())
    #expect(sheet.unknownColumns == [])
    #expect(text(sheet, "persons") == "4")
    #expect(text(sheet, "needs") == "road water")
    #expect(sheet.metadata(.instanceID, row: 0) == "uuid:b")
  }

  @Test("Columns of nothing, and second ones, are reported; single choices must agree")
  func faults() throws {
    let sheet = AnswerSheet(
      table(
        [
          "persons", "talk-persons", "Persons", "talk-needs", "talk-needs/water",
          "talk-needs/sky", "talk-child_name", "SET-OF-child",
        ],
        [["4", "4", "4", "road", "1", "0", "", ""]]), form: try interview())
    #expect(
      sheet.unknownColumns.map { "\($0.code.name) \($0.place.column ?? "")" } == [
        "answer-column-twice talk-persons", "answer-column-twice Persons",
        "unknown-answer-column talk-needs/sky", "unknown-answer-column talk-child_name",
      ])
    let faults = sheet.answers(row: 0).faults
    #expect(faults.map(\.code) == [.splitChoicesDiffer])
    #expect(faults.first?.place.column == "talk-needs")
  }

  @Test("Names that hold hyphens and points are matched, never divided")
  func hyphens() throws {
    let form = try Form(
      survey: sheet(
        "survey.csv",
        """
        type | name | label
        begin_group | a-b | G
        text | c.d-e | Q
        end_group
        begin_group | a | G
        text | b-x | Q
        end_group
        """))
    let sheet = AnswerSheet(table(["a-b-c.d-e", "a-b-x"], [["1", "2"]]), form: form)
    #expect(sheet.unknownColumns == [])
    #expect(sheet.answers(row: 0).answers.texts == ["1", "2"])
  }

  @Test("All rows are checked in turn, each fault at its own cell")
  func rows() throws {
    let form = try interview()
    let sheet = AnswerSheet(
      table(
        [
          "result", "talk-persons", "talk-place-Latitude", "talk-place-Longitude",
          "talk-place-Accuracy",
        ],
        [
          ["refused", "", "", "", ""], ["complete", "0", "27", "114", "5"],
          ["refuse", "", "", "", ""],
        ]), form: form)
    var found: [String] = []
    FormChecker(form: form, now: now).check(sheet) { row, checked in
      found += checked.faults.map {
        "\(row) \($0.place.row ?? 0) \($0.place.column ?? "") \($0.code.name)"
      }
    }
    #expect(
      found == [
        "1 3 talk-persons constraint-violated", "1 3 children required-unanswered",
        "1 3 talk-place-Latitude answer-not-geopoint", "2 4 result unknown-choice",
      ])
  }
}
