// SPDX-License-Identifier: GPL-3.0-or-later

/// A function of the expression language: its name, how many arguments it takes, and how it is
/// evaluated. `not` and `if` are nodes of the tree.
///
/// To add one, write it in the file of its subject and list it in ``named``.
final class Function: Sendable {
  let name: String
  let arguments: ClosedRange<Int>
  let result: Node.Kind
  /// Whether it needs the answer that the expression is about.
  let usesCurrent: Bool
  /// Takes the nodes of the arguments, so that only those are evaluated that are needed.
  let evaluate: @Sendable ([Int], Evaluation) throws -> Expression.Value

  init(
    _ name: String, _ arguments: ClosedRange<Int>, _ result: Node.Kind, usesCurrent: Bool = false,
    evaluate: @escaping @Sendable ([Int], Evaluation) throws -> Expression.Value
  ) {
    self.name = name
    self.arguments = arguments
    self.result = result
    self.usesCurrent = usesCurrent
    self.evaluate = evaluate
  }

  /// All functions, by subject.
  static let all =
    conditions + checklists + numbers + mathematics + texts + choices + dates

  /// The names of all functions, in order.
  static let names = (named.keys + ["jr:choice-name"]).sorted()

  /// All functions by name.
  static let named: [String: Function] = Dictionary(
    uniqueKeysWithValues: all.map { ($0.name, $0) })
}
