// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation
import Testing

@Suite("What is published or sent to a township names nobody", .serialized)
struct PublishedTextsTests {
  private let county: PlantedCounty

  init() throws { county = try PlantedCounty.shared.get() }

  /// The text of a page, or of all parts of a workbook.
  private func text(_ name: String) throws -> String {
    guard name.hasSuffix(".xlsx") else { return try county.folder.read(name) }
    let script = """
      import sys, zipfile
      with zipfile.ZipFile(sys.argv[1]) as z:
          for n in z.namelist(): print(n, z.read(n).decode())
      """
    let outcome = try AssayProcess.run(
      URL(filePath: "/usr/bin/env"), ["python3", "-c", script, county.folder.path(name)])
    #expect(outcome.status == 0, "\(outcome.errors)")
    return outcome.output
  }

  /// The files of the round whose names begin and end so.
  private func files(_ beginning: String, _ ending: String) throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: county.folder.path("w/out/1"))
      .filter { $0.hasPrefix(beginning) && $0.hasSuffix(ending) }.sorted().map { "w/out/1/\($0)" }
  }

  private func expectNothingPlanted(in name: String) throws {
    let text = try text(name)
    #expect(text.count > 500)
    for plant in PlantedCounty.planted { #expect(!text.contains(plant), "\(name): \(plant)") }
  }

  @Test("What was planted is there: a search of the house's own files finds it")
  func planting() throws {
    let database = try Data(contentsOf: county.folder.url.appending(path: "w/assessment.db"))
    for plant in PlantedCounty.planted {
      #expect(database.firstRange(of: Data(plant.utf8)) != nil, "\(plant)")
    }
    try county.done("report", "--language", "en")
    let report = try text("w/out/1/report.html")
    // The office's own report names who drew and lists households.
    #expect(report.contains("王十一") && report.contains("陈十三"))
    #expect(report.contains(/V\d{3}\/[HR]\d{5}/))
  }

  @Test("The published report names nobody and no unit", arguments: ["zh", "en"])
  func report(language: String) throws {
    try county.done("report", "--public", "--language", language)
    let name = "w/out/1/report-public.html"
    try expectNothingPlanted(in: name)
    let text = try text(name)
    #expect(text.contains(language == "zh" ? "公开版" : "published version"))
    #expect(!text.contains(/V\d{3}/) && !text.contains(/[HR]\d{5}\b/), "a unit's identifier")
    // The figures are those of the office's own report.
    #expect(text.contains(language == "zh" ? "错退率" : "Wrongful-exit rate"))
    let month = ISO8601DateFormatter().string(from: Date()).prefix(7)
    try county.done(
      "rectify", "bulletin", "--month", String(month), "--page",
      county.folder.path("bulletin.html"), "--language", language)
    try expectNothingPlanted(in: "bulletin.html")
  }

  @Test("Limits in letters, tables and the report are called by the profile's confidence")
  func confidence() throws {
    let home = county.folder.path("home")
    try FileManager.default.copyItem(
      atPath: county.folder.path("w"), toPath: county.folder.path("confident"))
    for letter in try files("feedback-", ".html") {
      try FileManager.default.removeItem(
        atPath: county.folder.path("confident" + letter.dropFirst()))
    }
    let repository = URL(filePath: #filePath).deletingLastPathComponent()
      .deletingLastPathComponent().deletingLastPathComponent()
    try FileManager.default.createDirectory(atPath: home, withIntermediateDirectories: true)
    try FileManager.default.copyItem(
      atPath: repository.appending(path: "surveys").path, toPath: home + "/surveys")
    let profile = URL(filePath: home + "/surveys/exit-2016/profile.yaml")
    let text = try String(contentsOf: profile, encoding: .utf8)
    #expect(text.contains("\nconfidence: 0.95\n"))
    try Data(text.replacing("\nconfidence: 0.95\n", with: "\nconfidence: 0.9\n").utf8)
      .write(to: profile)
    let written = try AssayProcess.run(
      ["feedback", "--workspace", county.folder.path("confident"), "--language", "en"],
      environment: ["ASSAY_HOME": home])
    #expect(written.status == 0, "\(written.errors)")
    let letters = try FileManager.default.contentsOfDirectory(
      atPath: county.folder.path("confident/out/1")
    ).filter { $0.hasPrefix("feedback-") }
    let texts = try letters.map { try county.folder.read("confident/out/1/\($0)") }
    #expect(texts.contains { $0.contains("90% limits") } && !texts.contains { $0.contains("95%") })
    for command in [["score"], ["score", "--sensitivity"], ["rank", "--indicator", "approval"]] {
      let by = command[0] == "rank" ? ["--by", "township"] : []
      let run = try AssayProcess.run(
        command + by + ["--workspace", county.folder.path("confident"), "--language", "en"],
        environment: ["ASSAY_HOME": home])
      #expect(run.status == 0 && run.output.contains("90% limits"), "\(command): \(run.errors)")
    }
    let reported = try AssayProcess.run(
      ["report", "--workspace", county.folder.path("confident"), "--language", "en"],
      environment: ["ASSAY_HOME": home])
    #expect(reported.status == 0, "\(reported.errors)")
    let report = try county.folder.read("confident/out/1/report.html")
    for words in ["limits", "interval", "bound"] { #expect(!report.contains("95% \(words)")) }
    #expect(!report.contains("95% confidence") && report.contains("with 90% confidence"))
    #expect(report.contains("80% interval (its ends are the one-sided 90% bounds)"))
  }

  @Test("Letters and workbooks to townships hold cases and no names", arguments: ["zh", "en"])
  func townships(language: String) throws {
    try county.done("feedback", "--language", language)
    try county.done("review", "evidence", "--language", language)
    try county.done("register", "problems", "--language", language)
    let letters = try files("feedback-", ".html")
    let workbooks = try files("evidence-", ".xlsx") + files("problems-", ".xlsx")
    #expect(letters.count == 2 && workbooks.contains { $0.contains("evidence-") })
    #expect(workbooks.contains { $0.contains("problems-") })
    for name in letters + workbooks { try expectNothingPlanted(in: name) }
    // The township must find the households: their numbers, and nothing else, tell which.
    #expect(try letters.contains { try text($0).contains(/V\d{3}\/[HR]\d{5}/) })
  }
}
