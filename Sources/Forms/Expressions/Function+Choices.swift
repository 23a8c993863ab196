// SPDX-License-Identifier: GPL-3.0-or-later

import Tables

extension Function {
  /// Answers of several choices: their names with blanks between.
  static let choices = [
    Function("selected", 2...2, .boolean) { arguments, evaluation in
      .boolean(
        includes(try evaluation.text(arguments[0]), choice: try evaluation.text(arguments[1])))
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

  /// Whether a choice, but for white space around it, is one of the names in an answer.
  private static func includes(_ answer: String, choice: String) -> Bool {
    var answer = answer
    var choice = choice
    return answer.withUTF8 { answer in
      choice.withUTF8 { choice in
        let isSpace = Expression.Value.isSpace
        guard let first = choice.firstIndex(where: { !isSpace($0) }),
          let last = choice.lastIndex(where: { !isSpace($0) })
        else { return false }
        let wanted = UnsafeBufferPointer(rebasing: choice[first...last])
        var position = 0
        while position < answer.count {
          let end = answer[position...].firstIndex(where: isSpace) ?? answer.count
          let name = UnsafeBufferPointer(rebasing: answer[position..<end])
          if bytesCompare(name, wanted) == 0 { return true }
          position = end + 1
        }
        return false
      }
    }
  }

  /// The names of choices in an answer.
  static func names(in answer: String) -> [String] {
    answer.utf8.split(whereSeparator: Expression.Value.isSpace).map { String(Substring($0)) }
  }
}
