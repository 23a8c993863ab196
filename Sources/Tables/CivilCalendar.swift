// SPDX-License-Identifier: GPL-3.0-or-later

/// The proleptic Gregorian calendar as days since 1970-01-01 (Hinnant 2014).
package enum CivilCalendar {
  /// Year, month and day.
  package static func date(days: Int) -> (year: Int, month: Int, day: Int) {
    // Days are counted from 0000-03-01, so that the leap day ends a year.
    let shifted = days + 719_468
    let era = floorDivided(shifted, by: 146_097)
    let dayOfEra = shifted - era * 146_097
    let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let shiftedMonth = (5 * dayOfYear + 2) / 153
    let month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9
    return (
      yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month,
      dayOfYear - (153 * shiftedMonth + 2) / 5 + 1
    )
  }

  /// Days since 1970-01-01 of a date; `nil` if there is no such date.
  package static func days(year: Int, month: Int, day: Int) -> Int? {
    guard (1...12).contains(month), day >= 1 else { return nil }
    let isLeap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0
    let lengths = [31, isLeap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
    guard day <= lengths[month - 1] else { return nil }
    let shiftedYear = month <= 2 ? year - 1 : year
    let era = floorDivided(shiftedYear, by: 400)
    let yearOfEra = shiftedYear - era * 400
    let dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
    return era * 146_097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - 719_468
  }

  /// Days since 1970-01-01 of a day as people write it for the program, `2016-11-15`: four, two and two ASCII
  /// digits, and a date that the calendar has, from year 1 on.
  /// - Returns: `nil` for any other text, one with a time of day or with full-width digits among them.
  package static func days(of text: String) -> Int? {
    var parts = [0, 0, 0]
    var length = 0
    for byte in text.utf8 {
      let isHyphen = length == 4 || length == 7
      guard length < 10, isHyphen ? byte == 0x2d : (0x30...0x39).contains(byte) else { return nil }
      if !isHyphen {
        let part = length < 4 ? 0 : length < 7 ? 1 : 2
        parts[part] = parts[part] * 10 + Int(byte - 0x30)
      }
      length += 1
    }
    guard length == 10, parts[0] > 0 else { return nil }
    return days(year: parts[0], month: parts[1], day: parts[2])
  }

  /// The date as ISO 8601 writes it, `2016-11-15`.
  package static func text(days: Int) -> String {
    let (year, month, day) = date(days: days)
    return "\(year.padded(4))-\(month.padded(2))-\(day.padded(2))"
  }

  /// The quotient rounded towards minus infinity.
  package static func floorDivided(_ number: Int, by divisor: Int) -> Int {
    number >= 0 ? number / divisor : -((-number + divisor - 1) / divisor)
  }
}

extension Int {
  /// The number in decimal with zeros in front.
  package func padded(_ width: Int) -> String {
    let text = String(self)
    return String(repeating: "0", count: Swift.max(0, width - text.count)) + text
  }
}
