// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation
import Testing

@Suite("assay estimate: quantiles, tests and differences")
struct EstimateComparisonTests {
  private func run(_ arguments: [String]) throws -> AssayProcess.Outcome {
    var csv = "village,y,group,before,after,N,三\n"
    for row in 0..<60 {
      let village = row / 5
      let y = (row * 37 + village * 11) % 101
      csv +=
        "\(village),\(row == 7 ? "NA" : "\(y)"),\(row % 3 == 0 ? "乙" : "甲"),"
        + "\(y % 2),\((y + row) % 3 == 0 ? 1 : 0),40,\(row % 3)\n"
    }
    let folder = try TemporaryFolder()
    let file = try folder.write("村.csv", Array(csv.utf8))
    return try AssayProcess.run(
      ["estimate", file, "--clusters", "village", "--population-size", "N"] + arguments)
  }

  private func object(_ text: String) throws -> [String: Any] {
    try #require(try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
  }

  @Test("The change of two rounds stands beside both, and only alone")
  func change() throws {
    let outcome = try run([
      "--proportion", "before=1", "--mean", "y", "--change", "group",
      "--format", "json",
    ])
    #expect(outcome.status == 0, "\(outcome.errors)")
    let objects = try #require(
      try JSONSerialization.jsonObject(with: Data(outcome.output.utf8)) as? [[String: Any]])
    #expect(
      objects.map { $0["parameter"] as? String } == [
        "mean", "mean", "difference", "proportion", "proportion", "difference",
      ])
    #expect(objects.map { $0["interval"] as? String }[2] == "t")
    #expect(objects[5]["interval"] as? String == "mover")
    #expect((objects[5]["reference"] as? [String: String])?["group"] == "乙")
    let refused = try run(["--mean", "y", "--change", "group", "--wald", "--by", "三"])
    #expect(refused.status != 0 && refused.errors.contains("--change"))
  }

  @Test("A quantile has its probability beside it")
  func quantiles() throws {
    let outcome = try run([
      "--quantile", "y@0.5", "--mean", "y", "--quantile", "y@0.25", "--quantile-type", "school",
      "--format", "json",
    ])
    #expect(outcome.status == 0, "\(outcome.errors)")
    let objects = try #require(
      try JSONSerialization.jsonObject(with: Data(outcome.output.utf8)) as? [[String: Any]])
    #expect(objects.map { $0["parameter"] as? String } == ["mean", "quantile", "quantile"])
    #expect(objects[1]["probability"] as? Double == 0.5)
    #expect(objects[2]["probability"] as? Double == 0.25)
    #expect(objects[0]["probability"] is NSNull)
    #expect(objects[1]["interval"] as? String == "t" && objects[1]["missing"] as? Int == 1)
  }

  @Test(
    "A test prints one object, with the keys of the contract first",
    arguments: [
      (["--chi-square", "group*before"], "chi-square"),
      (["--chi-square", "group*before", "--chi-square-statistic", "Chisq"], "chi-square"),
      (["--t-test", "y", "--by", "group"], "t-test"), (["--mcnemar", "before*after"], "mcnemar"),
      (["--mean", "y", "--by", "group", "--wald"], "wald"),
    ])
  func tests(arguments: [String], name: String) throws {
    let outcome = try run(arguments + ["--format", "json"])
    #expect(outcome.status == 0, "\(outcome.errors)")
    let result = try object(outcome.output)
    #expect(result["test"] as? String == name)
    let p = try #require(result["p"] as? Double)
    #expect(p > 0 && p < 1)
    #expect(result["statistic"] is Double && result["numeratorDegreesOfFreedom"] is NSNumber)
    let keys = outcome.output.matches(of: /"([a-zA-Z]+)":/).prefix(5).map { String($0.1) }
    #expect(
      keys == [
        "test", "statistic", "numeratorDegreesOfFreedom", "denominatorDegreesOfFreedom", "p",
      ])
    #expect((result["denominatorDegreesOfFreedom"] is NSNull) == arguments.contains("Chisq"))
    let csv = try run(arguments + ["--format", "csv"])
    #expect(
      csv.output.hasPrefix(
        "test,statistic,numeratorDegreesOfFreedom,denominatorDegreesOfFreedom,p,"))
    #expect(try run(arguments + ["--language", "zh"]).output.contains("统计量"))
  }

  @Test("The t test of two groups, their difference and the Wald test agree")
  func agreement() throws {
    let t = try object(run(["--t-test", "y", "--by", "group", "--format", "json"]).output)
    let wald = try object(
      run(["--mean", "y", "--by", "group", "--wald", "--format", "json"]).output)
    let outcome = try run(["--mean", "y", "--by", "group", "--difference", "--format", "json"])
    let difference = try #require(
      try JSONSerialization.jsonObject(with: Data(outcome.output.utf8)) as? [[String: Any]])[0]
    #expect(difference["parameter"] as? String == "difference")
    // By bytes 乙 (E4 B9 99) comes before 甲 (E7 94 B2).
    #expect((difference["domain"] as? [String: String]) == ["group": "甲"])
    #expect((difference["reference"] as? [String: String]) == ["group": "乙"])
    let (a, b) = (
      try #require(t["estimate"] as? Double), try #require(difference["estimate"] as? Double)
    )
    #expect(abs(a - b) < 1e-12)
    let (s, f) = (
      try #require(t["statistic"] as? Double), try #require(wald["statistic"] as? Double)
    )
    #expect(abs(s * s - f) < 1e-9 * f)
    #expect(
      try run(["--mean", "y", "--by", "group", "--difference", "--format", "csv"]).output
        .hasPrefix("domain.group,reference.group,parameter,"))
  }

  @Test(
    "What cannot be asked for together is refused with the remedy",
    arguments: [
      (["--chi-square", "group*before", "--wald"], "one at a time"),
      (["--chi-square", "group*before", "--mean", "y"], "second run"),
      (["--mcnemar", "before*after", "--by", "group"], "--where"),
      (["--mean", "y", "--chi-square-statistic", "F"], "--chi-square-statistic has no use"),
      (["--t-test", "y"], "--by"), (["--t-test", "y", "--by", "三"], "makes 3"),
      (["--mean", "y", "--wald"], "--by"), (["--mean", "y", "--difference"], "--by"),
      (["--mcnemar", "before*三"], "two levels"), (["--chi-square", "group"], "cannot be read"),
      (["--chi-square", "group*before", "--chi-square-statistic", "G"], "F, Chisq"),
      (["--quantile", "y"], "cannot be read"),
      (["--quantile", "y@2"], "between 0 and 1"),
      (["--quantile", "y@.5", "--quantile-type", "x"], "shahvaish"),
    ] as [([String], String)])
  func refused(arguments: [String], words: String) throws {
    let outcome = try run(arguments)
    #expect(outcome.status == 64, "\(outcome.output)")
    #expect(outcome.output.isEmpty)
    #expect(outcome.errors.contains(words), "\(outcome.errors)")
  }

  @Test("A rule is told in the table")
  func rules() throws {
    let outcome = try run(["--t-test", "N", "--by", "group"])
    #expect(outcome.status == 0)
    #expect(outcome.output.contains("no-variation: All observations agree"))
  }
}
