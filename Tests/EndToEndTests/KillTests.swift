// SPDX-License-Identifier: GPL-3.0-or-later

import Files
import Foundation
import Tables
import TestSupport
import Testing

/// What a process that dies at any moment leaves behind: a workspace that opens and holds all of a change or
/// none of it, and in which the command can be given again with the same end.
///
/// `ASSAY_KILLS` sets the number of kills at random moments, `ASSAY_KILL_SEED` repeats them.
@Suite("Killed processes")
struct KillTests {
  /// A command on a workspace, and whether it may be given a second time.
  private struct Step: CustomTestStringConvertible {
    let arguments: [String]
    var testDescription: String { arguments.prefix(2).joined(separator: " ") }
  }

  private static let secret = String(repeating: "5f", count: 32) + "\n"

  private static let steps = [
    Step(arguments: ["register", "import", "villages.csv", "households.csv", "roster.csv"]),
    Step(arguments: ["seal", "--key-file", "key.txt", "--salt-file", "key.txt"]),
    Step(arguments: ["draw", "--seed", WorkspaceFolder.seed]),
    Step(arguments: ["reveal"]),
  ]

  /// A workspace after the first steps of the ceremony.
  private func workspace(after steps: Int) throws -> WorkspaceFolder {
    let work = try WorkspaceFolder()
    try work.write("key.txt", Self.secret)
    for step in Self.steps.prefix(steps) { try expectDone(step, work) }
    return work
  }

  private func run(
    _ step: Step, _ work: WorkspaceFolder, failAt point: String? = nil
  ) throws -> AssayProcess.Outcome {
    var environment = ["SOURCE_DATE_EPOCH": "1480000000"]
    environment["ASSAY_FAIL_AT"] = point
    return try AssayProcess.run(
      step.arguments + ["--workspace", work.folder.path("work"), "--as", "test"],
      in: work.folder.url, environment: environment)
  }

  private func expectDone(_ step: Step, _ work: WorkspaceFolder) throws {
    let outcome = try run(step, work)
    #expect(outcome.status == 0, "\(step.arguments): \(outcome.errors)")
  }

  /// The files of a workspace that a change of the records brings, each with its bytes.
  private func files(_ work: WorkspaceFolder) throws -> [String: Data] {
    let root = work.folder.url.appending(path: "work")
    var files: [String: Data] = [:]
    for folder in ["registers", "keys", "out"] {
      let paths =
        FileManager.default.enumerator(atPath: root.appending(path: folder).path)?.allObjects ?? []
      for path in paths.compactMap({ $0 as? String }) {
        let url = root.appending(path: folder).appending(path: path)
        let isWhole =
          !url.hasDirectoryPath && url.pathExtension != "part"
          && url.lastPathComponent != "minutes.html"
        if isWhole, let bytes = try? Data(contentsOf: url) { files["\(folder)/\(path)"] = bytes }
      }
    }
    return files
  }

  @Test("Seal, draw and their like: at each named moment", arguments: steps.indices)
  func ceremony(_ number: Int) throws {
    let step = Self.steps[number]
    let before = try workspace(after: number)
    let undisturbed = try WorkspaceFolder(copying: before)
    try expectDone(step, undisturbed)
    let log = try run(Step(arguments: ["log", "--format", "json"]), undisturbed).output
    let points = [("before-record", false), ("before-commit", false), ("before-files", true)]
    for (point, isRecorded) in points + [("between-files", true)] {
      let work = try WorkspaceFolder(copying: before)
      #expect(try run(step, work, failAt: point).status == 9, "\(point)")
      if !isRecorded { try expectDone(step, work) }
      // Whoever opens the workspace next, be it to read, finds the change whole.
      #expect(
        try run(Step(arguments: ["log", "--format", "json"]), work).output == log, "\(point)")
      #expect(try files(work) == files(undisturbed), "\(point)")
    }
  }

  // MARK: Answers

  /// Refusals in ODK's JSON; every tenth names a unit that was not drawn.
  private func answers(_ count: Int, in work: WorkspaceFolder) throws {
    let sample = try CSVFile(path: work.folder.path("work/out/1/sample.csv")).table(
      columns: ["path", "stage", "sample"])
    let units = (0..<sample.rowCount).filter {
      sample.columns[1].text(at: $0) == "2" && sample.columns[2].text(at: $0) == "exited"
    }.map { sample.columns[0].text(at: $0) }
    let records = (0..<count).map { number in
      let unit = number % 10 == 9 ? "V9/H9" : units[number % units.count]
      return """
        {"__id": "uuid:\(number)", "__system": {"submissionDate": "2016-11-14T12:00:00.000Z"}, \
        "unit_id": "\(unit)", "hh_type": "exited", "s_interviewer": "E1", "s_result": "refused"}
        """
    }
    try work.write("answers.json", "{\"value\": [\(records.joined(separator: ",\n"))]}")
  }

  private static let importing = Step(arguments: ["answers", "import", "answers.json"])

  /// The numbers that an import tells: rows, new, changed, same, rejected, in conflict.
  private func numbers(_ output: String) throws -> [String] {
    let line = try #require(output.split(separator: "\n").first { $0.contains("answers.json") })
    return line.split(separator: " ").suffix(6).map(String.init)
  }

  @Test(
    "An import of answers: at each named moment all or nothing, and the rejects in the end",
    arguments: [
      ("between-rows", false), ("before-commit", false), ("before-rejects", true),
      ("after-rejects", true),
    ])
  func answers(point: String, isRecorded: Bool) throws {
    let work = try workspace(after: 3)
    try answers(30, in: work)
    #expect(try run(Self.importing, work, failAt: point).status == 9)
    let again = try run(Self.importing, work)
    #expect(
      try numbers(again.output)
        == (isRecorded
          ? ["30", "0", "0", "27", "3", "0"] : ["30", "27", "0", "0", "3", "0"]))
    let folder = work.folder.url.appending(path: "work/out/1")
    let books = try FileManager.default.contentsOfDirectory(atPath: folder.path)
      .filter { $0.hasPrefix("rejects") && $0.hasSuffix(".xlsx") }
    #expect(books.count == (point == "after-rejects" ? 2 : 1))
    for book in books {
      let table = try Workbook(path: folder.appending(path: book).path).table(sheet: "rejects")
      #expect(table.rowCount == 3)
    }
  }

  @Test("A correction: killed before it is recorded, it is made the next time")
  func correction() throws {
    let work = try workspace(after: 3)
    try answers(9, in: work)
    try expectDone(Self.importing, work)
    try work.write(
      "corrections.csv",
      """
      form,key,question,action,new_value,reason,who
      satisfaction,uuid:1,s_result,value,nobody_home,the neighbour was asked,Zhang
      satisfaction,uuid:2,,drop,,a trial,Zhang

      """)
    let step = Step(arguments: ["answers", "correct", "corrections.csv"])
    #expect(try run(step, work, failAt: "before-commit").status == 9)
    #expect(try run(step, work).output.hasPrefix("1 answers corrected, 0 issues kept, 1 submis"))
    #expect(try run(step, work).output.contains("2 done before"))
  }

  // MARK: Random moments

  @Test("An import of answers at random moments")
  func randomMoments() throws {
    let environment = ProcessInfo.processInfo.environment
    let kills = environment["ASSAY_KILLS"].flatMap(Int.init) ?? 20
    let seed = environment["ASSAY_KILL_SEED"].flatMap(UInt64.init) ?? .random(in: 0...999_999)
    print("kills at random moments: ASSAY_KILL_SEED=\(seed)")
    var random = SplitMix(state: seed)
    let pristine = try workspace(after: 3)
    try answers(3000, in: pristine)
    // How long an undisturbed import takes on this machine.
    let whole = try WorkspaceFolder(copying: pristine)
    let start = Date.now
    try expectDone(Self.importing, whole)
    let seconds = Date.now.timeIntervalSince(start)
    var outcomes: Set<String> = []
    for kill in 0..<kills {
      // Early moments more often, since the machine may be less busy than it was a moment ago.
      let moment = Double(random.next() % 1000) / 1000
      let work = try WorkspaceFolder(copying: pristine)
      try AssayProcess.kill(
        Self.importing.arguments + ["--workspace", work.folder.path("work")],
        in: work.folder.url, after: seconds * moment * moment)
      let trial = try run(Step(arguments: Self.importing.arguments + ["--dry-run"]), work)
      #expect(trial.status == 0, "kill \(kill) of seed \(seed): \(trial.errors)")
      let told = try numbers(trial.output)
      let (all, none) = (
        ["3,000", "0", "0", "2,700", "300", "0"], ["3,000", "2,700", "0", "0", "300", "0"]
      )
      #expect(told == all || told == none, "kill \(kill) of seed \(seed): \(told)")
      outcomes.insert(told == all ? "all" : "none")
      let again = try run(Self.importing, work)
      #expect(again.status == 0 && again.output.contains("3,000"), "\(again.errors)")
      #expect(
        FileManager.default.fileExists(atPath: work.folder.path("work/out/1/rejects.xlsx")))
    }
    #expect(outcomes.contains("none"), "no kill came before the end: seed \(seed)")
  }
}

/// A small source of random numbers that can be repeated (Steele, Lea and Flood 2014).
private struct SplitMix {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9e37_79b9_7f4a_7c15
    var mixed = state
    mixed = (mixed ^ mixed >> 30) &* 0xbf58_476d_1ce4_e5b9
    mixed = (mixed ^ mixed >> 27) &* 0x94d0_49bb_1331_11eb
    return mixed ^ mixed >> 31
  }
}
