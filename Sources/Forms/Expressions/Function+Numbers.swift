// SPDX-License-Identifier: GPL-3.0-or-later

import Glibc

extension Function {
  /// Numbers. An argument that is empty makes the result not-a-number, which is an empty answer.
  static let numbers = [
    // Reads a number and, unlike a comparison over a table, lets other text be not-a-number.
    Function("number", 1...1, .number) { .number(try $1.value($0[0]).number) },

    // Cuts off the fraction.
    Function("int", 1...1, .number) { .number(try $1.number($0[0]).rounded(.towardZero)) },

    Function("round", 1...2, .number) { arguments, evaluation in
      let places = arguments.count == 2 ? try evaluation.number(arguments[1]) : 0
      return .number(round(try evaluation.number(arguments[0]), places: places))
    },

    Function("abs", 1...1, .number) { .number(abs(try $1.number($0[0]))) },

    Function("pow", 2...2, .number) { .number(pow(try $1.number($0[0]), try $1.number($0[1]))) },

    // Empty arguments are passed over, so that the smallest of what was answered results.
    Function("min", 1...64, .number, takesMany: true) { .number(try extreme($0, $1, <)) },

    Function("max", 1...64, .number, takesMany: true) { .number(try extreme($0, $1, >)) },
  ]

  private static func extreme(
    _ arguments: [Int], _ evaluation: Evaluation, _ isBetter: (Double, Double) -> Bool
  ) throws -> Double {
    var best = Double.nan
    func take(_ number: Double) {
      if best.isNaN || isBetter(number, best) { best = number }
    }
    for argument in arguments {
      if case .name(let name) = evaluation.tree.nodes[argument],
        let values = try evaluation.source.values(ofName: name)
      {
        for value in values { take(value.number) }
      } else {
        take(try evaluation.number(argument))
      }
    }
    return best
  }

  /// Rounds to decimal places, or with negative `places` to tens and hundreds.
  ///
  /// Halves go up, to the greater number, as XPath 1.0 (section 4.4) says. What counts is the decimal
  /// that the number is written as, as in JavaRosa: 1.005 gives 1.01.
  static func round(_ number: Double, places: Double) -> Double {
    guard number.isFinite, !places.isNaN else { return places.isNaN ? .nan : number }
    let places = Int(max(-400, min(400, places.rounded(.towardZero))))
    return roundDecimal(Expression.Value.text(from: number), places: places)
  }

  private static func roundDecimal(_ text: String, places: Int) -> Double {
    let isNegative = text.hasPrefix("-")
    let parts = text.drop { $0 == "-" }.split(separator: ".")
    var digits = (parts[0] + (parts.count > 1 ? parts[1] : "")).utf8.map { Int($0) - 0x30 }
    let keep = parts[0].count + places
    if keep >= digits.count { return Double(text)! }
    if keep < 0 { return 0 }
    let isHalf = digits[keep] == 5 && digits[(keep + 1)...].allSatisfy { $0 == 0 }
    let roundsUp = isNegative && isHalf ? false : digits[keep] >= 5
    digits.removeLast(digits.count - keep)
    var index = keep - 1
    var carry = roundsUp
    while carry && index >= 0 {
      digits[index] = (digits[index] + 1) % 10
      carry = digits[index] == 0
      index -= 1
    }
    if carry { digits.insert(1, at: 0) }
    let magnitude = "\(digits.isEmpty ? "0" : digits.map(String.init).joined())e\(-places)"
    let value = Double(magnitude)!
    return isNegative ? -value : value
  }
}
