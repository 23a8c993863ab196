// SPDX-License-Identifier: GPL-3.0-or-later

import Sampling

/// A number rounded half up, away from zero, as the documents round: the one place where decimals are cut.
///
/// An exact fraction is rounded exactly. Of a double only its shortest decimal is known, and that is
/// rounded: 48.845 becomes 48.85 although the nearest double lies below it.
struct RoundedDecimal: Equatable {
  private let isNegative: Bool
  /// All digits, those behind the point last; at least one stands before it.
  private let digits: [UInt8]
  private let decimals: Int

  /// Rounds a fraction times `factor`, such as 100 for a percentage.
  /// - Complexity: linear in the decimals.
  init(_ value: Rational, decimals: Int, times factor: Int = 1) {
    let below = UInt128(value.denominator)
    let above = UInt128(value.numerator.magnitude) * UInt128(factor)
    var (whole, rest) = above.quotientAndRemainder(dividingBy: below)
    var digits: [UInt8] = []
    repeat {
      digits.append(UInt8(whole % 10))
      whole /= 10
    } while whole > 0
    digits.reverse()
    for _ in 0..<decimals {
      let (digit, left) = (rest * 10).quotientAndRemainder(dividingBy: below)
      digits.append(UInt8(digit))
      rest = left
    }
    self.init(value < .zero, digits, decimals: decimals, isUp: rest * 2 >= below)
  }

  /// Rounds the shortest decimal that reads back to a double, its point moved `shift` places to the right.
  /// - Returns: `nil` for infinity and NaN.
  /// - Complexity: linear in the digits that are shown.
  init?(_ value: Double, decimals: Int, shift: Int = 0) {
    guard let known = ShortestDigits(value) else { return nil }
    let kept = known.point + shift + decimals
    let shown = max(0, kept)
    var digits = [UInt8](repeating: 0, count: max(0, decimals + 1 - shown))
    digits += known.digits.prefix(shown)
    digits += [UInt8](repeating: 0, count: max(0, shown - known.digits.count))
    let isUp = kept >= 0 && kept < known.digits.count && known.digits[kept] >= 5
    self.init(value < 0, digits, decimals: decimals, isUp: isUp)
  }

  private init(_ isNegative: Bool, _ digits: [UInt8], decimals: Int, isUp: Bool) {
    var digits = digits
    if isUp {
      var place = digits.count - 1
      while place >= 0, digits[place] == 9 {
        digits[place] = 0
        place -= 1
      }
      if place < 0 { digits.insert(1, at: 0) } else { digits[place] += 1 }
    }
    // Nothing is less than nothing.
    self.isNegative = isNegative && digits.contains { $0 > 0 }
    self.digits = digits
    self.decimals = decimals
  }

  /// The number with all its decimals.
  var text: String {
    let all = digits.map { "\($0)" }.joined()
    let point = decimals == 0 ? "" : ".\(all.suffix(decimals))"
    return (isNegative ? "-" : "") + all.dropLast(decimals) + point
  }
}

/// The digits of the shortest decimal that reads back to a double: 0.digits times 10 to the power of `point`.
struct ShortestDigits {
  let digits: [UInt8]
  let point: Int

  init?(_ value: Double) {
    guard value.isFinite else { return nil }
    // Swift prints the shortest decimal, as 0.00125, 125.0 or 1.25e-05.
    let parts = value.magnitude.description.split(separator: "e")
    let number = parts[0].split(separator: ".")
    let all = number.joined().utf8.map { $0 - 0x30 }
    let zeros = all.prefix { $0 == 0 }.count
    let exponent = parts.count == 2 ? Int(parts[1])! : 0
    digits = Array(all.dropFirst(zeros))
    point = number[0].utf8.count + exponent - zeros
  }
}
