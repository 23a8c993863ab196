// SPDX-License-Identifier: GPL-3.0-or-later

import Assessment
import Files
import Foundation
import Planning
import Reports
import Sampling
import Tables
import Testing

@Suite("Plans in words")
struct PlanTextTests {
  private static let profile: Profile = {
    let file = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().appending(path: "surveys/exit-2016/profile.yaml")
    do {
      return try Profile(text: TextFile(path: file.path).contents(), file: "profile.yaml")
    } catch { preconditionFailure("the bundled profile reads: \(error)") }
  }()

  /// 2 of 5 villages with 10 households each, of which 70% of all are wanted; 30 remaining households.
  private static func plan() throws -> Plan {
    let column = { (name: String, values: [String]) in (name, TextColumn(values)) }
    let table = { (columns: [(String, TextColumn)]) in
      Table(names: columns.map(\.0), columns: columns.map(\.1))
    }
    let villages = try TableRegister(
      table([column("id", (0..<5).map { "V\($0)" })]), id: "id")
    let households = try TableRegister(
      table([
        column("id", (0..<50).map { "H\($0)" }), column("village", (0..<50).map { "V\($0 / 10)" }),
        column("persons", (0..<50).map { "\($0 % 3 + 1)" }),
      ]), id: "id", parent: "village")
    let remaining = households.restricted(to: (0..<50).map { $0 % 10 < 6 })
    let design = SamplingDesign(
      Stage("villages", size: .size(2)),
      Stage(samples: [
        SampleDesign("exited", from: "households", size: .fraction("0.70"), of: .population),
        SampleDesign("remaining", from: "households", size: .fraction("0.10")),
      ]))
    let frame = try SamplingFrame(
      design,
      registers: ["villages": villages, "exited": households, "remaining": remaining])
    return try Plan(
      frame,
      measures: [
        "exited": frame.measure("persons", of: households, stage: 2),
        "remaining": frame.measure("persons", of: remaining, stage: 2, sample: 1),
      ], trialDraws: 20)
  }

  @Test("English: sizes, readings with the villages that would do, coverage and warnings")
  func english() throws {
    let text = PlanText.text(try Self.plan(), profile: Self.profile, in: .english)
    for part in [
      "1. Villages", "2. Exited households", "Limit at 0", "* population", "* cluster",
      "no, needs 4", "2 → 4", "Coverage: all 50 units and 99 persons of Exited households",
      "20 trial draws (seeds plan/1 to plan/20", "1 - 0.05^(1/n)",
      "Exited households + Remaining poor households: 80 units",
    ] {
      #expect(text.contains(part), "\(part)\n\(text)")
    }
  }

  @Test("Chinese: the same figures, and columns aligned by the width of characters")
  func chinese() throws {
    let plan = try Self.plan()
    let text = PlanText.text(plan, profile: Self.profile, in: .chinese)
    for part in ["1. 行政村", "2. 脱贫户", "零错误上限", "否，需 4 个", "覆盖：脱贫户 50 个单位、99 人都可能被抽中"] {
      #expect(text.contains(part), "\(part)\n\(text)")
    }
    let figures = { (text: String) in
      text.matches(of: /\d+\.\d\d%/).map { String($0.output) }
    }
    #expect(figures(text) == figures(PlanText.text(plan, profile: Self.profile, in: .english)))
    // The right edge of the column of units: header, then a row for each sample.
    let edges = text.split(separator: "\n").compactMap { line in
      line.firstMatch(of: /^ +层 +总数 N|^ +全部 +[0-9,]+/).map { displayWidth(String($0.output)) }
    }
    #expect(edges.count == 4 && Set(edges).count == 1, "\(edges)\n\(text)")
  }

  @Test("JSON and CSV hold every figure under one key each")
  func machines() throws {
    let listing = PlanListing.listing(try Self.plan())
    let rows = try #require(
      try JSONSerialization.jsonObject(with: Data(listing.text(.json, in: .english).utf8))
        as? [[String: Any]])
    // Stage 1, exited and remaining with one stratum each and their sums; three readings three times.
    #expect(rows.map { $0["part"] as? String }.count { $0 == "sample" } == 3)
    #expect(rows.map { $0["part"] as? String }.count { $0 == "stratum" } == 3)
    let readings = rows.filter { $0["part"] as? String == "reading" }
    #expect(readings.count == 9)
    #expect(readings[0]["feasible"] as? String == "no")
    #expect(readings[0]["inDesign"] as? String == "yes")
    #expect(readings[0]["wanted"] as? Double == 35)
    #expect(readings[0]["available"] as? Double == 20)
    #expect(readings[0]["firstStageUnitsNeeded"] as? Int == 4)
    #expect(readings[0]["probabilityShort"] as? Double == 1)
    #expect(readings[0]["size"] as? Double == 20)
    #expect(readings[0]["persons"] as? Double == 99)
    #expect(readings[1]["wanted"] is NSNull)
    #expect(readings.allSatisfy { ($0["upperOneSided"] as? Double ?? -1) > 0 })
    let lines = listing.text(.csv, in: .chinese).split(separator: "\n")
    #expect(lines.count == rows.count + 1)
    #expect(lines[0].hasPrefix("part,stage,sample,stratum,reading,inDesign,feasible,population,"))
    #expect(Set(lines[0].split(separator: ",").map(String.init)) == Set(rows[0].keys))
  }
}
