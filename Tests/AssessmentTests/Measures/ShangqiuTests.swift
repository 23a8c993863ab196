// SPDX-License-Identifier: GPL-3.0-or-later

import Assessment
import Foundation
import Sampling
import Tables
import Testing

@Suite("The tables of Shangqiu's listed supervision")
struct ShangqiuTests {
  private func rows(_ name: String) throws -> [String] {
    let file = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().deletingLastPathComponent()
      .appending(path: "datasets/shangqiu-2020/\(name).csv")
    return try String(contentsOf: file, encoding: .utf8).split(separator: "\n").map(String.init)
  }

  private func tables(_ profile: Profile) throws -> RecordTables {
    try recordTables(
      ["townships", "counties", "causes"].map { ($0, try rows($0)) }, of: profile)
  }

  @Test("SQ-CAU-01: the shares of causes are those that were published, to the last digit")
  func causes() throws {
    let profile = try shippedProfile("listed-supervision-2020")
    let measure = try #require(profile.measures.first { $0.name == "SQ-CAU-01" })
    let figures = try measure.evaluate(in: tables(profile)).figures
    let published = try rows("causes").dropFirst().map {
      $0.split(separator: ",").map(String.init)
    }
    for row in published {
      let figure = try #require(figures.first { $0.within == row[1] && $0.group == row[2] })
      let hundredths = try #require(figure.value).multiplied(by: 10_000).nearest
      #expect(Rational(decimal: row[4]) == Rational(hundredths, 100), "\(row)")
    }
    let counties = figures.filter { $0.within != nil && $0.group == nil }
    #expect(counties.map(\.numerator) == [Rational(3061), Rational(3595)])
    #expect(figures[0].numerator == Rational(6656))
  }

  @Test("SQ-LST-01: both counties and all 28 townships are listed, 10,833 persons in these")
  func listed() throws {
    let profile = try shippedProfile("listed-supervision-2020")
    let tables = try tables(profile)
    let found = try profile.registerRules.filter { $0.id.hasPrefix("SQ-LST-01") }.map {
      try $0.evaluate(in: tables).problems.count
    }
    #expect(found == [2, 28])
    let measure = try #require(profile.measures.first { $0.name == "SQ-LST-01" })
    let figures = try measure.evaluate(in: tables).figures
    #expect(figures[0].numerator == Rational(10_833))
    let byCounty = Dictionary(
      uniqueKeysWithValues: figures.dropFirst().map {
        ($0.group!, ($0.rows, $0.numerator.numerator))
      })
    let expected = [
      "虞城县": (12, 4967), "夏邑县": (11, 4040), "柘城县": (2, 833), "宁陵县": (2, 646), "民权县": (1, 347),
    ]
    #expect(byCounty.count == expected.count)
    for (county, counts) in expected { #expect(byCounty[county].map { $0 == counts } == true) }
  }
}
