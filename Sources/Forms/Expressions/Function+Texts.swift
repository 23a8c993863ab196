// SPDX-License-Identifier: GPL-3.0-or-later

import Tables

extension Function {
  /// Text. Characters are Unicode scalars, as XPath 1.0 (section 3.6) counts them.
  static let texts = [
    Function("string", 1...1, .text) { .text(try $1.text($0[0])) },

    Function("concat", 1...64, .text) { arguments, evaluation in
      .text(try arguments.map { try evaluation.text($0) }.joined())
    },

    Function("join", 2...64, .text, takesMany: true) { arguments, evaluation in
      let separator = try evaluation.text(arguments[0])
      return .text(
        try arguments.dropFirst().flatMap { try evaluation.values($0).map(\.text) }
          .joined(separator: separator))
    },

    Function("string-length", 1...1, .number) {
      .number(Double(try $1.text($0[0]).unicodeScalars.count))
    },

    // From the first position, counted from 0, up to but without the second one; negative positions
    // count from the end.
    Function("substr", 2...3, .text) { arguments, evaluation in
      let scalars = Array(try evaluation.text(arguments[0]).unicodeScalars)
      let from = try evaluation.number(arguments[1])
      let to = arguments.count == 3 ? try evaluation.number(arguments[2]) : Double(scalars.count)
      return .text(part(of: scalars, from: from, to: to))
    },

    Function("substring-before", 2...2, .text) { arguments, evaluation in
      let text = Array(try evaluation.text(arguments[0]).utf8)
      let found = text.firstRange(of: Array(try evaluation.text(arguments[1]).utf8))
      return .text(found.map { String(decoding: text[..<$0.lowerBound], as: UTF8.self) } ?? "")
    },

    Function("substring-after", 2...2, .text) { arguments, evaluation in
      let text = Array(try evaluation.text(arguments[0]).utf8)
      let found = text.firstRange(of: Array(try evaluation.text(arguments[1]).utf8))
      return .text(found.map { String(decoding: text[$0.upperBound...], as: UTF8.self) } ?? "")
    },

    Function("contains", 2...2, .boolean) { arguments, evaluation in
      let part = Array(try evaluation.text(arguments[1]).utf8)
      let text = Array(try evaluation.text(arguments[0]).utf8)
      return .boolean(part.isEmpty || text.firstRange(of: part) != nil)
    },

    Function("starts-with", 2...2, .boolean) {
      .boolean(try $1.text($0[0]).utf8.starts(with: try $1.text($0[1]).utf8))
    },

    Function("ends-with", 2...2, .boolean) {
      .boolean(try $1.text($0[0]).utf8.reversed().starts(with: try $1.text($0[1]).utf8.reversed()))
    },

    // No white space at the ends, and one blank for each run of it.
    Function("normalize-space", 1...1, .text) { arguments, evaluation in
      let words = try evaluation.text(arguments[0]).utf8.split(
        whereSeparator: Expression.Value.isSpace)
      return .text(words.map { String(Substring($0)) }.joined(separator: " "))
    },

    // Each character of the second argument becomes that of the third at the same position, or
    // nothing where the third is shorter.
    Function("translate", 3...3, .text) { arguments, evaluation in
      let from = Array(try evaluation.text(arguments[1]).unicodeScalars)
      let to = Array(try evaluation.text(arguments[2]).unicodeScalars)
      var result = String.UnicodeScalarView()
      for scalar in try evaluation.text(arguments[0]).unicodeScalars {
        guard let index = from.firstIndex(of: scalar) else {
          result.append(scalar)
          continue
        }
        if index < to.count { result.append(to[index]) }
      }
      return .text(String(result))
    },

    // Whether the whole text matches the pattern.
    Function("regex", 2...2, .boolean) { arguments, evaluation in
      let pattern = try evaluation.text(arguments[1])
      let text = try evaluation.text(arguments[0])
      guard let matches = try evaluation.patterns.matches(text, pattern: pattern) else {
        throw evaluation.fault(.invalidPattern, ["pattern": pattern])
      }
      return .boolean(matches)
    },
  ]

  private static func part(of scalars: [Unicode.Scalar], from: Double, to: Double) -> String {
    guard !from.isNaN, !to.isNaN else { return "" }
    let count = Double(scalars.count)
    let position = { (number: Double) in
      let whole = number.rounded(.towardZero)
      return Int(max(0, min(count, whole < 0 ? count + whole : whole)))
    }
    let (lower, upper) = (position(from), position(to))
    var result = String.UnicodeScalarView()
    if lower < upper { result.append(contentsOf: scalars[lower..<upper]) }
    return String(result)
  }
}
