// SPDX-License-Identifier: GPL-3.0-or-later

import Tables

extension Function {
  /// Answers of several choices: their names with blanks between.
  static let choices = [
    Function("selected", 2...2, .boolean) { arguments, evaluation in
      let wanted = names(in: try evaluation.text(arguments[1])).joined(separator: " ")
      return .boolean(
        names(in: try evaluation.text(arguments[0])).contains { bytesCompare($0, wanted) == 0 })
    },

    Function("count-selected", 1...1, .number) {
      .number(Double(names(in: try $1.text($0[0])).count))
    },

    // The choice at a position counted from 0, empty beyond the last.
    Function("selected-at", 2...2, .text) { arguments, evaluation in
      let names = names(in: try evaluation.text(arguments[0]))
      let position = try evaluation.number(arguments[1])
      guard position >= 0, position < Double(names.count) else { return .empty }
      return .text(names[Int(position)])
    },
  ]

  /// The names of choices in an answer.
  static func names(in answer: String) -> [String] {
    answer.utf8.split(whereSeparator: Expression.Value.isSpace).map { String(Substring($0)) }
  }
}
