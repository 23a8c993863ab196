// SPDX-License-Identifier: GPL-3.0-or-later

import Tables

extension Expression {
  /// What an expression or a part of it yields: XPath's text, numbers and booleans, and the dates of
  /// XForms.
  public enum Value: Sendable, Hashable {
    /// Text; the empty text is an answer that was not given.
    case text(String)
    /// A number; not-a-number is the number of an answer that was not given.
    case number(Double)
    /// True or false.
    case boolean(Bool)
    /// A date, or a date with the time of day.
    case moment(Moment)

    /// An answer that was not given.
    public static let empty = Value.text("")

    /// Whether nothing stands here: the empty text, or no number.
    public var isEmpty: Bool {
      switch self {
      case .text(let text): text.utf8.isEmpty
      case .number(let number): number.isNaN
      case .boolean, .moment: false
      }
    }

    /// The value as XPath 1.0 (section 4.3) takes it for a condition: text that is not empty, a number
    /// that is neither 0 nor not-a-number, any date.
    public var boolean: Bool {
      switch self {
      case .text(let text): !text.utf8.isEmpty
      case .number(let number): !(number == 0 || number.isNaN)
      case .boolean(let boolean): boolean
      case .moment: true
      }
    }

    /// The value as XPath 1.0 (section 4.4) takes it for a number: true is 1, false 0; text is read by
    /// ``number(from:)``; a date is its days since 1970-01-01.
    public var number: Double {
      switch self {
      case .text(let text): Self.number(from: text)
      case .number(let number): number
      case .boolean(let boolean): boolean ? 1 : 0
      case .moment(let moment): moment.number
      }
    }

    /// The value as XPath 1.0 (section 4.2) takes it for text: whole numbers without a point, others
    /// with as many digits as tell them apart and never an exponent, `true`, `false`, dates as ISO
    /// 8601.
    public var text: String {
      switch self {
      case .text(let text): text
      case .number(let number): Self.text(from: number)
      case .boolean(let boolean): boolean ? "true" : "false"
      case .moment(let moment): moment.text
      }
    }

    /// The number that a text stands for, or not-a-number.
    ///
    /// White space around it is passed over, as XPath says. Beyond XPath, whose numbers know no
    /// exponent and no plus sign, what `Tables` reads as a number is one here too, so that a
    /// condition and a mean never read one cell in two ways (R writes 100000 as `1e+05`); and ISO
    /// 8601 dates are days since 1970-01-01, as in Enketo, so that dates in files can be compared.
    public static func number(from text: String) -> Double {
      var text = text
      return text.withUTF8 { number(utf8: $0) }
    }

    /// The number that UTF-8 bytes stand for; see ``number(from:)``.
    package static func number(utf8 bytes: UnsafeBufferPointer<UInt8>) -> Double {
      if let number = parseNumber(bytes) { return number }
      guard let first = bytes.firstIndex(where: { !isSpace($0) }) else { return .nan }
      let last = bytes.lastIndex { !isSpace($0) }!
      let trimmed = UnsafeBufferPointer(rebasing: bytes[first...last])
      if trimmed.count < bytes.count, let number = parseNumber(trimmed) { return number }
      return Moment(utf8: trimmed)?.number ?? .nan
    }

    /// The decimal text of a number.
    static func text(from number: Double) -> String {
      if number.isNaN { return "NaN" }
      if number.isInfinite { return number < 0 ? "-Infinity" : "Infinity" }
      if number == 0 { return "0" }
      if abs(number) < 1e15, number == number.rounded() { return String(Int(number)) }
      let sign = number < 0 ? "-" : ""
      // The shortest digits that read back to the same double, freed of their exponent.
      let parts = abs(number).description.split(separator: "e")
      let mantissa = parts[0].split(separator: ".")
      let whole = String(mantissa[0])
      let fraction = mantissa.count > 1 && mantissa[1] != "0" ? String(mantissa[1]) : ""
      let exponent = parts.count > 1 ? Int(parts[1])! : 0
      let digits = whole + fraction
      let point = whole.count + exponent
      if point <= 0 { return sign + "0." + String(repeating: "0", count: -point) + digits }
      if point >= digits.count {
        return sign + digits + String(repeating: "0", count: point - digits.count)
      }
      return sign + digits.prefix(point) + "." + digits.dropFirst(point)
    }

    /// Whether a byte is white space in XML.
    static func isSpace(_ byte: UInt8) -> Bool {
      byte == 0x20 || byte == 0x09 || byte == 0x0a || byte == 0x0d
    }

    /// Whether two values are equal as XPath 1.0 (section 3.4) compares them: as booleans if either is
    /// one, else as numbers if either is one, else as text, byte by byte. Two dates compare as
    /// moments.
    static func areEqual(_ left: Value, _ right: Value) -> Bool {
      switch (left, right) {
      case (.boolean, _), (_, .boolean): left.boolean == right.boolean
      case (.number, _), (_, .number): left.number == right.number
      case (.moment(let left), .moment(let right)): left.number == right.number
      default: bytesCompare(left.text, right.text) == 0
      }
    }
  }
}
