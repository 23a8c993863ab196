// SPDX-License-Identifier: GPL-3.0-or-later

import Tables

/// Turns the serial numbers of dates into ISO 8601.
///
/// In the 1900 system day 1 is 1900-01-01, and day 60 is 1900-02-29, which never was: Excel keeps this
/// error of Lotus 1-2-3 (ECMA-376 part 1, section 18.17.4.1). In the 1904 system day 0 is 1904-01-01.
/// Serial numbers have no time zone; they are what a clock on the wall showed.
enum SerialDate {
  private static let millisecondsInDay = 86_400_000
  /// Days from 1970-01-01 to 9999-12-31.
  private static let lastDay = 2_932_896

  /// The text and kind of a serial number under a format; `nil` if it is beyond the calendar, where
  /// Excel shows no date either.
  static func value(
    _ serial: Double, _ format: NumberFormat, is1904: Bool
  ) -> (kind: WorkbookCell.Kind, text: String)? {
    guard serial >= 0, serial < 2_958_466 else { return nil }
    // Serials of our time resolve to less than a microsecond; programs write fractions of seconds.
    let total = Int((serial * Double(millisecondsInDay)).rounded())
    let (days, milliseconds) = total.quotientAndRemainder(dividingBy: millisecondsInDay)
    if format == .duration { return (.duration, duration(total)) }
    if format == .time && days == 0 { return (.time, time(milliseconds)) }
    if days == 0 && !is1904 {
      // Excel shows 1900-01-00 before the time; only the time was meant.
      return format == .dateTime && milliseconds > 0 ? (.time, time(milliseconds)) : nil
    }
    guard let date = date(days, is1904: is1904) else { return nil }
    if format == .date && milliseconds == 0 { return (.date, date) }
    return (.dateTime, "\(date)T\(time(milliseconds))")
  }

  private static func date(_ serial: Int, is1904: Bool) -> String? {
    if !is1904 && serial == 60 { return "1900-02-29" }
    // 1970-01-01 is 25569 in the 1900 system, 24107 in the 1904 system.
    let days = is1904 ? serial - 24_107 : serial - 25_569 + (serial < 60 ? 1 : 0)
    guard days <= lastDay else { return nil }
    return CivilCalendar.text(days: days)
  }

  private static func time(_ milliseconds: Int) -> String {
    let seconds = milliseconds / 1000
    let whole =
      "\((seconds / 3600).padded(2)):\((seconds / 60 % 60).padded(2)):\((seconds % 60).padded(2))"
    return milliseconds % 1000 == 0 ? whole : "\(whole).\((milliseconds % 1000).padded(3))"
  }

  private static func duration(_ milliseconds: Int) -> String {
    let hours = milliseconds / 3_600_000
    return "\(hours.padded(2)):\(time(milliseconds % 3_600_000).dropFirst(3))"
  }
}

/// The shortest decimal that reads back to the same number, without an exponent.
func plainDecimal(_ number: Double) -> String {
  let text = number.description
  guard let mark = text.firstIndex(where: { $0 == "e" || $0 == "E" }) else {
    return text.hasSuffix(".0") ? String(text.dropLast(2)) : text
  }
  let exponent = Int(text[text.index(after: mark)...])!
  let isNegative = text.hasPrefix("-")
  let mantissa = text[..<mark].drop { $0 == "-" }
  let digits = mantissa.filter { $0 != "." }
  let point = mantissa.distance(
    from: mantissa.startIndex, to: mantissa.firstIndex(of: ".") ?? mantissa.endIndex)
  let place = point + exponent
  let sign = isNegative ? "-" : ""
  // A mantissa such as 1.0 has a zero that says nothing.
  let bare = digits.hasSuffix("0") && digits.count == point + 1 ? String(digits.dropLast()) : digits
  if place <= 0 { return "\(sign)0.\(String(repeating: "0", count: -place))\(bare)" }
  if place >= bare.count {
    return sign + bare + String(repeating: "0", count: place - bare.count)
  }
  return "\(sign)\(bare.prefix(place)).\(bare.dropFirst(place))"
}
