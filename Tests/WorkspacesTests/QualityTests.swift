// SPDX-License-Identifier: GPL-3.0-or-later

import Assessment
import Files
import Forms
import Foundation
import Sampling
import Tables
import Testing
import Workspaces

@Suite("The evening's checks, callbacks and corrections")
struct QualityTests {
  private let fixture: AnswersFixture

  init() throws { fixture = try AnswersFixture() }

  /// Interviews of the first units, each with what is changed about it.
  @discardableResult
  private func run(
    _ changes: [[String: String]], file: String = "a.csv"
  ) throws -> AnswersImport {
    let rows = try changes.enumerated().map { number, changes in
      try fixture.answers(
        fixture.units[number % fixture.units.count],
        [
          "start": "2016-11-14T\(number + 8 < 10 ? "0" : "")\(number + 8):00:00.000+08:00",
          "end": "2016-11-14T\(number + 8 < 10 ? "0" : "")\(number + 8):05:00.000+08:00",
          "KEY": "uuid:\(number)", "SubmissionDate": "2016-11-14T15:00:00.000Z",
        ].merging(changes) { $1 })
    }
    let text = fixture.csv(rows, server: ["KEY", "SubmissionDate", "FormVersion"])
    let result = try fixture.run(file, text)
    #expect(result.faults.list == [])
    return result
  }

  private func codes() throws -> Set<String> {
    Set(try fixture.workspace.qualityIssues(round: "1").map(\.fault.code.name))
  }

  @Test("Ordinary interviews raise nothing")
  func ordinary() throws {
    try run([[:], ["q2": "4"], ["q3": "4"], ["q9": "3"]])
    #expect(try fixture.workspace.qualityIssues(round: "1").isEmpty)
  }

  @Test(
    "Each fault of an interview is found by its check",
    arguments: [
      (["unit_id": "", "KEY": "uuid:x"], "check-unit-twice"),
      (
        ["start": "2016-11-14T03:00:00.000+08:00", "end": "2016-11-14T03:05:00.000+08:00"],
        "check-odd-hour"
      ),
      (["end": "2016-11-14T10:00:40.000+08:00"], "check-duration"),
      (["start": "2016-11-13T10:00:00.000+08:00"], "check-several-days"),
      (["start": "2016-11-14T09:02:00.000+08:00"], "check-overlap"),
      (["hh_type": "remaining", "q19": ""], "check-other-sample"),
      (["s_officials_out": "no"], "check-officials-present"),
      (["FormVersion": "2016111401"], "check-old-version"),
    ])
  func found(change: [String: String], code: String) throws {
    var change = change
    if change["unit_id"] == "" { change["unit_id"] = fixture.units[0] }
    let version = ["FormVersion": "2016111501"]
    try run([version, version.merging(["q2": "4"]) { $1 }, version.merging(change) { $1 }])
    #expect(try codes().contains(code))
  }

  @Test("Callbacks are listed once, and closed by the next answers or by people")
  func callbacks() throws {
    try run([["s_officials_out": "no"], ["s_officials_out": "no", "q2": "4"]])
    let first = try fixture.workspace.updateCallbacks(round: "1")
    #expect(first.open.count == 2 && first.new == 2)
    #expect(first.open[0].interviewer == "E01" && first.open[0].answer == "no")
    #expect(try fixture.workspace.updateCallbacks(round: "1").new == 0)
    try run([["s_officials_out": "yes"]], file: "b.csv")
    let second = try fixture.workspace.updateCallbacks(round: "1")
    #expect(second.open.count == 1 && second.closed == 1)

    let callback = second.open[0]
    let header = CorrectionSheet.columns
    let values = [
      "number": "\(callback.number)", "form": callback.form, "key": callback.key,
      "question": callback.question, "action": "keep", "reason": "the village doctor", "who": "王",
    ]
    let text =
      Record.text(header) + "\n" + Record.text(header.map { values[$0] ?? "" }) + "\n"
    let kept = try fixture.workspace.importCorrections(
      fixture.county.write("keep.csv", text), round: "1")
    #expect(kept.kept == 1)
    #expect(try fixture.workspace.updateCallbacks(round: "1").open.isEmpty)
  }

  @Test("Corrections are versions with who and why; the server's old answer does not undo them")
  func corrections() throws {
    try run([[:], [:]])
    let rows = [
      [
        "form": "satisfaction", "key": "uuid:0", "question": "s_resp_age", "action": "value",
        "new_value": "61", "reason": "asked again", "who": "李",
      ],
      [
        "form": "satisfaction", "key": "uuid:1", "question": "", "action": "drop", "new_value": "",
        "reason": "wrong house", "who": "李",
      ],
    ]
    func file(_ rows: [[String: String]]) throws -> String {
      let lines =
        [CorrectionSheet.columns]
        + rows.map { row in CorrectionSheet.columns.map { row[$0] ?? "" } }
      return try fixture.county.write("c.csv", lines.map { Record.text($0) + "\n" }.joined())
    }
    let moved = rows[0].merging(["question": "unit_id", "new_value": "V9/H9"]) { $1 }
    let refused = try #require(throws: Faults.self) {
      try fixture.workspace.importCorrections(file([moved]), round: "1")
    }
    #expect(refused.list.map(\.code.name) == ["answer-for-undrawn-unit"])
    #expect(refused.list.first?.place.column == "new_value")
    let done = try fixture.workspace.importCorrections(file(rows), round: "1")
    #expect(done.changed == 1 && done.dropped == 1)
    let again = try fixture.workspace.importCorrections(file(rows), round: "1")
    #expect(again.known == 2)
    let form = fixture.form
    func kept() throws -> [RecordedSubmission] {
      try fixture.workspace.submissions(form, of: "satisfaction", round: "1")
    }
    #expect(try kept().map(\.key) == ["uuid:0"])
    #expect(try kept()[0].answer("s_resp_age", in: form) == "61")
    try run([[:], [:]])
    #expect(try kept().map(\.version) == [2], "the same export changes nothing")

    let wrong = try #require(throws: Faults.self) {
      try fixture.workspace.importCorrections(
        file([rows[0].merging(["new_value": "7"]) { $1 }, rows[1].merging(["who": ""]) { $1 }]),
        round: "1")
    }
    #expect(
      Set(wrong.list.map(\.code.name)) == ["constraint-violated", "correction-without"])
    #expect(try kept()[0].version == 2, "all of a file or nothing")

    let later = try run([["s_resp_age": "55"], [:]], file: "b.csv")
    #expect(later.overtaken == ["uuid:0"], "new content over a correction is told")
    #expect(try kept()[0].answer("s_resp_age", in: form) == "55")
  }

  @Test(
    "New values are read as an import reads them, with the same faults",
    arguments: [
      ("s_resp_age", "６１", "61"), ("s_resp_age", " 61 ", "61"),
      ("s_officials_out", "是", "yes"), ("s_officials_out", "Yes", "yes"),
      ("s_resp_age", "6.1E+1", nil), ("s_officials_out", "也许", nil),
    ])
  func newValues(question: String, value: String, expected: String?) throws {
    try run([[:]])
    let row = [
      "form": "satisfaction", "key": "uuid:0", "question": question, "action": "value",
      "new_value": value, "reason": "asked again", "who": "李",
    ]
    let header = CorrectionSheet.columns
    let path = try fixture.county.write(
      "c.csv", Record.text(header) + "\n" + Record.text(header.map { row[$0] ?? "" }) + "\n")
    guard let expected else {
      let refused = try #require(throws: Faults.self) {
        try fixture.workspace.importCorrections(path, round: "1")
      }
      let answer = try fixture.answers(
        fixture.units[0], ["KEY": "uuid:9", question: value])
      let imported = try fixture.workspace.importAnswers(
        fixture.county.write("typed.csv", fixture.csv([answer], server: [])), AnswersRequest(),
        round: "1")
      #expect(refused.list.map(\.code) == imported.faults.list.map(\.code))
      return
    }
    let done = try fixture.workspace.importCorrections(path, round: "1")
    #expect(done.changed + done.known == 1)
    let kept = try fixture.workspace.submissions(fixture.form, of: "satisfaction", round: "1")
    #expect(kept[0].answer(question, in: fixture.form) == expected)
  }
}
