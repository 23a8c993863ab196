// SPDX-License-Identifier: GPL-3.0-or-later

extension Function {
  /// Truth and choice between values.
  static let conditions = [
    Function("true", 0...0, .boolean) { _, _ in .boolean(true) },

    Function("false", 0...0, .boolean) { _, _ in .boolean(false) },

    Function("not", 1...1, .boolean) { .boolean(!(try $1.isTrue($0[0]))) },

    Function("boolean", 1...1, .boolean) { .boolean(try $1.isTrue($0[0])) },

    // True for `true` in any case of letters and for `1`, false for all else.
    Function("boolean-from-string", 1...1, .boolean) {
      let text = try $1.text($0[0])
      return .boolean(text.lowercased() == "true" || text == "1")
    },

    // Only the branch that is chosen is evaluated.
    Function("if", 3...3, .unknown) { try $1.value(try $1.isTrue($0[0]) ? $0[1] : $0[2]) },

    // The first value that is not empty; the last one if all are.
    Function("coalesce", 2...64, .unknown) { arguments, evaluation in
      for argument in arguments.dropLast() {
        let value = try evaluation.value(argument)
        if !value.isEmpty { return value }
      }
      return try evaluation.value(arguments.last!)
    },

    // The answer that stands already, else the argument.
    Function("once", 1...1, .unknown, usesCurrent: true) { arguments, evaluation in
      let current = try evaluation.current("once")
      return current.isEmpty ? try evaluation.value(arguments[0]) : current
    },
  ]
}
