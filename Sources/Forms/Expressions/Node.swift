// SPDX-License-Identifier: GPL-3.0-or-later

/// An expression as a tree.
///
/// Names are numbered in the order in which they first occur, so that a table's columns are looked up
/// once and not for each row.
indirect enum Node: Sendable {
  case text(String)
  case number(Double)
  /// The value of the name with this number.
  case name(Int)
  /// `.`, the answer that a constraint is about.
  case current
  case negated(Node)
  case arithmetic(Arithmetic, Node, Node)
  case ordered(Order, Node, Node)
  case equal(Node, Node)
  case unequal(Node, Node)
  case all([Node])
  case any([Node])
  case call(Function, [Node])
  /// The label that the question with this number gives to a choice.
  case choiceName(Node, Int)

  enum Arithmetic: Sendable {
    case plus, minus, times, divided, remainder

    func callAsFunction(_ left: Double, _ right: Double) -> Double {
      switch self {
      case .plus: left + right
      case .minus: left - right
      case .times: left * right
      case .divided: left / right
      // XPath's remainder has the sign of the dividend, as that of C has.
      case .remainder: left.truncatingRemainder(dividingBy: right)
      }
    }
  }

  enum Order: Sendable {
    case less, lessOrEqual, greater, greaterOrEqual

    func callAsFunction(_ left: Double, _ right: Double) -> Bool {
      switch self {
      case .less: left < right
      case .lessOrEqual: left <= right
      case .greater: left > right
      case .greaterOrEqual: left >= right
      }
    }
  }

  /// What a part yields as far as the expression alone tells.
  enum Kind: Sendable {
    case text, number, boolean, moment
    /// Depends on the values.
    case unknown
  }

  var kind: Kind {
    switch self {
    case .text, .choiceName: .text
    case .number, .negated, .arithmetic: .number
    case .ordered, .equal, .unequal, .all, .any: .boolean
    case .name, .current: .unknown
    case .call(let function, _): function.result
    }
  }

  /// Whether the value is the same in every row.
  var isConstant: Bool {
    switch self {
    case .text, .number: true
    case .name, .current, .choiceName: false
    case .negated(let part): part.isConstant
    case .arithmetic(_, let left, let right), .ordered(_, let left, let right),
      .equal(let left, let right), .unequal(let left, let right):
      left.isConstant && right.isConstant
    case .all(let parts), .any(let parts): parts.allSatisfy(\.isConstant)
    case .call(let function, let arguments):
      !function.usesCurrent && arguments.allSatisfy(\.isConstant)
    }
  }

  /// The names of the functions that are called.
  var functions: Set<String> {
    switch self {
    case .text, .number, .name, .current: []
    case .choiceName(let part, _): part.functions.union(["jr:choice-name"])
    case .negated(let part): part.functions
    case .arithmetic(_, let left, let right), .ordered(_, let left, let right),
      .equal(let left, let right), .unequal(let left, let right):
      left.functions.union(right.functions)
    case .all(let parts), .any(let parts):
      parts.reduce(into: []) { $0.formUnion($1.functions) }
    case .call(let function, let arguments):
      arguments.reduce(into: [function.name]) { $0.formUnion($1.functions) }
    }
  }
}
