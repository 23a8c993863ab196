// SPDX-License-Identifier: GPL-3.0-or-later

import Assessment
import Foundation
import Reports
import Sampling
import Testing

@Suite("Charts of intervals")
struct IntervalPlotTests {
  /// Values that must be seen, the bound of their scale, and where the scale begins and ends.
  struct Case: Sendable, CustomTestStringConvertible {
    let values: [Double]
    let bound: Double?
    let low: ClosedRange<Double>
    let high: ClosedRange<Double>
    var testDescription: String { "\(values)" }
  }

  static let scales = [
    Case(values: [0, 0.006, 0.02], bound: 1, low: 0...0, high: 0.021...0.025),
    Case(values: [0.9, 0.969, 0.995], bound: 1, low: 0.8...0.9, high: 1...1),
    Case(values: [0.013, 0.02, 0.033], bound: 1, low: 0...0, high: 0.033...0.04),
    Case(values: [0.2, 0.9], bound: 1, low: 0...0, high: 1...1),
    Case(values: [0.45, 0.55], bound: 1, low: 0.4...0.45, high: 0.55...0.6),
    Case(values: [0, 0, 0], bound: 1, low: 0...0, high: 0.001...0.1),
    Case(values: [1, 1], bound: 1, low: 0.8...0.999, high: 1...1),
    Case(values: [85.1, 87.7], bound: nil, low: 80...85.1, high: 87.7...90),
    Case(values: [], bound: 1, low: 0...0, high: 1...1),
    Case(values: [.nan, .infinity, 0.5], bound: 1, low: 0...0.5, high: 0.5...1),
  ]

  @Test("A scale shows all values and begins or ends at a bound that is near", arguments: scales)
  func scale(_ expected: Case) {
    let scale = PlotScale(showing: expected.values, upTo: expected.bound)
    #expect(expected.low.contains(scale.low), "\(scale)")
    #expect(expected.high.contains(scale.high), "\(scale)")
    for value in expected.values where value.isFinite {
      #expect((0...1).contains(scale.position(of: value)))
    }
    #expect((2...7).contains(scale.ticks.count), "\(scale)")
    #expect(scale.ticks == scale.ticks.sorted() && Set(scale.ticks).count == scale.ticks.count)
    #expect(scale.ticks.allSatisfy { (-1e-9...1 + 1e-9).contains(scale.position(of: $0)) })
    let labels = scale.ticks.map { NumberText.fixed($0, scale.decimals) }
    #expect(Set(labels).count == labels.count)
    #expect(!labels.contains { $0.hasPrefix("-0") && Double($0) == 0 })
  }

  @Test("Signs stand where their values are: a bound at the limit stands on the limit's line")
  func places() throws {
    let threshold = CountyFixture.limit(2, .atMost)
    let estimate = CountyFixture.estimate(1, 0.2, 2.5, 0.4, 2)
    let scale = PlotScale(showing: [0, 0.025], upTo: 1)
    let plot = IntervalPlot(
      scale: scale, official: 0.02, estimate: estimate, threshold: threshold, isShare: true,
      hasAxis: true, label: "a < b")
    let inner = IntervalPlot.width - 2 * IntervalPlot.margin
    #expect(plot.x(scale.low) == IntervalPlot.margin)
    #expect(plot.x(scale.high) == IntervalPlot.width - IntervalPlot.margin)
    #expect(abs(plot.x(0.01) - IntervalPlot.margin - inner * 0.01 / scale.high) < 1e-9)

    let parsed = ParsedPage(plot.svg())
    #expect(parsed.isWellFormed)
    #expect(parsed.all("svg").first?["aria-label"] == "a < b")
    let number = { (attributes: [String: String]?, key: String) in
      Double(attributes?[key] ?? "") ?? .nan
    }
    let limit = number(parsed.all("line").first { $0["class"] == "limit" }, "x1")
    let thick = parsed.all("rect").first { $0["class"] == "thick" }
    let failing = parsed.all("rect").first { $0["class"] == "failing" }
    let circle = parsed.all("circle").first
    #expect(abs(limit - plot.x(0.02)) < 0.006)
    #expect(abs(number(thick, "x") + number(thick, "width") - limit) < 0.011)
    #expect(abs(number(failing, "x") - limit) < 0.006)
    #expect(abs(number(circle, "cx") - plot.x(0.01)) < 0.006)
    let ends = parsed.all("line").filter { $0["class"] == "thin" }.map { number($0, "x2") }
    #expect(ends.contains { abs($0 - plot.x(0.002)) < 0.006 })
    #expect(ends.contains { abs($0 - plot.x(0.025)) < 0.006 })
    // The triangle's tip.
    let path = parsed.all("path").first?["d"] ?? ""
    let tip = try #require(path.firstMatch(of: /L([0-9.]+) 11z/))
    #expect(abs((Double(tip.1) ?? .nan) - limit) < 0.006)
  }

  @Test("The shaded side is the one on which the requirement is not met")
  func shading() {
    let scale = PlotScale(showing: [0.9, 0.98], upTo: 1)
    let plot = IntervalPlot(
      scale: scale, official: nil, estimate: nil, threshold: CountyFixture.limit(90, .atLeast),
      isShare: true, hasAxis: true, label: "")
    let failing = ParsedPage(plot.svg()).all("rect").first { $0["class"] == "failing" }
    #expect(Double(failing?["x"] ?? "") == IntervalPlot.margin)
    let end = (Double(failing?["width"] ?? "") ?? 0) + IntervalPlot.margin
    #expect(abs(end - plot.x(0.9)) < 0.006)
  }

  @Test("No tick's label stands on the limit's")
  func labels() {
    for percent in 1...99 {
      let threshold = CountyFixture.limit(percent, .atMost)
      let limit = Double(percent) / 100
      let plot = IntervalPlot(
        scale: PlotScale(showing: [0, limit * 1.07], upTo: 1), official: nil, estimate: nil,
        threshold: threshold, isShare: true, hasAxis: true, label: "")
      let texts = ParsedPage(plot.svg()).all("text")
      let place = Double(texts.first { $0["class"] == "limit-label" }?["x"] ?? "") ?? .nan
      for tick in texts where tick["class"] == "tick-label" {
        #expect(abs((Double(tick["x"] ?? "") ?? .nan) - place) > 17)
      }
    }
  }
}
