// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation
import Testing

@Suite("Spoiled answers")
struct SpoiledAnswersTests {
  private static let dataset = URL(filePath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent().appending(path: "datasets/jian-2016")

  /// A workspace of the bundled county, drawn.
  private func drawn(_ folder: TemporaryFolder) throws -> (String, ([String]) throws -> String) {
    let workspace = folder.path("ws")
    func run(_ arguments: [String]) throws -> String {
      let outcome = try AssayProcess.run(arguments + ["--workspace", workspace, "--quiet"])
      #expect(outcome.status == 0, "\(arguments): \(outcome.errors)")
      return outcome.output
    }
    #expect(try AssayProcess.run(["new", workspace, "--profile", "exit-2016"]).status == 0)
    try Data(contentsOf: Self.dataset.appending(path: "assessment.yaml"))
      .write(to: URL(filePath: workspace).appending(path: "assessment.yaml"))
    _ = try run(
      ["register", "import"]
        + ["villages", "households", "roster"].map {
          Self.dataset.appending(path: "\($0).csv").path
        })
    _ = try run(["seal"])
    _ = try run(["draw", "--seed", "54321543215432154321"])
    return (workspace, run)
  }

  @Test("Each of the 25 ways is found by import or check, and clean answers raise next to nothing")
  func spoiled() throws {
    let folder = try TemporaryFolder()
    let (workspace, run) = try drawn(folder)
    let out = folder.path("answers.csv")
    _ = try run([
      "simulate", "answers", "--truth", Self.dataset.appending(path: "truth.csv").path, "--seed",
      "spoil", "--spoil", "--out", out,
    ])
    let imported = try AssayProcess.run([
      "answers", "import", out, folder.path("answers-satisfaction.csv"),
      folder.path("answers-village_exit.csv"), "--workspace", workspace, "--language", "en",
    ])
    #expect(imported.status == 0, "\(imported.errors)")
    let checked = try run(["answers", "check", "--format", "csv", "--language", "en"])
    let callbacks = try run(["answers", "callbacks", "--language", "en"])
    let list = try String(contentsOfFile: folder.path("spoiled-answers.csv"), encoding: .utf8)
      .split(separator: "\n").dropFirst().map {
        $0.split(separator: ",", omittingEmptySubsequences: false)
      }
    #expect(list.count == 25 && Set(list.map { $0[0] }).count == 25)
    for entry in list {
      let (way, code, unit) = (entry[0], entry[1], entry[3])
      if code.hasPrefix("check-") {
        // Of two households that are at odds, either may be the one that is named first.
        let found = checked.split(separator: "\n").contains {
          $0.contains(",\(code),") && $0.contains(unit)
        }
        #expect(found, "\(way)")
      } else if way != "without-key" {
        #expect(callbacks.contains(unit), "\(way): \(unit)")
      }
    }
    #expect(imported.output.contains(" 16 "), "rejected rows: \(imported.output)")
    // 1.5 times the distance of the quartiles lets 0.7% of normal values pass for outliers.
    let alarms = checked.split(separator: "\n").dropFirst().count
    #expect(alarms < 10 + 12 + 1955 * 7 / 1000, "\(checked)")
  }
}
