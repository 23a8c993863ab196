// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation
import Testing

/// 60 villages of three groups, with sizes, costs and places.
private let villages =
  "id,group,persons,cost,x,y\n"
  + (0..<60).map { i in
    let group = ["甲", "乙", "丙"][i % 3]
    return "V\(i),\(group),\(200 + i * i % 997),\([1, 4, 9][i % 3]),\(i % 8),\(i / 8)\n"
  }.joined()

private let seed = ["--seed", "63454660390103169462"]

@Suite("Allocation, certain units, balance and spread by command")
struct DesignCommandTests {
  @Test(
    "What is drawn by each option is verified with the file",
    arguments: [
      ["--strata", "group", "--size", "12", "--allocation", "neyman", "--deviation", "persons"],
      [
        "--strata", "group", "--size", "12", "--allocation", "optimal", "--deviation", "persons",
        "--cost", "cost", "--minimum", "2",
      ],
      ["--strata", "group", "--size", "9", "--allocation", "power", "--power", "0.5"],
      ["--fraction", "0.1", "--take-all", "persons >= 1000 or id = 'V3'"],
      ["--strata", "group", "--size", "12", "--method", "cube", "--balance", "persons,x"],
      ["--size", "12", "--method", "local-pivotal", "--coordinates", "x,y"],
    ])
  func verified(options: [String]) throws {
    let folder = try TemporaryFolder()
    let file = try folder.write("villages.csv", villages.utf8)
    let drawn = try AssayProcess.run(
      ["sample", file, "--id", "id", "--proof", folder.path("proof.json")] + options + seed)
    #expect(drawn.status == 0, "\(drawn.errors)")
    let verified = try AssayProcess.run([
      "verify", folder.path("proof.json"), "--register", "units=\(file)",
    ])
    #expect(verified.status == 0, "\(verified.output)")
    #expect(!verified.output.contains("?"))
    if options.contains("--take-all") {
      let whole = drawn.output.split(separator: "\n").filter { $0.contains(",take-all,") }
      #expect(whole.count > 1 && whole.allSatisfy { $0.hasSuffix(",1,1") })
    }
  }

  @Test("Options that contradict each other are refused with the remedy")
  func refused() throws {
    let folder = try TemporaryFolder()
    let file = try folder.write("villages.csv", villages.utf8)
    for (options, words) in [
      (["--fraction", "0.1", "--strata", "group", "--allocation", "equal"], "--size"),
      (["--size", "9", "--strata", "group", "--allocation", "neyman"], "--deviation"),
      (["--size", "9", "--strata", "group", "--power", "0.5"], "power"),
      (["--size", "9", "--strata", "group", "--allocation", "fair"], "neyman"),
      (
        [
          "--size", "9", "--strata", "group", "--allocation", "optimal", "--deviation", "persons",
          "--cost", "persons",
        ], "row"
      ),
      (["--size", "9", "--take-all", "nothing = 1"], "nothing"),
    ] {
      let outcome = try AssayProcess.run(["sample", file, "--id", "id"] + options + seed)
      #expect(outcome.status == 64 || outcome.status == 65, "\(options) \(outcome.status)")
      #expect(outcome.errors.contains(words), "\(outcome.errors)")
    }
  }

  @Test("A simulated design tells bias, errors and the unit farthest from its probability")
  func simulated() throws {
    let folder = try TemporaryFolder()
    let file = try folder.write("villages.csv", villages.utf8)
    let outcome = try AssayProcess.run([
      "simulate", "design", file, "--id", "id", "--strata", "group", "--size", "12", "--allocation",
      "equal", "--outcome", "persons", "--draws", "300", "--format", "json", "--out",
      folder.path("units.csv"),
    ])
    #expect(outcome.status == 0, "\(outcome.errors)")
    let figures = try #require(
      JSONSerialization.jsonObject(with: Data(outcome.output.utf8)) as? [[String: Any]])
    #expect(figures.map { $0["figure"] as? String } == ["count", "total", "mean"])
    let total = figures[1]
    #expect(abs(try #require(total["biasInErrors"] as? Double)) < 4)
    let (spread, estimated) = (total["spread"] as? Double, total["estimatedError"] as? Double)
    #expect(abs(try #require(spread) / #require(estimated) - 1) < 0.2)
    let units = try String(contentsOfFile: folder.path("units.csv"), encoding: .utf8)
    #expect(units.split(separator: "\n").count == 61)
    let chinese = try AssayProcess.run([
      "simulate", "design", file, "--id", "id", "--size", "12", "--outcome", "persons", "--draws",
      "20", "--language", "zh",
    ])
    #expect(chinese.status == 0 && chinese.output.contains("试抽 20 次"))
  }
}
