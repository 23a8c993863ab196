// SPDX-License-Identifier: GPL-3.0-or-later

import Files
import Foundation
import Tables
import Testing
import Workspaces

@Suite("Rejected rows")
struct RejectsTests {
  private let fixture: AnswersFixture

  init() throws { fixture = try AnswersFixture() }

  private func rows(_ changes: [[String: String]]) throws -> [[String: String]] {
    try changes.enumerated().map { number, changes in
      try fixture.answers(
        fixture.units[number],
        ["KEY": "uuid:\(number)", "SubmissionDate": "2016-11-14T12:00:00.000Z"].merging(changes) {
          $1
        })
    }
  }

  private func run(_ path: String) throws -> AnswersImport {
    var request = AnswersRequest()
    request.describe = { $0.code.name }
    return try fixture.workspace.importAnswers(path, request, round: "1")
  }

  @Test(
    "They are written with what to do, faulty cells marked, and taken in once corrected, as they are"
  )
  func roundTrip() throws {
    let text = "=1+1, \"引号\" 😀\n第二行"
    let path = try fixture.county.write(
      "a.csv",
      fixture.csv(
        rows([
          [:], ["s_resp_age": "7", "q20_suggestion": text], ["unit_id": "V9/H9"],
        ])))
    let first = try run(path)
    #expect(first.new == 1 && first.rejected == 2)
    let file = try #require(first.rejectsFiles.first)
    #expect(file.hasSuffix("out/1/rejects.xlsx"))
    let table = try Workbook(path: file).table(sheet: "rejects")
    #expect(table.names.prefix(2) == ["assay_what_to_do", "assay_row"])
    #expect(try table.text("assay_what_to_do").text(at: 0) == "s_resp_age: constraint-violated")
    #expect(try table.text("assay_row").text(at: 1) == "5", "a quoted line end takes a line")
    #expect(try table.text("q20_suggestion").text(at: 0) == text)

    var corrected = try WorkbookWriter(path: file)
    let sheet = try corrected.addSheet("rejects", columns: table.names.map { .init($0) })
    for row in 0..<table.rowCount {
      try corrected.append(
        table.names.enumerated().map { column, name in
          let text = table.columns[column].text(at: row)
          if name == "s_resp_age" { return OutputCell(.number(57)) }
          return OutputCell(text == "V9/H9" ? fixture.units[2] : text)
        }, to: sheet)
    }
    try corrected.commit()
    let second = try run(file)
    #expect(second.faults.list == [])
    #expect(second.format == .rejects && second.new == 2 && second.rejectsFiles == [])
    #expect(try run(path).rejected == 2)
    #expect(
      try run(path).rejectsFiles.first?.hasSuffix("rejects-2.xlsx") == true,
      "a workbook that somebody changed is not written over")
  }

  @Test(
    "Rejected rows that nobody has imported again are never written over by those of other files")
  func severalFiles() throws {
    func file(_ name: String, age: String) throws -> String {
      try fixture.county.write("\(name).csv", fixture.csv(rows([["s_resp_age": age]])))
    }
    func rejects(_ path: String) throws -> String {
      URL(filePath: try #require(try run(path).rejectsFiles.first)).lastPathComponent
    }
    let (a, b) = (try file("a", age: "7"), try file("b", age: "8"))
    #expect(try rejects(a) == "rejects.xlsx")
    #expect(try rejects(b) == "rejects-2.xlsx")
    #expect(try rejects(a) == "rejects.xlsx", "the same rows are rejected again")
    #expect(try rejects(b) == "rejects-2.xlsx")
    let first = fixture.workspace.outputFolder(round: "1").appending(path: "rejects.xlsx").path
    #expect(try rejects(first) == "rejects.xlsx", "it is replaced by what is left of it")
    #expect(try rejects(file("c", age: "9")) == "rejects-3.xlsx")
    let table = try Workbook(path: first).table(sheet: "rejects")
    #expect(try table.text("s_resp_age").text(at: 0) == "7")
  }

  @Test("Both rows of a conflict are there, the first one too, each with the line of the other")
  func conflict() throws {
    let two = try rows([[:], [:]])
    let path = try fixture.county.write(
      "a.csv", fixture.csv(two + [two[0].merging(["s_resp_age": "60"]) { $1 }]))
    let result = try run(path)
    #expect(result.new == 1 && result.rejected == 2)
    let table = try Workbook(path: try #require(result.rejectsFiles.first)).table(sheet: "rejects")
    #expect(Set((0..<2).map { table.columns[1].text(at: $0) }) == ["2", "4"])
    let others = result.faults.list.sorted { $0.place.row! < $1.place.row! }
    #expect(others.map(\.place.row) == [2, 4] && others.map { $0.values["other"] } == ["4", "2"])
  }

  @Test("A text that no cell can hold goes to the CSV file, whole")
  func unfit() throws {
    let long = String(repeating: "汉", count: 40_000)
    let path = try fixture.county.write(
      "a.csv",
      fixture.csv(
        rows([
          ["s_resp_age": "7", "q20_suggestion": long], ["s_resp_age": "7"],
          ["s_resp_age": "a\u{0}b" + long],
        ])))
    let result = try run(path)
    #expect(result.rejected == 3)
    #expect(
      result.rejectsFiles.map { URL(filePath: $0).lastPathComponent } == [
        "rejects.xlsx", "rejects.csv",
      ])
    let table = try CSVFile(path: result.rejectsFiles[1]).table()
    #expect(try table.text("q20_suggestion").text(at: 0) == long)
    #expect(try table.text("s_resp_age").text(at: 1) == "a\u{0}b" + long)
    #expect(try Workbook(path: result.rejectsFiles[0]).table(sheet: "rejects").rowCount == 1)
  }

  @Test(
    "As CSV, what a spreadsheet would take for a formula has an apostrophe, which import takes off")
  func csv() throws {
    let path = try fixture.county.write(
      "a.csv", fixture.csv(rows([["s_resp_age": "7", "q20_suggestion": "=1+1"]])))
    var request = AnswersRequest()
    request.describe = { $0.code.name }
    request.rejectsAsCSV = true
    let first = try fixture.workspace.importAnswers(path, request, round: "1")
    let file = try #require(first.rejectsFiles.first)
    let text = try String(contentsOfFile: file, encoding: .utf8)
    #expect(text.contains(",'=1+1,") && !text.contains(",=1+1"))
    let corrected = try fixture.county.write("b.csv", text.replacing(",7,", with: ",57,"))
    let second = try run(corrected)
    #expect(second.new == 1 && second.faults.list == [])
    let kept = try fixture.workspace.submissions(fixture.form, of: "satisfaction", round: "1")
    #expect(kept[0].answer("q20_suggestion", in: fixture.form) == "=1+1")
  }
}
