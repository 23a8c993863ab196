// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation
import TestSupport
import Testing

@Suite("Commands on whole registers and records")
struct WholeRegisterTests {
  @Test(
    "Problems are counted by rule, each office gets its workbook, and a grave one fails a check")
  func problems() throws {
    let work = try WorkspaceFolder()
    let lines = SmallCounty.registers["households"]!.split(separator: "\n").map(String.init)
    let rows = lines.enumerated().map { index, line in
      line + (index == 0 ? ",identified_year" : index == 1 ? ",2016" : ",2014")
    }
    try work.write("households.csv", rows.joined(separator: "\n") + "\n")
    try work.importRegisters()
    let clean = try work.run("register", "problems", "--summary", "--fail-on", "critical")
    #expect(clean.status == 1, "\(clean.errors)")
    #expect(clean.output.contains("PL-EXIT-09") && clean.output.contains("rules were not applied"))
    let found = try work.run("register", "problems", "--format", "csv")
    #expect(found.status == 0)
    #expect(found.output.contains("T1,V1/H1,critical,"))
    #expect(FileManager.default.fileExists(atPath: work.folder.path("work/out/1/problems-T1.xlsx")))
    let stranger = try work.run("register", "problems", "--office", "T9")
    #expect(stranger.status == 64 && stranger.errors.contains("T1"))
    let day = try work.run("register", "problems", "--as-of", "31.12.2016")
    #expect(day.status == 64 && day.errors.contains("2016-12-31"))
  }

  @Test("Points, duties and measures are printed, a page is written, JSON is one document")
  func annual() throws {
    let folder = try TemporaryFolder()
    func assay(_ arguments: String...) throws -> AssayProcess.Outcome {
      try AssayProcess.run(arguments + ["--workspace", folder.path("w"), "--language", "en"])
    }
    let made = try AssayProcess.run([
      "new", folder.path("w"), "--profile", "annual-assessment-2017",
    ])
    #expect(made.status == 0, "\(made.errors)")
    let files = [
      "villages.csv": "village_id,county,persons\nV1,A,9\n",
      "households.csv": "household_id,village_id,status,persons\nH1,V1,poor,3\n",
      "counties.csv": """
      county,kind,plan,plan_done,plan_evidence,funds_breaches,funds_evidence,exit_breaches,exit_evidence,accuracy,satisfaction,accuracy_evidence,discipline_cases,discipline_evidence
      A,county,10,9,page 3,0,,0,,0.99,0.95,,0,
      B,county,10,10,,0,,0,,0.99,0.95,,0,

      """,
      "documents.csv": "record_id,duty,on,office,document\n1,HZ-SUP-01,2017-05-10,A,\n",
    ]
    for (name, text) in files {
      try Data(text.utf8).write(to: URL(filePath: folder.path("w/\(name)")))
    }
    #expect(try assay("register", "import").status == 0)
    let page = folder.path("scores.html")
    let points = try assay("scorecard", "huizhou", "--html", page)
    #expect(
      points.output.contains("F1 The year") && points.output.contains("Interview with the head"))
    #expect(try String(contentsOfFile: page, encoding: .utf8).contains("page 3") == false)
    let json = try assay("scorecard", "--format", "json")
    let objects = try #require(
      JSONSerialization.jsonObject(with: Data(json.output.utf8)) as? [[String: Any]])
    // The two point tables lack their columns here.
    #expect(objects.map { $0["object"] as? String } == ["A", "B"])
    let calendar = try assay("calendar", "--as-of", "2018-01-05", "--fail-on")
    #expect(calendar.status == 1 && calendar.output.contains("overdue"))
    let unknown = try assay("scorecard", "elsewhere")
    #expect(unknown.status == 64 && unknown.errors.contains("sichuan_city"))
  }

  @Test("Who inspects whom: nobody itself, the same from any order of the list")
  func assign() throws {
    let folder = try TemporaryFolder()
    let counties = ["A", "B", "C", "D"]
    var outputs: [String] = []
    for list in [counties, counties.reversed()] {
      try Data(("county\n" + list.joined(separator: "\n") + "\n").utf8)
        .write(to: URL(filePath: folder.path("counties.csv")))
      let run = try AssayProcess.run([
        "assign", folder.path("counties.csv"), "--id", "county", "--seed", "54321543215432154321",
        "--format", "csv",
      ])
      #expect(run.status == 0, "\(run.errors)")
      outputs.append(run.output)
    }
    #expect(outputs[0] == outputs[1])
    let pairs = outputs[0].split(separator: "\n").dropFirst().map { $0.split(separator: ",") }
    #expect(pairs.count == 4 && pairs.allSatisfy { $0[0] != $0[1] })
  }
}
