// SPDX-License-Identifier: GPL-3.0-or-later

extension Expression {
  /// What the value of a name must be for an expression to make sense of it.
  package enum Operand: Sendable, Hashable {
    /// A number, or a date, which counts as one: it is calculated with or compared by size or with a number.
    case number
    /// A date: it is given to a function of dates.
    case date
  }

  /// The names whose values the expression can only read as numbers or only as dates, wherever it reads them.
  ///
  /// - Parameter result: what is made of the value of the whole expression, if that is known.
  /// - Returns: each name with each of its operands once, in the order in which they first stand.
  /// - Complexity: linear in the length of the expression.
  package func operands(
    yielding result: Operand? = nil
  ) -> [(name: String, operand: Operand)] {
    var found: [(name: Int, operand: Operand)] = []
    tree.collectOperands(of: tree.root, as: result, into: &found)
    return found.map { (names[$0.name], $0.operand) }
  }
}

extension Expression {
  /// The name that the whole expression is, if it is nothing else.
  package var soleName: String? {
    if case .name(let name) = tree.nodes[tree.root] { names[name] } else { nil }
  }
}

extension ExpressionTree {
  /// The functions that read their first argument as a date.
  private static let ofDates: Set<String> = [
    "date", "date-time", "format-date", "format-date-time",
  ]

  /// The functions that refuse an argument that is no number.
  private static let ofNumbers: Set<String> = ["int", "round", "abs", "pow"]

  fileprivate func collectOperands(
    of node: Int, as operand: Expression.Operand?,
    into found: inout [(name: Int, operand: Expression.Operand)]
  ) {
    switch nodes[node] {
    case .name(let name):
      guard let operand, !found.contains(where: { $0 == (name, operand) }) else { return }
      found.append((name, operand))
    case .negated, .arithmetic, .ordered:
      for part in parts(of: node) { collectOperands(of: part, as: .number, into: &found) }
    case .equal(let left, let right), .unequal(let left, let right):
      collectOperands(of: left, as: kind(of: right) == .number ? .number : nil, into: &found)
      collectOperands(of: right, as: kind(of: left) == .number ? .number : nil, into: &found)
    case .condition(let condition, let first, let second):
      collectOperands(of: condition, as: nil, into: &found)
      for part in [first, second] { collectOperands(of: part, as: operand, into: &found) }
    case .call(let call):
      let function = calls[call].function.name
      for (position, argument) in calls[call].arguments.enumerated() {
        let needed: Expression.Operand? =
          Self.ofNumbers.contains(function)
          ? .number : position == 0 && Self.ofDates.contains(function) ? .date : nil
        collectOperands(of: argument, as: needed, into: &found)
      }
    case .text, .number, .current, .all, .any, .not, .choiceName:
      for part in parts(of: node) { collectOperands(of: part, as: nil, into: &found) }
    }
  }
}
