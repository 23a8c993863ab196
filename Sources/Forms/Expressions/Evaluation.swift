// SPDX-License-Identifier: GPL-3.0-or-later

import Tables

/// One evaluation of an expression: where its names and its clock lead.
struct Evaluation {
  /// The value of the name with a number.
  let read: (Int) throws -> Expression.Value
  /// The answer that the expression is about.
  var current: Expression.Value?
  /// The clock.
  var now: Moment?
  /// The label of a choice of the question with a number.
  var choiceLabel: ((_ name: Int, _ choice: String) throws -> String?)?
  /// Compiled patterns.
  let patterns: Patterns
  /// Makes a fault at the place of the expression.
  let fail: (Fault.Code, [String: String]) -> Fault
  /// Makes a fault of a text that stands where a number is needed, under a name if it is one's value;
  /// `nil` where such text is not-a-number, as in a form.
  var notANumber: ((_ name: Int?, _ text: String) -> Fault)?

  func fault(_ code: Fault.Code, _ values: [String: String]) -> Fault { fail(code, values) }

  /// The clock's time for the function `name`.
  func now(_ name: String) throws -> Moment {
    guard let now else { throw fail(.noContext, ["name": "\(name)()"]) }
    return now
  }

  /// The answer that the expression is about, for `name`.
  func current(_ name: String) throws -> Expression.Value {
    guard let current else { throw fail(.noContext, ["name": name]) }
    return current
  }

  /// The value of a part.
  func value(_ node: Node) throws -> Expression.Value {
    switch node {
    case .text(let text): return .text(text)
    case .number(let number): return .number(number)
    case .name(let index): return try read(index)
    case .current: return try current(".")
    case .negated(let part): return .number(-(try number(part)))
    case .arithmetic(let operation, let left, let right):
      return .number(operation(try number(left), try number(right)))
    case .ordered(let order, let left, let right):
      return .boolean(order(try number(left), try number(right)))
    case .equal(let left, let right):
      return .boolean(Expression.Value.areEqual(try value(left), try value(right)))
    case .unequal(let left, let right):
      return .boolean(!Expression.Value.areEqual(try value(left), try value(right)))
    case .all(let parts): return .boolean(try parts.allSatisfy { try isTrue($0) })
    case .any(let parts): return .boolean(try parts.contains { try isTrue($0) })
    case .call(let function, let arguments): return try function.evaluate(arguments, self)
    case .choiceName(let choice, let question):
      guard let choiceLabel else { throw fail(.noContext, ["name": "jr:choice-name()"]) }
      return .text(try choiceLabel(question, try text(choice)) ?? "")
    }
  }

  /// The number of a part.
  func number(_ node: Node) throws -> Double {
    let value = try value(node)
    let number = value.number
    if number.isNaN, let notANumber, case .text(let text) = value, !text.utf8.isEmpty {
      if case .name(let name) = node { throw notANumber(name, text) }
      throw notANumber(nil, text)
    }
    return number
  }

  /// The text of a part.
  func text(_ node: Node) throws -> String { try value(node).text }

  /// Whether a part is true.
  func isTrue(_ node: Node) throws -> Bool { try value(node).boolean }
}
