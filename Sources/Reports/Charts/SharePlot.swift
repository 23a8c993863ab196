// SPDX-License-Identifier: GPL-3.0-or-later

public import Assessment

/// Shares as dots on one scale, a lane for each group, with a line that they should not pass: a drawing
/// that stands by itself, as SVG.
public struct SharePlot: Sendable {
  /// A lane.
  public struct Group: Sendable {
    /// What stands before the lane.
    public var label: BilingualText
    /// The shares, from 0 to 1.
    public var shares: [Double]

    /// A lane and its dots.
    public init(label: BilingualText, shares: [Double]) {
      self.label = label
      self.shares = shares
    }
  }

  private let title: BilingualText
  private let limit: Double
  private let groups: [Group]

  /// A plot.
  /// - Parameter limit: where the line stands.
  public init(title: BilingualText, limit: Double, groups: [Group]) {
    self.title = title
    self.limit = limit
    self.groups = groups
  }

  private static let laneHeight = 22.0
  private static let left = 210.0
  private static let width = 420.0

  /// The drawing.
  public func svg(in language: Language) -> String {
    let highest = max(limit * 1.5, groups.flatMap(\.shares).max() ?? 0)
    let scale = PlotScale(showing: [0, highest], upTo: 1)
    let x = { (share: Double) in Self.left + scale.position(of: share) * Self.width }
    let bottom = 34 + Double(groups.count) * Self.laneHeight
    var parts = [
      "<text x=\"8\" y=\"18\" font-weight=\"bold\">\(Markup.escaped(title.text(in: language)))</text>"
    ]
    for tick in scale.ticks {
      let place = Self.number(x(tick))
      parts.append(
        "<line x1=\"\(place)\" y1=\"28\" x2=\"\(place)\" y2=\"\(Self.number(bottom))\" stroke=\"#ddd\"/>"
      )
      parts.append(
        "<text x=\"\(place)\" y=\"\(Self.number(bottom + 16))\" text-anchor=\"middle\">\(NumberText.text(tick, .percent(scale.decimals > 3 ? 2 : 1)))</text>"
      )
    }
    let line = Self.number(x(limit))
    parts.append(
      "<line x1=\"\(line)\" y1=\"28\" x2=\"\(line)\" y2=\"\(Self.number(bottom))\" stroke=\"#b00\" stroke-dasharray=\"4 3\"/>"
    )
    for (index, group) in groups.enumerated() {
      let y = Self.number(34 + (Double(index) + 0.5) * Self.laneHeight)
      parts.append(
        "<text x=\"8\" y=\"\(y)\" dominant-baseline=\"middle\">\(Markup.escaped(group.label.text(in: language)))</text>"
      )
      for share in group.shares {
        parts.append(
          "<circle cx=\"\(Self.number(x(share)))\" cy=\"\(y)\" r=\"3.5\" fill=\"#246\" fill-opacity=\"0.55\"/>"
        )
      }
    }
    let (wide, high) = (Self.number(Self.left + Self.width + 30), Self.number(bottom + 26))
    return """
      <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 \(wide) \(high)" width="\(wide)" \
      height="\(high)" font-family="sans-serif" font-size="12">\
      <rect width="100%" height="100%" fill="#fff"/>\(parts.joined(separator: "\n"))</svg>

      """
  }

  private static func number(_ value: Double) -> String {
    let tenths = Int((value * 10).rounded())
    return tenths % 10 == 0 ? "\(tenths / 10)" : "\(tenths / 10).\(tenths % 10)"
  }
}
