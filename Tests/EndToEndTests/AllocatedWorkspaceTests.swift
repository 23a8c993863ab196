// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation
import Testing

@Suite("A workspace with an allocation and certain villages")
struct AllocatedWorkspaceTests {
  private static let bundled = URL(filePath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent().appending(path: "datasets/jian-2016")

  @Test("It is planned, sealed with its factors, drawn and verified, with minutes in words")
  func drawn() throws {
    let folder = try TemporaryFolder()
    let path = folder.path("w")
    let made = try AssayProcess.run(["new", path, "--profile", "exit-2016"])
    #expect(made.status == 0, "\(made.errors)")
    let description = try String(
      contentsOf: Self.bundled.appending(path: "assessment.yaml"), encoding: .utf8
    ).split(separator: "\n", omittingEmptySubsequences: false).map { line in
      line.contains("- {units: villages,")
        ? """
            - {units: villages, strata: [group], size: 40, allocation: neyman, deviation: persons, \
        take_all: "persons > 3000", minimum: 3}
        """ : String(line)
    }.joined(separator: "\n")
    #expect(description.contains("neyman"))
    try Data(description.utf8).write(to: URL(filePath: path).appending(path: "assessment.yaml"))
    let files = ["villages", "households", "roster"].map {
      Self.bundled.appending(path: "\($0).csv").path
    }
    let round = URL(filePath: path).appending(path: "out/1")
    for arguments in [
      ["register", "import"] + files, ["seal", "--public"],
      ["draw", "--seed", "63454660390103169462"],
      ["reveal"],
      [
        "verify", round.appending(path: "proof.json").path, "--salt",
        URL(filePath: path).appending(path: "keys/1/salt.key").path,
      ]
        + ["villages", "households", "roster"].flatMap {
          ["--register", "\($0)=\(path)/registers/\($0).csv"]
        },
    ] {
      let isVerify = arguments[0] == "verify"
      let run = try AssayProcess.run(arguments + (isVerify ? [] : ["--workspace", path]))
      #expect(run.status == 0, "\(arguments[0]): \(run.errors) \(run.output)")
      if isVerify { #expect(!run.output.contains("✗")) }
    }
    let seal = try String(contentsOf: round.appending(path: "seal.json"), encoding: .utf8)
    #expect(
      seal.contains(#""factors":{"exited":"#) && seal.contains(#""takeAll":"persons > 3000""#))
    let sample = try String(contentsOf: round.appending(path: "sample.csv"), encoding: .utf8)
    let whole = sample.split(separator: "\n").filter { $0.contains(#""other,take-all",main"#) }
    #expect(whole.count == 4 && whole.allSatisfy { $0.contains(",4,4,1,1") })
    let minutes = try String(contentsOf: round.appending(path: "minutes.html"), encoding: .utf8)
    #expect(minutes.contains("必抽"))
  }

  @Test("Villages in proportion to their persons are sealed, scored and reported")
  func proportional() throws {
    let folder = try TemporaryFolder()
    let path = folder.path("w")
    let made = try AssayProcess.run(["new", path, "--profile", "exit-2016"])
    #expect(made.status == 0, "\(made.errors)")
    let description = try String(
      contentsOf: Self.bundled.appending(path: "assessment.yaml"), encoding: .utf8
    ).split(separator: "\n", omittingEmptySubsequences: false).map { line in
      line.contains("- {units: villages,")
        ? """
            - {units: villages, strata: [group], size: 20, method: sampford, size_measure: persons, minimum: 4}
        """ : String(line)
    }.joined(separator: "\n")
    #expect(description.contains("sampford"))
    try Data(description.utf8).write(to: URL(filePath: path).appending(path: "assessment.yaml"))
    let truth = Self.bundled.appending(path: "truth.csv").path
    let answers = ["a.csv", "a-satisfaction.csv", "a-village_exit.csv"].map { folder.path($0) }
    var last = ""
    for arguments in [
      ["register", "import"]
        + ["villages", "households", "roster"].map {
          Self.bundled.appending(path: "\($0).csv").path
        },
      ["seal", "--public"], ["draw", "--seed", "63454660390103169462"],
      ["simulate", "answers", "--truth", truth, "--seed", "x", "--faultless", "--out", answers[0]],
      ["answers", "import"] + answers, ["simulate", "review", "--truth", truth, "--seed", "x"],
      ["report"], ["score", "--format", "json"],
    ] {
      let run = try AssayProcess.run(arguments + ["--workspace", path])
      #expect(run.status == 0, "\(arguments[0]): \(run.errors)")
      last = run.output
    }
    let figures = try #require(
      try JSONSerialization.jsonObject(with: Data(last.utf8)) as? [[String: Any]])
    let wrongful = try #require(
      figures.first { $0["indicator"] as? String == "wrongful_exit_rate" })
    #expect(figures.contains { $0["rule"] as? String == "hajek-approximation" })
    #expect((wrongful["standardError"] as? Double).map { $0 > 0 && $0 < 0.02 } == true)
    // The exact bound on a count is one of simple random samples.
    #expect(figures.allSatisfy { $0["atMost"] is NSNull })
  }
}
