// SPDX-License-Identifier: GPL-3.0-or-later

import Assessment
import Foundation
import Reports
import Sampling
import Testing

@Suite("Figures, days and codes as people see them")
struct FigureTextTests {
  @Test(
    "A share keeps two decimals, and more where fewer would tell something else",
    arguments: [
      (3, 4512, "0.07%"), (0, 300, "0%"), (300, 300, "100%"), (1, 3, "33.33%"),
      (1, 50, "2.00%"), (200_001, 10_000_000, "2.00001%"), (199_999, 10_000_000, "1.99999%"),
      (1, 100_000, "0.0010%"), (99_999, 100_000, "99.999%"), (1, 30_000_000, "0.0000033%"),
      (1_781, 1_809, "98.45%"),
    ])
  func share(numerator: Int, denominator: Int, text: String) {
    let value = Rational(numerator, denominator)
    #expect(FigureText.text(value, isShare: true, beside: Rational(2, 100)) == text)
  }

  @Test(
    "An index keeps one decimal",
    arguments: [(86.3, "86.3"), (0, "0"), (0.04, "0.04"), (100, "100.0"), (-0.3, "-0.3")])
  func index(value: Double, text: String) {
    #expect(FigureText.text(value, isShare: false) == text)
  }

  @Test(
    "A limit has no needless zeros",
    arguments: [(2, 100, "2%"), (25, 1000, "2.5%"), (90, 100, "90%"), (1, 3, "33.333333333%")])
  func limit(numerator: Int, denominator: Int, text: String) {
    #expect(FigureText.limit(Rational(numerator, denominator), isShare: true) == text)
  }

  @Test("Counts are grouped, broken ones have a decimal")
  func counts() {
    #expect(FigureText.count(Rational(387_000)) == "387,000")
    #expect(FigureText.count(Rational(64_824, 10)) == "6,482.4")
    #expect(FigureText.share(1809, of: 1889) == "95.8%")
    #expect(FigureText.share(0, of: 10) == "0%" && FigureText.share(10, of: 10) == "100%")
    #expect(FigureText.share(9_999, of: 10_000) == "99.99%")
    #expect(FigureText.share(0, of: 0) == nil)
  }

  @Test("Days and moments are those of the time zone")
  func dates() {
    let moment = CountyFixture.day("2016-11-14T23:05:00Z")
    let china = TimeZone(secondsFromGMT: 8 * 3600)!
    let english = DateText(timeZone: china, language: .english)
    let chinese = DateText(timeZone: china, language: .chinese)
    #expect(english.moment(moment) == "15 November 2016, 07:05 (UTC+8)")
    #expect(chinese.moment(moment) == "2016年11月15日 07:05（UTC+8）")
    let later = CountyFixture.day("2016-12-01T00:00:00Z")
    #expect(english.span(moment...later) == "15 November 2016 to 1 December 2016")
    #expect(chinese.span(moment...moment) == "2016年11月15日")
    let half = DateText(timeZone: TimeZone(secondsFromGMT: -12_600)!, language: .english)
    #expect(half.moment(moment) == "14 November 2016, 19:35 (UTC−3:30)")
  }

  @Test("A QR code of a digest has version 5, three finder patterns and the timing pattern")
  func code() {
    let code = QRCode(SHA256.hash("x").hex)
    #expect(code.width == 37)
    let dark = { (row: Int, column: Int) in code.modules[row * code.width + column] }
    for (top, left) in [(0, 0), (0, 30), (30, 0)] {
      for row in 0..<7 {
        for column in 0..<7 {
          let ring = min(min(row, 6 - row), min(column, 6 - column))
          #expect(dark(top + row, left + column) == (ring != 1))
        }
      }
    }
    for index in 8..<29 { #expect(dark(6, index) == (index % 2 == 0)) }
  }

  @Test("The drawing of a QR code holds exactly its dark modules")
  func drawing() throws {
    let code = QRCode(SHA256.hash("y").hex)
    let svg = code.svg(label: "承诺值 <1>")
    let parsed = ParsedPage(svg)
    #expect(parsed.isWellFormed && parsed.all("svg").first?["aria-label"] == "承诺值 <1>")
    var drawn = [Bool](repeating: false, count: code.modules.count)
    for match in svg.matches(of: /M(\d+) (\d+)h(\d+)v1h-(\d+)z/) {
      let (x, y, length) = (Int(match.1)! - 4, Int(match.2)! - 4, Int(match.3)!)
      #expect(match.3 == match.4)
      for column in x..<(x + length) { drawn[y * code.width + column] = true }
    }
    #expect(drawn == code.modules)
  }
}
