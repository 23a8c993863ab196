// SPDX-License-Identifier: GPL-3.0-or-later

import Tables

/// Where the names of an expression lead while it is evaluated.
protocol ValueSource: AnyObject {
  /// The value of the name with a number.
  func value(ofName name: Int) throws -> Expression.Value

  /// The label of a choice of the question with a number.
  /// - Throws: ``Tables/Fault/Code/noContext`` where there is no form.
  func label(ofChoice choice: String, ofName name: Int) throws -> String?

  /// A fault of a text that stands where a number is needed, as the value of a name if it is one;
  /// `nil` where such text is not-a-number, as in a form.
  func faultOfNumber(_ text: String, ofName name: Int?) -> Fault?

  /// The values that a name of a repeat stands for outside of it; `nil` where it stands for one.
  func values(ofName name: Int) throws -> [Expression.Value]?

  /// The number of the repetition that the expression is about; `nil` outside of repeats.
  func position() -> Int?
}

extension ValueSource {
  func values(ofName name: Int) throws -> [Expression.Value]? { nil }

  func position() -> Int? { nil }
}

/// One evaluation of an expression.
struct Evaluation {
  let tree: ExpressionTree
  let source: any ValueSource
  /// The answer that the expression is about.
  var current: Expression.Value?
  /// The clock.
  var now: Moment?
  /// Compiled patterns.
  let patterns: Patterns

  func fault(_ code: Fault.Code, _ values: [String: String]) -> Fault { tree.fault(code, values) }

  /// The clock's time for the function `name`.
  func now(_ name: String) throws -> Moment {
    guard let now else { throw fault(.noContext, ["name": "\(name)()"]) }
    return now
  }

  /// The answer that the expression is about, for `name`.
  func current(_ name: String) throws -> Expression.Value {
    guard let current else { throw fault(.noContext, ["name": name]) }
    return current
  }

  /// The value of a node.
  func value(_ node: Int) throws -> Expression.Value {
    switch tree.nodes[node] {
    case .text(let text): return .text(tree.texts[text])
    case .number(let number): return .number(number)
    case .name(let name): return try source.value(ofName: name)
    case .current: return try current(".")
    case .negated, .arithmetic: return .number(try number(node))
    case .ordered, .equal, .unequal, .all, .any, .not: return .boolean(try isTrue(node))
    case .condition(let condition, let first, let second):
      return try value(try isTrue(condition) ? first : second)
    case .call(let call):
      let call = tree.calls[call]
      return try call.function.evaluate(call.arguments, self)
    case .choiceName(let choice, let question):
      return .text(try source.label(ofChoice: try text(choice), ofName: question) ?? "")
    }
  }

  /// The number of a node.
  func number(_ node: Int) throws -> Double {
    switch tree.nodes[node] {
    case .number(let number): return number
    case .negated(let part): return -(try number(part))
    case .arithmetic(let operation, let left, let right):
      return operation(try number(left), try number(right))
    default: break
    }
    let value = try value(node)
    let number = value.number
    if number.isNaN, case .text(let text) = value, !text.utf8.isEmpty {
      var name: Int?
      if case .name(let index) = tree.nodes[node] { name = index }
      if let fault = source.faultOfNumber(text, ofName: name) { throw fault }
    }
    return number
  }

  /// The text of a node.
  func text(_ node: Int) throws -> String {
    if case .text(let text) = tree.nodes[node] { return tree.texts[text] }
    return try value(node).text
  }

  /// Whether a node is true.
  func isTrue(_ node: Int) throws -> Bool {
    switch tree.nodes[node] {
    case .ordered(let order, let left, let right):
      return order(try number(left), try number(right))
    case .equal(let left, let right):
      return Expression.Value.areEqual(try value(left), try value(right))
    case .unequal(let left, let right):
      return !Expression.Value.areEqual(try value(left), try value(right))
    case .all(let first, let count):
      for part in first..<first + count where !(try isTrue(tree.children[part])) { return false }
      return true
    case .any(let first, let count):
      for part in first..<first + count where try isTrue(tree.children[part]) { return true }
      return false
    case .not(let part): return !(try isTrue(part))
    default: return try value(node).boolean
    }
  }
}
