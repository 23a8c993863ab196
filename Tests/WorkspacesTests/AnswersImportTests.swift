// SPDX-License-Identifier: GPL-3.0-or-later

import Assessment
import Files
import Forms
import Foundation
import Sampling
import Tables
import TestSupport
import Testing
import Workspaces

/// The satisfaction form of a small county's drawn households, filled in as different servers export it.
struct AnswersFixture {
  let county: CountyFolder
  let workspace: Workspace
  let form: Form
  /// Main units of the sample of exited households.
  let units: [String]

  init(root: URL? = nil) throws {
    county = try CountyFolder(root: root)
    workspace = try county.create()
    _ = try workspace.importRegisters(county.registers())
    _ = try workspace.seal(round: "1", secrets: .withoutKey(salt: nil))
    let draw = try workspace.draw(round: "1", seed: "54321543215432154321").draw
    units = draw.units.filter { $0.role == .main && $0.stage == 2 }.map(\.path.text)
      .filter { !$0.contains("/RH") }
    form = try #require(try workspace.forms()["satisfaction"])
  }

  /// A fixture whose satisfaction form has more rows at its end: type, name, and labels in both languages.
  init(addingToSatisfaction rows: [[String]]) throws {
    let repository = URL(filePath: #filePath).deletingLastPathComponent()
      .deletingLastPathComponent().deletingLastPathComponent()
    let home = FileManager.default.temporaryDirectory.appending(path: "home-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: home, withIntermediateDirectories: true)
    for name in ["surveys", "datasets"] {
      try FileManager.default.copyItem(
        at: repository.appending(path: name).resolvingSymlinksInPath(),
        to: home.appending(path: name))
    }
    let sheet = home.appending(path: "surveys/exit-2016/forms/satisfaction/survey.csv")
    let text = try String(contentsOf: sheet, encoding: .utf8)
    let width = text.prefix { $0 != "\n" }.split(separator: ",", omittingEmptySubsequences: false)
      .count
    let lines = rows.map {
      Record.text($0 + [String](repeating: "", count: width - $0.count)) + "\n"
    }
    try (text + lines.joined()).write(to: sheet, atomically: true, encoding: .utf8)
    try self.init(root: home)
  }

  /// Answers to all questions that are asked.
  func answers(_ unit: String, _ changes: [String: String] = [:]) throws -> [String: String] {
    var answers = [
      "start": "2016-11-14T09:00:00.000+08:00", "end": "2016-11-14T09:10:00.000+08:00",
      "today": "2016-11-14", "deviceid": "collect:a", "unit_id": unit, "hh_type": "exited",
      "s_interviewer": "E01", "s_result": "complete", "s_mode": "face_to_face", "s_resp_age": "52",
      "s_resp_sex": "female", "s_officials_out": "yes",
    ]
    for (index, question) in form.questions.enumerated() where question.path == ["s_questions"] {
      guard let list = form.choices(of: form.questions[index]) else { continue }
      answers[question.name] = list.choices.first!.name
    }
    for name in [
      "q2", "q3", "q4", "q5", "q6", "q7", "q8", "q9", "q10", "q11", "q12", "q13", "q14", "q15",
    ] {
      answers[name] = "5"
    }
    answers["q4_know"] = "yes"
    answers["q5_know"] = "yes"
    return answers.merging(changes) { $1 }
  }

  /// A file with the given headers of questions and columns of a server.
  func csv(
    _ rows: [[String: String]], header: (Form.Question) -> String = { $0.name },
    delimiter: String = ",", quoteAll: Bool = false, lineEnd: String = "\n",
    server: [String] = ["KEY", "SubmissionDate"]
  ) -> String {
    func line(_ fields: [String]) -> String {
      fields.map { quoteAll ? Record.quoted($0) : Record.field($0) }
        .joined(separator: delimiter) + lineEnd
    }
    let asked = form.questions.filter { $0.type != .calculate }
    var text = line(asked.map(header) + server)
    for row in rows { text += line((asked.map(\.name) + server).map { row[$0] ?? "" }) }
    return text
  }

  func run(
    _ name: String, _ text: String, _ change: (inout AnswersRequest) -> Void = { _ in }
  ) throws -> AnswersImport {
    var request = AnswersRequest()
    change(&request)
    return try workspace.importAnswers(county.write(name, text), request, round: "1")
  }
}

@Suite("Answers of all kinds of files")
struct AnswersImportTests {
  private let fixture: AnswersFixture

  init() throws { fixture = try AnswersFixture() }

  private func keyed(_ changes: [String: String] = [:]) throws -> [[String: String]] {
    try fixture.units.prefix(3).enumerated().map { number, unit in
      try fixture.answers(unit, changes).merging([
        "KEY": "uuid:\(number)", "SubmissionDate": "2016-11-14T12:00:00.000Z",
        "_uuid": "u\(number)", "_id": "\(100 + number)", "_submission_time": "2016-11-14T02:00:00",
        "meta/rootUuid": "uuid:\(number)", "_index": "\(number + 1)",
      ]) { $1 }
    }
  }

  @Test(
    "ODK's names without groups: new, then the same, then a new version; an older file changes nothing"
  )
  func versions() throws {
    let first = try fixture.csv(keyed())
    let new = try fixture.run("a.csv", first)
    #expect(new.faults.list == [])
    #expect(
      [new.new, new.rejected] == [3, 0] && new.format == .odkCSV && new.form == "satisfaction")
    #expect(try fixture.run("a.csv", first).unchanged == 3)
    let edited = try fixture.csv(keyed(["s_resp_age": "53"]))
    #expect(try fixture.run("b.csv", edited).changed == 3)
    #expect(try fixture.run("a.csv", first).unchanged == 3, "an older version is known")
  }

  @Test("Kobo's CSV with names and groups by any separator, a line of tags, and UTC without a zone")
  func koboNames() throws {
    let server = ["_id", "_uuid", "_submission_time", "meta/rootUuid", "_index"]
    var rows = try keyed()
    rows.insert(["unit_id": "#loc+id", "q1": "#indicator"], at: 0)
    for separator in ["/", ".", " > "] {
      let text = fixture.csv(
        rows, header: { ($0.path + [$0.name]).joined(separator: separator) }, delimiter: ";",
        quoteAll: true, lineEnd: "\r\n", server: server)
      let result = try fixture.run("kobo.csv", text)
      #expect(result.faults.list == [])
      #expect(result.format == .koboCSV && result.rows == 3)
      #expect(result.new + result.unchanged == 3)
    }
  }

  @Test("Kobo's CSV with labels as headers and values")
  func koboLabels() throws {
    let form = fixture.form
    let rows = try keyed().map { row in
      row.reduce(into: [String: String]()) { row, entry in
        let question = form.index(of: entry.key).map { form.questions[$0] }
        let choice = question.flatMap { form.choices(of: $0) }?[entry.value]
        row[entry.key] = choice?.label.text(in: "中文 (zh)") ?? entry.value
      }
    }
    let text = fixture.csv(
      rows, header: { $0.label.text(in: "中文 (zh)") ?? $0.name }, delimiter: ";", quoteAll: true,
      server: ["_id", "_uuid", "_submission_time", "meta/rootUuid"])
    let result = try fixture.run("labels.csv", text)
    #expect(result.faults.list == [])
    #expect(result.new == 3 && (result.readings[.label] ?? 0) > 30)
  }

  @Test("SurveyCTO's names of times and its dates in words")
  func surveyCTO() throws {
    let rows = try keyed([
      "start": "Nov 14, 2016 9:00:00 AM", "end": "Nov 14, 2016 9:10:00 AM",
      "formdef_version": "2016111501",
    ])
    let text = fixture.csv(
      rows,
      header: { $0.type == .start ? "starttime" : $0.type == .end ? "endtime" : $0.name },
      server: ["SubmissionDate", "KEY", "formdef_version"])
    let result = try fixture.run("scto.csv", text)
    #expect(result.faults.list == [])
    #expect(result.format == .surveyCTO && result.new == 3)
  }

  @Test(
    "A typed table: full-width digits, spaces, dates, labels; identifiers that lost digits are refused"
  )
  func typed() throws {
    let unit = fixture.units[0]
    let row = try fixture.answers(
      unit,
      [
        "unit_id": " " + unit.replacing("H", with: "Ｈ") + "　", "s_resp_age": "５２",
        "today": "2016年11月14日", "s_officials_out": "是", "start": "42688.375", "end": "42688.38",
      ])
    let result = try fixture.run("typed.csv", fixture.csv([row], server: []))
    #expect(result.faults.list == [])
    #expect(result.format == .typed && result.new == 1)
    #expect(Set(result.readings.keys.map(\.rawValue)) == ["fullWidth", "spaces", "date", "label"])
    let lost = try fixture.answers(unit, ["unit_id": "3.62422E+17"])
    let refused = try fixture.run("lost.csv", fixture.csv([lost], server: []))
    #expect(refused.rejected == 1 && refused.countsByCode["digits-lost"] == 1)
  }

  @Test("Two submissions of one key with different answers are a conflict, and neither is taken")
  func conflict() throws {
    var rows = try keyed()
    rows.append(rows[1])
    rows.append(rows[0].merging(["s_resp_age": "60"]) { $1 })
    let result = try fixture.run("conflict.csv", fixture.csv(rows))
    #expect(result.new == 2 && result.unchanged == 1)
    #expect(result.rejected == 2 && result.conflicts == 2)
    #expect(result.faults.list.allSatisfy { $0.code == .submissionTwice })
    #expect(Set(result.faults.list.compactMap(\.place.row)) == [2, 6])
  }

  @Test("A trial tells what would happen and writes nothing")
  func trial() throws {
    let text = try fixture.csv(keyed())
    let trial = try fixture.run("a.csv", text) { $0.isTrial = true }
    #expect(trial.new == 3 && trial.isTrial)
    #expect(try fixture.workspace.log().last?.command == "draw")
    #expect(try fixture.run("a.csv", text).new == 3)
  }

  @Test("A column that cannot be recognized is named once, and remembered")
  func mapping() throws {
    let text = fixture.csv(try keyed(), header: { $0.name == "q8" ? "村委会=分" : $0.name })
    #expect(throws: Faults.self) { try fixture.run("a.csv", text) }
    let mapping = try AnswersRequest.mapping(["村委会=分=q8"])
    #expect(try fixture.run("a.csv", text) { $0.mapping = mapping }.new == 3)
    #expect(try fixture.run("a.csv", text).unchanged == 3)
  }

  @Test("A server's number of rows is compared")
  func expected() throws {
    let result = try fixture.run("a.csv", fixture.csv(keyed()))
    #expect(AnswersImport.difference([result], expected: 3) == nil)
    #expect(AnswersImport.difference([result], expected: 5)?.code == .rowsDiffer)
  }
}
