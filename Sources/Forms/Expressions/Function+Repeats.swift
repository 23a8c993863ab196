// SPDX-License-Identifier: GPL-3.0-or-later

extension Function {
  /// Functions over the answers of a repeat, which a name stands for outside of it.
  static let repeats = [
    // Answers that are no number are passed over, as JavaRosa does.
    Function("sum", 1...1, .number, ofRepeat: 0) { arguments, evaluation in
      let numbers = try evaluation.values(ofRepeat: arguments[0], "sum()").map(\.number)
      return .number(numbers.reduce(0) { $1.isNaN ? $0 : $0 + $1 })
    },

    // The repetitions, whether answered or not, of a repeat or of one in which a question stands.
    Function("count", 1...1, .number, ofRepeat: 0) {
      .number(Double(try $1.values(ofRepeat: $0[0], "count()").count))
    },

    Function("count-non-empty", 1...1, .number, ofRepeat: 0) { arguments, evaluation in
      let values = try evaluation.values(ofRepeat: arguments[0], "count-non-empty()")
      return .number(Double(values.count { !$0.isEmpty }))
    },

    // The number of the repetition that the question stands in, from 1; written `position(..)`.
    Function("position", 0...0, .number) { _, evaluation in
      guard let position = evaluation.source.position() else {
        throw evaluation.fault(.noContext, ["name": "position(..)"])
      }
      return .number(Double(position))
    },

    // The answer in the repetition of a number; empty if there is none.
    Function("indexed-repeat", 3...3, .unknown, ofRepeat: 0) { arguments, evaluation in
      let values = try evaluation.values(ofRepeat: arguments[0], "indexed-repeat()")
      let number = try evaluation.number(arguments[2])
      guard number >= 1, number <= Double(values.count) else { return .empty }
      return values[Int(number) - 1]
    },
  ]
}

extension Evaluation {
  /// The values that a name of a repeat stands for outside of it.
  func values(ofRepeat node: Int, _ function: String) throws -> [Expression.Value] {
    guard case .name(let name) = tree.nodes[node], let values = try source.values(ofName: name)
    else { throw fault(.noContext, ["name": function]) }
    return values
  }

  /// The values of a node: several where it is a name of a repeat.
  func values(_ node: Int) throws -> [Expression.Value] {
    if case .name(let name) = tree.nodes[node], let values = try source.values(ofName: name) {
      return values
    }
    return [try value(node)]
  }
}

extension ExpressionTree {
  /// The names that stand for all answers of a repeat wherever they occur, by their numbers: as arguments of
  /// functions that take many values.
  var namesOfMany: Set<Int> {
    var many: Set<Int> = []
    var places: Set<Int> = []
    for call in calls {
      let taking = call.function.takesMany ? call.arguments : []
      let ofRepeat = call.function.ofRepeat.map { [call.arguments[$0]] } ?? []
      // The repeat is named by indexed-repeat beside its question.
      let named = call.function.name == "indexed-repeat" ? [call.arguments[1]] : []
      for node in taking + ofRepeat + named {
        if case .name(let name) = nodes[node] {
          many.insert(name)
          places.insert(node)
        }
      }
    }
    for (index, node) in nodes.enumerated() where !places.contains(index) {
      if case .name(let name) = node { many.remove(name) }
    }
    return many
  }
}
