// SPDX-License-Identifier: GPL-3.0-or-later

public import Tables

/// Checks submissions against their form once more: the tablet did it, but answers pass through
/// spreadsheets and older versions of the form on their way.
///
/// Each question is asked if its condition and those of the groups around it hold; one that is not
/// asked is empty for every expression, as in ODK Collect. Calculations are done again.
public struct FormChecker: Sendable {
  /// The form.
  public let form: Form
  /// The clock: nothing can have happened later.
  public let now: Moment
  /// The expressions of each question with the positions of the questions that they name.
  private let bound: [BoundQuestion]
  private let repeated: [Bool]

  /// A checker of submissions that were made before `now`.
  public init(form: Form, now: Moment) {
    self.form = form
    self.now = now
    bound = form.questions.map { BoundQuestion($0, form: form) }
    repeated = form.questions.map { form.isRepeated($0) }
  }

  /// Checks one submission.
  ///
  /// Questions in repeats are passed over; their answers stand in other tables.
  ///
  /// - Parameters:
  ///   - answers: the answers in the order of the form.
  ///   - place: the place of the answer to a question, by its position in the form.
  /// - Returns: the values and what is wrong with them, one fault for an answer.
  /// - Complexity: linear in questions, choices and the length of the expressions.
  public func check(
    _ answers: Answers, at place: (_ question: Int) -> Place
  ) -> CheckedAnswers {
    var pass = CheckingPass(self, answers, Patterns())
    return pass.run(at: place)
  }

  /// Checks all rows of an export in turn, and delivers each.
  ///
  /// - Throws: what `body` throws.
  /// - Complexity: linear in rows.
  public func check(
    _ sheet: AnswerSheet, _ body: (_ row: Int, CheckedAnswers) throws -> Void
  ) rethrows {
    let patterns = Patterns()
    for row in 0..<sheet.table.rowCount {
      let (answers, faults) = sheet.answers(row: row)
      var pass = CheckingPass(self, answers, patterns)
      var checked = pass.run { sheet.place(row: row, question: $0) }
      checked.faults = faults + checked.faults
      try body(row, checked)
    }
  }

  /// The parts that a pass works with.
  func bound(_ question: Int) -> BoundQuestion { bound[question] }

  func isRepeated(_ question: Int) -> Bool { repeated[question] }
}

/// An expression with the positions of the questions that it names.
struct BoundExpression: Sendable {
  let expression: Expression
  let questions: [Int]

  init(_ expression: Expression, form: Form) {
    self.expression = expression
    questions = expression.names.map { form.index(of: $0)! }
  }
}

/// The expressions of a question.
struct BoundQuestion: Sendable {
  let conditions: [BoundExpression]
  let required: BoundExpression?
  let constraint: BoundExpression?
  let calculation: BoundExpression?

  init(_ question: Form.Question, form: Form) {
    conditions = form.conditions(of: question).map { BoundExpression($0, form: form) }
    required = question.required.map { BoundExpression($0, form: form) }
    constraint = question.constraint.map { BoundExpression($0, form: form) }
    calculation = question.calculation.map { BoundExpression($0, form: form) }
  }
}
