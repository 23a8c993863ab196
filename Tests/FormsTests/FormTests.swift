// SPDX-License-Identifier: GPL-3.0-or-later

import Files
import Forms
import Foundation
import Tables
import Testing

private let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
  .deletingLastPathComponent()

/// A form from its folder of sheets.
func form(profile: String, _ name: String) throws -> Form {
  let folder = root.appending(path: "surveys/\(profile)/forms/\(name)").path
  return try Form(
    survey: CSVFile(path: "\(folder)/survey.csv").table(),
    choices: CSVFile(path: "\(folder)/choices.csv").table(),
    settings: CSVFile(path: "\(folder)/settings.csv").table())
}

/// A sheet from lines of cells divided by `|`.
func sheet(_ file: String, _ lines: String) -> Table {
  let rows = lines.split(separator: "\n").map { line in
    line.split(separator: "|", omittingEmptySubsequences: false).map {
      String($0.trimmingPrefix(while: \.isWhitespace))
    }
  }
  let names = rows[0].map { $0.trimmingCharacters(in: .whitespaces) }
  return Table(
    file: file, names: names,
    columns: names.indices.map { column in
      TextColumn(rows.dropFirst().map { column < $0.count ? $0[column] : "" })
    })
}

/// The faults of a form, as code, sheet, row and column.
private func faults(_ survey: String, choices: String? = nil) throws -> [String] {
  let faults = try #require(throws: Faults.self) {
    _ = try Form(
      survey: sheet("survey.csv", survey), choices: choices.map { sheet("choices.csv", $0) })
  }
  return faults.list.map {
    "\($0.code.name) \($0.place.sheet ?? "") \($0.place.row ?? 0) \($0.place.column ?? "")"
  }
}

@Suite("Forms")
struct FormTests {
  @Test(
    "The forms of the exit assessment are whole, in both languages",
    arguments: [("household", 100), ("satisfaction", 30), ("village_exit", 100)])
  func shipped(name: String, questions: Int) throws {
    let form = try form(profile: "exit-2016", name)
    #expect(form.notices.isEmpty)
    #expect(form.languages == ["中文 (zh)", "English (en)"])
    #expect(form.defaultLanguage == "中文 (zh)")
    #expect(form.id == "exit_2016_\(name)")
    #expect(form.questions.count >= questions)
    for question in form.questions where question.type.isAsked || question.type == .note {
      #expect(question.label.text(in: "zh") != question.label.text(in: "en"), "\(question.name)")
      if question.constraint != nil { #expect(question.constraintMessage.texts.count == 2) }
    }
    for list in form.lists {
      #expect(form.questions.contains { $0.type.list == list.name }, "\(list.name) is not used")
    }
  }

  @Test("Groups, repeats, conditions, choices and texts are read")
  func model() throws {
    let form = try Form(
      survey: sheet(
        "survey.csv",
        """
        type | name | label::中文 (zh) | label::English (en) | required | relevant | calculation | repeat_count | parameters
        begin_group | g | 组 | Group | | ${n} > 0
        integer | n2 | 数 | Number | yes
        begin repeat | r | 重复 | Repeat | | | | 3
        select_one yn | in_r | 问 | Asked | ${n} = 1
        end repeat
        end_group
        integer | n | 数 | Number | no
        calculate | c | | | | | ${n} + 1
        select_multiple yn | m | 多 | Many
        range | s | 分 | Score | | | | | start=1 end=5 step=0.5
        """),
      choices: sheet(
        "choices.csv",
        """
        list_name | name | label::中文 (zh) | label::English (en) | filter
        yn | yes | 是 | Yes | a
        yn | no | 否 | No | b
        """),
      settings: sheet(
        "settings.csv",
        """
        form_title | form_id | version | default_language
        题目 | f | 7 | 中文 (zh)
        """))
    #expect(form.title == "题目")
    #expect(form.version == "7")
    #expect(form.questions.map(\.name) == ["n2", "in_r", "n", "c", "m", "s"])
    #expect(form.questions[1].path == ["g", "r"])
    #expect(form.isRepeated(form.questions[1]))
    #expect(!form.isRepeated(form.questions[0]))
    #expect(form.groups.map(\.isRepeat) == [false, true])
    #expect(form.groups[1].parent == 0)
    #expect(form.groups[1].count?.source == "3")
    #expect(form.questions[0].required?.source == "true()")
    #expect(form.questions[2].required == nil)
    #expect(form.questions[3].calculation?.names == ["n"])
    #expect(form.choices(of: form.questions[4])?["no"]?.label.text(in: "en") == "No")
    #expect(form.questions[5].type == .range(start: 1, end: 5, step: 0.5))
    #expect(form.index(of: "c") == 3)
    #expect(form.index(of: "g") == nil)
  }

  @Test("Headers and types are known under their other names")
  func aliases() throws {
    let form = try Form(
      survey: sheet(
        "survey.csv",
        """
        Command | Tag | caption:English (en) | relevance | calculate | readonly | constraining message:English (en) | Constraint
        int | a | A | | | | Not this | . > 1
        gps | b | B | ${a} > 1
        string | c | C | | | TRUE
        select one from yn | d | D
        select all that apply from yn | e | E
        photo | f | F
        calculate | h | | | ${a} + 1
        datetime | i | I
        """),
      choices: sheet("choices.csv", "list name | value | caption\nyn | y | Yes"))
    #expect(
      form.questions.map(\.type) == [
        .integer, .geopoint, .text, .selectOne(list: "yn"), .selectMultiple(list: "yn"), .image,
        .calculate, .dateTime,
      ])
    #expect(form.questions[0].constraintMessage.text(in: "en") == "Not this")
    #expect(form.questions[1].relevant?.source == "${a} > 1")
    #expect(form.questions[2].isReadOnly)
    #expect(form.languages == ["English (en)"])
  }

  @Test("All that is wrong with a form is reported at once, with sheet, row and column")
  func faults() throws {
    let found = try FormsTests.faults(
      """
      type | name | label | relevant | constraint | calculation | required | parameters
      integer | a | A
      intger | b | B
      text | a | Again
      text | 1c | C
      text |  | No name
      text | d |
      select_one nolist | e | E
      select_multiple l | f | F
      select_one | g | G
      osm | h | H
      calculate | i
      text | j | J | ${nothing} = 1
      text | k | K ${nobody} | ${b} = 1 and | random(1)
      text | m | M | ${n} = 1
      text | n | N | ${m} = 1
      text | o | O | ${n} = 1
      range | p | P | | | | | start=5 end=1
      select_one l or_more | q | Q
      | r | R
      begin_group | s | S
      begin_repeat | t | T
      text | u | U
      end_group
      end_repeat
      text | v | V | ${u} = 1 | | | maybe(
      """,
      choices: """
        list_name | name | label
        l | two words | Two words
        l | x | X
        l | x | X again
        l | y |
        | z | Z
        l |  | No name
        """)
    #expect(
      found == [
        "choice-name-twice choices 4 name", "label-missing choices 5 label",
        "choice-name-missing choices 6 list_name", "choice-name-missing choices 7 name",
        "question-type-unknown survey 3 type", "question-name-twice survey 4 name",
        "question-name-invalid survey 5 name", "question-name-missing survey 6 name",
        "label-missing survey 7 label", "choice-list-unknown survey 8 type",
        "choice-name-space choices 2 name", "choice-list-unknown survey 10 type",
        "question-type-unsupported survey 11 type", "calculation-missing survey 12 calculation",
        "expression-ends survey 14 relevant", "unsupported-function survey 14 constraint",
        "range-invalid survey 18 parameters", "question-type-unknown survey 19 type",
        "question-type-missing survey 20 type", "group-not-begun survey 24 type",
        "unsupported-function survey 26 required", "group-not-ended survey 21 name",
        "unknown-name survey 13 relevant", "unknown-name survey 14 label",
        "repeated-name survey 26 relevant", "circular-reference survey 15 name",
      ])
  }

  @Test(
    "Columns that are missing, double, misspelled or not supported are reported",
    arguments: [
      ("type | label\ntext | A", "form-column-missing survey 0 "),
      ("type | name | label | caption\ntext | a | A | B", "form-column-twice survey 0 caption"),
      (
        "type | name | label | relevent\ntext | a | A | 1 = 2",
        "form-column-misspelled survey 0 relevent"
      ),
      (
        "type | name | label | choice_filter\ntext | a | A | x = 1",
        "choice-filter-without-choices survey 2 choice_filter"
      ),
      (
        "type | name | label | bind::type\ntext | a | A | int",
        "form-column-unsupported survey 0 bind::type"
      ), ("type | name | label\n", "form-empty survey 0 "),
    ])
  func columns(survey: String, fault: String) throws {
    #expect(try FormsTests.faults(survey).contains(fault))
  }

  @Test("An answer compared with what is none of its choices is reported")
  func choices() throws {
    let choices = "list_name | name | label\nl | x | X\nl | y | Y"
    #expect(
      try FormsTests.faults(
        """
        type | name | label | relevant
        select_one l | a | A
        select_multiple l | b | B | 'z' != ${a}
        text | c | C | selected(${b}, 'x') and selected(${b}, 'xx') and ${a} = '' and ${c} = 'z'
        """, choices: choices) == ["circular-reference survey 4 name"])
    #expect(
      try FormsTests.faults(
        """
        type | name | label | relevant
        select_one l | a | A
        select_multiple l | b | B | 'z' != ${a}
        text | c | C | selected(${b}, 'x') and selected(${b}, 'xx') and ${a} = ''
        """, choices: choices)
        == ["choice-never-given survey 3 relevant", "choice-never-given survey 4 relevant"])
  }

  @Test("A column that XLSForm does not know and a missing translation are noted")
  func notices() throws {
    let form = try Form(
      survey: sheet(
        "survey.csv",
        "type | name | label::中文 (zh) | label::English (en) | remarks\ntext | a | 问 | | as in 2015")
    )
    #expect(form.notices.map(\.code) == [.formColumnIgnored, .translationMissing])
    #expect(
      form.notices[1].place
        == Place(file: "survey.csv", sheet: "survey", row: 2, column: "label::English (en)"))
    #expect(form.notices[1].values["language"] == "English (en)")
  }

  @Test("Faults are of the kind that the caller says")
  func kind() throws {
    let faults = try #require(throws: Faults.self) {
      _ = try Form(
        survey: sheet("survey.csv", "type | name | label | relevant\nx | a | A\ntext | b | B | (1"),
        kind: .configuration)
    }
    #expect(faults.list.map(\.code.kind) == [.configuration, .configuration])
  }
}
