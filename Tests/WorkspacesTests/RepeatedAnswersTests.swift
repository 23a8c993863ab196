// SPDX-License-Identifier: GPL-3.0-or-later

import Files
import Forms
import Foundation
import Tables
import Testing
import Workspaces

/// The satisfaction form with two repeats, one within the other.
@Suite("Answers in repeats")
struct RepeatedAnswersTests {
  private let fixture: AnswersFixture
  private let expected = [
    RepeatedAnswers(position: "person 1", answers: ["p_name": "李", "p_age": "34"]),
    RepeatedAnswers(position: "person 2", answers: ["p_name": "王"]),
    RepeatedAnswers(position: "person/pet 2 1", answers: ["pet_name": "咪"]),
  ]

  init() throws {
    fixture = try AnswersFixture(addingToSatisfaction: [
      ["begin_repeat", "person", "人", "Person"], ["text", "p_name", "姓名", "Name"],
      ["integer", "p_age", "年龄（人）", "Age of person"], ["begin_repeat", "pet", "宠物", "Pet"],
      ["text", "pet_name", "宠物名", "Pet's name"], ["end_repeat"], ["end_repeat"],
    ])
  }

  private func submission() throws -> [String: String] {
    try fixture.answers(
      fixture.units[0],
      [
        "KEY": "uuid:1", "SubmissionDate": "2016-11-14T12:00:00.000Z", "_id": "7", "_uuid": "u",
        "_submission_time": "2016-11-14T12:00:00", "_index": "1",
      ])
  }

  private func kept(_ key: String) throws -> [RepeatedAnswers] {
    try fixture.workspace.repeatedAnswers(form: "satisfaction", key: key, round: "1")
  }

  private var asked: [Form.Question] {
    fixture.form.questions.filter { $0.type != .calculate && !fixture.form.isRepeated($0) }
  }

  @Test("SurveyCTO writes them beside each other")
  func wide() throws {
    let row = try submission().merging([
      "p_name_1": "李", "p_age_1": "34", "p_name_2": "王", "p_age_2": "", "pet_name_2_1": "咪",
      "formdef_version": "1", "person_count": "2",
    ]) { $1 }
    let names =
      asked.map(\.name)
      + row.keys.filter { name in
        !fixture.form.questions.contains { $0.name == name } && !name.hasPrefix("_")
      }.sorted()
    let text = Record.text(names) + "\n" + Record.text(names.map { row[$0] ?? "" }) + "\n"
    let result = try fixture.run("wide.csv", text)
    #expect(result.faults.list == [])
    #expect(try kept("uuid:1") == expected)
  }

  @Test("An interface nests them; one that is no number is refused")
  func json() throws {
    let row = try submission()
    let encoder = JSONEncoder()
    func json(_ text: String) throws -> String {
      String(decoding: try encoder.encode(text), as: UTF8.self)
    }
    let fields = try asked.filter { row[$0.name] != nil }.map { question in
      "\(try json((question.path + [question.name]).joined(separator: "/"))): \(try json(row[question.name]!))"
    }.joined(separator: ",")
    func text(_ age: String) -> String {
      """
      [{"_id": 7, "_submission_time": "2016-11-14T12:00:00", \(fields), "person": [
        {"person/p_name": "李", "person/p_age": "\(age)"},
        {"person/p_name": "王", "person/pet": [{"person/pet/pet_name": "咪"}]}]}]
      """
    }
    #expect(try fixture.run("a.json", text("x")).countsByCode["answer-not-integer"] == 1)
    #expect(try fixture.run("a.json", text("34")).faults.list == [])
    #expect(try kept("7") == expected)
  }

  @Test("Kobo's workbook has a sheet for each, joined by numbers of rows; rejects keep them")
  func workbook() throws {
    let row = try submission().merging(["s_resp_age": "7"]) { $1 }
    let server = ["_id", "_uuid", "_submission_time", "_index"]
    let path = fixture.county.folder.appending(path: "kobo.xlsx").path
    var writer = try WorkbookWriter(path: path)
    let names = asked.map(\.name) + server
    let root = try writer.addSheet("满意度", columns: names.map { .init($0) })
    try writer.append(names.map { OutputCell(row[$0] ?? "") }, to: root)
    let meta = ["_index", "_parent_table_name", "_parent_index", "_submission__id", "$edited"]
    let people = try writer.addSheet(
      "person", columns: (["person/p_name", "person/p_age"] + meta).map { .init($0) })
    try writer.append(["李", OutputCell(.number(34)), "1", "满意度", "1", "7", ""], to: people)
    try writer.append(["王", "", "2", "满意度", "1", "7", ""], to: people)
    let pets = try writer.addSheet(
      "pet", columns: (["person/pet/pet_name"] + meta).map { .init($0) })
    try writer.append(["咪", "1", "person", "2", "7", ""], to: pets)
    try writer.commit()
    var request = AnswersRequest()
    request.describe = { $0.code.name }
    let first = try fixture.workspace.importAnswers(path, request, round: "1")
    #expect(first.format == .koboWorkbook && first.countsByCode == ["constraint-violated": 1])

    let file = try #require(first.rejectsFiles.first)
    let workbook = try Workbook(path: file)
    #expect(workbook.sheetNames.count == 3)
    var corrected = try WorkbookWriter(path: file)
    for name in workbook.sheetNames {
      let table = try workbook.table(sheet: name)
      let sheet = try corrected.addSheet(name, columns: table.names.map { .init($0) })
      for row in 0..<table.rowCount {
        try corrected.append(
          table.columns.map {
            OutputCell($0.text(at: row) == "7" && name == "rejects" ? "57" : $0.text(at: row))
          },
          to: sheet)
      }
    }
    try corrected.commit()
    let second = try fixture.workspace.importAnswers(file, request, round: "1")
    #expect(second.faults.list == [])
    #expect(second.new == 1)
  }
}
