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
    var landmarks = [0.0, 1.0]
    if let limit { landmarks.append(limit.doubleValue) }
    if value == 0 || (isShare && value == 1) { return isShare ? "\(Int(value * 100))%" : "0" }
    // Differences of less than 1e-9 of the scale are rounding errors of the arithmetic.
    let near = landmarks.filter { abs($0 - value) > 1e-9 }
    let text = { (number: Double, decimals: Int) in
      NumberText.text(number, isShare ? .percent(decimals) : .decimals(decimals))
    }
    var decimals = isShare ? 2 : 1
    while decimals < 9, near.contains(where: { text($0, decimals) == text(value, decimals) }) {
      decimals += 1
    }
    // A second digit, so that 0.0034% does not become 0.003%.
    if decimals > 2, abs(value) < (isShare ? 0.001 : 0.1) { decimals += 1 }
    return text(value, decimals)
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
    var decimals = 0
    while decimals < 9, !NumberText.holds(value, isShare: isShare, decimals: decimals) {
      decimals += 1
    }
    return NumberText.text(value, isShare: isShare, decimals: decimals)
  }

  /// A count, grouped in thousands; one decimal where shares of persons make it broken.
  package static func count(_ value: Rational) -> String {
    guard value.denominator != 1 else { return NumberText.grouped(value.numerator) }
    return NumberText.groupedFixed(value, 1)
  }

  /// A share of counts, such as a coverage or a response rate, with one decimal, and more where fewer
  /// would show none or all; `nil` of nothing.
  package static func share(_ part: Int, of all: Int) -> String? {
    guard all > 0 else { return nil }
    if part == 0 || part == all { return part == 0 ? "0%" : "100%" }
    return NumberText.text(
      Rational(part, all), isShare: true, decimals: 1, unlike: [.zero, .one])
  }
}
