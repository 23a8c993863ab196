// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation
import Testing

/// A shipped profile that is made wrong in one way.
struct WrongProfile: Sendable, CustomTestStringConvertible {
  let name: String
  let profile: String
  let old: String
  let new: String
  /// The line that is wrong, as it stands then.
  let line: String
  /// What must be said of it, behind file and line.
  let message: String

  var testDescription: String { name }

  static let all: [WrongProfile] = [
    WrongProfile(
      name: "unknown indicator", profile: "exit-2016", old: "overall: [wrongful_exit_rate",
      new: "overall: [wrongfull_exit_rate", line: "overall: [wrongfull_exit_rate",
      message: "column overall[0]: \"wrongfull_exit_rate\" is not defined (overall[0], column 11)"),
    WrongProfile(
      name: "unknown indicator in a composite", profile: "exit-2016",
      old: "rate: wrongful_exit_rate", new: "rate: wrong_exit", line: "rate: wrong_exit",
      message: "\"wrong_exit\" is not defined"),
    WrongProfile(
      name: "circular definition", profile: "generic", old: "\nindicators:",
      new: "\nvalues:\n  first: \"second + 1\"\n  second: \"first + 1\"\nindicators:",
      line: "first: \"second + 1\"",
      message: "column values.first: the value first uses second, which is defined by it or below"),
    WrongProfile(
      name: "weights that do not add up", profile: "annual-assessment-2017", old: "    full: 27",
      new: "    full: 28", line: "    full: 28",
      message:
        "the items' full points add up to 27, not 28 (scorecards.sichuan_city.full, column 11)"
    ),
    WrongProfile(
      name: "shares that do not add up", profile: "annual-assessment-2017", old: "share: 0.40",
      new: "share: 0.45", line: "sources: &sources",
      message: "the shares of identification add up to 1.05, not 1"),
    WrongProfile(
      name: "flag without evidence", profile: "exit-2016", old: ", evidence: veto_evidence",
      new: "", line: "veto: {label: {zh: 脱贫攻坚一票否决",
      message: "the key \"evidence\" is missing below \"scorecards.JA-03.flags.veto\" (column 13)"),
    WrongProfile(
      name: "duty that ends before it begins", profile: "annual-assessment-2017",
      old: "until: 2017-12-31", new: "until: 2016-12-31", line: "until: 2016-12-31",
      message: "HZ-SUP-01 is due before it begins"),
    WrongProfile(
      name: "step that is due before an earlier one", profile: "annual-assessment-2017",
      old: "due: 2018-01-25", new: "due: 2018-01-05", line: "due: 2018-01-05",
      message: "data is due before it begins, or before an earlier step"),
    WrongProfile(
      name: "deadline before its item", profile: "annual-assessment-2017", old: "months: 2}",
      new: "months: -2}", line: "months: -2}",
      message:
        "\"-2\" cannot be the value of \"rules[4].deadline.months\" (column 62). Write a number that is possible: 0, 1, …"
    ),
  ]
}

/// The folder of the package.
private let repository = URL(filePath: #filePath).deletingLastPathComponent()
  .deletingLastPathComponent().deletingLastPathComponent()

@Suite("assay profile")
struct ProfileCommandTests {
  /// A copy of a shipped profile with its design and forms.
  private func copy(_ name: String, to folder: TemporaryFolder) throws -> URL {
    let copy = folder.url.appending(path: name)
    try FileManager.default.copyItem(at: repository.appending(path: "surveys/\(name)"), to: copy)
    return copy.appending(path: "profile.yaml")
  }

  @Test(
    "What is wrong with a profile is told with file, line and column", arguments: WrongProfile.all)
  func wrong(profile wrong: WrongProfile) throws {
    let folder = try TemporaryFolder()
    let file = try copy(wrong.profile, to: folder)
    let text = try String(contentsOf: file, encoding: .utf8)
    #expect(text.contains(wrong.old))
    let changed = text.replacing(wrong.old, with: wrong.new, maxReplacements: 1)
    try changed.write(to: file, atomically: true, encoding: .utf8)
    let row = try #require(
      changed.split(separator: "\n", omittingEmptySubsequences: false)
        .firstIndex { $0.contains(wrong.line) })
    let run = try AssayProcess.run(["profile", "check", file.path])
    #expect(run.status == 78)
    #expect(run.errors.contains("profile.yaml, row \(row + 1), "), "\(run.errors)")
    #expect(run.errors.contains(wrong.message), "\(run.errors)")
  }

  @Test("Every shipped profile is in order", arguments: ["exit-2016", "generic"])
  func shipped(name: String) throws {
    let run = try AssayProcess.run(["profile", "check", name])
    #expect(run.status == 0, "\(run.errors)")
    #expect(run.output.contains("profile, design and forms are in order"))
  }

  @Test("All wrong keys and kinds of values are listed at once")
  func all() throws {
    let folder = try TemporaryFolder()
    let file = try copy("generic", to: folder)
    let text = try String(contentsOf: file, encoding: .utf8)
      .replacing("kind: completed", with: "kind: done", maxReplacements: 1)
      .replacing("numerator:", with: "numarator:", maxReplacements: 1)
    try text.write(to: file, atomically: true, encoding: .utf8)
    let run = try AssayProcess.run(["profile", "check", file.path])
    #expect(run.status == 78)
    #expect(run.errors.contains("must look like: completed, "), "\(run.errors)")
    #expect(run.errors.contains("\"numarator\""), "\(run.errors)")
  }

  @Test("The schema that is printed is the one that is shipped", arguments: [true, false])
  func schema(ofAssessment: Bool) throws {
    let run = try AssayProcess.run(
      ["profile", "schema"] + (ofAssessment ? ["--assessment"] : []))
    #expect(run.status == 0)
    let file = "surveys/\(ofAssessment ? "assessment" : "profile").schema.json"
    #expect(
      try run.output == String(contentsOf: repository.appending(path: file), encoding: .utf8))
  }

  @Test("A new assessment.yaml points to a copy of the schema beside it, wherever the folder goes")
  func newAssessment() throws {
    let folder = try TemporaryFolder()
    let run = try AssayProcess.run(["new", "a", "--profile", "exit-2016"], in: folder.url)
    #expect(run.status == 0)
    let text = try String(
      contentsOf: folder.url.appending(path: "a/assessment.yaml"), encoding: .utf8)
    let lines = text.split(separator: "\n").filter { $0.contains("yaml-language-server") }
    #expect(
      lines.count == 1
        && text.hasPrefix("# yaml-language-server: $schema=assessment.schema.json\n"))
    #expect(
      try folder.read("a/assessment.schema.json")
        == String(
          contentsOf: repository.appending(path: "surveys/assessment.schema.json"), encoding: .utf8)
    )
    #expect(!text.contains("file://"))
  }
}
