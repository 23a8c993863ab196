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
  /// The questions and groups of the form with what is looked up once.
  let questions: [PlannedQuestion]
  let groups: [PlannedGroup]

  /// A checker of submissions that were made before `now`.
  public init(form: Form, now: Moment) {
    self.form = form
    self.now = now
    questions = form.questions.map { PlannedQuestion($0, form: form) }
    groups = form.groups.indices.map { index in
      PlannedGroup(
        parent: form.groups[index].parent,
        condition: form.groups[index].relevant.map { BoundExpression($0, form: form) },
        repeats: form.repeats(around: index))
    }
  }

  /// Checks one submission.
  ///
  /// Questions in repeats are checked in each repetition. What follows from a faulty answer is not
  /// reported beside it, and answers that one condition forbids are reported once with their number.
  ///
  /// - Parameters:
  ///   - answers: the answers in the order of the form.
  ///   - repeated: the answers in repeats.
  ///   - place: the place of the answer to a question, by its position in the form.
  /// - Returns: the values and what is wrong with them.
  /// - Complexity: linear in questions, choices and the length of the expressions.
  public func check(
    _ answers: Answers, repeated: [AnswerSheet.Repeated] = [],
    at place: (_ question: Int) -> Place
  ) -> CheckedAnswers {
    let pass = CheckingPass(self, answers, repeated, Patterns())
    var checked = pass.run(at: place)
    checked.faults += pass.faultsOfRepeats { question, _ in place(question) }
    return checked
  }

  /// Checks all rows of an export in turn, and delivers each.
  ///
  /// - Parameter repeated: the answers in repeats of a row.
  /// - Throws: what `body` throws.
  /// - Complexity: linear in rows.
  public func check(
    _ sheet: AnswerSheet, repeated: (_ row: Int) -> [AnswerSheet.Repeated] = { _ in [] },
    _ body: (_ row: Int, CheckedAnswers) throws -> Void
  ) rethrows {
    let patterns = Patterns()
    for row in 0..<sheet.table.rowCount {
      let (answers, faults, readings) = sheet.answers(row: row)
      let pass = CheckingPass(self, answers, repeated(row), patterns)
      var checked = pass.run { sheet.place(row: row, question: $0) }
      checked.faults =
        faults + checked.faults
        + pass.faultsOfRepeats { sheet.place(row: row, question: $0, position: $1) }
      checked.readings = readings
      try body(row, checked)
    }
  }
}

/// An expression whose names are numbered by the positions of the form's questions.
struct BoundExpression: Sendable {
  let tree: ExpressionTree
  /// The questions that it names.
  let questions: [Int]
  let isRepeatable: Bool

  init(_ expression: Expression, form: Form) {
    let numbers = expression.names.map { Self.number(of: $0, form) }
    questions = numbers.filter { $0 >= 0 }
    tree = expression.tree.renumbered(numbers)
    isRepeatable = expression.isRepeatable
  }

  /// The number of a question, or that of a repeat, which is negative.
  private static func number(of name: String, _ form: Form) -> Int {
    if let index = form.index(of: name) { return index }
    return -1 - form.groups.firstIndex { $0.isRepeat && bytesCompare($0.name, name) == 0 }!
  }

  /// A choice filter, whose columns are numbered behind the questions.
  init(filter expression: Expression, over list: Form.ChoiceList, form: Form) {
    let mark = Expression.columnMark
    let numbers = expression.names.map { name in
      guard name.hasPrefix(mark) else { return Self.number(of: name, form) }
      let column = String(name.dropFirst(mark.count))
      return form.questions.count
        + list.columns.firstIndex { bytesCompare($0.trimmed(), column) == 0 }!
    }
    questions = numbers.filter { $0 >= 0 && $0 < form.questions.count }
    tree = expression.tree.renumbered(numbers)
    isRepeatable = expression.isRepeatable
  }
}

/// A question with its expressions bound and its choices ready.
final class PlannedQuestion: Sendable {
  let type: QuestionType
  let group: Int?
  /// Whether it stands in a repeat.
  var isRepeated: Bool { !repeats.isEmpty }
  /// The repeats around it, from the outermost.
  let repeats: [Int]
  let condition: BoundExpression?
  let required: BoundExpression?
  let constraint: BoundExpression?
  let calculation: BoundExpression?
  let choiceFilter: BoundExpression?
  let list: Form.ChoiceList?
  /// The names of the choices.
  let choices: Set<UnitID>

  init(_ question: Form.Question, form: Form) {
    type = question.type
    group = question.group
    repeats = question.group.map { form.repeats(around: $0) } ?? []
    condition = question.relevant.map { BoundExpression($0, form: form) }
    required = question.required.map { BoundExpression($0, form: form) }
    constraint = question.constraint.map { BoundExpression($0, form: form) }
    calculation = question.calculation.map { BoundExpression($0, form: form) }
    let list = form.choices(of: question)
    self.list = list
    choiceFilter = list.flatMap { list in
      question.choiceFilter.map { BoundExpression(filter: $0, over: list, form: form) }
    }
    choices = Set(list?.choices.map { UnitID($0.name) } ?? [])
  }
}

/// A group with its condition bound.
struct PlannedGroup: Sendable {
  let parent: Int?
  let condition: BoundExpression?
  /// The repeats around it from the outermost, itself the last if it is one.
  let repeats: [Int]
}
