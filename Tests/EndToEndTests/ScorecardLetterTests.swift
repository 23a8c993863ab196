// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation
import Testing

@Suite("Letters and the published version of scorecards")
struct ScorecardLetterTests {
  private let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
    let made = try AssayProcess.run([
      "new", folder.path("w"), "--profile", "annual-assessment-2017",
    ]
    )
    #expect(made.status == 0, "\(made.errors)")
    let files = [
      "villages.csv": "village_id,county,persons\nV1,惠东,9\n",
      "households.csv": "household_id,village_id,status,persons\nH1,V1,poor,3\n",
      "counties.csv": """
      county,kind,plan,plan_done,plan_evidence,funds_breaches,funds_evidence,exit_breaches,exit_evidence,accuracy,satisfaction,accuracy_evidence,discipline_cases,discipline_evidence,identification_daily,identification_yearly,identification_third_party,help_daily,help_yearly,help_third_party
      惠东,county,10,9,户主钱多多等未脱贫,0,,1,,0.99,0.95,,0,,0.9,0.8,1,1,1,1
      博罗,county,10,10,,0,,0,,0.99,0.95,,0,,1,,1,1,1,1

      """,
    ]
    for (name, text) in files {
      try Data(text.utf8).write(to: URL(filePath: folder.path("w/\(name)")))
    }
    let imported = try assay("register", "import")
    #expect(imported.status == 0, "\(imported.errors)")
  }

  private func assay(_ arguments: String...) throws -> AssayProcess.Outcome {
    try AssayProcess.run(arguments + ["--workspace", folder.path("w")])
  }

  @Test(
    "HZ-SUP-05: each county is told its points, flags and evidence, and to answer in two months")
  func letters() throws {
    let written = try assay("scorecard", "--letters", "--as-of", "2017-12-31", "--language", "en")
    #expect(written.status == 0, "\(written.errors)")
    let flagged = try folder.read("w/out/1/letter-惠东.html")
    for text in [
      "Feedback of the assessment: 惠东", "31 December 2017", "28 February 2018 (2 months)",
      "City poverty office", "The year’s plan was not met", "户主钱多多等未脱贫",
      "Signs without evidence, and therefore not flagged: F3", "These are proposals",
      "Interview with the head", "95.00 of 100.00", "Annual assessment 2017",
      "this card is no published rule",
    ] { #expect(flagged.lowercased().contains(text.lowercased()), "\(text)") }
    let clean = try folder.read("w/out/1/letter-博罗.html")
    for text in [
      "no report of rectification is due", "neither as full marks nor as none",
      "Identification: Yearly check", "85.00 of 85.00 that could be assessed, 100.00 in all",
      "open, parts missing",
    ] { #expect(clean.contains(text), "\(text)") }
    #expect(!clean.contains("钱多多"))
    let chinese = try assay(
      "scorecard", "huizhou", "--letters", "--object", "惠东", "--as-of", "2017-12-31",
      "--language", "zh")
    #expect(chinese.status == 0, "\(chinese.errors)")
    let letter = try folder.read("w/out/1/letter-惠东.html")
    for text in ["考核结果反馈：惠东", "2018年2月28日（2 个月）", "市扶贫开发领导小组办公室", "仅为按文件提出的建议"] {
      #expect(letter.contains(text), "\(text)")
    }
    let stranger = try assay("scorecard", "--letters", "--object", "龙门", "--language", "en")
    #expect(stranger.status == 64 && stranger.errors.contains("博罗, 惠东"), "\(stranger.errors)")
  }

  @Test(
    "What is missing is listed beside each object; an impossible value is refused with its object")
  func missing() throws {
    let shown = try assay("scorecard", "henan_shares", "--language", "en")
    #expect(shown.status == 0, "\(shown.errors)")
    for text in ["Missing", "Identification: Yearly check", "open, parts missing"] {
      #expect(shown.output.contains(text), "\(shown.output)")
    }
    let counties = try folder.read("w/counties.csv").replacing("0.9,0.8,1", with: "98.5,0.8,1")
      .replacing("博罗,county", with: "博罗,couny")
    try Data(counties.utf8).write(to: URL(filePath: folder.path("w/counties.csv")))
    let again = try assay("register", "import")
    #expect(again.status == 0, "\(again.errors)")
    let refused = try assay("scorecard", "--language", "en")
    #expect(refused.status == 65 && refused.output.isEmpty, "\(refused.output)")
    for text in [
      "column identification_daily: \"98.5\" of 惠东 is more than 1",
      "Identification: Daily supervision is a share", "write 0.985", "workspace's sorted copy",
      "column kind: \"couny\" of 博罗 is no value of kind", "Write one of: county, district",
    ] { #expect(refused.errors.contains(text), "\(refused.errors)") }
    // A row of the sorted copy is none of the file that was imported.
    #expect(!refused.errors.contains("row "), "\(refused.errors)")
  }

  @Test("HZ-SUP-05: only cards that may be published are, without evidence and proposals")
  func published() throws {
    let written = try assay("scorecard", "--public", "--language", "en")
    #expect(written.status == 0, "\(written.errors)")
    #expect(written.errors.contains("henan_shares is not published: the profile does not say"))
    let page = try folder.read("w/out/1/scorecard-public.html")
    #expect(page.contains("惠东") && page.contains("F1 The year’s plan was not met"))
    for text in ["钱多多", "Interview with the head", "95.00"] { #expect(!page.contains(text)) }
    let none = try assay("scorecard", "henan_shares", "--public", "--language", "en")
    #expect(none.status == 78 && none.errors.contains("publish: true"), "\(none.errors)")
  }
}
