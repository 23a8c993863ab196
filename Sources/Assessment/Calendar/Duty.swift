// SPDX-License-Identifier: GPL-3.0-or-later

import Sampling
public import Tables

/// An obligation with a date or a rhythm: a report each month, a meeting each week, a plan by a day.
///
///     PL-DUTY-03:
///       label: {zh: 每月5日前指挥长会议, en: Meeting of the command before the 5th}
///       every: month
///       by: 5
///       from: 2017-05-01
///       until: 2017-12-31
///       records: documents
///       source: "平发〔2017〕19号"
///
/// What was done stands in a table with the columns `duty`, `on` and, where each office must do it,
/// `office`.
public struct Duty: Sendable {
  /// The name under which it is recorded.
  public let name: String
  /// What it is called.
  public let label: BilingualText
  /// How often it is due.
  public let rhythm: Rhythm
  /// The day of each period by which it is due, counted from 1; the last one without it.
  public let by: Int?
  /// The first day, in days since 1970-01-01.
  public let from: Int
  /// The last day.
  public let until: Int
  /// How often it must be done in each period.
  public let times: Int
  /// The table of the offices that must each do it; once in all without it.
  public let offices: String?
  /// The table of what was done.
  public let records: String
  /// The document that it comes from.
  public let source: String

  /// How often a duty is due.
  public enum Rhythm: String, Sendable, CaseIterable {
    /// Once between the first and the last day.
    case once
    /// Each calendar week, Monday to Sunday.
    case week
    /// From the 1st to the 15th, and from the 16th to the end of the month.
    case halfMonth = "half-month"
    /// Each calendar month.
    case month
    /// Each quarter of the calendar.
    case quarter
    /// Each calendar year.
    case year
  }

  /// Reads a duty of a `duties:` section.
  init(_ name: String, _ value: YAMLValue, tables known: [String]) throws {
    self.name = name
    var mapping = try value.mapping()
    label = try mapping.required("label").bilingual()
    rhythm = try mapping.required("every").choice()
    let rhythm = rhythm
    by = try mapping.optional("by").map { day in
      let number = try day.integer(.positive)
      if let longest = rhythm.longest { try day.check(Rational(number), in: .whole(1...longest)) }
      return number
    }
    from = try mapping.required("from").day()
    let last = try mapping.required("until")
    until = try last.day()
    guard until >= from else { throw last.fault(.deadlineBeforeItem, ["name": name]) }
    times = try mapping.optional("times")?.integer(.positive) ?? 1
    offices = try mapping.optional("offices")?.reference(in: known)
    records = try mapping.required("records").reference(in: known)
    source = try mapping.required("source").text()
    try mapping.finish()
  }

  /// The periods that begin no later than a day, each with the day by which the duty is due, and the one
  /// after them.
  func periods(until asOf: Int) -> [(first: Int, last: Int, due: Int)] {
    var periods: [(first: Int, last: Int, due: Int)] = []
    var first = from
    while first <= until, periods.last.map({ $0.first <= asOf }) ?? true {
      let whole = rhythm.period(around: first, of: self)
      let last = min(whole.last, until)
      let due = by.map { min(whole.first + $0 - 1, last) } ?? last
      periods.append((first, last, max(due, first)))
      first = whole.last + 1
    }
    return periods
  }
}

extension Duty.Rhythm {
  /// The days of its longest period; `nil` where the dates of the duty make it.
  fileprivate var longest: Int? {
    switch self {
    case .once: nil
    case .week: 7
    case .halfMonth: 16
    case .month: 31
    case .quarter: 92
    case .year: 366
    }
  }

  /// The whole period that contains a day.
  fileprivate func period(around day: Int, of duty: Duty) -> (first: Int, last: Int) {
    let (year, month, date) = CivilCalendar.date(days: day)
    /// The first day of a month that may lie beyond the year's end.
    func start(_ month: Int) -> Int {
      CivilCalendar.days(year: year + (month - 1) / 12, month: (month - 1) % 12 + 1, day: 1)!
    }
    switch self {
    case .once: return (duty.from, duty.until)
    case .week:
      // 1970-01-01 was a Thursday.
      let monday = day - (((day + 3) % 7) + 7) % 7
      return (monday, monday + 6)
    case .halfMonth:
      return date <= 15
        ? (start(month), start(month) + 14) : (start(month) + 15, start(month + 1) - 1)
    case .month: return (start(month), start(month + 1) - 1)
    case .quarter:
      let first = (month - 1) / 3 * 3 + 1
      return (start(first), start(first + 3) - 1)
    case .year: return (start(1), start(13) - 1)
    }
  }
}

extension YAMLValue {
  /// A calendar date, in days since 1970-01-01.
  func day() throws -> Int {
    note(.day)
    guard let days = CivilCalendar.days(of: try text()) else {
      throw fault(.yamlWrongType, ["expected": "2017-05-12"])
    }
    return days
  }
}

extension Fault.Code {
  /// A deadline lies before what it is the deadline of.
  public static let deadlineBeforeItem = Fault.Code("deadline-before-item", .configuration)
}
