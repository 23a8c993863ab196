// SPDX-License-Identifier: GPL-3.0-or-later

import Assessment
import Reports
import Testing

@Suite("Differences between rounds in a terminal")
struct ChangeTextTests {
  private func changes() throws -> [IndicatorChange] {
    let indicators = try CountyFixture.content(.passed).result.indicators
    let figure = { (value: Double, lower: Double, upper: Double) in
      EstimatedFigure(
        value: value, standardError: abs(value) / 4, lower: lower, upper: upper,
        lowerOneSided: lower, upperOneSided: upper, interval: "mover", rule: nil, count: 800)
    }
    return zip(
      indicators,
      [figure(-0.012, -0.021, -0.003), figure(0.02, 0.01, 0.03), figure(0.001, -0.01, 0.02), nil]
    ).map {
      IndicatorChange(
        earlier: $0, later: $0, difference: $1, rules: $1 == nil ? [] : ["overlap-ignored"])
    }
  }

  @Test("Signs, verdicts for better or worse, and what the covariance rests on, in both languages")
  func text() throws {
    let changes = try changes()
    #expect(changes.map(\.verdict) == [.fell, .rose, .notConclusive, .notEstimable])
    #expect(changes.map(\.isBetter) == [true, false, nil, nil])
    let english = ChangeText.text(changes, of: "2016", since: "2015", in: .english)
    #expect(english.contains("−1.20") && english.contains("−2.10 to −0.30"))
    #expect(english.contains("fell, for the better") && english.contains("rose, for the worse"))
    #expect(english.contains("no proven change") && english.contains("not estimable"))
    #expect(english.split(separator: "\n").count { $0.contains("is left out") } == 1)
    let chinese = ChangeText.text(changes, of: "2016", since: "2015", in: .chinese)
    #expect(chinese.contains("下降，好转") && chinese.contains("上升，变差"))
    #expect(chinese.contains("未见确凿变化") && chinese.contains("不能估计"))
    #expect(!chinese.contains("Optional") && !english.contains("nil"))
  }
}
