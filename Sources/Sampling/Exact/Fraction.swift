// SPDX-License-Identifier: GPL-3.0-or-later

public import Tables

/// A share from 0 to 1 as somebody typed it, such as `0.10`, and its exact value.
///
/// The text goes into seals and reports as it stands; calculations use the value.
public struct Fraction: Sendable, Hashable, ExpressibleByStringLiteral, CustomStringConvertible {
  /// The text as typed.
  public let text: String
  /// The exact value.
  public let value: Rational

  /// None.
  public static let zero: Fraction = "0"
  /// All.
  public static let one: Fraction = "1"

  /// A fraction from its decimal text.
  ///
  /// - Throws: ``Fault/Code/notAFraction`` for a text that is no plain decimal number;
  ///   ``Fault/Code/fractionOutOfRange`` for a number below 0 or above 1.
  public init(_ text: String, at place: Place = Place()) throws {
    guard let value = Rational(decimal: text) else {
      throw Fault(.notAFraction, at: place, ["value": text])
    }
    guard value >= .zero && value <= .one else {
      throw Fault(.fractionOutOfRange, at: place, ["value": text])
    }
    self.text = text
    self.value = value
  }

  /// A fraction in source code.
  /// - Precondition: the text is a decimal number from 0 to 1.
  public init(stringLiteral text: String) {
    let value = Rational(decimal: text)
    precondition(value.map { $0 >= .zero && $0 <= .one } ?? false, "no fraction: \(text)")
    self.text = text
    self.value = value!
  }

  /// The text as typed.
  public var description: String { text }

  /// Whether both were typed alike.
  public static func == (left: Fraction, right: Fraction) -> Bool {
    bytesCompare(left.text, right.text) == 0
  }

  /// Feeds the text's bytes to the hasher.
  public func hash(into hasher: inout Hasher) { UnitID(text).hash(into: &hasher) }
}

extension Fault.Code {
  /// A fraction is no plain decimal number.
  public static let notAFraction = Fault.Code("not-a-fraction", .usage)
  /// A fraction is below 0 or above 1.
  public static let fractionOutOfRange = Fault.Code("fraction-out-of-range", .usage)
}
