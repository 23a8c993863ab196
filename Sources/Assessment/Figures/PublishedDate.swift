// SPDX-License-Identifier: GPL-3.0-or-later

import Tables

/// A date as a document prints it, perhaps with characters that were lost on the way.
///
/// Whole dates are `2017年4月28日`, `2017-04-28`, `2017/4/28`, `2017.4.28` and, without a year, `4月28日`. Anything
/// else is no date, even where it looks like one: 54日 is not read as the 54th, or as the 4th of May, but refused
/// with what it may have been.
public enum PublishedDate: Sendable, Equatable {
  /// A date, with its year if it was printed.
  case date(Day)
  /// No date. Lost separators may have made it of these.
  case broken(restorations: [Day])

  /// A day of the calendar; of any year where none was printed.
  public struct Day: Sendable, Hashable {
    /// The year, if there is one.
    public let year: Int?
    /// The month, from 1.
    public let month: Int
    /// The day of the month, from 1.
    public let day: Int

    /// A day, if the calendar has it; the 29th of February where no year is known.
    init?(year: Int?, month: Int, day: Int) {
      guard CivilCalendar.days(year: year ?? 2000, month: month, day: day) != nil else {
        return nil
      }
      self.year = year
      self.month = month
      self.day = day
    }

    /// `2017-04-28`, or `04-28` without a year.
    public var text: String {
      (year.map { $0.padded(4) + "-" } ?? "") + month.padded(2) + "-" + day.padded(2)
    }
  }

  /// Reads what was printed.
  public init(_ text: String) {
    if let day = Self.whole(text) {
      self = .date(day)
    } else {
      self = .broken(restorations: Self.restorations(text))
    }
  }

  private static func whole(_ text: String) -> Day? {
    if let match = text.wholeMatch(of: /([0-9]{4})年([0-9]{1,2})月([0-9]{1,2})日/) {
      return Day(year: Int(match.1), month: Int(match.2)!, day: Int(match.3)!)
    }
    if let match = text.wholeMatch(of: /([0-9]{4})([-\/.])([0-9]{1,2})([-\/.])([0-9]{1,2})/),
      match.2 == match.4
    {
      return Day(year: Int(match.1), month: Int(match.3)!, day: Int(match.5)!)
    }
    if let match = text.wholeMatch(of: /([0-9]{1,2})月([0-9]{1,2})日/) {
      return Day(year: nil, month: Int(match.1)!, day: Int(match.2)!)
    }
    return nil
  }

  /// The dates that lost separators leave as this: each way to cut the digits into month and day, behind a
  /// year of four digits if there is one.
  private static func restorations(_ text: String) -> [Day] {
    var digits = text
    if digits.hasSuffix("日") { digits.removeLast() }
    var days: [Day] = []
    if let match = digits.wholeMatch(of: /((?:19|20)[0-9]{2})年?([0-9]{2,4})/) {
      days += cuts(String(match.2), year: Int(match.1))
    }
    if let match = digits.wholeMatch(of: /[0-9]{2,4}/) { days += cuts(String(match.0), year: nil) }
    return days
  }

  private static func cuts(_ digits: String, year: Int?) -> [Day] {
    (1...2).compactMap { length in
      let (month, day) = (digits.prefix(length), digits.dropFirst(length))
      // A month or day in figures has no leading zero unless both have two places.
      guard (1...2).contains(day.count), let month = Int(month), let day = Int(day) else {
        return nil
      }
      return Day(year: year, month: month, day: day)
    }
  }
}
