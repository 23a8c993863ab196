// SPDX-License-Identifier: GPL-3.0-or-later

import Sampling
public import Tables

/// What the values of a column or of an item are measured in, and so which values are possible.
///
/// No scale tells a percentage from a share by its size alone: a card says which it is, and a value that
/// cannot be one is refused instead of being taken for the most or the least.
public enum ScoreScale: String, Sendable, CaseIterable {
  /// A part of the whole, from 0 to 1.
  case share
  /// A percentage, from 0 to 100.
  case percent
  /// A number from 0.
  case number
  /// A whole number from 0.
  case count
  /// 1 for yes and 0 for no.
  case yesNo = "yes-no"

  /// The values that are possible.
  var range: NumberRange {
    switch self {
    case .share: .share
    case .percent: NumberRange(least: 0, most: 100)
    case .number: .amount
    case .count: .count
    case .yesNo: .whole(0...1)
    }
  }

  /// Why a value is refused; `nil` if it is possible.
  ///
  /// - Parameters:
  ///   - text: the value as it stands in the table, or a quotient `97/100`.
  ///   - most: the largest value, where something else than the scale limits it.
  ///   - isTyped: whether somebody wrote the value, and no quotient gave it.
  func refusal(
    of value: Rational, text: String, most: Rational? = nil, isTyped: Bool = true
  ) throws -> ScoreRefusal? {
    guard range.contains(value) else {
      guard self == .share, isTyped, value > .one, value <= Rational(100) else {
        return ScoreRefusal(code: .scoreOutOfRange, values: ["value": text, "range": range.text])
      }
      let share = try value.divided(by: Rational(100))
      return ScoreRefusal(
        code: .scoreLooksLikePercent,
        values: ["value": text, "share": shortestDecimal(share.doubleValue)])
    }
    guard let most, value > most else { return nil }
    let range = "0 ≤ x ≤ \(shortestDecimal(most.doubleValue))"
    return ScoreRefusal(code: .scoreOutOfRange, values: ["value": text, "range": range])
  }
}

/// Why the value of an object is refused, without where it stands.
struct ScoreRefusal: Error {
  let code: Fault.Code
  let values: [String: String]
}

extension Fault.Code {
  /// A value that points or flags rest on is no number.
  public static let scoreNotANumber = Fault.Code("score-not-a-number", .data)
  /// The value by which an object is compared with its likes is none that the profile knows.
  public static let scoreUnknownPeers = Fault.Code("score-unknown-peers", .data)
  /// A value that points or flags rest on lies outside what is possible.
  public static let scoreOutOfRange = Fault.Code("score-out-of-range", .data)
  /// A percentage stands where a card expects a share.
  public static let scoreLooksLikePercent = Fault.Code("score-looks-like-percent", .data)
  /// A completion lies above its target, and the card does not say that it counts as full.
  public static let scoreAboveTarget = Fault.Code("score-above-target", .data)
}
