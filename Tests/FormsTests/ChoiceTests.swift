// SPDX-License-Identifier: GPL-3.0-or-later

import Forms
import Tables
import Testing

/// The faults of a submission to a form, as code and question.
private func faults(_ form: Form, _ answers: [(String, String)]) throws -> [String] {
  let checker = FormChecker(form: form, now: Moment("2016-11-20T12:00:00+08:00")!)
  let named = answers.map { (question: $0.0, answer: $0.1) }
  return checker.check(try Answers(named, form: form)) { Place(column: form.questions[$0].name) }
    .faults.map { "\($0.code.name) \($0.values["question"] ?? "")" }
}

/// The faults of a form, as code, sheet, row and column.
private func formFaults(_ survey: String, _ choices: String) throws -> [String] {
  let faults = try #require(throws: Faults.self) {
    _ = try Form(survey: sheet("s", survey), choices: sheet("c", choices))
  }
  return faults.list.map {
    "\($0.code.name) \($0.place.sheet ?? "") \($0.place.row ?? 0) \($0.place.column ?? "")"
  }
}

@Suite("Choices of forms")
struct ChoiceTests {
  private static let places = """
    list_name | name | label | cf
    states | tx | Texas
    states | wa | Washington
    counties | king | King | wa
    counties | brown | Brown | tx
    counties | brown | Brown | wa
    """

  @Test("A filter offers the choices whose columns fit the other answers")
  func filter() throws {
    let form = try Form(
      survey: sheet(
        "s",
        """
        type | name | label | choice_filter
        select_one counties | county | County | ${state}=cf
        select_one states | state | State
        select_multiple counties | more | More | cf = ${state} and name != 'king'
        """), choices: sheet("c", Self.places),
      settings: sheet("t", "form_id | allow_choice_duplicates\nf | yes"))
    #expect(form.questions[0].choiceFilter?.source == "${state}=cf")
    #expect(form.lists[1].columns == ["list_name", "name", "label", "cf"])
    #expect(try faults(form, [("state", "wa"), ("county", "king"), ("more", "brown")]) == [])
    #expect(try faults(form, [("state", "tx"), ("county", "brown")]) == [])
    #expect(
      try faults(form, [("state", "tx"), ("county", "king")]) == ["choice-not-offered county"])
    #expect(
      try faults(form, [("state", "wa"), ("more", "brown king")]) == ["choice-not-offered more"])
    #expect(
      try faults(form, [("state", "zz"), ("county", "king")]) == ["unknown-choice state"])
  }

  @Test("A filter's names are columns of its list, or questions in braces")
  func filterNames() throws {
    #expect(
      try formFaults(
        """
        type | name | label | choice_filter
        select_one states | state | State
        select_one states | a | A | state = cf
        select_one states | b | B | ${nothing} = cf and other = 1
        text | c | C | cf = 1
        """, Self.places.replacing("counties | brown | Brown | wa", with: ""))
        == [
          "choice-filter-without-choices survey 5 choice_filter",
          "choice-column-unknown survey 3 choice_filter", "unknown-name survey 4 choice_filter",
          "choice-column-unknown survey 4 choice_filter",
        ])
  }

  @Test(
    "or_other adds a choice and a question behind it, as pyxform does",
    arguments: ["select_one colors or_other", "select one from colors or specify other"])
  func other(type: String) throws {
    let form = try Form(
      survey: sheet("s", "type | name | label\n\(type) | color | Color\ntext | z | Z"),
      choices: sheet("c", "list name | name | label\ncolors | red | Red"))
    #expect(form.questions.map(\.name) == ["color", "color_other", "z"])
    #expect(form.questions[1].relevant?.source == "selected(${color}, 'other')")
    #expect(form.choices(of: form.questions[0])?.choices.map(\.name) == ["red", "other"])
    #expect(form.notices == [])
    #expect(try faults(form, [("color", "other"), ("color_other", "teal")]) == [])
    #expect(
      try faults(form, [("color", "red"), ("color_other", "teal")])
        == ["answered-not-relevant color_other"])
    let translated = try Form(
      survey: sheet("s", "type | name | label::a | label::b\n\(type) | color | C | F"),
      choices: sheet("c", "list name | name | label\ncolors | red | Red"))
    #expect(translated.notices.map(\.code) == [.orOtherUntranslated])
    #expect(
      try formFaults(
        "type | name | label | choice_filter\n\(type) | color | C | name = 'red'\n",
        "list name | name | label\ncolors | red | Red") == ["or-other-filtered survey 2 type"])
    #expect(
      try formFaults(
        "type | name | label\n\(type) | color | C\ntext | color_other | Other",
        "list name | name | label\ncolors | red | Red") == ["question-name-twice survey 3 name"])
  }

  @Test("Choices come from a CSV file beside the form, by the columns that the parameters name")
  func file() throws {
    let survey = """
      type | name | label | parameters | choice_filter
      text | v | Village
      select_one_from_file hh.csv | id | Household | value=code label=head | village = ${v}
      """
    let households = sheet("hh.csv", "code|head|village\n001|张三|a\n002|李四|b")
    let form = try Form(survey: sheet("s", survey), files: ["hh.csv": households])
    #expect(form.questions[1].type == .selectOneFromFile(file: "hh.csv"))
    #expect(form.choices(of: form.questions[1])?["001"]?.label.joined == "张三")
    #expect(try faults(form, [("v", "a"), ("id", "001")]) == [])
    #expect(try faults(form, [("v", "a"), ("id", "002")]) == ["choice-not-offered id"])
    #expect(try faults(form, [("v", "a"), ("id", "003")]) == ["unknown-choice id"])
    let alone = try Form(survey: sheet("s", survey))
    #expect(alone.notices.map(\.code) == [.choiceFileMissing])
    #expect(try faults(alone, [("v", "a"), ("id", "003")]) == [])
    let wrong = try #require(throws: Faults.self) {
      _ = try Form(
        survey: sheet("s", survey.replacing("value=code", with: "")),
        files: ["hh.csv": households])
    }
    #expect(wrong.list.map(\.code) == [.choiceFileColumnMissing])
  }

  @Test("An order holds all choices once")
  func rank() throws {
    let form = try Form(
      survey: sheet("s", "type | name | label\nrank l | r | R"),
      choices: sheet("c", "list_name | name | label\nl | a | A\nl | b | B"))
    #expect(form.questions[0].type == .rank(list: "l"))
    #expect(try faults(form, [("r", "b a")]) == [])
    #expect(try faults(form, [("r", "b")]) == ["rank-incomplete r"])
    #expect(try faults(form, [("r", "b b")]) == ["choice-given-twice r"])
    #expect(
      try formFaults(
        "type | name | label\nrank l | r | R", "list_name | name | label\nl | a b | A")
        == ["choice-name-space choices 2 name"])
  }

  @Test("A picture or a hint stands for a label, rows that are disabled are no questions")
  func labels() throws {
    let form = try Form(
      survey: sheet(
        "s",
        """
        type | name | label | hint | disabled | media::image
        text | a | | A hint
        text | b | | | | b.png
        text | a | Twice | | yes
        geotrace | line | Line
        """))
    #expect(form.questions.map(\.name) == ["a", "b", "line"])
  }
}
