// SPDX-License-Identifier: GPL-3.0-or-later

public import Sampling

/// A share or rate as a document prints it: its value, and how finely it was rounded.
public struct PublishedShare: Sendable, Equatable {
  /// How a printed share comes from counts.
  public enum Rounding: Sendable, Equatable {
    /// Rounded to the nearest, halves up.
    case rounded
    /// The further places were cut off.
    case truncated
    /// Rounded up although the nearest is below.
    case raised
    /// It comes from other counts. The counts give `computed`; the share would need a part within `parts`.
    case differs(parts: ClosedRange<Int>)
    /// No part of this whole gives it.
    case impossible
  }

  /// The text as printed, such as `45.7%`.
  public let text: String
  /// The value, 0.457.
  public let value: Rational
  /// One unit of its last place, 0.001.
  public let unit: Rational

  /// Reads a share: a decimal, with `%` for hundredths.
  /// - Returns: `nil` for any other text.
  public init?(_ text: String) {
    let isPercent = text.hasSuffix("%")
    let digits = isPercent ? String(text.dropLast()) : text
    guard let number = Rational(decimal: digits), number >= .zero else { return nil }
    let places =
      digits.firstIndex(of: ".").map { digits.distance(from: $0, to: digits.endIndex) - 1 } ?? 0
    var scale = isPercent ? 100 : 1
    for _ in 0..<places { scale *= 10 }
    self.text = text
    unit = Rational(1, scale)
    guard let value = try? isPercent ? number.divided(by: Rational(100)) : number else {
      return nil
    }
    self.value = value
  }

  /// How the share comes from a part and a whole.
  /// - Throws: ``Tables/Fault/Code/numberTooLarge``.
  public func rounding(part: Int, whole: Int) throws -> Rounding {
    let scaled = try Rational(part, whole).divided(by: unit)
    let printed = try value.divided(by: unit).nearest
    if scaled.nearest == printed { return .rounded }
    if scaled.floor == printed { return .truncated }
    if scaled.ceiling == printed { return .raised }
    let parts = try self.parts(of: whole)
    return parts.isEmpty ? .impossible : .differs(parts: parts.lowerBound...(parts.upperBound - 1))
  }

  /// The parts of a whole that are rounded to the share.
  /// - Throws: ``Tables/Fault/Code/numberTooLarge``.
  public func parts(of whole: Int) throws -> Range<Int> {
    let (low, high) = try limits()
    let first = max(0, try low.multiplied(by: whole).ceiling)
    return first..<max(first, try high.multiplied(by: whole).ceiling)
  }

  /// The wholes of which a part is rounded to the share; without an upper end where the share may be 0.
  ///
  /// A rate r of u in its last place means a value from r - u/2 up to but not including r + u/2.
  /// - Throws: ``Tables/Fault/Code/numberTooLarge``.
  public func wholes(of part: Int) throws -> (from: Int, to: Int?) {
    let (low, high) = try limits()
    let from = try Rational(part).divided(by: high).floor + 1
    return (from, low > .zero ? try Rational(part).divided(by: low).floor : nil)
  }

  private func limits() throws -> (low: Rational, high: Rational) {
    let half = try unit.divided(by: Rational(2))
    return (
      try value.adding(Rational(-half.numerator, half.denominator)), try value.adding(half)
    )
  }
}
