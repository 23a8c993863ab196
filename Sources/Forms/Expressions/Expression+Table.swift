// SPDX-License-Identifier: GPL-3.0-or-later

public import Tables

extension Expression {
  /// Whether the expression is true, row by row.
  ///
  /// Fields are text; `=` compares as numbers if the other side is one, else as bytes. Empty fields
  /// and the given words are empty. `and`, `or` and `if` read a column only in the rows where it
  /// matters. A text that is neither a number nor a date is refused where a number is needed (`<`,
  /// `+` and the like), with its place, as in a column of numbers.
  ///
  /// - Parameters:
  ///   - table: the rows.
  ///   - missing: words that stand for a missing value.
  ///   - now: the time of `now()` and `today()`.
  /// - Throws: ``Tables/Fault/Code/unknownColumn``, ``Tables/Fault/Code/notANumber``, and what
  ///   ``evaluate(in:)`` throws.
  /// - Complexity: linear in rows, bytes and the length of the expression.
  public func mask(
    over table: Table, missing: [String] = [], now: Moment? = nil
  ) throws -> [Bool] {
    try TableEvaluation(self, table, missing: missing, now: now).mask(tree.root, nil)
  }

  /// The number that the expression yields, row by row.
  ///
  /// A row has no number where the result is empty or infinite. True is 1, false is 0.
  ///
  /// - Throws: as ``mask(over:missing:now:)``; ``Tables/Fault/Code/notANumber`` for a result that is
  ///   another text, too.
  /// - Complexity: linear in rows, bytes and the length of the expression.
  public func numbers(
    over table: Table, missing: [String] = [], now: Moment? = nil
  ) throws -> NumberColumn {
    let evaluation = try TableEvaluation(self, table, missing: missing, now: now)
    var column = NumberColumn(try evaluation.numbers(tree.root, nil))
    for row in 0..<column.count where !column.values[row].isFinite {
      column.values[row] = 0
      column.isValid[row] = false
    }
    return column
  }

  /// The text that the expression yields, row by row; see ``Value/text``.
  ///
  /// - Throws: as ``mask(over:missing:now:)``.
  /// - Complexity: linear in rows, bytes and the length of the expression.
  public func texts(
    over table: Table, missing: [String] = [], now: Moment? = nil
  ) throws -> TextColumn {
    try TableEvaluation(self, table, missing: missing, now: now).texts(tree.root)
  }
}
