// SPDX-License-Identifier: GPL-3.0-or-later

package import Sampling
public import Tables

/// The numbers that are possible at a place of a YAML file or in a column. Decoders refuse all others, and the
/// schemas that are made of decoders tell editors the same.
struct NumberRange: Hashable {
  /// Whether only whole numbers are possible.
  var isWhole = false
  /// The end from below, if there is one.
  var least: Int?
  /// The end from above, if there is one.
  var most: Int?
  /// Whether the end from below is no possible number itself.
  var isAboveLeast = false
  /// Whether the end from above is no possible number itself.
  var isBelowMost = false

  /// Any decimal number.
  static let decimal = NumberRange()
  /// A decimal number from 0.
  static let amount = NumberRange(least: 0)
  /// A decimal number above 0.
  static let size = NumberRange(least: 0, isAboveLeast: true)
  /// A decimal number from 0 to 1.
  static let share = NumberRange(least: 0, most: 1)
  /// A decimal number between 0 and 1, which are none themselves.
  static let inner = NumberRange(least: 0, most: 1, isAboveLeast: true, isBelowMost: true)
  /// Any whole number.
  static let integer = NumberRange(isWhole: true)
  /// A whole number from 0.
  static let count = NumberRange(isWhole: true, least: 0)
  /// A whole number from 1.
  static let positive = NumberRange(isWhole: true, least: 1)

  /// A whole number within limits.
  static func whole(_ limits: ClosedRange<Int>) -> NumberRange {
    NumberRange(isWhole: true, least: limits.lowerBound, most: limits.upperBound)
  }

  /// Whether a number lies within.
  func contains(_ number: Rational) -> Bool {
    let isAbove =
      least.map { isAboveLeast ? Rational($0) < number : Rational($0) <= number } ?? true
    let isBelow = most.map { isBelowMost ? number < Rational($0) : number <= Rational($0) } ?? true
    return isAbove && isBelow && (!isWhole || number.denominator == 1)
  }

  /// The numbers in signs that need no language, such as `0 < x ≤ 1` or `1, 2, …, 31`.
  var text: String {
    switch (least, most) {
    case (nil, nil): isWhole ? "…, -1, 0, 1, …" : "x"
    case (let least?, nil):
      isWhole ? "\(least), \(least + 1), …" : isAboveLeast ? "x > \(least)" : "x ≥ \(least)"
    case (nil, let most?):
      isWhole ? "…, \(most - 1), \(most)" : isBelowMost ? "x < \(most)" : "x ≤ \(most)"
    case (let least?, let most?):
      if isWhole {
        most - least < 2 ? "\(least), \(most)" : "\(least), \(least + 1), …, \(most)"
      } else {
        "\(least) \(isAboveLeast ? "<" : "≤") x \(isBelowMost ? "<" : "≤") \(most)"
      }
    }
  }

}

extension YAMLValue {
  /// A decimal number, exact.
  /// - Throws: ``Tables/Fault/Code/yamlWrongType``; ``Tables/Fault/Code/notAShare`` or
  ///   ``Tables/Fault/Code/yamlOutOfRange`` for a number that is not possible.
  package func decimal() throws -> Rational { try decimal(.decimal) }

  /// A decimal number of a range, exact.
  func decimal(_ range: NumberRange) throws -> Rational {
    note(.number(range))
    guard let value = Rational(decimal: try text()) else { throw try wrongNumber("0.10") }
    try check(value, in: range)
    return value
  }

  /// A whole number.
  package func integer() throws -> Int { try integer(.integer) }

  /// A whole number of a range.
  func integer(_ range: NumberRange) throws -> Int {
    note(.number(range))
    guard let value = Int(try text()) else { throw try wrongNumber("12") }
    try check(Rational(value), in: range)
    return value
  }

  /// A text that is no number; one that only an input method keeps from being one is told what to type.
  private func wrongNumber(_ expected: String) throws -> Fault {
    let text = try text()
    let half = text.halfWidth()
    let number = half.hasSuffix("%") ? String(half.dropLast()) : half
    guard bytesCompare(half, text) != 0, Rational(decimal: number) != nil else {
      return wrongType(expected)
    }
    return fault(Fault.Code(Fault.Code.fullWidthNumber.name, .configuration), ["half": half])
  }

  /// Refuses a number that something else in the file makes impossible here.
  func check(_ number: Rational, in range: NumberRange) throws {
    guard !range.contains(number) else { return }
    guard range == .share else {
      throw fault(.yamlOutOfRange, ["range": range.text])
    }
    throw fault(.notAShare, ["range": range.text])
  }
}

extension Fault.Code {
  /// A number is none of those that are possible at its place.
  public static let yamlOutOfRange = Fault.Code("yaml-out-of-range", .configuration)
  /// A share is below 0 or above 1.
  public static let notAShare = Fault.Code("not-a-share", .configuration)
}
