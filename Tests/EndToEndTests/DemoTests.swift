// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation
import Testing

/// One demonstration that all tests of this suite look at.
private let demonstration = Result {
  let folder = try TemporaryFolder()
  let outcome = try AssayProcess.run(["demo", folder.path("demo"), "--language", "en"])
  guard outcome.status == 0 else { throw WorkspaceFolder.Failure(text: outcome.errors) }
  return (folder: folder, output: outcome.output)
}

@Suite("The demonstration")
struct DemoTests {
  private let folder: TemporaryFolder
  private let output: String

  init() throws { (folder, output) = try demonstration.get() }

  private func assay(_ arguments: String...) throws -> AssayProcess.Outcome {
    try AssayProcess.run(
      arguments + ["--workspace", folder.path("demo"), "--language", "en"])
  }

  private func python(_ arguments: String...) throws -> AssayProcess.Outcome {
    try AssayProcess.run(URL(filePath: "/usr/bin/env"), ["python3"] + arguments)
  }

  @Test("It names the files to open, and they are there")
  func files() throws {
    for name in ["report.html", "minutes.html", "sample.csv", "proof.json", "estimation.csv"] {
      #expect(output.contains(name))
      #expect(FileManager.default.fileExists(atPath: folder.path("demo/out/2016/\(name)")))
    }
    let report = try folder.read("demo/out/2016/report.html")
    #expect(report.contains("Wrongful-exit rate"))
    #expect(!report.contains("NaN") && !report.contains("Optional("))
  }

  @Test("The independent script accepts the proof and refuses it when one weight is changed")
  func proof() throws {
    let script = folder.path("demo/out/2016/verify.py")
    let proof = folder.path("demo/out/2016/proof.json")
    let registers = ["villages", "households", "roster"].flatMap {
      ["--register", "\($0)=\(folder.path("demo/registers/\($0).csv"))"]
    }
    let salt = ["--salt", folder.path("demo/keys/2016/salt.key")]
    let arguments = [script, proof] + registers + salt
    let accepted = try AssayProcess.run(URL(filePath: "/usr/bin/env"), ["python3"] + arguments)
    #expect(accepted.status == 0, "\(accepted.output)")
    let text = try folder.read("demo/out/2016/proof.json")
    let weight = try #require(text.firstMatch(of: /"weight":"(\d+)\/(\d+)"/))
    let changed = text.replacing(
      "\"weight\":\"\(weight.1)/\(weight.2)\"", with: "\"weight\":\"\(weight.1)1/\(weight.2)\"",
      maxReplacements: 1)
    let forged = try folder.write("forged.json", changed.utf8)
    #expect(try python(script, forged).status == 1)
    #expect(try AssayProcess.run(["verify", forged]).status == 1)
  }

  @Test("The log is one chain of all steps")
  func log() throws {
    let log = try assay("log")
    #expect(log.status == 0)
    for command in ["register import", "seal", "draw", "answers import", "review decide", "reveal"]
    {
      #expect(log.output.contains(command))
    }
  }

  @Test("Importing the same answers again changes nothing")
  func repeated() throws {
    let outcome = try assay(
      "answers", "import", folder.path("demo/out/2016/answers-satisfaction.csv"))
    #expect(outcome.status == 0)
    #expect(outcome.output.contains("0 raised, 0 withdrawn"))
    let row = try #require(
      outcome.output.split(separator: "\n").first { $0.contains("satisfaction ") })
    #expect(row.firstMatch(of: /UTF-8\s+[\d,]+\s+0\s+0\s+[\d,]+/) != nil, "\(row)")
  }

  @Test("The evening's substitutes: proposed, opened in one step, logged, counted apart")
  func substitutes() throws {
    // A copy, since the other tests look at the demonstration as it was left.
    let copy = folder.path("evening")
    try FileManager.default.copyItem(atPath: folder.path("demo"), toPath: copy)
    let run = { (arguments: String...) in
      try AssayProcess.run(arguments + ["--workspace", copy, "--language", "en"])
    }
    let proposed = try run("replace", "--from-answers")
    #expect(proposed.status == 0, "\(proposed.errors)")
    let count = try #require(proposed.output.firstMatch(of: /(\d+) reserves to open/)?.1)
    #expect(Int(count)! > 10)
    let opened = try run("replace", "--from-answers", "--apply")
    #expect(opened.output.contains("\(count) reserves opened"), "\(opened.output)")
    #expect(try run("replace", "--from-answers").output.contains("0 reserves to open"))
    let log = try run("log")
    #expect(log.output.matches(of: /replace/).count >= Int(count)!)
    // Nobody has visited the substitutes yet: the response stays, the rate of substitution is told.
    let score = try run("score")
    #expect(score.output.contains("\(count) reserves opened"), "\(score.output)")
    let unit = try #require(opened.output.firstMatch(of: /V\d+\/[A-Z]+\d+/)?.0)
    let again = try run("replace", String(unit), "--reason", "refused")
    #expect(again.status == 64 && again.errors.contains("was replaced by"), "\(again.errors)")
    #expect(try run("report").status == 0)
    let report = try folder.read("evening/out/2016/report.html")
    #expect(report.contains("Substitution rate"))
  }

  private struct Figure: Decodable {
    let indicator: String
    let part: String?
    let estimate: Double?
    let standardError: Double?
  }

  private func score(_ options: String...) throws -> [String: Figure] {
    let outcome = try AssayProcess.run(
      ["score", "--format", "json", "--workspace", folder.path("demo")] + options)
    let figures = try JSONDecoder().decode([Figure].self, from: Data(outcome.output.utf8))
    return Dictionary(
      uniqueKeysWithValues: figures.filter { $0.part == nil }.map { ($0.indicator, $0) })
  }

  @Test(
    "The exported R script computes all figures again, composites and villages too, to eight digits"
  )
  func exportedScript() throws {
    let target = folder.path("scripts")
    let exported = try assay("export", "--script", "r", target)
    #expect(exported.status == 0, "\(exported.errors)")
    let r = try AssayProcess.run(
      URL(filePath: "/usr/bin/env"), ["Rscript", target + "/figures.R"])
    #expect(r.status == 0, "install r-cran-survey: \(r.errors)\n\(r.output)")
    let figures = try folder.read("scripts/figures.csv").split(separator: "\n").dropFirst()
    #expect(figures.count >= 10)
    for name in ["poverty_incidence", "village_exit_accuracy", "satisfaction_index"] {
      #expect(figures.contains { $0.hasPrefix(name + ",") })
    }
    #expect(r.output.matches(of: /TRUE/).count == figures.count && !r.output.contains("FALSE"))
    // A figure that differs is found.
    let path = folder.url.appending(path: "scripts/figures.csv")
    let text = try folder.read("scripts/figures.csv")
    let value = try #require(text.firstMatch(of: /omission_rate,(0\.\d+)/)?.1)
    try Data(text.replacing(value, with: value + "9").utf8).write(to: path)
    let changed = try AssayProcess.run(
      URL(filePath: "/usr/bin/env"), ["Rscript", target + "/figures.R"])
    #expect(value.count > 15 || changed.status == 1)
    for (name, file) in [("stata", "figures.do"), ("spss", "figures.sps")] {
      #expect(try assay("export", "--script", name, target).status == 0)
      #expect(try folder.read("scripts/\(file)").contains("poverty_incidence"))
    }
  }

  @Test("A second round is compared with the first: each difference is that of the two scores")
  func secondRound() throws {
    let copy = folder.path("second")
    try FileManager.default.copyItem(atPath: folder.path("demo"), toPath: copy)
    let run = { (arguments: [String]) in
      let outcome = try AssayProcess.run(
        arguments + ["--workspace", copy, "--language", "en", "--quiet"], in: folder.url)
      guard outcome.status == 0 else { throw WorkspaceFolder.Failure(text: outcome.errors) }
      return outcome.output
    }
    let truth = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().appending(path: "datasets/jian-2016/truth.csv").path
    for step in [
      ["round", "new", "2017"], ["seal"], ["draw", "--seed", "31415926535897932384"],
      ["simulate", "answers", "--truth", truth, "--seed", "2", "--out", "two.csv", "--faultless"],
      ["answers", "import", "two.csv"], ["answers", "import", "two-satisfaction.csv"],
      ["answers", "import", "two-village_exit.csv"],
    ] { _ = try run(step) }
    let figures = { (round: String) in
      try JSONDecoder().decode(
        [Figure].self,
        from: Data(run(["score", "--round", round, "--format", "json"]).utf8)
      ).filter { $0.part == nil }
    }
    struct Change: Decodable {
      let indicator: String
      let difference: Double?
      let lower: Double?
      let upper: Double?
    }
    let changes = try JSONDecoder().decode(
      [Change].self, from: Data(run(["score", "--against", "2016", "--format", "json"]).utf8))
    let (before, after) = (try figures("2016"), try figures("2017"))
    #expect(changes.map(\.indicator) == after.map(\.indicator) && changes.count >= 10)
    for (change, (first, second)) in zip(changes, zip(before, after)) {
      let difference = try #require(change.difference)
      #expect(abs(difference - (second.estimate! - first.estimate!)) < 1e-12)
      #expect(change.lower! < difference && difference < change.upper!)
    }
    _ = try run(["report", "--against", "2016"])
    #expect(try folder.read("second/out/2017/report.html").contains("id=\"changes\""))
  }

  @Test("Townships are ranked as far as the sample allows")
  func ranking() throws {
    let text = try assay("rank", "--indicator", "approval").output
    #expect(text.contains("not estimable") && text.contains("may be named last"))
    #expect(text.contains("Part (township)") && text.contains("2-sided 95% limits"))
    let json = try assay("rank", "--indicator", "approval", "--format", "json").output
    struct Row: Decodable {
      let villages: Int
      let units: Int
      let rank: Int?
      let probabilityLast: Double?
      let isEstimable: String
    }
    let rows = try JSONDecoder().decode([Row].self, from: Data(json.utf8))
    #expect(rows.count == 19)
    for row in rows {
      #expect((row.isEstimable == "true") == (row.villages >= 2 && row.units >= 30))
      #expect((row.rank != nil) == (row.isEstimable == "true"))
    }
    #expect(abs(rows.compactMap(\.probabilityLast).reduce(0, +) - 1) < 0.01)
    let refused = try assay("rank", "--indicator", "poverty_incidence")
    #expect(refused.status == 64 && refused.errors.contains("Rank by one of its rates"))
  }

  @Test("A figure is explained down to each questionnaire, without personal answers")
  func explanation() throws {
    let explained = try assay("explain", "wrongful_exit_rate")
    #expect(explained.status == 0, "\(explained.errors)")
    #expect(explained.output.contains("reviewed by") && explained.output.contains("i_wage"))
    let score = try assay("score", "--format", "json").output
    let figures = try JSONDecoder().decode([Figure].self, from: Data(score.utf8))
    let estimate = try #require(figures.first { $0.indicator == "wrongful_exit_rate" }?.estimate)
    #expect(explained.output.contains("Weighted quotient: \(estimate)"))
    #expect(explained.output.contains("personal answers are not shown"))
    let all = try assay("explain", "wrongful_exit_rate", "--personal").output
    #expect(!all.contains("personal answers are not shown") && all.count > explained.output.count)
    let composite = try assay("explain", "Poverty incidence after correction", "--format", "csv")
    #expect(composite.output.contains("poverty_incidence,omission_rate,"))
    #expect(try assay("explain", "nothing").status == 64)
  }

  @Test("R computes the same estimates and standard errors from the rows, to eight digits")
  func agreesWithR() throws {
    let names = [
      "wrongful_exit_rate", "omission_rate", "wrong_inclusion_rate", "missed_exit_rate", "approval",
    ]
    let script = URL(filePath: #filePath).deletingLastPathComponent()
      .appending(path: "Reference/demo.R")
    let r = try AssayProcess.run(
      URL(filePath: "/usr/bin/env"),
      ["Rscript", script.path, folder.path("demo/out/2016/estimation.csv")] + names)
    #expect(r.status == 0, "install r-cran-survey: \(r.errors)")
    let simple = try score("--simple-random", "--lonely-psu", "adjust")
    let standard = try score()
    var compared = 0
    for line in r.output.split(separator: "\n") {
      let fields = line.split(separator: ",").map(String.init)
      let numbers = fields.dropFirst().compactMap(Double.init)
      try #require(numbers.count == 3)
      let name = fields[0]
      expectClose(simple[name]?.estimate, numbers[0], name)
      expectClose(simple[name]?.standardError, numbers[1], "\(name), survey")
      expectClose(standard[name]?.estimate, numbers[0], name)
      expectClose(standard[name]?.standardError, numbers[2], "\(name), defaults")
      compared += 1
    }
    #expect(compared == names.count)
  }

  @Test(
    "Weights that a profile has fitted to the registers' totals: R's calibrate gives the same figures",
    arguments: ["linear", "raking"])
  func fittedWeights(calibration: String) throws {
    let copy = try TemporaryFolder()
    try FileManager.default.copyItem(
      atPath: folder.path("demo"), toPath: copy.path("demo"))
    let source = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent()
    for name in ["surveys", "datasets"] {
      try FileManager.default.copyItem(
        at: source.appending(path: name), to: copy.url.appending(path: name))
    }
    let profile = try copy.read("surveys/exit-2016/profile.yaml")
    let weights = """

      weights:
        calibration: \(calibration)
        totals:
          exited: [card, persons]
          unregistered: ["(count)", persons]

      """
    _ = try copy.write("surveys/exit-2016/profile.yaml", (profile + weights).utf8)
    let run = { (options: String...) in
      try AssayProcess.run(
        ["score", "--format", "json", "--write-rows", "--workspace", copy.path("demo")] + options,
        environment: ["ASSAY_HOME": copy.url.path])
    }
    let outcome = try run("--simple-random", "--lonely-psu", "adjust")
    #expect(outcome.status == 0, "\(outcome.errors)")
    let figures = try JSONDecoder().decode([Figure].self, from: Data(outcome.output.utf8))
    let names = ["wrongful_exit_rate", "omission_rate", "missed_exit_rate", "approval"]
    let script = source.appending(path: "Tests/EndToEndTests/Reference/fitted.R")
    let r = try AssayProcess.run(
      URL(filePath: "/usr/bin/env"),
      ["Rscript", script.path, copy.path("demo/out/2016/estimation.csv"), calibration] + names)
    #expect(r.status == 0, "install r-cran-survey: \(r.errors)")
    let rows = r.output.split(separator: "\n").map { $0.split(separator: ",").map(String.init) }
    for name in names {
      let row = try #require(rows.first { $0[0] == name })
      let figure = try #require(figures.first { $0.indicator == name && $0.part == nil })
      expectClose(figure.estimate, try #require(Double(row[1])), name)
      expectClose(figure.standardError, try #require(Double(row[2])), "\(name), \(calibration)")
    }
    let distance = try #require(rows.first { $0[0] == "weights" })
    #expect(try #require(Double(distance[1])) < 1e-8)
    // The county's own totals: households by card, their persons, other households and theirs.
    let totals = try #require(rows.first { $0[0] == "totals" })[1].split(separator: " ")
    #expect(totals.map(String.init) == (try registerTotals(copy)))
    let plain = try score()
    let fitted = try #require(figures.first { $0.indicator == "approval" && $0.part == nil })
    #expect(plain["approval"]?.estimate != fitted.estimate)
    let text = try AssayProcess.run(
      ["score", "--workspace", copy.path("demo"), "--language", "en"],
      environment: ["ASSAY_HOME": copy.url.path])
    #expect(text.output.contains("fitted to totals of the registers (card, persons)"))
  }

  /// Exited households by card in the order of the register and their persons; other households and theirs.
  private func registerTotals(_ folder: TemporaryFolder) throws -> [String] {
    var cards: [(name: Substring, count: Int)] = []
    var persons = 0
    for line in try folder.read("datasets/jian-2016/households.csv").split(separator: "\n")
      .dropFirst()
    {
      let fields = line.split(separator: ",", omittingEmptySubsequences: false)
      guard fields[3] == "exited" else { continue }
      persons += Int(fields[5])!
      if let index = cards.firstIndex(where: { $0.name == fields[2] }) {
        cards[index].count += 1
      } else {
        cards.append((fields[2], 1))
      }
    }
    let roster = try folder.read("datasets/jian-2016/roster.csv").split(separator: "\n")
    let column = try #require(roster[0].split(separator: ",").firstIndex(of: "persons"))
    let others = roster.dropFirst().reduce(0) {
      $0 + Int($1.split(separator: ",", omittingEmptySubsequences: false)[column])!
    }
    return (cards.map(\.count) + [persons, roster.count - 1, others]).map { "\($0)" }
  }

  private func expectClose(_ value: Double?, _ reference: Double, _ what: String) {
    guard let value else {
      Issue.record("\(what) has no value")
      return
    }
    #expect(abs(value - reference) <= 1e-8 * abs(reference), "\(what): \(value), R \(reference)")
  }
}
