// SPDX-License-Identifier: GPL-3.0-or-later

import Files
import Forms
import Foundation
import Tables
import Testing
import Workspaces

/// A new folder, which is removed afterwards.
private func withFolder<Result>(_ body: (URL) throws -> Result) throws -> Result {
  let folder = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
  try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
  defer { try? FileManager.default.removeItem(at: folder) }
  return try body(folder)
}

private func write(_ files: [String: String], to folder: URL) throws {
  try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
  for (name, text) in files {
    try Data(text.utf8).write(to: folder.appending(path: name))
  }
}

/// The cells of all sheets, header first.
private func cells(_ sheets: FormSheets) -> [String: [[String]]] {
  Dictionary(
    uniqueKeysWithValues: sheets.sheets.map { sheet in
      let rows = (0..<sheet.table.rowCount).map { row in
        sheet.table.columns.map { $0.text(at: row) }
      }
      return (sheet.name, [sheet.table.names] + rows)
    })
}

@Suite("Sheets of forms")
struct FormSheetsTests {
  private static let form = [
    "survey.csv": """
    type,name,label::中文 (zh),label::English (en),hint,relevant,choice_filter,default,remarks of 2016
    begin_repeat,r,成员,Members,,,,,
    integer,age,年龄,Age,"one, ""two""
    three",,,007,360821198003150024
    end_repeat,,,,,,,,=1+1
    select_one_from_file hh.csv,id,户,Household,,,village = 'a',,'quoted'
    select_one needs or_other,needs,困难😀,Needs,,1 < 2,,_x000D_,
    """,
    "choices.csv": "list_name,name,label::中文 (zh),label::English (en),cf\nneeds,water,水,Water,01\n",
    "settings.csv": "form_title,form_id,version\n表,f,2016110101\n",
    "changelog.csv": "when,what\n2016-11-01,first\n",
    "hh.csv": "name,label,village\n001,张三,a\n",
  ]

  @Test("From a folder to a workbook and back nothing is lost, files of choices neither")
  func roundTrip() throws {
    try withFolder { folder in
      let source = folder.appending(path: "a")
      try write(Self.form, to: source)
      let first = try FormSheets(path: source.path)
      #expect(first.sheets.map(\.name) == ["survey", "choices", "settings", "changelog"])
      #expect(first.files.keys.sorted() == ["hh.csv"])
      try FileManager.default.createDirectory(
        at: folder.appending(path: "b"), withIntermediateDirectories: true)
      let book = folder.appending(path: "b/form.xlsx").path
      try first.write(to: book)
      let second = try FormSheets(path: book)
      #expect(second.losses.isEmpty && second.files.count == 1)
      let target = folder.appending(path: "c")
      try second.write(to: target.path)
      let third = try FormSheets(path: target.path)
      #expect(cells(first) == cells(second) && cells(first) == cells(third))
      for name in Self.form.keys {
        let text = try String(contentsOf: target.appending(path: name), encoding: .utf8)
        #expect(
          text.trimmingCharacters(in: .newlines)
            == Self.form[name]!.trimmingCharacters(in: .newlines))
      }
      let form = try second.form()
      #expect(form.questions.map(\.name) == ["age", "id", "needs", "needs_other"])
      #expect(form.choices(of: form.questions[1])?.choices.map(\.name) == ["001"])
      #expect(throws: Fault.self) { try second.write(to: target.path) }
    }
  }

  @Test("What a conversion would lose is named and refused, and does not hinder the form")
  func losses() throws {
    try withFolder { folder in
      let book = folder.appending(path: "form.xlsx").path
      var writer = try WorkbookWriter(path: book)
      let survey = try writer.addSheet(
        "Survey", columns: [.init("type"), .init("name"), .init("label")])
      try writer.append(["text", "a", "A", "a remark without a header"], to: survey)
      try writer.commit()
      let sheets = try FormSheets(path: book)
      #expect(sheets.losses.list.map(\.code) == [.columnWithoutHeader])
      #expect(try sheets.form().questions.map(\.name) == ["a"])
      let faults = try #require(throws: Faults.self) {
        try sheets.write(to: folder.appending(path: "out").path)
      }
      #expect(faults.list.map(\.place.column) == ["D"] && faults.list[0].place.sheet == "Survey")
    }
  }

  @Test("A workbook without a survey sheet is refused with the sheets that it has")
  func noSurvey() throws {
    try withFolder { folder in
      let book = folder.appending(path: "form.xlsx").path
      var writer = try WorkbookWriter(path: book)
      _ = try writer.addSheet("questions", columns: [.init("type")])
      try writer.commit()
      let fault = try #require(throws: Fault.self) { try FormSheets(path: book) }
      #expect(fault.code == .formSheetMissing && fault.values["sheets"] == "questions")
    }
  }
}
