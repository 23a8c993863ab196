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
  /// Which argument is a name that stands for all answers of a repeat; `nil` if none is.
  let ofRepeat: Int?
  /// Whether an argument may be such a name, all of whose values are taken then.
  let takesMany: Bool
  /// Takes the nodes of the arguments, so that only those are evaluated that are needed.
  let evaluate: @Sendable ([Int], Evaluation) throws -> Expression.Value

  init(
    _ name: String, _ arguments: ClosedRange<Int>, _ result: Node.Kind, usesCurrent: Bool = false,
    ofRepeat: Int? = nil, takesMany: Bool = false,
    evaluate: @escaping @Sendable ([Int], Evaluation) throws -> Expression.Value
  ) {
    self.name = name
    self.arguments = arguments
    self.result = result
    self.usesCurrent = usesCurrent
    self.ofRepeat = ofRepeat
    self.takesMany = takesMany
    self.evaluate = evaluate
  }

  /// All functions, by subject.
  static let all =
    conditions + checklists + numbers + mathematics + texts + choices + dates + repeats

  /// The names of all functions, in order.
  static let names = (named.keys + ["jr:choice-name"]).sorted()

  /// All functions by name.
  static let named: [String: Function] = Dictionary(
    uniqueKeysWithValues: all.map { ($0.name, $0) })
}
