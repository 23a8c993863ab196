// SPDX-License-Identifier: GPL-3.0-or-later

public import Tables

/// An exact fraction of two integers in lowest terms, the denominator positive.
///
/// Sizes, probabilities and weights are rational: 0.1 of 30 is 3, never 3.0000000000000004 and so 4.
/// Products pass through 128 bits; a result whose terms do not fit 64 bits is refused, never rounded.
public struct Rational: Sendable, Hashable, Comparable, CustomStringConvertible {
  /// The integer above the line.
  public let numerator: Int
  /// The integer below the line, at least 1.
  public let denominator: Int

  /// Zero.
  public static let zero = Rational(0)
  /// One.
  public static let one = Rational(1)

  /// An integer.
  public init(_ integer: Int) {
    numerator = integer
    denominator = 1
  }

  /// The fraction of two integers, reduced.
  /// - Precondition: the denominator is not 0, and neither is `Int.min`.
  public init(_ numerator: Int, _ denominator: Int) {
    precondition(denominator != 0 && denominator != .min && numerator != .min)
    let divisor = Int(greatestCommonDivisor(Int128(numerator), Int128(denominator)))
    let sign = denominator < 0 ? -1 : 1
    self.numerator = sign * numerator / divisor
    self.denominator = sign * denominator / divisor
  }

  /// The fraction of two large integers, if its reduced terms fit.
  init(wide numerator: Int128, _ denominator: Int128) throws {
    let divisor = greatestCommonDivisor(numerator, denominator)
    guard let top = Int(exactly: numerator / divisor), top != .min,
      let bottom = Int(exactly: denominator / divisor)
    else { throw Fault(.numberTooLarge) }
    self.numerator = top
    self.denominator = bottom
  }

  /// Reads a decimal exactly: digits with at most one point between or before them, an optional sign.
  /// - Returns: `nil` for any other text, or for one with more than 18 digits.
  public init?(decimal text: String) {
    var bytes = Substring(text).utf8
    let negative = bytes.first == 0x2d
    if negative || bytes.first == 0x2b { bytes.removeFirst() }
    guard !bytes.isEmpty, bytes.count <= 19, bytes.last != 0x2e else { return nil }
    var value = 0
    var scale = 1
    var sawPoint = false
    var digits = 0
    for byte in bytes {
      if byte == 0x2e && !sawPoint {
        sawPoint = true
        continue
      }
      guard byte >= 0x30 && byte <= 0x39, digits < 18 else { return nil }
      digits += 1
      value = value * 10 + Int(byte - 0x30)
      if sawPoint { scale *= 10 }
    }
    self.init(negative ? -value : value, scale)
  }

  /// The product, refused if it does not fit.
  /// - Throws: ``Fault/Code/numberTooLarge``.
  public func multiplied(by other: Rational) throws -> Rational {
    try Rational(
      wide: Int128(numerator) * Int128(other.numerator),
      Int128(denominator) * Int128(other.denominator))
  }

  /// The product with an integer.
  /// - Throws: ``Fault/Code/numberTooLarge``.
  public func multiplied(by other: Int) throws -> Rational {
    try multiplied(by: Rational(other))
  }

  /// The quotient.
  /// - Throws: ``Fault/Code/numberTooLarge``.
  /// - Precondition: the divisor is not 0.
  public func divided(by other: Rational) throws -> Rational {
    try multiplied(by: other.inverse)
  }

  /// The sum.
  /// - Throws: ``Fault/Code/numberTooLarge``.
  public func adding(_ other: Rational) throws -> Rational {
    let (sum, overflow) = (Int128(numerator) * Int128(other.denominator))
      .addingReportingOverflow(Int128(other.numerator) * Int128(denominator))
    if overflow { throw Fault(.numberTooLarge) }
    return try Rational(wide: sum, Int128(denominator) * Int128(other.denominator))
  }

  /// One divided by the fraction.
  /// - Precondition: the fraction is not 0.
  public var inverse: Rational { Rational(denominator, numerator) }

  /// The largest integer that is not above the fraction.
  public var floor: Int {
    let (quotient, rest) = numerator.quotientAndRemainder(dividingBy: denominator)
    return rest < 0 ? quotient - 1 : quotient
  }

  /// The smallest integer that is not below the fraction.
  public var ceiling: Int {
    let (quotient, rest) = numerator.quotientAndRemainder(dividingBy: denominator)
    return rest > 0 ? quotient + 1 : quotient
  }

  /// The nearest integer, halves up.
  public var nearest: Int {
    let part = floor
    let rest = Int128(numerator) - Int128(part) * Int128(denominator)
    return rest * 2 >= Int128(denominator) ? part + 1 : part
  }

  /// The double nearest to the fraction.
  public var doubleValue: Double {
    let limit = 1 << 53
    if abs(numerator) <= limit && denominator <= limit {
      return Double(numerator) / Double(denominator)
    }
    // The quotient gets at least 62 bits and the rest, if any, sets its last: one correct rounding.
    let magnitude = UInt128(numerator.magnitude)
    let shift = magnitude.leadingZeroBitCount
    let (quotient, rest) = (magnitude << UInt128(shift))
      .quotientAndRemainder(dividingBy: UInt128(denominator))
    let rounded = Double(rest == 0 ? quotient : quotient | 1)
    let value = Double(sign: .plus, exponent: -shift, significand: rounded)
    return numerator < 0 ? -value : value
  }

  /// The canonical text, `17/83` or `5`, as Python's `fractions.Fraction` prints it.
  public var text: String { denominator == 1 ? "\(numerator)" : "\(numerator)/\(denominator)" }

  /// The canonical text.
  public var description: String { text }

  /// A fraction from its canonical text.
  /// - Returns: `nil` for any other text, such as one that is not in lowest terms.
  public init?(text: String) {
    let parts = text.utf8.split(separator: 0x2f, omittingEmptySubsequences: false)
    guard let first = parts.first, parts.count <= 2, let numerator = Int(Substring(first)),
      let denominator = parts.count == 2 ? Int(Substring(parts[1])) : 1,
      denominator > 0, numerator != .min
    else { return nil }
    self.init(numerator, denominator)
    if !self.text.utf8.elementsEqual(text.utf8) { return nil }
  }

  /// Whether `left` is smaller.
  public static func < (left: Rational, right: Rational) -> Bool {
    Int128(left.numerator) * Int128(right.denominator)
      < Int128(right.numerator) * Int128(left.denominator)
  }
}

private func greatestCommonDivisor(_ a: Int128, _ b: Int128) -> Int128 {
  var (a, b) = (a.magnitude, b.magnitude)
  while b != 0 { (a, b) = (b, a % b) }
  return Int128(a == 0 ? 1 : a)
}

extension Fault.Code {
  /// An exact calculation needs larger integers than 64 bits hold.
  public static let numberTooLarge = Fault.Code("number-too-large", .data)
}
