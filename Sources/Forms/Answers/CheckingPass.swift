// SPDX-License-Identifier: GPL-3.0-or-later

import Tables

/// One submission on its way through the checks.
final class CheckingPass: ValueSource {
  /// Whether the questions of a group are asked.
  private enum Asking {
    case notYetKnown
    case asked(inDoubt: Bool)
    /// Not, because of a condition.
    case notAsked(BoundExpression, inDoubt: Bool)
  }

  let checker: FormChecker
  private let answers: Answers
  /// The answers in repeats; `nil` if there are none.
  let repeated: RepeatedValues?
  /// The repeats and the numbers of the repetition that the pass is about, from the outermost.
  let chain: [Int]
  private let place: [Int]
  private let patterns: Patterns
  private var groups: [Asking]
  var values: [Expression.Value]
  private(set) var isRelevant: [Bool]
  /// What is wrong with each question's answer; the first thing counts.
  var faults: [AnswerFault?]
  /// The columns of the choice that a filter is about.
  private var choiceValues: [String] = []
  /// Questions whose value, or whether they are asked, rests on an answer that cannot be read.
  private var isDoubtful: [Bool]

  init(
    _ checker: FormChecker, _ answers: Answers, _ repeatedAnswers: [AnswerSheet.Repeated],
    _ patterns: Patterns
  ) {
    self.checker = checker
    self.answers = answers
    self.patterns = patterns
    repeated = repeatedAnswers.isEmpty ? nil : RepeatedValues(repeatedAnswers, checker)
    (chain, place) = ([], [])
    let count = checker.questions.count
    groups = [Asking](repeating: .notYetKnown, count: checker.groups.count)
    values = [Expression.Value](repeating: .empty, count: count)
    faults = [AnswerFault?](repeating: nil, count: count)
    isRelevant = [Bool](repeating: false, count: count)
    isDoubtful = isRelevant
    if let repeated {
      for index in checker.questions.indices where checker.questions[index].isRepeated {
        isDoubtful[index] = repeated.isDoubtful(index)
      }
    }
  }

  /// A pass over one repetition, which knows what was found around it.
  init(
    within outer: CheckingPass, _ chain: [Int], _ position: [Int], _ repeated: RepeatedValues
  ) {
    checker = outer.checker
    patterns = outer.patterns
    self.repeated = repeated
    self.chain = chain
    place = position
    groups = outer.groups
    values = outer.values
    isRelevant = outer.isRelevant
    isDoubtful = outer.isDoubtful
    faults = [AnswerFault?](repeating: nil, count: outer.faults.count)
    var answers = outer.answers
    for index in checker.questions.indices where checker.questions[index].repeats == chain {
      answers.texts[index] = repeated.text(index, at: position)
      isDoubtful[index] = false
    }
    self.answers = answers
  }

  func run(at place: (Int) -> Place) -> CheckedAnswers {
    for index in checker.form.evaluationOrder where !checker.questions[index].isRepeated {
      settle(index)
    }
    for index in values.indices where isRelevant[index] && faults[index] == nil {
      checkAnswer(index)
    }
    checkTimes(now: checker.now)
    dropConsequences()
    gatherIrrelevant()
    return CheckedAnswers(
      values: values, isRelevant: isRelevant, faults: named(Array(faults.indices), at: place))
  }

  /// The faults of questions with their values.
  func named(_ questions: [Int], at place: (Int) -> Place) -> [Fault] {
    var list: [Fault] = []
    for index in questions {
      guard let fault = faults[index] else { continue }
      let question = checker.form.questions[index]
      var named = fault.values
      named["question"] = question.name
      named["label"] = question.label.joined
      named["value"] = named["value"] ?? answers.texts[index]
      list.append(Fault(fault.code, at: place(index), named))
    }
    return list
  }

  func type(of index: Int) -> QuestionType { checker.questions[index].type }

  // MARK: Values

  /// Finds whether a question is asked, and its value.
  func settle(_ index: Int) {
    let question = checker.questions[index]
    let answer = answers.texts[index]
    do {
      switch try asking(question) {
      case .notYetKnown: preconditionFailure("a question is asked or not")
      case .notAsked(let condition, let inDoubt):
        isDoubtful[index] = inDoubt
        if !answer.utf8.isEmpty, !inDoubt, question.type != .note {
          faults[index] = AnswerFault(
            code: .answeredNotRelevant, values: ["relevant": condition.tree.source],
            basis: condition)
        }
        return
      case .asked(let inDoubt): isDoubtful[index] = inDoubt
      }
      isRelevant[index] = true
      if let calculation = question.calculation {
        try calculate(index, question, calculation)
      } else if !answer.utf8.isEmpty {
        (values[index], faults[index]) = question.value(of: answer)
      }
      if faults[index] != nil { isDoubtful[index] = true }
    } catch {
      keep(error, for: index)
    }
  }

  /// Whether a question is asked: the groups around it, then its own condition.
  private func asking(_ question: PlannedQuestion) throws -> Asking {
    let outer = try question.group.map { try asking(group: $0) } ?? .asked(inDoubt: false)
    return try asking(within: outer, question.condition)
  }

  private func asking(group: Int) throws -> Asking {
    if case .notYetKnown = groups[group] {
      let planned = checker.groups[group]
      let outer = try planned.parent.map { try asking(group: $0) } ?? .asked(inDoubt: false)
      groups[group] = try asking(within: outer, planned.condition)
    }
    return groups[group]
  }

  private func asking(within outer: Asking, _ condition: BoundExpression?) throws -> Asking {
    guard case .asked(let outerDoubt) = outer, let condition else { return outer }
    let inDoubt = outerDoubt || isInDoubt(condition)
    return try value(of: condition, current: nil).boolean
      ? .asked(inDoubt: inDoubt) : .notAsked(condition, inDoubt: inDoubt)
  }

  /// Whether an expression rests on an answer that cannot be read.
  private func isInDoubt(_ bound: BoundExpression) -> Bool {
    for index in bound.questions where isDoubtful[index] { return true }
    return false
  }

  /// Does a calculation again. One that reads the clock or what stood there before cannot be done
  /// again: its answer counts as it is.
  private func calculate(
    _ index: Int, _ question: PlannedQuestion, _ calculation: BoundExpression
  ) throws {
    let answer = answers.texts[index]
    if !calculation.isRepeatable, !answer.utf8.isEmpty {
      (values[index], faults[index]) = question.value(of: answer)
      return
    }
    let result = try value(of: calculation, current: .text(answer))
    values[index] = result.isEmpty ? .empty : result
    if isInDoubt(calculation) {
      isDoubtful[index] = true
    } else if !answer.utf8.isEmpty, !Self.agree(values[index], answer) {
      faults[index] = AnswerFault(
        code: .calculationDiffers,
        values: ["expected": values[index].text, "calculation": calculation.tree.source],
        basis: calculation)
    }
  }

  /// Whether a calculated value is what was sent, but for the last digits of a number.
  private static func agree(_ value: Expression.Value, _ answer: String) -> Bool {
    if bytesCompare(value.text, answer) == 0 { return true }
    let (left, right) = (value.number, Expression.Value.number(from: answer))
    return abs(left - right) <= 1e-9 * max(1, abs(left))
  }

  // MARK: Checks

  func checkAnswer(_ index: Int) {
    let question = checker.questions[index]
    do {
      if values[index].isEmpty {
        guard question.type.isAsked, let required = question.required, !isDoubtful[index],
          !isInDoubt(required), try value(of: required, current: values[index]).boolean
        else { return }
        faults[index] = AnswerFault(code: .requiredUnanswered)
      } else if let constraint = question.constraint, !isInDoubt(constraint),
        !(try value(of: constraint, current: values[index]).boolean)
      {
        let message = checker.form.questions[index].constraintMessage.joined
        faults[index] = AnswerFault(
          code: .constraintViolated,
          values: ["constraint": constraint.tree.source, "message": message], basis: constraint)
      } else if let filter = question.choiceFilter, !isInDoubt(filter) {
        faults[index] = try faultOfFilter(filter, question, values[index].text)
      }
    } catch {
      keep(error, for: index)
    }
  }

  /// The first choice of an answer that the filter does not offer.
  private func faultOfFilter(
    _ filter: BoundExpression, _ question: PlannedQuestion, _ answer: String
  ) throws -> AnswerFault? {
    let names = question.type.hasSeveralChoices ? Function.names(in: answer) : [answer]
    for name in names {
      // A name may stand several times in a list whose filter tells them apart.
      let offered = try question.list!.choices.contains { choice in
        guard bytesCompare(choice.name, name) == 0 else { return false }
        choiceValues = choice.values
        return try value(of: filter, current: nil).boolean
      }
      if !offered {
        return AnswerFault(
          code: .choiceNotOffered, values: ["choice": name, "filter": filter.tree.source],
          basis: filter)
      }
    }
    return nil
  }

  /// Keeps what an expression could not make of the answers as the fault of its question.
  private func keep(_ error: any Error, for index: Int) {
    guard let fault = error as? Fault else {
      preconditionFailure("an expression throws nothing but faults")
    }
    faults[index] = AnswerFault(code: fault.code, values: fault.values)
    isDoubtful[index] = true
  }

  // MARK: Expressions

  private func value(
    of bound: BoundExpression, current: Expression.Value?
  ) throws -> Expression.Value {
    let evaluation = Evaluation(
      tree: bound.tree, source: self, current: current, now: checker.now, patterns: patterns)
    return try evaluation.value(bound.tree.root)
  }

  func value(ofName name: Int) throws -> Expression.Value {
    name < values.count ? values[name] : .text(choiceValues[name - values.count])
  }

  func label(ofChoice choice: String, ofName name: Int) throws -> String? {
    checker.questions[name].list?[choice]?.label.text(in: checker.form.defaultLanguage)
  }

  func faultOfNumber(_ text: String, ofName name: Int?) -> Fault? { nil }

  func values(ofName name: Int) throws -> [Expression.Value]? {
    let target =
      name < 0
      ? checker.groups[-1 - name].repeats
      : name < values.count ? checker.questions[name].repeats : []
    // Within its own repeat a question stands for one answer, a repeat for all its repetitions.
    guard !target.isEmpty, name < 0 || !chain.starts(with: target) else { return nil }
    let positions = repeated?.positions(of: target, from: chain, at: place) ?? []
    guard name >= 0, let repeated else { return positions.map { _ in .empty } }
    return positions.map { position in
      let text = repeated.text(name, at: position)
      return text.utf8.isEmpty ? .empty : checker.questions[name].value(of: text).0
    }
  }

  func position() -> Int? { place.last }
}
