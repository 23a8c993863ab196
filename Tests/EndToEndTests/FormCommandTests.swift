// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation
import Testing

/// A form that is wrong in one way: its sheets, cells divided by `|`.
struct WrongForm: Sendable {
  let name: String
  let survey: String
  var choices = "list_name|name|label\nl|a|A\nl|b|B"
  /// Whether pyxform and ODK Validate let it pass.
  var passesPyxform = false
  /// What `assay form check` must say, at least.
  let message: String

  /// Writes the sheets as CSV into a new folder.
  func write(to folder: URL) throws {
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    for (sheet, text) in ["survey": survey, "choices": choices, "settings": "form_id\nf"] {
      let rows = text.split(separator: "\n").map { line in
        line.split(separator: "|", omittingEmptySubsequences: false).map(String.init)
      }
      let lines = rows.map { row in
        (row + Array(repeating: "", count: rows[0].count - row.count))
          .map { "\"\($0.replacing("\"", with: "\"\""))\"" }.joined(separator: ",")
      }
      try Data((lines.joined(separator: "\n") + "\n").utf8)
        .write(to: folder.appending(path: "\(sheet).csv"))
    }
  }

  static let all: [WrongForm] = [
    WrongForm(
      name: "unknown-type", survey: "type|name|label\nintger|a|A",
      message: "sheet survey, row 2, column type: there is no type of question \"intger\""),
    WrongForm(
      name: "unknown-list", survey: "type|name|label\nselect_one nolist|a|A",
      message: "row 2, column type: there is no list of choices \"nolist\". Lists are: l"),
    WrongForm(
      name: "name-twice", survey: "type|name|label\ntext|a|A\ntext|a|B",
      message: "row 3, column name: the name \"a\" stands in row 2 already"),
    WrongForm(
      name: "dangling-relevant", survey: "type|name|label|relevant\ntext|a|A|${b} = 1",
      message: "row 2, column relevant"),
    WrongForm(
      name: "dangling-label", survey: "type|name|label\ntext|a|A ${b}", message: "uses \"b\""),
    WrongForm(
      name: "dangling-default", survey: "type|name|label|default\ntext|a|A|${b}",
      message: "uses \"b\""),
    WrongForm(
      name: "dangling-choice", survey: "type|name|label\nselect_one l|a|A",
      choices: "list_name|name|label\nl|a|A ${b}", message: "sheet choices, row 2"),
    WrongForm(
      name: "circle",
      survey: "type|name|label|relevant\ntext|a|A|${b} = 1\ntext|b|B|${a} = 1",
      message: "in a circle: a, b"),
    WrongForm(
      name: "group-open", survey: "type|name|label\nbegin_group|g|G\ntext|a|A",
      message: "row 2, column name: the group or repeat \"g\" is begun here and not ended"),
    WrongForm(
      name: "end-only", survey: "type|name|label\ntext|a|A\nend_group||",
      message: "row 3, column type"),
    WrongForm(
      name: "crossed",
      survey:
        "type|name|label\nbegin_group|g|G\nbegin_repeat|r|R\ntext|a|A\nend_group||\nend_repeat||",
      message: "row 5, column type"),
    WrongForm(
      name: "space-in-choice", survey: "type|name|label\nselect_multiple l|a|A",
      choices: "list_name|name|label\nl|a b|A", message: "sheet choices, row 2, column name"),
    WrongForm(
      name: "syntax", survey: "type|name|label|constraint\ninteger|a|A|. > (1",
      message: "line 1, position 7"),
    WrongForm(
      name: "unknown-function", survey: "type|name|label|constraint\ninteger|a|A|maybe(.)",
      passesPyxform: true, message: "the function maybe()"),
    WrongForm(
      name: "no-label", survey: "type|name|label\ntext|a|", message: "row 2, column label"),
    WrongForm(
      name: "bad-name", survey: "type|name|label\ntext|1a|A", message: "\"1a\" cannot be a name"),
    WrongForm(
      name: "no-name", survey: "type|name|label\ntext||A", message: "row 2, column name"),
    WrongForm(
      name: "choice-twice", survey: "type|name|label\nselect_one l|a|A",
      choices: "list_name|name|label\nl|a|A\nl|a|B", message: "sheet choices, row 3, column name"),
    WrongForm(
      name: "choice-without-name", survey: "type|name|label\nselect_one l|a|A",
      choices: "list_name|name|label\nl||A\nl|b|B", message: "sheet choices, row 2, column name"),
    WrongForm(
      name: "no-calculation", survey: "type|name|label|calculation\ncalculate|a||",
      message: "row 2, column calculation"),
    WrongForm(
      name: "or-other-filter",
      survey: "type|name|label|choice_filter\nselect_one l or_other|a|A|name != ''",
      message: "or_other at \"a\""),
    WrongForm(
      name: "no-type-column", survey: "name|label\na|A", message: "no column \"type\""),
    WrongForm(
      name: "range", survey: "type|name|label|parameters\nrange|a|A|start=1 stop=5",
      message: "row 2, column parameters"),
    WrongForm(
      name: "arguments", survey: "type|name|label|constraint\ntext|a|A|selected(.)",
      passesPyxform: true, message: "has 1 arguments and takes 2"),
    WrongForm(
      name: "open-text", survey: "type|name|label|constraint\ntext|a|A|. = 'x",
      message: "row 2, column constraint"),
    WrongForm(
      name: "filter-function", survey: "type|name|label|choice_filter\nselect_one l|a|A|nope(name)",
      message: "the function nope()"),
    WrongForm(
      name: "bad-count",
      survey: "type|name|label|repeat_count\nbegin_repeat|r|R|${n}\ntext|a|A|\nend_repeat|||",
      message: "row 2, column repeat_count"),
    WrongForm(
      name: "two-headers", survey: "type|name|label|relevant|relevance\ntext|a|A|1|1",
      message: "column relevance"),
    WrongForm(
      name: "from-repeat",
      survey:
        "type|name|label|relevant\nbegin_repeat|r|R|\ntext|a|A|\nend_repeat|||\ntext|b|B|${a} = 1",
      message: "the repeat \"r\""),
    WrongForm(
      name: "file-ending", survey: "type|name|label\nselect_one_from_file hh.doc|a|A",
      message: "hh.doc"),
    WrongForm(
      name: "entities", survey: "type|name|label|save_to\ntext|a|A|p", message: "entities"),
  ]
}

@Suite("Forms on the command line")
struct FormCommandTests {
  private static let root = URL(filePath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent()

  /// The folders of all forms that are shipped.
  private static var shipped: [URL] {
    get throws {
      let surveys = root.appending(path: "surveys")
      let profiles = try FileManager.default.contentsOfDirectory(atPath: surveys.path)
        .filter { !$0.contains(".") }
      return try profiles.sorted().flatMap {
        let forms = surveys.appending(path: "\($0)/forms")
        return try FileManager.default.contentsOfDirectory(atPath: forms.path).sorted().map {
          forms.appending(path: $0)
        }
      }
    }
  }

  @Test("The forms that are shipped are in order for us, for pyxform and for ODK Validate")
  func shipped() throws {
    let folder = try TemporaryFolder()
    let forms = try Self.shipped
    #expect(forms.count >= 5)
    var books: [String] = []
    for (index, form) in forms.enumerated() {
      let outcome = try AssayProcess.run(["form", "check", form.path])
      #expect(outcome.status == 0 && outcome.errors.isEmpty, "\(outcome.errors)")
      let book = folder.path("\(index).xlsx")
      #expect(try AssayProcess.run(["form", "convert", form.path, book]).status == 0)
      books.append(book)
    }
    for (form, verdict) in zip(forms, try Pyxform.verdicts(on: books)) {
      #expect(verdict.error == nil, "\(form.lastPathComponent)")
      #expect(verdict.warnings == [], "\(form.lastPathComponent)")
    }
  }

  @Test("Back from a workbook every sheet is byte for byte what it was")
  func roundTrip() throws {
    let folder = try TemporaryFolder()
    for (index, form) in try Self.shipped.enumerated() {
      let (book, back) = (folder.path("\(index).xlsx"), folder.path("\(index)"))
      #expect(try AssayProcess.run(["form", "convert", form.path, book]).status == 0)
      let outcome = try AssayProcess.run(["form", "convert", book, back])
      #expect(outcome.status == 0 && outcome.output.contains("survey, choices, settings"))
      for sheet in ["survey", "choices", "settings"] {
        let before = try Data(contentsOf: form.appending(path: "\(sheet).csv"))
        #expect(try Data(contentsOf: URL(filePath: back).appending(path: "\(sheet).csv")) == before)
      }
    }
  }

  @Test("What pyxform and ODK Validate find is found, with its place, in both languages")
  func wrongForms() throws {
    let folder = try TemporaryFolder()
    var books: [String] = []
    for form in WrongForm.all {
      let source = folder.url.appending(path: form.name)
      try form.write(to: source)
      let outcome = try AssayProcess.run(["form", "check", source.path])
      #expect(outcome.status == 1 && outcome.output.isEmpty, "\(form.name)")
      #expect(outcome.errors.contains(form.message), "\(form.name): \(outcome.errors)")
      let book = folder.path("\(form.name).xlsx")
      #expect(try AssayProcess.run(["form", "convert", source.path, book]).status == 0)
      let chinese = try AssayProcess.run(["form", "check", book, "--language", "zh"])
      #expect(chinese.status == 1 && chinese.errors.contains("工作表"), "\(form.name)")
      books.append(book)
    }
    for (form, verdict) in zip(WrongForm.all, try Pyxform.verdicts(on: books)) {
      #expect((verdict.error == nil) == form.passesPyxform, "\(form.name): \(verdict.error ?? "")")
    }
  }

  @Test("All faults of all files are listed at once; a file that is not there is another status")
  func several() throws {
    let folder = try TemporaryFolder()
    for form in WrongForm.all.prefix(2) {
      try form.write(to: folder.url.appending(path: form.name))
    }
    let paths = WrongForm.all.prefix(2).map { folder.path($0.name) }
    let outcome = try AssayProcess.run(["form", "check"] + paths)
    #expect(outcome.status == 1)
    #expect(outcome.errors.contains("intger") && outcome.errors.contains("nolist"))
    #expect(try AssayProcess.run(["form", "check", folder.path("none")]).status == 66)
    let text = try folder.write("form.xlsx", "type,name\n".utf8)
    #expect(try AssayProcess.run(["form", "convert", text, folder.path("out")]).status == 65)
  }

  @Test("Questions that no result depends on are listed")
  func use() throws {
    let form = Self.root.appending(path: "surveys/exit-2016/forms/satisfaction").path
    let outcome = try AssayProcess.run(["form", "check", form, "--use", "exit-2016"])
    #expect(outcome.status == 0)
    let unused = outcome.output.split(separator: "\n").map { $0.split(separator: " ") }
    func isListed(_ name: String) -> Bool { unused.contains { $0.count > 1 && $0[1] == name } }
    // Question 3 enters no figure; 18 is approval and 4 a part of the index.
    #expect(isListed("q3") && !isListed("q18") && !isListed("q4") && !isListed("s_result"))
    #expect(
      try AssayProcess.run(["form", "check", form, "--use", "nothing"]).status == 78)
  }
}
