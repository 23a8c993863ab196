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
    try evaluation(in: scope).value(root)
  }

  /// Whether the expression is true for one record.
  /// - Throws: as ``evaluate(in:)``.
  public func isTrue(in scope: Scope) throws -> Bool {
    try evaluate(in: scope).boolean
  }

  private func evaluation(in scope: Scope) -> Evaluation {
    Evaluation(
      read: { index in
        guard let value = scope.value(names[index]) else {
          throw fault(.unknownName, ["name": names[index]])
        }
        return value
      },
      current: scope.current, now: scope.now,
      choiceLabel: scope.choiceLabel.map { label in { label(names[$0], $1) } },
      patterns: Patterns(),
      fail: { fault($0, $1) })
  }
}
