// SPDX-License-Identifier: GPL-3.0-or-later

public import Forms

/// What a reader, such as a rule of the profile or the design, needs of a column's values.
///
/// An import knows it, so that a value which a reader cannot use is told with its place in the user's own file,
/// and not months later.
public struct ColumnNeed: Sendable {
  /// What values must be to be read.
  public enum Kind: Sendable, Hashable {
    /// Any text.
    case text
    /// A number or a date, as expressions read them.
    case number
    /// A decimal number without an exponent.
    case decimal
    /// A whole number.
    case integer
    /// A calendar date.
    case date
  }

  /// The column.
  public let column: String
  /// What its values must be, where they are not empty.
  public let kind: Kind
  /// Whether they must not be empty, in the rows that ``condition`` names.
  public let isFilled: Bool
  /// The rows in which they must not be empty; all without it.
  public let condition: Expression?
  /// Who reads it: the identifier of a rule, or the name of an indicator, measure, scorecard or sample.
  public let reader: String
  /// How it is read: an expression, or the name of a key.
  public let use: String

  init(
    _ column: String, _ kind: Kind, by reader: String, use: String, isFilled: Bool = false,
    where condition: Expression? = nil
  ) {
    self.column = column
    self.kind = kind
    self.isFilled = isFilled
    self.condition = condition
    self.reader = reader
    self.use = use
  }
}

extension ColumnNeed {
  /// What an expression needs of the columns that it names.
  ///
  /// - Parameters:
  ///   - result: what is made of the expression's value.
  ///   - columns: the names that are columns; all without it.
  static func list(
    _ expression: Expression?, yielding result: Expression.Operand? = nil, by reader: String,
    columns: [String]? = nil
  ) -> [ColumnNeed] {
    guard let expression else { return [] }
    let operands = expression.operands(yielding: result).map {
      ColumnNeed(
        $0.name, $0.operand == .date ? .date : .number, by: reader, use: expression.source)
    }
    let others = expression.names.filter { name in !operands.contains { $0.column == name } }
    let all =
      operands + others.map { ColumnNeed($0, .text, by: reader, use: expression.source) }
    return all.filter { columns?.holds($0.column) ?? true }
  }

  /// A value that is summed or divided exactly as it is written; `nil` for an expression that is calculated.
  static func decimals(_ expression: Expression?, by reader: String) -> [ColumnNeed] {
    guard let expression else { return [] }
    guard let name = expression.soleName else {
      return list(expression, yielding: .number, by: reader)
    }
    return [ColumnNeed(name, .decimal, by: reader, use: expression.source)]
  }
}
