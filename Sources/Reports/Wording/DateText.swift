// SPDX-License-Identifier: GPL-3.0-or-later

package import Assessment
package import Foundation

/// Days and moments as people write them, the same in every locale.
package struct DateText: Sendable {
  private let calendar: Calendar
  private let language: Language

  /// Days in a time zone and a language.
  package init(timeZone: TimeZone, language: Language) {
    var calendar = Calendar(identifier: .gregorian)
    calendar.timeZone = timeZone
    self.calendar = calendar
    self.language = language
  }

  /// A day: `15 November 2016`, `2016年11月15日`.
  package func day(_ date: Date) -> String {
    let parts = calendar.dateComponents([.year, .month, .day], from: date)
    let (year, month, day) = (parts.year ?? 0, parts.month ?? 1, parts.day ?? 1)
    return language == .chinese
      ? "\(year)年\(month)月\(day)日" : "\(day) \(Self.months[month - 1]) \(year)"
  }

  /// A moment with its distance from UTC: `15 November 2016, 09:30 (UTC+8)`.
  package func moment(_ date: Date) -> String {
    let parts = calendar.dateComponents([.hour, .minute], from: date)
    let clock = "\(twoDigits(parts.hour ?? 0)):\(twoDigits(parts.minute ?? 0))"
    let zone = self.zone(date)
    return language == .chinese
      ? "\(day(date)) \(clock)（\(zone)）" : "\(day(date)), \(clock) (\(zone))"
  }

  /// A span of days; one day where both are the same.
  package func span(_ range: ClosedRange<Date>) -> String {
    let (first, last) = (day(range.lowerBound), day(range.upperBound))
    if first == last { return first }
    return language == .chinese ? "\(first)至\(last)" : "\(first) to \(last)"
  }

  private func zone(_ date: Date) -> String {
    let minutes = calendar.timeZone.secondsFromGMT(for: date) / 60
    if minutes == 0 { return "UTC" }
    let rest = abs(minutes) % 60
    return "UTC\(minutes < 0 ? "−" : "+")\(abs(minutes) / 60)"
      + (rest == 0 ? "" : ":\(twoDigits(rest))")
  }

  private func twoDigits(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }

  private static let months = [
    "January", "February", "March", "April", "May", "June", "July", "August", "September",
    "October", "November", "December",
  ]
}
