// SPDX-License-Identifier: GPL-3.0-or-later

package import Assessment
import Sampling

/// An estimate with its limits against a requirement, drawn as inline SVG.
///
/// The thick bar is the two-sided interval whose ends are the one-sided bounds of the verdict, 90% at 95%;
/// the thin line is the interval at the profile's confidence; the ring is the estimate, the triangle the official figure, the
/// dashed line the requirement with its failing side shaded. Nothing rests on colour alone.
package struct IntervalPlot: Sendable {
  /// The width of the drawing in its own units.
  package static let width = 330.0
  /// The room left and right of the scale, for the labels of the outermost ticks.
  package static let margin = 18.0

  /// Where the plot's numbers begin and end.
  package let scale: PlotScale
  private let official: Double?
  private let estimate: EstimatedFigure?
  private let threshold: Threshold?
  private let isShare: Bool
  private let label: String
  private let hasAxis: Bool

  /// A plot of one figure.
  /// - Parameters:
  ///   - hasAxis: whether ticks and their labels are drawn below.
  ///   - label: what a screen reader says of it, not yet escaped.
  package init(
    scale: PlotScale, official: Double?, estimate: EstimatedFigure?, threshold: Threshold?,
    isShare: Bool, hasAxis: Bool, label: String
  ) {
    self.scale = scale
    self.official = official
    self.estimate = estimate
    self.threshold = threshold
    self.isShare = isShare
    self.hasAxis = hasAxis
    self.label = label
  }

  /// The horizontal place of a value in the drawing.
  package func x(_ value: Double) -> Double {
    Self.margin + scale.position(of: value) * (Self.width - 2 * Self.margin)
  }

  private static let lane = 19.0
  private static let floor = 33.0

  /// The drawing.
  package func svg() -> String {
    let height = hasAxis ? 50.0 : Self.floor
    var parts: [String] = []
    if let threshold { parts.append(requirementArea(threshold)) }
    parts.append(line("axis", scale.low, scale.high, at: Self.floor))
    if hasAxis { parts.append(contentsOf: axis()) }
    if let threshold {
      let x = self.x(threshold.limit.doubleValue)
      let bottom = hasAxis ? Self.floor + 4 : Self.floor
      parts.append(
        "<line class=\"limit\" x1=\"\(n(x))\" y1=\"3\" x2=\"\(n(x))\" y2=\"\(n(bottom))\"/>"
      )
    }
    if let estimate { parts.append(contentsOf: interval(estimate)) }
    if let official {
      let x = self.x(official)
      parts.append(
        "<path class=\"official\" d=\"M\(n(x - 4.5)) 3h9L\(n(x)) 11z\"/>")
    }
    return """
      <svg class="plot" viewBox="0 0 \(n(Self.width)) \(n(height))" role="img" \
      aria-label="\(Markup.escaped(label))" xmlns="http://www.w3.org/2000/svg">\
      \(parts.joined())</svg>
      """
  }

  /// The side on which the requirement is not met.
  private func requirementArea(_ threshold: Threshold) -> String {
    let limit = x(threshold.limit.doubleValue)
    let (from, to) =
      threshold.side == .atMost ? (limit, Self.width - Self.margin) : (Self.margin, limit)
    return """
      <rect class="failing" x="\(n(from))" y="3" width="\(n(max(0, to - from)))" \
      height="\(n(Self.floor - 3))"/>
      """
  }

  private func axis() -> [String] {
    var parts: [String] = []
    // Five units a character keep a tick's label clear of the requirement's.
    let limit = threshold.map {
      (x: x($0.limit.doubleValue), text: FigureText.limit($0.limit, isShare: isShare))
    }
    for tick in scale.ticks {
      let place = x(tick)
      parts.append(
        """
        <line class="tick" x1="\(n(place))" y1="\(n(Self.floor))" x2="\(n(place))" \
        y2="\(n(Self.floor + 4))"/>
        """)
      let text = tickText(tick)
      if let limit, abs(limit.x - place) < Double(limit.text.count + text.count) * 3 + 5 {
        continue
      }
      parts.append(label(text, at: place, "tick-label"))
    }
    if let limit { parts.append(label(limit.text, at: limit.x, "limit-label")) }
    return parts
  }

  private func tickText(_ tick: Double) -> String {
    guard isShare else { return NumberText.fixed(tick, scale.decimals) }
    return NumberText.fixed(tick * 100, max(0, scale.decimals - 2)) + "%"
  }

  private func label(_ text: String, at place: Double, _ style: String) -> String {
    """
    <text class="\(style)" x="\(n(place))" y="\(n(Self.floor + 14))" \
    text-anchor="middle">\(Markup.escaped(text))</text>
    """
  }

  private func interval(_ estimate: EstimatedFigure) -> [String] {
    var parts: [String] = []
    if let lower = estimate.lower, let upper = estimate.upper {
      parts.append(line("thin", lower, upper, at: Self.lane))
      for end in [lower, upper] {
        parts.append(
          """
          <line class="thin" x1="\(n(x(end)))" y1="\(n(Self.lane - 4))" x2="\(n(x(end)))" \
          y2="\(n(Self.lane + 4))"/>
          """)
      }
    }
    if let lower = estimate.lowerOneSided, let upper = estimate.upperOneSided {
      parts.append(
        """
        <rect class="thick" x="\(n(x(lower)))" y="\(n(Self.lane - 3.5))" \
        width="\(n(max(0.6, x(upper) - x(lower))))" height="7"/>
        """)
    }
    parts.append(
      "<circle class=\"estimate\" cx=\"\(n(x(estimate.value)))\" cy=\"\(n(Self.lane))\" r=\"4\"/>")
    return parts
  }

  private func line(_ style: String, _ from: Double, _ to: Double, at height: Double) -> String {
    """
    <line class="\(style)" x1="\(n(x(from)))" y1="\(n(height))" x2="\(n(x(to)))" \
    y2="\(n(height))"/>
    """
  }

  /// A coordinate with two decimals at the most.
  private func n(_ value: Double) -> String { NumberText.shortest((value * 100).rounded() / 100) }
}

extension IntervalPlot {
  /// A scale that shows an indicator with its parts and its requirement.
  package static func scale(for result: IndicatorResult) -> PlotScale {
    var values: [Double] = []
    let figures =
      [(result.official, result.estimate)] + result.parts.map { ($0.official, $0.estimate) }
    for (official, estimate) in figures {
      if let official { values.append(official.value.doubleValue) }
      guard let estimate else { continue }
      values.append(estimate.value)
      values += [
        estimate.lower, estimate.upper, estimate.lowerOneSided, estimate.upperOneSided,
      ].compactMap { $0 }
    }
    if let threshold = result.threshold { values.append(threshold.limit.doubleValue) }
    return PlotScale(showing: values, upTo: result.isShare ? 1 : nil)
  }
}
