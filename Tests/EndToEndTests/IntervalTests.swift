// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation
import Testing

@Suite("assay interval and assay size")
struct IntervalTests {
  /// The one object that a command prints.
  private func object(_ arguments: [String]) throws -> [String: Any] {
    let outcome = try AssayProcess.run(arguments + ["--format", "json"])
    #expect(outcome.status == 0, "\(outcome.errors)")
    #expect(outcome.errors.isEmpty)
    return try #require(
      try JSONSerialization.jsonObject(with: Data(outcome.output.utf8)) as? [String: Any])
  }

  @Test("The exact binomial interval is the default")
  func binomial() throws {
    let object = try object(["interval", "5", "823"])
    #expect(object["interval"] as? String == "clopper-pearson")
    // R 4.2: binom.test(5, 823)$conf.int, and qbeta(c(.05, .95), c(5, 6), c(819, 818))
    for (key, value) in [
      ("estimate", 5.0 / 823), ("lower", 0.001975499781), ("upper", 0.014120442109),
      ("lowerOneSided", 0.002396822719),
      ("upperOneSided", 0.012731293531),
    ] {
      let found = try #require(object[key] as? Double)
      #expect(abs(found - value) < 1e-11, "\(key) \(found)")
    }
    #expect(object["lowerCount"] == nil)
  }

  @Test(
    "Every method by its name",
    arguments: ["clopper-pearson", "wilson", "jeffreys", "agresti-coull", "mid-p"])
  func methods(name: String) throws {
    let object = try object(["interval", "0", "300", "--method", name])
    #expect(object["interval"] as? String == name)
    #expect(object["lower"] as? Double == 0)
    let upper = try #require(object["upper"] as? Double)
    #expect(upper > 0.008 && upper < 0.016)
  }

  @Test("A population asks for the exact limits, as numbers of units; one-sided ones alone")
  func finite() throws {
    let both = try object(["interval", "0", "200", "--population", "1000"])
    #expect(both["interval"] as? String == "hypergeometric")
    #expect(both["lowerCount"] as? Int == 0 && both["upperCount"] as? Int == 16)
    #expect(both["upper"] as? Double == 0.016)
    #expect(both["upperOneSided"] as? Double == 0.013)
    let one = try object(["interval", "0", "200", "--population", "1000", "--one-sided"])
    #expect(one["upperCount"] as? Int == 13 && one["upper"] as? Double == 0.013)
    #expect(one["sides"] as? String == "one")
  }

  @Test("A table in either language, and CSV with the keys of JSON")
  func formats() throws {
    let table = try AssayProcess.run(["interval", "0", "17", "--population", "83", "--one-sided"])
    #expect(
      table.output == """
        Estimate    Lower     Upper  At least  At most  Sides  Confidence  Method
        ────────  ───────  ────────  ────────  ───────  ─────  ──────────  ──────────────
         0.0000%  0.0000%  14.4578%         0       12  one        95.00%  hypergeometric

        At most 12 of the 83 units, with confidence 95%; at least 0, with confidence 95%.

        """)
    let chinese = try AssayProcess.run(["interval", "0", "300", "--language", "zh"])
    #expect(chinese.output.hasPrefix("   估计     下限     上限  单侧下限"))
    #expect(chinese.output.hasSuffix("\n\n总体中为 0.0000% 至 1.2221%（置信度 95%）\n"))
    let audit = try AssayProcess.run([
      "size", "audit", "--tolerable", "0.02", "--confidence", "0.95", "--population", "12444",
    ])
    #expect(
      audit.output.hasSuffix(
        """
        At most 0 errors among 148 units show that fewer than 249 of the 12444 units (2.0000%) \
        err, with confidence 95%.

        """))
    let size = try AssayProcess.run(["size", "proportion", "--expected", "0.5", "--margin", "0.05"])
    #expect(size.output.contains("385 drawn units with 385 answers"))
    let csv = try AssayProcess.run(["interval", "1", "1", "--format", "csv"])
    #expect(
      csv.output.hasPrefix("estimate,lower,upper,lowerOneSided,upperOneSided,sides,confidence"))
    #expect(csv.output.contains("\n1,0.025"))
  }

  @Test(
    "What cannot be is wrong usage, with the remedy",
    arguments: [
      (["interval", "6", "5"], "6 of 5 cannot be"),
      (["interval", "0", "0"], "a share of 0 units"),
      (["interval", "--", "-1", "5"], "X is -1"),
      (["interval", "1", "５"], "５"),
      (["interval", "1", "nan"], "nan"),
      (["interval", "1", "5", "--confidence", "95"], "--confidence is 95"),
      (["interval", "1", "5", "--confidence", "0"], "0 < C < 1"),
      (["interval", "1", "5", "--design-effect", "-2"], "--design-effect is -2"),
      (["interval", "1", "5", "--method", "hypergeometric"], "add --population"),
      (["interval", "1", "5", "--method", "wilson", "--population", "9"], "wilson"),
      (["interval", "1", "5", "--population", "4"], "population of 4"),
      (["interval", "1", "5", "--population", "-4"], "--population is -4"),
      (["interval", "1.5", "5", "--population", "9"], "1.5 is no whole number"),
      (["interval", "1", "5", "--population", "9", "--design-effect", "2"], "simple random"),
      (["interval", "1", "5", "--method", "exact"], "exact"),
      (["interval", "1"], "<n>"),
      (["size", "proportion", "--expected", "0.5"], "--margin"),
      (["size", "proportion", "--expected", "1.5", "--margin", "0.1"], "--expected is 1.5"),
      (
        ["size", "proportion", "--expected", "0.5", "--margin", "0.1", "--icc", "0.1"],
        "belong together"
      ),
      (
        [
          "size", "proportion", "--expected", "0.5", "--margin", "0.1", "--icc", "0.1", "--take",
          "5", "--design-effect", "2",
        ], "say the same"
      ),
      (
        [
          "size", "proportion", "--expected", "0.5", "--margin", "0.01", "--population", "100",
          "--response-rate", "0.5",
        ], "more than the 100"
      ),
      (
        [
          "size", "audit", "--tolerable", "0.02", "--confidence", "0.95", "--population", "50",
          "--errors-allowed", "1",
        ], "fewer than 1 units"
      ),
      (["size", "audit", "--tolerable", "0.02"], "--confidence"),
    ])
  func faults(arguments: [String], words: String) throws {
    let outcome = try AssayProcess.run(arguments)
    #expect(outcome.status == 64, "\(outcome.errors)")
    #expect(outcome.output.isEmpty)
    #expect(outcome.errors.contains(words), "\(outcome.errors)")
  }

  @Test("Faults are worded in Chinese, too")
  func chineseFault() throws {
    let outcome = try AssayProcess.run(["interval", "6", "5", "--language", "zh"])
    #expect(outcome.status == 64)
    #expect(outcome.errors == "错误：5 中不可能有 6：先写个数，后写总数，个数不能超过总数\n")
  }

  @Test("Sizes: a proportion in clusters, and audits with and without a population")
  func sizes() throws {
    let plain = try object([
      "size", "proportion", "--expected", "0.5", "--margin", "0.05", "--population", "8223",
    ])
    #expect(plain["size"] as? Int == 368 && plain["answers"] as? Int == 368)
    let clusters = try object([
      "size", "proportion", "--expected", "0.5", "--margin", "0.05", "--population", "8223",
      "--icc", "0.05", "--take", "11", "--response-rate", "0.9",
    ])
    // 367.04 x 1.5 = 550.6
    #expect(clusters["answers"] as? Int == 551 && clusters["size"] as? Int == 613)
    #expect(clusters["designEffect"] as? Double == 1.5)
    let audit = try object([
      "size", "audit", "--tolerable", "0.05", "--confidence", "0.9", "--population", "5000",
      "--errors-allowed", "3",
    ])
    #expect(audit["size"] as? Int == 131 && audit["tolerableCount"] as? Int == 250)
    let endless = try object([
      "size", "audit", "--tolerable", "0.05", "--confidence", "0.9", "--errors-allowed", "3",
    ])
    #expect(endless["size"] as? Int == 132 && endless["population"] is NSNull)
  }
}
