// SPDX-License-Identifier: GPL-3.0-or-later

import Tables

extension Expression {
  /// Where an expression finds what its words mean while it is evaluated for one record.
  public struct Scope {
    /// The value of a name, `nil` if nothing bears it.
    public var value: (_ name: String) -> Value?
    /// The answer that the expression is about, for `.` and `once()`.
    public var current: Value?
    /// The time of `now()`, whose date is `today()`. Nothing else tells the time, so that the same
    /// data give the same result tomorrow.
    public var now: Moment?
    /// The label of a choice of a question, for `jr:choice-name()`; `nil` for an unknown choice.
    public var choiceLabel: ((_ question: String, _ choice: String) -> String?)?
    /// The values that a name of a repeat stands for; `nil` where it stands for one.
    public var repeatedValues: ((_ name: String) -> [Value]?)?
    /// The number of the repetition that the expression is about, for `position(..)`.
    public var position: Int?

    /// A scope of named values.
    public init(
      current: Value? = nil, now: Moment? = nil,
      choiceLabel: ((_ question: String, _ choice: String) -> String?)? = nil,
      value: @escaping (_ name: String) -> Value?
    ) {
      self.value = value
      self.current = current
      self.now = now
      self.choiceLabel = choiceLabel
    }
  }

  /// The value of the expression for one record.
  ///
  /// - Throws: ``Tables/Fault/Code/unknownName``; ``Tables/Fault/Code/noContext`` if it needs an
  ///   answer, clock or form that the scope lacks; ``Tables/Fault/Code/notADate``;
  ///   ``Tables/Fault/Code/invalidPattern``.
  public func evaluate(in scope: Scope) throws -> Value {
    let evaluation = Evaluation(
      tree: tree, source: ScopeSource(scope, tree), current: scope.current, now: scope.now,
      patterns: Patterns())
    return try evaluation.value(tree.root)
  }

  /// Whether the expression is true for one record.
  /// - Throws: as ``evaluate(in:)``.
  public func isTrue(in scope: Scope) throws -> Bool {
    try evaluate(in: scope).boolean
  }
}

/// A scope as the source of an expression's values.
private final class ScopeSource: ValueSource {
  private let scope: Expression.Scope
  private let tree: ExpressionTree

  init(_ scope: Expression.Scope, _ tree: ExpressionTree) {
    self.scope = scope
    self.tree = tree
  }

  func value(ofName name: Int) throws -> Expression.Value {
    guard let value = scope.value(tree.names[name]) else {
      throw tree.fault(.unknownName, ["name": tree.names[name]])
    }
    return value
  }

  func values(ofName name: Int) throws -> [Expression.Value]? {
    scope.repeatedValues?(tree.names[name])
  }

  func position() -> Int? { scope.position }

  func label(ofChoice choice: String, ofName name: Int) throws -> String? {
    guard let choiceLabel = scope.choiceLabel else {
      throw tree.fault(.noContext, ["name": "jr:choice-name()"])
    }
    return choiceLabel(tree.names[name], choice)
  }

  func faultOfNumber(_ text: String, ofName name: Int?) -> Fault? { nil }
}
