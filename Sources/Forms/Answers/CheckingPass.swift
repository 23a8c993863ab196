// SPDX-License-Identifier: GPL-3.0-or-later

import Tables

/// One submission on its way through the checks.
struct CheckingPass {
  private let checker: FormChecker
  private let form: Form
  private let answers: Answers
  private let patterns: Patterns
  private var values: [Expression.Value]
  private var isRelevant: [Bool]
  /// What is wrong with each question's answer; the first thing counts.
  private var faults: [AnswerFault?]
  /// Questions whose value, or whether they are asked, rests on an answer that cannot be read.
  private var isDoubtful: [Bool]

  init(_ checker: FormChecker, _ answers: Answers, _ patterns: Patterns) {
    self.checker = checker
    form = checker.form
    self.answers = answers
    self.patterns = patterns
    values = [Expression.Value](repeating: .empty, count: form.questions.count)
    isRelevant = [Bool](repeating: false, count: form.questions.count)
    faults = [AnswerFault?](repeating: nil, count: form.questions.count)
    isDoubtful = isRelevant
  }

  mutating func run(at place: (Int) -> Place) -> CheckedAnswers {
    for question in form.evaluationOrder where !checker.isRepeated(question) { settle(question) }
    for question in form.questions.indices where isRelevant[question] && faults[question] == nil {
      checkAnswer(question)
    }
    checkTimes()
    dropConsequences()
    gatherIrrelevant()
    var list: [Fault] = []
    for (question, fault) in faults.enumerated() {
      guard let fault else { continue }
      var named = fault.values
      named["question"] = form.questions[question].name
      named["label"] = form.questions[question].label.joined
      named["value"] = named["value"] ?? answers.texts[question]
      list.append(Fault(fault.code, at: place(question), named))
    }
    return CheckedAnswers(values: values, isRelevant: isRelevant, faults: list)
  }

  /// Drops what follows from another fault: a calculation or condition that uses a faulty answer, and
  /// a constraint that uses one that is lacking. Constraints may use each other's questions, so that
  /// two violated ones both stay.
  private mutating func dropConsequences() {
    let all = faults
    for (question, fault) in all.enumerated() {
      guard let fault, let basis = fault.basis else { continue }
      let isConstraint = fault.code == .constraintViolated
      let follows = basis.questions.contains { other in
        other != question
          && (isConstraint ? all[other]?.code == .requiredUnanswered : all[other] != nil)
      }
      if follows { faults[question] = nil }
    }
  }

  /// Reports answers that one condition forbids once, with the number of the others.
  private mutating func gatherIrrelevant() {
    var first: [Place: (question: Int, others: Int)] = [:]
    for (question, fault) in faults.enumerated() {
      guard let fault, fault.code == .answeredNotRelevant, let basis = fault.basis else { continue }
      let place = basis.expression.place
      if let known = first[place] {
        first[place] = (known.question, known.others + 1)
        faults[question] = nil
      } else {
        first[place] = (question, 0)
      }
    }
    for (question, others) in first.values { faults[question]?.values["others"] = "\(others)" }
  }

  // MARK: Values

  /// Finds whether a question is asked, and its value.
  private mutating func settle(_ question: Int) {
    let answer = answers.texts[question]
    let bound = checker.bound(question)
    isDoubtful[question] = bound.conditions.contains { isInDoubt($0) }
    do {
      for condition in bound.conditions
      where !(try value(of: condition, current: nil, question).boolean) {
        if !answer.utf8.isEmpty, form.questions[question].type != .note, !isDoubtful[question] {
          faults[question] = AnswerFault(
            code: .answeredNotRelevant, values: ["relevant": condition.expression.source],
            basis: condition)
        }
        return
      }
      isRelevant[question] = true
      if let calculation = bound.calculation {
        try calculate(question, calculation)
      } else if !answer.utf8.isEmpty {
        (values[question], faults[question]) = form.value(
          of: answer, for: form.questions[question])
      }
      if faults[question] != nil { isDoubtful[question] = true }
    } catch {
      keep(error, for: question)
    }
  }

  /// Whether an expression rests on an answer that cannot be read.
  private func isInDoubt(_ bound: BoundExpression) -> Bool {
    bound.questions.contains { isDoubtful[$0] }
  }

  /// Does a calculation again. One that reads the clock or what stood there before cannot be done
  /// again: its answer counts as it is.
  private mutating func calculate(_ question: Int, _ calculation: BoundExpression) throws {
    let answer = answers.texts[question]
    if !calculation.expression.isRepeatable, !answer.utf8.isEmpty {
      (values[question], faults[question]) = form.value(of: answer, for: form.questions[question])
      return
    }
    let given = Expression.Value.text(answer)
    let result = try value(of: calculation, current: given, question)
    values[question] = result.isEmpty ? .empty : result
    if isInDoubt(calculation) {
      isDoubtful[question] = true
    } else if !answer.utf8.isEmpty, !Self.agree(values[question], answer) {
      faults[question] = AnswerFault(
        code: .calculationDiffers,
        values: [
          "expected": values[question].text, "calculation": calculation.expression.source,
        ], basis: calculation)
    }
  }

  /// Whether a calculated value is what was sent, but for the last digits of a number.
  private static func agree(_ value: Expression.Value, _ answer: String) -> Bool {
    if bytesCompare(value.text, answer) == 0 { return true }
    let (left, right) = (value.number, Expression.Value.number(from: answer))
    return abs(left - right) <= 1e-9 * max(1, abs(left))
  }

  // MARK: Checks

  private mutating func checkAnswer(_ question: Int) {
    let bound = checker.bound(question)
    let type = form.questions[question].type
    do {
      if values[question].isEmpty {
        guard type.isAsked, let required = bound.required, !isDoubtful[question],
          !isInDoubt(required), try value(of: required, current: values[question], question).boolean
        else { return }
        faults[question] = AnswerFault(code: .requiredUnanswered)
      } else if let constraint = bound.constraint, !isInDoubt(constraint),
        !(try value(of: constraint, current: values[question], question).boolean)
      {
        faults[question] = AnswerFault(
          code: .constraintViolated,
          values: [
            "constraint": constraint.expression.source,
            "message": form.questions[question].constraintMessage.joined,
          ], basis: constraint)
      }
    } catch {
      keep(error, for: question)
    }
  }

  /// Times of the device: none after the clock, and no end before the start.
  private mutating func checkTimes() {
    let now = checker.now
    let zone = now.offsetMinutes ?? 0
    var start: (question: Int, moment: Moment)?
    var end: (question: Int, moment: Moment)?
    for (question, definition) in form.questions.enumerated() where faults[question] == nil {
      guard case .moment(let moment) = values[question] else { continue }
      switch definition.type {
      case .start: start = (question, moment)
      case .end: end = (question, moment)
      case .today: break
      default: continue
      }
      let isLater =
        moment.milliseconds == nil
        ? moment.days > now.days
        : moment.instant(assumingOffset: zone) > now.instant(assumingOffset: zone)
      if isLater {
        faults[question] = AnswerFault(code: .timeInFuture, values: ["now": now.text])
      }
    }
    if let start, let end, faults[end.question] == nil,
      end.moment.instant(assumingOffset: zone) < start.moment.instant(assumingOffset: zone)
    {
      faults[end.question] = AnswerFault(
        code: .endBeforeStart, values: ["start": start.moment.text])
    }
  }

  // MARK: Expressions

  private func value(
    of bound: BoundExpression, current: Expression.Value?, _ question: Int
  ) throws -> Expression.Value {
    let evaluation = Evaluation(
      read: { values[bound.questions[$0]] }, current: current, now: checker.now,
      choiceLabel: { name, choice in
        let asked = form.questions[bound.questions[name]]
        return form.choices(of: asked)?[choice]?.label.text(in: form.defaultLanguage)
      },
      patterns: patterns, fail: { bound.expression.fault($0, $1) })
    return try evaluation.value(bound.expression.root)
  }

  /// Keeps what an expression could not make of the answers as the fault of its question.
  private mutating func keep(_ error: any Error, for question: Int) {
    guard let fault = error as? Fault else {
      preconditionFailure("an expression throws nothing but faults")
    }
    faults[question] = AnswerFault(code: fault.code, values: fault.values)
    isDoubtful[question] = true
  }
}
