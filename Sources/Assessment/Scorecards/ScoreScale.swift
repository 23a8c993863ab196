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

  /// The largest value, if there is one.
  var most: Rational? {
    switch self {
    case .share, .yesNo: .one
    case .percent: Rational(100)
    case .number, .count: nil
    }
  }

  /// Whether only whole numbers are possible.
  private var isWhole: Bool { self == .count || self == .yesNo }

  /// The values that are possible, in signs that need no language.
  private var range: String {
    switch self {
    case .share: "0 ≤ x ≤ 1"
    case .percent: "0 ≤ x ≤ 100"
    case .number: "x ≥ 0"
    case .count: "0, 1, 2, …"
    case .yesNo: "0, 1"
    }
  }

  /// Why a value is refused; `nil` if it is possible.
  ///
  /// - Parameters:
  ///   - text: the value as it stands in the table, or a quotient `97/100`.
  ///   - most: the largest value, if that is not the scale's own.
  func refusal(of value: Rational, text: String, most limit: Rational? = nil) throws
    -> ScoreRefusal?
  {
    let most = limit ?? most
    let isPossible =
      value >= .zero && most.map { value <= $0 } ?? true && (!isWhole || value.denominator == 1)
    if isPossible { return nil }
    if self == .share, limit == nil, value > .one, value <= Rational(100) {
      let share = try value.divided(by: Rational(100))
      return ScoreRefusal(
        code: .scoreLooksLikePercent,
        values: ["value": text, "share": shortestDecimal(share.doubleValue)])
    }
    let range = limit.map { "0 ≤ x ≤ \(shortestDecimal($0.doubleValue))" } ?? range
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
  /// A value that points or flags rest on lies outside what is possible.
  public static let scoreOutOfRange = Fault.Code("score-out-of-range", .data)
  /// A percentage stands where a card expects a share.
  public static let scoreLooksLikePercent = Fault.Code("score-looks-like-percent", .data)
  /// A completion lies above its target, and the card does not say that it counts as full.
  public static let scoreAboveTarget = Fault.Code("score-above-target", .data)
}
