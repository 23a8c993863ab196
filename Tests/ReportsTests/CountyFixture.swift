// SPDX-License-Identifier: GPL-3.0-or-later

import Assessment
import Foundation
import Reports
import Sampling

/// An invented county, with a result of every kind that a report must tell.
enum CountyFixture {
  /// The variants on which the tests render.
  enum Variant: CaseIterable, Sendable {
    /// Passed, with a revealed key and everything decided.
    case passed
    /// Not passed, provisional, incomplete coverage, key still secret, several seals.
    case provisional
    /// Nothing but what must be there: nobody has answered.
    case bare
  }

  static func text(_ zh: String, _ en: String) -> BilingualText { BilingualText(zh: zh, en: en) }

  static func share(_ numerator: Int, _ denominator: Int) -> OfficialFigure {
    OfficialFigure(
      numerator: Rational(numerator), denominator: Rational(denominator),
      value: Rational(numerator, denominator))
  }

  /// An estimate from its value, the ends of the 95% and of the 90% interval, in percent.
  static func estimate(
    _ value: Double, _ lower: Double, _ upper: Double, _ lowerOneSided: Double,
    _ upperOneSided: Double, _ interval: String = "korn-graubard", rule: String? = nil,
    count: Int = 1342, scale: Double = 100
  ) -> EstimatedFigure {
    EstimatedFigure(
      value: value / scale, standardError: 0.1 / scale, lower: lower / scale,
      upper: upper / scale, lowerOneSided: lowerOneSided / scale,
      upperOneSided: upperOneSided / scale, interval: interval, rule: rule, count: count)
  }

  static func limit(_ percent: Int, _ side: Threshold.Side, inclusive: Bool = true) -> Threshold {
    Threshold(
      limit: Rational(percent, 100), side: side, isInclusive: inclusive,
      source: "国开办发〔2017〕56号")
  }

  static func content(_ variant: Variant) throws -> ReportContent {
    ReportContent(
      title: text("吉安县2016年度贫困退出县级自评", "Ji'an County, exit self-assessment 2016"),
      profile: text("贫困退出第三方评估（2016）", "Third-party assessment of exit from poverty (2016)"),
      task: variant == .bare
        ? nil
        : text(
          "按照贫困村20%、贫困户10%的抽样比例，完成贫困村、贫困户退出县级自评。",
          "The county's self-assessment of the exit of poor villages and households, with 20% of poor villages and 10% of poor households."
        ),
      round: "2016", made: day("2016-11-30T08:00:00Z"),
      fieldWork: variant == .bare ? nil : day("2016-11-18T01:00:00Z")...day("2016-11-26T09:30:00Z"),
      timeZone: TimeZone(secondsFromGMT: 8 * 3600)!, registers: registers,
      design: design(variant), ceremony: try ceremony(variant), result: result(variant),
      revisits: variant == .bare
        ? nil
        : Revisits(
          listed: 62, visited: 60, differing: variant == .provisional ? ["V017/H0042"] : [],
          bound: CountBound(
            atMost: variant == .provisional ? 93 : 58, population: 1240, confidence: 0.95)),
      tool: "assay 0.1.0")
  }

  static func minutes(_ variant: Variant) throws -> MinutesContent {
    let content = try content(variant)
    return MinutesContent(
      title: content.title, round: content.round, timeZone: content.timeZone,
      registers: content.registers, design: content.design, ceremony: content.ceremony,
      tool: content.tool)
  }

  static func day(_ text: String) -> Date {
    ISO8601DateFormatter().date(from: text)!
  }

  private static var registers: [RegisterSummary] {
    [
      RegisterSummary(
        name: "villages", label: text("行政村", "Villages"), rows: 307, persons: 387_000,
        root: SHA256.hash("villages")),
      RegisterSummary(
        name: "households", label: text("建档立卡户", "registered households"), rows: 14_577,
        persons: 48_983, root: SHA256.hash("households")),
      RegisterSummary(
        name: "roster", label: text("非建档立卡户", "unregistered households"), rows: 84_654,
        persons: 338_017, root: SHA256.hash("roster")),
    ]
  }

  private static func design(_ variant: Variant) -> [DesignRow] {
    let villages = text("行政村", "Villages")
    let exited = text("脱贫户", "Exited households")
    let population = DesignRow.Request.fraction("0.10", of: .population)
    let row = {
      (
        stage: Int, sample: String, label: BilingualText, stratum: BilingualText?, all: Int, n: Int,
        reserves: Int, request: DesignRow.Request, wanted: Int?
      ) in
      DesignRow(
        stage: stage, sample: sample, label: label, stratum: stratum, population: all, drawn: n,
        reserves: reserves, request: request, method: stage == 1 ? "systematic" : "srs",
        wanted: wanted)
    }
    return [
      row(
        1, "", villages, text("退出村", "exited"), 83, 17, 0, .fraction("0.20", of: .stratum), nil),
      row(
        1, "", villages, text("未退出村", "remaining"), 3, 3, 0, .fraction("1", of: .stratum), nil),
      row(1, "", villages, text("其他村", "other"), 221, 12, 0, .size(12, of: .stratum), nil),
      row(2, "exited", exited, text("蓝卡", "blue"), 4650, 465, 140, population, nil),
      row(2, "exited", exited, text("黄卡", "yellow"), 6595, 660, 198, population, nil),
      row(
        2, "exited", exited, text("红卡", "red"), 1199, 98, 0, population,
        variant == .provisional ? 120 : nil),
      row(
        2, "remaining", text("未脱贫户", "remaining households"), nil, 2133, 214, 65, population, nil),
      row(
        2, "unregistered", text("非建档立卡户", "unregistered households"), nil, 84_654, 471, 142,
        .fraction("0.05", of: .cluster), nil),
    ]
  }

  private static func ceremony(_ variant: Variant) throws -> Ceremony {
    let key = Secret(bytes: SHA256.hash("demo-key/x").bytes)
    let seed = try Seed(text: "Ji'an County, 15 November 2016, demonstration", key: key)
    let digest = SHA256.hash("key")
    return Ceremony(
      specification: "assay-draw-1", commitment: SHA256.hash("seal"),
      sealed: day("2016-11-14T02:00:00Z"), sealer: "江西农业大学",
      key: variant == .passed
        ? .revealed(key, digest: digest) : variant == .bare ? .none : .secret(digest: digest),
      isKeyPublic: variant == .passed,
      revealed: variant == .passed ? day("2016-11-27T02:00:00Z") : nil,
      draw: Ceremony.Draw(
        seed: seed.text, seedDigest: seed.textDigest,
        seedHash: variant == .provisional ? nil : seed.digest,
        time: day("2016-11-15T01:30:00Z"), actor: variant == .bare ? nil : "江西农业大学"),
      earlierSeals: variant == .provisional
        ? [.init(commitment: SHA256.hash("older"), reason: "名册补录两户")] : [],
      drawCount: 1,
      verifyCommand:
        "assay verify out/2016/proof.json --register villages=registers/villages.csv --register households=registers/households.csv --register roster=registers/roster.csv --salt keys/2016/salt.key",
      scriptCommand: "python3 out/2016/verify.py out/2016/proof.json")
  }
}
