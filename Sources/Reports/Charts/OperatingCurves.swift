// SPDX-License-Identifier: GPL-3.0-or-later

import Assessment
import Planning
import Sampling

/// Operating characteristics drawn as inline SVG: a panel for each intra-class correlation, the true rate to
/// the right and probabilities upwards.
///
/// The solid line is the official figure meeting the requirement, the long dashes a result shown to meet it,
/// the dots one shown to miss it; the requirement is the upright dashed line. Nothing rests on colour alone.
struct OperatingCurves {
  let decision: PlannedDecision
  /// What a screen reader says of the drawing, not yet escaped.
  let label: String
  let language: Language

  private static let panel = 215.0
  private static let gap = 14.0
  private static let left = 32.0
  private static let top = 16.0
  private static let height = 120.0

  /// The drawing.
  func svg() -> String {
    let correlations = decision.characteristic.correlations
    let width = Self.left + Double(correlations.count) * (Self.panel + Self.gap)
    let panels = correlations.enumerated().map { index, correlation in
      panel(
        correlation, at: Self.left + Double(index) * (Self.panel + Self.gap), isFirst: index == 0)
    }
    return """
      <svg class="plot curves" viewBox="0 0 \(n(width)) \(n(Self.top + Self.height + 30))" role="img" \
      aria-label="\(Markup.escaped(label))" xmlns="http://www.w3.org/2000/svg">\
      \(panels.joined())</svg>
      """
  }

  private func panel(_ correlation: Double, at left: Double, isFirst: Bool) -> String {
    let points = decision.characteristic.points(at: correlation).sorted { $0.rate < $1.rate }
    let scale = PlotScale(
      showing: points.map(\.rate) + [decision.rule.limit.doubleValue], upTo: 1)
    let x = { (rate: Double) in left + scale.position(of: rate) * (Self.panel - 12) }
    let y = { (share: Double) in Self.top + (1 - share) * Self.height }
    let limit = x(decision.rule.limit.doubleValue)
    var parts = [
      text(
        BilingualText(
          zh: "群内相关 \(NumberText.shortest(correlation))",
          en: "correlation \(NumberText.shortest(correlation))"
        ).text(in: language), x: left + (Self.panel - 12) / 2, y: 11, "tick-label", "middle")
    ]
    for share in [0, 0.25, 0.5, 0.75, 1] {
      parts.append(
        """
        <line class="grid" x1="\(n(left))" y1="\(n(y(share)))" x2="\(n(left + Self.panel - 12))" \
        y2="\(n(y(share)))"/>
        """)
      if isFirst {
        parts.append(
          text(
            NumberText.fixed(share * 100, 0) + "%", x: left - 4, y: y(share) + 3.5, "tick-label",
            "end"))
      }
    }
    parts.append(
      """
      <line class="limit" x1="\(n(limit))" y1="\(n(Self.top))" x2="\(n(limit))" \
      y2="\(n(Self.top + Self.height + 4))"/>
      """)
    for tick in scale.ticks {
      let label = NumberText.fixed(tick * 100, max(0, scale.decimals - 2)) + "%"
      parts.append(
        """
        <line class="tick" x1="\(n(x(tick)))" y1="\(n(Self.top + Self.height))" x2="\(n(x(tick)))" \
        y2="\(n(Self.top + Self.height + 4))"/>
        """)
      parts.append(
        text(label, x: x(tick), y: Self.top + Self.height + 15, "tick-label", "middle"))
    }
    parts += [
      line("met", points.map { (x($0.rate), y($0.met.value)) }),
      line("shown-met", points.map { (x($0.rate), y($0.metConclusively)) }),
      line("shown-missed", points.map { (x($0.rate), y($0.missedConclusively)) }),
    ]
    return parts.joined()
  }

  private func line(_ style: String, _ points: [(Double, Double)]) -> String {
    let path = points.map { "\(n($0.0)),\(n($0.1))" }.joined(separator: " ")
    return "<polyline class=\"\(style)\" points=\"\(path)\"/>"
  }

  private func text(
    _ text: String, x: Double, y: Double, _ style: String, _ anchor: String
  ) -> String {
    """
    <text class="\(style)" x="\(n(x))" y="\(n(y))" text-anchor="\(anchor)">\
    \(Markup.escaped(text))</text>
    """
  }

  private func n(_ value: Double) -> String { NumberText.shortest((value * 100).rounded() / 100) }

  /// The signs with their meaning.
  static func legend(in language: Language) -> [IndicatorTable.LegendEntry] {
    let drawing = { (style: String) in
      """
      <svg viewBox="0 0 30 14" aria-hidden="true" xmlns="http://www.w3.org/2000/svg">\
      <polyline class="\(style)" points="1,7 29,7"/></svg>
      """
    }
    return [
      ("met", BilingualText(zh: "官方口径达标", en: "official figure meets it")),
      ("shown-met", BilingualText(zh: "证明达标", en: "shown to meet it")),
      ("shown-missed", BilingualText(zh: "证明不达标", en: "shown to miss it")),
    ].map { style, text in
      IndicatorTable.LegendEntry(drawing: drawing(style), text: text.text(in: language))
    }
  }
}
