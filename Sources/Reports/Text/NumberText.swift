// SPDX-License-Identifier: GPL-3.0-or-later

import Sampling
import Tables

/// Numbers as text, the same in every locale, rounded half up; see ``RoundedDecimal``.
public enum NumberText {
  /// The shortest decimal that reads back to the same double, without a needless `.0`.
  public static func shortest(_ value: Double) -> String {
    shortestDecimal(value)
  }

  /// A number as people see it.
  public static func text(_ value: Double, _ style: Listing.Style) -> String {
    switch style {
    case .decimals(let digits): return fixed(value, digits)
    case .percent(let digits): return fixed(value, digits, shift: 2) + "%"
    case .significant(let digits):
      guard value != 0, let known = ShortestDigits(value) else { return fixed(value, 0) }
      let magnitude = known.point - 1
      if magnitude >= digits { return fixed(value, 0) }
      if magnitude < -5 {
        let exponent = -magnitude
        return fixed(value, digits - 1, shift: exponent) + (exponent < 10 ? "e-0" : "e-")
          + "\(exponent)"
      }
      return fixed(value, digits - 1 - magnitude)
    }
  }

  /// A number with exactly so many decimals, its shortest decimal rounded half up.
  public static func fixed(_ value: Double, _ decimals: Int) -> String {
    fixed(value, decimals, shift: 0)
  }

  private static func fixed(_ value: Double, _ decimals: Int, shift: Int) -> String {
    RoundedDecimal(value, decimals: decimals, shift: shift)?.text ?? "\(value)"
  }

  /// An exact number with exactly so many decimals, rounded half up.
  static func fixed(_ value: Rational, _ decimals: Int) -> String {
    RoundedDecimal(value, decimals: decimals).text
  }

  /// An exact share as a percentage with exactly so many decimals, rounded half up.
  static func percent(_ value: Rational, _ decimals: Int) -> String {
    RoundedDecimal(value, decimals: decimals, times: 100).text + "%"
  }

  /// An exact number or share, with more than `decimals` where fewer would make it look like a limit that it
  /// is not.
  static func text(
    _ value: Rational, isShare: Bool, decimals: Int, unlike limits: [Rational] = []
  ) -> String {
    let text = { (number: Rational, decimals: Int) in
      isShare ? percent(number, decimals) : fixed(number, decimals)
    }
    let others = limits.filter { $0 != value }
    var decimals = decimals
    // Fractions of 64 bits that differ do so within 38 decimals.
    while others.contains(where: { text($0, decimals) == text(value, decimals) }) { decimals += 1 }
    return text(value, decimals)
  }

  /// Whether so many decimals leave nothing of an exact number or share out.
  static func holds(_ value: Rational, isShare: Bool, decimals: Int) -> Bool {
    var scale: UInt128 = isShare ? 100 : 1
    for _ in 0..<decimals { scale *= 10 }
    return scale % UInt128(value.denominator) == 0
  }

  /// An exact number with thousands separated by commas and all its decimals; rounded to nine where it has
  /// more.
  static func exact(_ value: Rational) -> String {
    var decimals = 0
    while decimals < 9, !holds(value, isShare: false, decimals: decimals) { decimals += 1 }
    return groupedFixed(value, decimals)
  }

  /// A number rounded to so many decimals, as ``fixed(_:_:)`` prints it.
  static func rounded(_ value: Double, _ decimals: Int) -> Double {
    Double(fixed(value, decimals)) ?? value
  }

  /// A number with exactly so many decimals and thousands separated by commas.
  static func groupedFixed(_ value: Double, _ decimals: Int) -> String {
    grouped(fixed(value, decimals))
  }

  /// An exact number with exactly so many decimals and thousands separated by commas.
  static func groupedFixed(_ value: Rational, _ decimals: Int) -> String {
    grouped(fixed(value, decimals))
  }

  private static func grouped(_ text: String) -> String {
    let sign = text.hasPrefix("-") ? "-" : ""
    let magnitude = text.dropFirst(sign.count)
    let whole = magnitude.prefix { $0 != "." }
    let grouped = Int(whole).map { Self.grouped($0) } ?? String(whole)
    return sign + grouped + magnitude.dropFirst(whole.count)
  }

  /// A whole number with thousands separated by commas.
  public static func grouped(_ value: Int) -> String {
    let digits = Array(String(value.magnitude))
    var text = ""
    for (index, digit) in digits.enumerated() {
      if index > 0, (digits.count - index) % 3 == 0 { text += "," }
      text.append(digit)
    }
    return value < 0 ? "-" + text : text
  }
}
