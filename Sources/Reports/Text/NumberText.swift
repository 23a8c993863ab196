// SPDX-License-Identifier: GPL-3.0-or-later

import Glibc
import Tables

/// Numbers as text, the same in every locale.
public enum NumberText {
  /// The shortest decimal that reads back to the same double, without a needless `.0`.
  public static func shortest(_ value: Double) -> String {
    shortestDecimal(value)
  }

  /// A number as people see it.
  public static func text(_ value: Double, _ style: Listing.Style) -> String {
    switch style {
    case .decimals(let digits): return fixed(value, digits)
    case .percent(let digits): return fixed(value * 100, digits) + "%"
    case .significant(let digits):
      if value == 0 { return "0" }
      let magnitude = Int(floor(log10(abs(value))))
      if magnitude >= digits { return fixed(value, 0) }
      if magnitude < -5 { return formatted("%.\(digits - 1)e", value) }
      return fixed(value, digits - 1 - magnitude)
    }
  }

  /// A number with exactly so many decimals, rounded half to even on its exact value.
  public static func fixed(_ value: Double, _ decimals: Int) -> String {
    formatted("%.\(decimals)f", value)
  }

  /// A number rounded to so many decimals, as ``fixed(_:_:)`` prints it.
  static func rounded(_ value: Double, _ decimals: Int) -> Double {
    Double(fixed(value, decimals)) ?? value
  }

  /// A number with exactly so many decimals and thousands separated by commas.
  static func groupedFixed(_ value: Double, _ decimals: Int) -> String {
    let text = fixed(abs(value), decimals)
    let whole = text.prefix { $0 != "." }
    let grouped = Int(whole).map { Self.grouped($0) } ?? String(whole)
    return (value < 0 ? "-" : "") + grouped + text.dropFirst(whole.count)
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

  private static func formatted(_ format: String, _ value: Double) -> String {
    // The C library's LC_NUMERIC is never changed in this program, so the point is a point.
    withUnsafeTemporaryAllocation(of: CChar.self, capacity: 400) { buffer in
      _ = withVaList([value]) { vsnprintf(buffer.baseAddress!, buffer.count, format, $0) }
      return String(cString: buffer.baseAddress!)
    }
  }
}
