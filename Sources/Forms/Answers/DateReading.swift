// SPDX-License-Identifier: GPL-3.0-or-later

import Tables

/// Dates as people and spreadsheets write them, year first or with the month in words, and as the
/// numbers of days that Excel counts from 1900.
///
/// An order that could be read in two ways, such as 03/04/2016, is not read at all.
enum DateReading {
  /// ISO 8601 of a date, with a time where one is needed or given; `nil` if the text is none.
  static func text(_ text: String, needsTime: Bool) -> String? {
    if let moment = Moment(text) {
      if needsTime {
        return moment.milliseconds == nil ? Moment(days: moment.days, milliseconds: 0).text : text
      }
      // Workbooks show dates as midnight.
      return moment.milliseconds == 0 && moment.offsetMinutes == nil ? moment.date.text : text
    }
    guard let moment = serial(text) ?? yearFirst(text) ?? monthInWords(text) else { return nil }
    if needsTime { return Moment(days: moment.days, milliseconds: moment.milliseconds ?? 0).text }
    return moment.milliseconds ?? 0 == 0 ? moment.date.text : nil
  }

  /// Days since 1899-12-30, from 1982 to 2064, with the time as a fraction.
  private static func serial(_ text: String) -> Moment? {
    guard text.wholeMatch(of: /[0-9]{5}(\.[0-9]+)?/) != nil, let number = parseNumber(text),
      (30_000..<60_000).contains(number)
    else { return nil }
    let days = number.rounded(.down)
    // Excel's clock has seconds; a double of this size keeps less than a millisecond apart.
    let seconds = min(86_399, ((number - days) * 86_400).rounded())
    return Moment(days: Int(days) - 25_569, milliseconds: Int(seconds) * 1000)
  }

  private static func yearFirst(_ text: String) -> Moment? {
    let pattern =
      /([0-9]{4})(?:年|[-\/.])([0-9]{1,2})(?:月|[-\/.])([0-9]{1,2})日?(?:[ T]+([0-9]{1,2}):([0-9]{2})(?::([0-9]{2}))?)?/
    guard let match = text.wholeMatch(of: pattern) else { return nil }
    return moment(
      match.1, match.2, match.3, hour: match.4, minute: match.5, second: match.6 ?? nil)
  }

  /// `Nov 2, 2026 11:20:05 AM`, as SurveyCTO writes it.
  private static func monthInWords(_ text: String) -> Moment? {
    let pattern =
      /([A-Z][a-z]{2}) ([0-9]{1,2}), ([0-9]{4})(?: ([0-9]{1,2}):([0-9]{2})(?::([0-9]{2}))? ?(AM|PM)?)?/
    guard let match = text.wholeMatch(of: pattern),
      let month = months.firstIndex(where: { bytesCompare($0, String(match.1)) == 0 })
    else { return nil }
    var hour = match.4.flatMap { Int($0) }
    if let half = match.7 ?? nil, let clock = hour {
      guard (1...12).contains(clock) else { return nil }
      hour = clock % 12 + (half == "PM" ? 12 : 0)
    }
    return moment(
      match.3, "\(month + 1)", match.2, hour: hour.map { "\($0)" }, minute: match.5,
      second: match.6 ?? nil)
  }

  private static let months = [
    "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
  ]

  private static func moment(
    _ year: some StringProtocol, _ month: some StringProtocol, _ day: some StringProtocol,
    hour: (some StringProtocol)?, minute: (some StringProtocol)?, second: (some StringProtocol)?
  ) -> Moment? {
    func two(_ text: some StringProtocol) -> String { text.count == 1 ? "0\(text)" : "\(text)" }
    let date = "\(year)-\(two(month))-\(two(day))"
    guard let hour, let minute else { return Moment(date) }
    return Moment("\(date)T\(two(hour)):\(two(minute)):\(second.map { two($0) } ?? "00")")
  }
}
