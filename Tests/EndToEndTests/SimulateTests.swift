// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation
import Testing

@Suite("assay simulate")
struct SimulateTests {
  private static let bundled = URL(filePath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent().appending(path: "datasets/jian-2016")

  @Test("The bundled county is written anew, and a folder that holds something is left alone")
  func county() throws {
    let folder = try TemporaryFolder()
    let arguments = [
      "simulate", "county", "--scenario", "benchmark", "--seed", "datasets/jian-2016", "--out",
      folder.path("县"),
    ]
    let run = try AssayProcess.run(arguments)
    #expect(run.status == 0, "\(run.errors)")
    #expect(run.errors.contains("roster.csv: 84654 rows"))
    for name in ["villages", "households", "roster", "truth"] {
      #expect(
        try Data(contentsOf: folder.url.appending(path: "县/\(name).csv"))
          == Data(contentsOf: Self.bundled.appending(path: "\(name).csv")))
    }
    let again = try AssayProcess.run(arguments)
    #expect(again.status == 73)
    #expect(again.errors.contains("the folder already holds files"))
  }

  @Test("Words that are none of the scenarios, and a missing seed, are wrong usage")
  func usage() throws {
    let folder = try TemporaryFolder()
    let out = folder.path("out")
    for arguments in [["--seed", "x", "--scenario", "best", "--out", out], ["--out", out]] {
      #expect(try AssayProcess.run(["simulate", "county"] + arguments).status == 64)
    }
    #expect(
      try AssayProcess.run(["simulate", "county", "--seed", "", "--out", out]).status == 64)
    #expect(!FileManager.default.fileExists(atPath: out))
  }

  @Test("Answers of a drawn sample are written for each form, and a stranger in it is named")
  func answers() throws {
    let folder = try TemporaryFolder()
    let workspace = folder.path("ws")
    #expect(try AssayProcess.run(["new", workspace, "--profile", "exit-2016"]).status == 0)
    let sample = try folder.write(
      "sample.csv",
      "path,stage,role\nV003,1,main\nV003/H00063,2,main\nV003/H00064,2,reserve\n".utf8)
    let arguments = [
      "simulate", "answers", "--truth", Self.bundled.appending(path: "truth.csv").path, "--seed",
      "x", "--faultless", "--workspace", workspace, "--out", folder.path("answers.csv"),
      "--sample",
    ]
    let run = try AssayProcess.run(arguments + [sample])
    #expect(run.status == 0, "\(run.errors)")
    for (name, path) in [
      ("answers.csv", "V003/H00063"), ("answers-satisfaction.csv", "V003/H00063"),
      ("answers-village_exit.csv", "V003"),
    ] {
      let lines = try folder.read(name).split(separator: "\n")
      #expect(lines.count == 2, "\(name)")
      #expect(lines[1].contains(",\(path),"))
    }
    let stranger = try folder.write("stranger.csv", "path,role\nV003/H1,main\n".utf8)
    let refused = try AssayProcess.run(arguments + [stranger])
    #expect(refused.status == 65)
    #expect(refused.errors.contains("V003/H1"))
  }
}
