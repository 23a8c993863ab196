// SPDX-License-Identifier: GPL-3.0-or-later

import Assessment
package import Sampling

/// Figures as a reader sees them: rounded for the eye, but never across a requirement.
package enum FigureText {
  /// An exact figure: a percentage if it is a share.
  ///
  /// Two decimals (one for an index), and more where fewer would hide a figure: a rate above zero never
  /// reads 0.00%, and 2.0004% never reads as the limit of 2% that it misses.
  package static func text(_ value: Rational, isShare: Bool, beside limit: Rational? = nil)
    -> String
  {
    text(value.doubleValue, isShare: isShare, beside: limit)
  }

  /// An estimated figure, in the same way.
  package static func text(_ value: Double, isShare: Bool, beside limit: Rational? = nil) -> String
  {
    let factor = isShare ? 100.0 : 1
    let unit = isShare ? "%" : ""
    let shown = value * factor
    var landmarks = [0, factor]
    if let limit { landmarks.append(limit.doubleValue * factor) }
    if shown == 0 || (isShare && value == 1) { return "\(Int(shown))\(unit)" }
    // Differences of less than 1e-9 of the scale are rounding errors of the arithmetic.
    let near = landmarks.filter { abs($0 - shown) > 1e-9 * factor }
    var decimals = isShare ? 2 : 1
    while decimals < 9, near.contains(where: { isSame($0, shown, decimals) }) { decimals += 1 }
    // A second digit, so that 0.0034% does not become 0.003%.
    if decimals > 2, abs(shown) < 0.1 { decimals += 1 }
    return fixed(shown, decimals) + unit
  }

  /// An end of an interval of a share: one that all but reaches 0 or 100% is told as such, since its further
  /// digits say nothing.
  package static func end(ofInterval value: Double, beside limit: Rational? = nil) -> String {
    if value > 0, value < 0.000_05 { return "<0.01%" }
    if value < 1, value > 0.999_95 { return ">99.99%" }
    return text(value, isShare: true, beside: limit)
  }

  /// A requirement's limit, without needless zeros.
  package static func limit(_ value: Rational, isShare: Bool) -> String {
    let shown = value.doubleValue * (isShare ? 100 : 1)
    var decimals = 0
    while decimals < 9, abs(NumberText.rounded(shown, decimals) - shown) > 1e-9 { decimals += 1 }
    return fixed(shown, decimals) + (isShare ? "%" : "")
  }

  /// A count, grouped in thousands; one decimal where shares of persons make it broken.
  package static func count(_ value: Rational) -> String {
    guard value.denominator != 1 else { return NumberText.grouped(value.numerator) }
    return NumberText.groupedFixed(value.doubleValue, 1)
  }

  /// A share of counts, such as a coverage or a response rate, with one decimal, and more where fewer
  /// would show none or all; `nil` of nothing.
  package static func share(_ part: Int, of all: Int) -> String? {
    guard all > 0 else { return nil }
    if part == 0 || part == all { return part == 0 ? "0%" : "100%" }
    let shown = Double(part) / Double(all) * 100
    var decimals = 1
    while decimals < 9, [0, 100].contains(where: { isSame($0, shown, decimals) }) { decimals += 1 }
    return fixed(shown, decimals) + "%"
  }

  private static func isSame(_ a: Double, _ b: Double, _ decimals: Int) -> Bool {
    NumberText.fixed(a, decimals) == NumberText.fixed(b, decimals)
  }

  private static func fixed(_ value: Double, _ decimals: Int) -> String {
    let text = NumberText.fixed(value, decimals)
    // A number just below zero would print as -0.00.
    return text.hasPrefix("-") && !text.contains { "123456789".contains($0) }
      ? String(text.dropFirst()) : text
  }
}
