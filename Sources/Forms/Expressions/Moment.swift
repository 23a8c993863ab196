// SPDX-License-Identifier: GPL-3.0-or-later

import Tables

/// A date, or a date with the time of day, as a clock on the wall showed it.
///
/// Dates are those of the proleptic Gregorian calendar. The time is kept as it was recorded, with the
/// distance of its clock from UTC where that was recorded, too; nothing is shifted between time zones
/// except by ``instant(assumingOffset:)``.
public struct Moment: Sendable, Hashable {
  // Kept small, since every value of an expression has room for one.
  private let storedDays: Int32
  private let storedMilliseconds: Int32
  private let storedOffset: Int16

  /// The date, as days since 1970-01-01.
  public var days: Int { Int(storedDays) }

  /// The time of day in milliseconds; `nil` for a date alone.
  public var milliseconds: Int? { storedMilliseconds < 0 ? nil : Int(storedMilliseconds) }

  /// Minutes by which the clock was ahead of UTC, if that is known.
  public var offsetMinutes: Int? { storedOffset == .min ? nil : Int(storedOffset) }

  /// A date, with a time of day if one is given.
  /// - Precondition: the time lies within one day, the date within five million years of 1970 and the
  ///   offset within 20 days.
  public init(days: Int, milliseconds: Int? = nil, offsetMinutes: Int? = nil) {
    precondition(milliseconds.map { 0..<Self.millisecondsInDay ~= $0 } ?? true)
    storedDays = Int32(days)
    storedMilliseconds = Int32(milliseconds ?? -1)
    storedOffset = milliseconds == nil ? .min : offsetMinutes.map { Int16($0) } ?? .min
  }

  /// The moment on a clock that is `offsetMinutes` ahead of UTC.
  public init(secondsSinceEpoch seconds: Int, offsetMinutes: Int) {
    let local = (seconds + offsetMinutes * 60) * 1000
    let days = CivilCalendar.floorDivided(local, by: Self.millisecondsInDay)
    self.init(
      days: days, milliseconds: local - days * Self.millisecondsInDay, offsetMinutes: offsetMinutes)
  }

  /// Reads ISO 8601 in its extended format: `2016-11-15`, `2016-11-15T08:30`,
  /// `2016-11-15T08:30:05.250+08:00`, with `Z`, `+08`, `+0800` or no offset.
  /// - Returns: `nil` if the text is anything else, or no date of the calendar.
  public init?(_ text: String) {
    var text = text
    guard let moment = text.withUTF8({ Moment(utf8: $0) }) else { return nil }
    self = moment
  }

  /// Reads ISO 8601 from bytes; see ``init(_:)``.
  package init?(utf8 bytes: UnsafeBufferPointer<UInt8>) {
    var reader = DigitReader(bytes: bytes)
    guard let year = reader.digits(4), reader.take("-"), let month = reader.digits(2),
      reader.take("-"), let day = reader.digits(2), year > 0,
      let days = CivilCalendar.days(year: year, month: month, day: day)
    else { return nil }
    if reader.isAtEnd {
      self.init(days: days)
      return
    }
    guard reader.take("T"), let time = reader.time() else { return nil }
    let offset = reader.offset()
    guard reader.isAtEnd else { return nil }
    self.init(days: days, milliseconds: time, offsetMinutes: offset)
  }

  /// The date without the time of day.
  public var date: Moment { Moment(days: days) }

  /// Days since 1970-01-01T00:00 on the same clock, with the time of day as a fraction.
  public var number: Double {
    Double(days) + Double(milliseconds ?? 0) / Double(Self.millisecondsInDay)
  }

  /// Milliseconds since 1970-01-01T00:00Z; a date alone means its first instant.
  /// - Parameter offset: minutes ahead of UTC where the moment does not say.
  public func instant(assumingOffset offset: Int) -> Int {
    days * Self.millisecondsInDay + (milliseconds ?? 0) - (offsetMinutes ?? offset) * 60_000
  }

  /// Year, month and day.
  public var calendarDate: (year: Int, month: Int, day: Int) {
    CivilCalendar.date(days: days)
  }

  /// ISO 8601, with milliseconds and the offset where there is a time: `2016-11-15` or
  /// `2016-11-15T08:30:05.250+08:00`.
  public var text: String {
    var text = CivilCalendar.text(days: days)
    guard let milliseconds else { return text }
    let seconds = milliseconds / 1000
    text += "T\((seconds / 3600).padded(2)):\((seconds / 60 % 60).padded(2))"
    text += ":\((seconds % 60).padded(2)).\((milliseconds % 1000).padded(3))"
    guard let offsetMinutes else { return text }
    if offsetMinutes == 0 { return text + "Z" }
    let size = abs(offsetMinutes)
    return text + (offsetMinutes < 0 ? "-" : "+")
      + "\((size / 60).padded(2)):\((size % 60).padded(2))"
  }

  private static let millisecondsInDay = 86_400_000
}

extension Moment: Comparable {
  /// Whether `left` shows an earlier date and time on its own clock.
  public static func < (left: Moment, right: Moment) -> Bool {
    (left.days, left.milliseconds ?? 0) < (right.days, right.milliseconds ?? 0)
  }
}

/// Reads the fields of a date and time from bytes.
struct DigitReader {
  let bytes: UnsafeBufferPointer<UInt8>
  var position = 0

  init(bytes: UnsafeBufferPointer<UInt8>) { self.bytes = bytes }

  var isAtEnd: Bool { position == bytes.count }

  /// Exactly `count` digits as a number.
  mutating func digits(_ count: Int) -> Int? {
    guard position + count <= bytes.count else { return nil }
    var value = 0
    for byte in bytes[position..<position + count] {
      guard (0x30...0x39).contains(byte) else { return nil }
      value = value * 10 + Int(byte - 0x30)
    }
    position += count
    return value
  }

  mutating func take(_ character: Unicode.Scalar) -> Bool {
    guard position < bytes.count, bytes[position] == UInt8(character.value) else { return false }
    position += 1
    return true
  }

  /// `HH:MM`, `HH:MM:SS` or with a fraction of a second, in milliseconds of the day.
  mutating func time() -> Int? {
    guard let hour = digits(2), hour < 24, take(":"), let minute = digits(2), minute < 60 else {
      return nil
    }
    var milliseconds = (hour * 60 + minute) * 60_000
    guard take(":") else { return milliseconds }
    guard let second = digits(2), second < 60 else { return nil }
    milliseconds += second * 1000
    guard take(".") else { return milliseconds }
    var scale = 100
    var count = 0
    while let digit = digits(1) {
      milliseconds += digit * scale
      scale /= 10
      count += 1
    }
    return count > 0 ? milliseconds : nil
  }

  /// `Z`, `+08`, `+0800` or `+08:00` in minutes; `nil`, and nothing read, if there is none.
  mutating func offset() -> Int? {
    if take("Z") { return 0 }
    let start = position
    let sign = take("-") ? -1 : 1
    guard position > start || take("+") else { return nil }
    guard let hours = digits(2), hours <= 14 else {
      position = start
      return nil
    }
    if isAtEnd { return sign * hours * 60 }
    _ = take(":")
    guard let minutes = digits(2), minutes < 60 else {
      position = start
      return nil
    }
    return sign * (hours * 60 + minutes)
  }
}
