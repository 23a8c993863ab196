// SPDX-License-Identifier: GPL-3.0-or-later

import Files
import Forms
import Foundation
import Tables
import Testing
import Workspaces

/// Workbooks as KoboToolbox exports them with dates as dates: paths of groups in the headers, a sheet for each
/// repeat within a group, places both whole and in parts, the server's time in UTC.
@Suite("Workbooks of KoboToolbox")
struct KoboShapesTests {
  private let fixture: AnswersFixture

  init() throws {
    fixture = try AnswersFixture(addingToSatisfaction: [
      ["dateTime", "visited_at", "到达时间", "Time of arrival"],
      ["geopoint", "spot", "位置", "Location"], ["geotrace", "way", "路线", "Way"],
      ["begin_group", "home", "家", "Home"], ["begin_repeat", "people", "人", "People"],
      ["begin_group", "human", "人", "Person"], ["text", "full_name", "姓名", "Full name"],
      ["integer", "years", "年龄（岁）", "Years"], ["end_group"], ["end_repeat"],
      ["begin_repeat", "pets", "宠物", "Pets"], ["begin_group", "pet", "宠物", "Pet"],
      ["text", "pet_name", "宠物名", "Name of pet"], ["end_group"],
      ["begin_repeat", "pet_toys", "玩具", "Toys"], ["text", "toy_name", "玩具名", "Name of toy"],
      ["end_repeat"], ["end_repeat"], ["end_group"],
    ])
  }

  /// Days since 1899-12-30, as a workbook keeps 2016-11-14 at an hour.
  private func serial(hour: Double) -> OutputCell { OutputCell(.number(42_688 + hour / 24)) }

  private func write(age: String) throws -> String {
    let form = fixture.form
    let asked = form.questions.filter { $0.type != .calculate && !form.isRepeated($0) }
    let answers = try fixture.answers(
      fixture.units[0],
      ["spot": "27.04 114.9 60 4.5", "way": "27.04 114.9 60 0;27.05 114.91 61 0"])
    let path = fixture.county.folder.appending(path: "kobo-\(age).xlsx").path
    var writer = try WorkbookWriter(path: path)
    let parts = ["_spot_latitude", "_spot_longitude", "_spot_altitude", "_spot_precision"]
    let server = [
      "_id", "_uuid", "_submission_time", "_validation_status", "_notes", "_status",
      "_submitted_by", "__version__", "_tags", "_index", "$edited",
    ]
    let headers = asked.map { ($0.path + [$0.name]).joined(separator: "/") } + parts + server
    let root = try writer.addSheet("nested grouping", columns: headers.map { .init($0) })
    let cells = asked.map { question in
      switch question.name {
      case "start": serial(hour: 9.1)
      case "end": serial(hour: 9.5)
      case "today": serial(hour: 0)
      case "visited_at": serial(hour: 8.75)
      default: OutputCell(answers[question.name] ?? "")
      }
    }
    // The server counts in UTC, so that it seems to have had the answers before they were given.
    try writer.append(
      cells + ["27.04", "114.9", "60", "4.5"].map { OutputCell(.number(Double($0)!)) }
        + [
          OutputCell(.number(314_864_739)), "df607ce1", serial(hour: 1.6), "", "",
          "submitted_via_web", "", "vKznLZoYPfLsi7JvG26s8L", "", OutputCell(.number(1)), "",
        ], to: root)
    let link = ["_index", "_parent_table_name", "_parent_index", "_submission__id"]
    func child(
      _ name: String, _ columns: [String], _ rows: [[OutputCell]], of writer: inout WorkbookWriter
    ) throws {
      let sheet = try writer.addSheet(name, columns: (columns + link).map { .init($0) })
      for row in rows { try writer.append(row + ["314864739"], to: sheet) }
    }
    try child(
      "people", ["home/people/human/full_name", "home/people/human/years"],
      [
        ["李", OutputCell(age), "1", "nested grouping", "1"],
        ["王", "29", "2", "nested grouping", "1"],
      ], of: &writer)
    try child(
      "pets", ["home/pets/pet/pet_name"],
      [["咪", "1", "nested grouping", "1"], ["", "2", "nested grouping", "1"]], of: &writer)
    try child(
      "pet_toys", ["home/pets/pet_toys/toy_name"],
      [["毛线", "1", "pets", "1"], ["球", "2", "pets", "2"]], of: &writer)
    try writer.commit()
    return path
  }

  @Test("Dates of days, places whole and in parts, and repeats within groups are read")
  func shapes() throws {
    let result = try fixture.workspace.importAnswers(write(age: "28"), round: "1")
    #expect(result.faults.list == [] && result.format == .koboWorkbook)
    #expect(result.new == 1)
    let kept = try #require(
      try fixture.workspace.submissions(fixture.form, of: "satisfaction", round: "1").first)
    #expect(kept.key == "314864739")
    #expect(kept.answer("spot", in: fixture.form) == "27.04 114.9 60 4.5")
    #expect(kept.answer("today", in: fixture.form) == "2016-11-14")
    #expect(kept.answer("visited_at", in: fixture.form) == "2016-11-14T08:45:00.000")
    #expect(kept.submittedAt.hasPrefix("2016-11-14T01:36:00"), "UTC: \(kept.submittedAt)")
    #expect(
      try fixture.workspace.repeatedAnswers(form: "satisfaction", key: kept.key, round: "1")
        .map { "\($0.position): \($0.answers.sorted { $0.key < $1.key }.map(\.value))" } == [
          #"home/people/human 1: ["李", "28"]"#, #"home/people/human 2: ["王", "29"]"#,
          #"home/pets/pet 1: ["咪"]"#, #"home/pets/pet 2: []"#,
          #"home/pets/pet_toys 1 1: ["毛线"]"#, #"home/pets/pet_toys 2 1: ["球"]"#,
        ])
  }

  @Test(
    "An answer in a repeat that is no number is refused with its sheet's question and repetition")
  func wrong() throws {
    let result = try fixture.workspace.importAnswers(write(age: "many"), round: "1")
    #expect(result.rejected == 1)
    #expect(result.faults.list.map(\.code.name) == ["answer-not-integer"])
    #expect(result.faults.list.first?.place.column == "years[1]")
  }
}
