// SPDX-License-Identifier: GPL-3.0-or-later

import Files
import Forms
import Foundation
import Tables
import Testing
import Workspaces

@Suite("Answers in archives, workbooks and JSON")
struct AnswersFormatsTests {
  private let fixture: AnswersFixture

  init() throws { fixture = try AnswersFixture() }

  private func json(_ text: String) -> String {
    String(decoding: try! JSONEncoder().encode(text), as: UTF8.self)
  }

  /// Runs Python with a script and arguments.
  private func python(_ script: String, _ arguments: [String]) throws {
    let process = Process()
    process.executableURL = URL(filePath: "/usr/bin/env")
    process.arguments = ["python3", "-c", script] + arguments
    try process.run()
    process.waitUntilExit()
    #expect(process.terminationStatus == 0)
  }

  @Test("ODK's archive: pictures and audit are passed over, the table is read")
  func archive() throws {
    let rows = try [
      fixture.answers(
        fixture.units[0], ["KEY": "uuid:1", "SubmissionDate": "2016-11-14T12:00:00.000Z"])
    ]
    let table = try fixture.county.write("root.csv", fixture.csv(rows))
    let path = fixture.county.folder.appending(path: "export.bin").path
    try python(
      """
      import sys, zipfile
      with zipfile.ZipFile(sys.argv[1], "w") as z:
        z.write(sys.argv[2], "satisfaction.csv")
        z.writestr("satisfaction - audit.csv", "instance ID,event\\n")
        z.writestr("media/a.jpg", "x")
        z.writestr("media/b.jpg", "y")
      """, [path, table])
    let result = try fixture.workspace.importAnswers(path, round: "1")
    #expect(result.faults.list == [])
    #expect(result.format == .odkZip && result.new == 1)
    #expect(result.passedOver == ["media/ (2)", "satisfaction - audit.csv"])
  }

  @Test("ODK's feed and its CSV are the same submissions; groups nest, places are points")
  func feed() throws {
    let rows = try fixture.units.prefix(2).enumerated().map { number, unit in
      try fixture.answers(
        unit, ["KEY": "uuid:\(number)", "SubmissionDate": "2016-11-14T12:00:00.000Z"])
    }
    let records = rows.map { row in
      let groups = Dictionary(grouping: fixture.form.questions.filter { row[$0.name] != nil }) {
        $0.path.first ?? ""
      }
      let members = groups.map { group, questions in
        let fields = questions.map { question in
          let text = row[question.name]!
          return "\(json(question.name)): \(question.type == .integer ? text : json(text))"
        }.joined(separator: ", ")
        return group.isEmpty ? fields : "\(json(group)): {\(fields)}"
      }
      return """
        {"__id": \(json(row["KEY"]!)), "__system": {"submissionDate": "2016-11-14T12:00:00.000Z", \
        "edits": 0, "status": null, "reviewState": null}, "meta": {"instanceID": null}, \
        \(members.joined(separator: ", "))}
        """
    }
    let text = """
      {"@odata.context": "https://x/$metadata#Submissions",
       "value": [\(records.joined(separator: ",\n"))]}
      """
    let result = try fixture.run("feed.txt", text)
    #expect(result.faults.list == [])
    #expect(result.format == .odkJSON && result.new == 2)
    let broken = try #require(throws: Fault.self) {
      try fixture.run("cut.json", String(text.dropLast(9)))
    }
    #expect(broken.code == .malformedJSON && broken.place.row != nil)
  }

  @Test(
    "Kobo's interface: full paths as names, everything text, the server's own members passed over")
  func kobo() throws {
    let row = try fixture.answers(fixture.units[0], ["s_resp_age": "15"])
    let fields = fixture.form.questions.filter { row[$0.name] != nil }.map {
      "\(json(($0.path + [$0.name]).joined(separator: "/"))): \(json(row[$0.name]!))"
    }.joined(separator: ",\n")
    let text = """
      {"count": 1, "results": [{"_id": 7, "formhub/uuid": "f", \(fields),
       "_attachments": [{"id": 1}], "_geolocation": [null, null], "_notes": [],
       "_validation_status": {"uid": "validation_status_approved", "label": "Approved", "color": "#a"},
       "_submission_time": "2016-11-14T02:00:00", "_submitted_by": null, "meta/rootUuid": "uuid:k"}]}
      """
    let result = try fixture.run("kobo.json", text)
    #expect(result.format == .koboJSON && result.rejected == 1)
    #expect(result.faults.list.map(\.code.name) == ["constraint-violated"])
    #expect(try fixture.run("kobo.json", text.replacing("\"15\"", with: "\"51\"")).new == 1)
  }

  @Test(
    "Nothing of a submission in JSON is dropped: what has no place is refused with file, row and name",
    arguments: [
      (#""q1": ["a", "b"]"#, "list-of-values", "q1"),
      (#""q1": "a", "q1": "b""#, "member-twice", "q1"),
      (#""g": {"q1": "a"}, "g/q1": "b""#, "member-twice", "g/q1"),
      (#""r": [{"a": 1}, 7]"#, "list-of-values", "r"),
    ])
  func placeless(member: String, code: String, column: String) throws {
    let text = "[\n{\"_id\": 1},\n{\"_id\": 2, \(member)}]"
    let fault = try #require(throws: Fault.self) { try fixture.run("odd.json", text) }
    #expect(fault.code.name == code)
    #expect(fault.place.row == 3 && fault.place.column == column)
    #expect(fault.place.file?.hasSuffix("odd.json") == true)
  }

  @Test(
    "When a submission arrived is a time, or the row is rejected",
    arguments: [
      ("2016-11-14T12:00:00.000Z", true), ("Nov 14, 2016 8:00:05 PM", true), ("42688.5", true),
      ("", true), ("\u{feff}2016-11-14T12:00:00.000Z", true), ("03/04/2016 12:00", false),
      ("yesterday", false),
    ])
  func arrival(text: String, isTime: Bool) throws {
    let row = try fixture.answers(fixture.units[0], ["KEY": "uuid:1", "SubmissionDate": text])
    let result = try fixture.run("arrival.csv", fixture.csv([row]))
    #expect(result.new == (isTime ? 1 : 0))
    #expect(result.faults.list.map(\.code.name) == (isTime ? [] : ["submission-time-unclear"]))
    #expect(isTime || result.faults.list[0].place.column == "SubmissionDate")
  }

  @Test("Submissions that have a member each are refused before they fill the memory")
  func wide() throws {
    let text = (0..<10_000).map { "{\"_id\": \($0), \"q\($0)\": 1}" }.joined(separator: ",\n")
    let fault = try #require(throws: Fault.self) { try fixture.run("wide.json", "[\(text)]") }
    #expect(fault.code.name == "records-too-wide" && fault.place.row != nil)
  }

  @Test(
    "A typed workbook: titles above the header, words for codes, numbers that lost digits refused")
  func typedWorkbook() throws {
    let form = fixture.form
    let asked = form.questions.filter { $0.type != .calculate }
    func cells(_ row: [String: String]) -> [OutputCell] {
      asked.map { question in
        let text = row[question.name] ?? ""
        if question.type == .integer, let number = Double(text) {
          return OutputCell(.number(number))
        }
        return OutputCell(form.choices(of: question)?[text]?.label.text(in: "中文 (zh)") ?? text)
      }
    }
    let path = fixture.county.folder.appending(path: "手工.xlsx").path
    var writer = try WorkbookWriter(path: path)
    let sheet = try writer.addSheet("Sheet1")
    try writer.append([OutputCell("2016年群众满意度调查表", style: .title)], to: sheet)
    try writer.append(["填表人：张三", "２０１６年１１月"], to: sheet)
    try writer.append(
      asked.map { OutputCell($0.label.text(in: "中文 (zh)") ?? $0.name) }, to: sheet)
    try writer.append(cells(fixture.answers(fixture.units[0])), to: sheet)
    var lost = try cells(fixture.answers(fixture.units[1]))
    let interviewer = asked.firstIndex { $0.name == "s_interviewer" }!
    lost[interviewer] = OutputCell(.number(360_821_198_001_011_200))
    try writer.append(lost, to: sheet)
    try writer.commit()
    let result = try fixture.workspace.importAnswers(path, round: "1")
    #expect(result.format == .typed && result.new == 1 && result.rejected == 1)
    #expect(result.countsByCode["long-number"] == 1, "\(result.faults.list)")
    #expect(result.faults.list.first?.place.row == 5)
    #expect(result.faults.list.first?.place.sheet == "Sheet1")
  }
}
