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
}
