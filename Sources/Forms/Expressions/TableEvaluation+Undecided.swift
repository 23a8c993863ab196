// SPDX-License-Identifier: GPL-3.0-or-later

public import Tables

extension Expression {
  /// Whether the truth of the expression hangs on a value that is missing, row by row.
  ///
  /// A comparison by size (`<`, `<=`, `>`, `>=`) of a missing number is false in ``mask(over:missing:now:)``,
  /// but nobody knows it; `and`, `or`, `not` and `if` are decided where the parts that are known decide them.
  /// An equality is known: an empty field is equal to nothing but the empty text.
  ///
  /// - Throws: as ``mask(over:missing:now:)``.
  /// - Complexity: linear in rows, bytes and the length of the expression.
  public func undecided(
    over table: Table, missing: [String] = [], now: Moment? = nil
  ) throws -> [Bool] {
    guard tree.comparesSizes(tree.root) else {
      return [Bool](repeating: false, count: table.rowCount)
    }
    return try TableEvaluation(self, table, missing: missing, now: now).truth(tree.root, nil).isOpen
  }
}

extension TableEvaluation {
  /// What is known of a node's truth in each row; a row that does not matter is false and decided.
  fileprivate struct Truth {
    /// Whether it is true for certain.
    var isTrue: [Bool]
    /// Whether nobody can tell.
    var isOpen: [Bool]
  }

  /// Three-valued logic after Kleene.
  fileprivate func truth(_ node: Int, _ rows: [Bool]?) throws -> Truth {
    switch tree.nodes[node] {
    case .ordered(let order, let left, let right):
      let left = try numbers(left, rows)
      let right = try numbers(right, rows)
      return Truth(
        isTrue: filled(rows) { order(left[$0], right[$0]) },
        isOpen: filled(rows) { left[$0].isNaN || right[$0].isNaN })
    case .not(let part):
      let inner = try truth(part, rows)
      return Truth(
        isTrue: filled(rows) { !inner.isTrue[$0] && !inner.isOpen[$0] }, isOpen: inner.isOpen)
    case .all(let first, let count):
      return try all(tree.children[first..<first + count], rows)
    case .any(let first, let count):
      return try any(tree.children[first..<first + count], rows)
    case .condition(let condition, let first, let second):
      let condition = try truth(condition, rows)
      let first = try truth(first, condition.isTrue)
      let second = try truth(
        second, filled(rows) { !condition.isTrue[$0] && !condition.isOpen[$0] })
      return Truth(
        isTrue: filled(rows) { first.isTrue[$0] || second.isTrue[$0] },
        isOpen: filled(rows) { condition.isOpen[$0] || first.isOpen[$0] || second.isOpen[$0] })
    default:
      return Truth(isTrue: try mask(node, rows), isOpen: filled(rows) { _ in false })
    }
  }

  private func all(_ parts: ArraySlice<Int>, _ rows: [Bool]?) throws -> Truth {
    var isOpen = filled(rows) { _ in false }
    var remaining = filled(rows) { _ in true }
    for part in parts {
      let next = try truth(part, remaining)
      remaining = filled(remaining) { next.isTrue[$0] || next.isOpen[$0] }
      isOpen = filled(remaining) { isOpen[$0] || next.isOpen[$0] }
    }
    return Truth(isTrue: filled(remaining) { !isOpen[$0] }, isOpen: isOpen)
  }

  private func any(_ parts: ArraySlice<Int>, _ rows: [Bool]?) throws -> Truth {
    var isOpen = filled(rows) { _ in false }
    var remaining = filled(rows) { _ in true }
    for part in parts {
      let next = try truth(part, remaining)
      remaining = filled(remaining) { !next.isTrue[$0] }
      isOpen = filled(remaining) { isOpen[$0] || next.isOpen[$0] }
    }
    return Truth(isTrue: filled(rows) { !remaining[$0] }, isOpen: isOpen)
  }
}

extension ExpressionTree {
  /// Whether a part of a node compares by size.
  fileprivate func comparesSizes(_ node: Int) -> Bool {
    if case .ordered = nodes[node] { return true }
    return parts(of: node).contains { comparesSizes($0) }
  }
}
