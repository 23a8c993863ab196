// SPDX-License-Identifier: GPL-3.0-or-later

public import Tables

/// What one submission says: a text for each question of a form, empty where nothing was answered.
public struct Answers: Sendable, Equatable {
  /// The answer to each question, in the order of the form.
  public var texts: [String]

  /// Answers in the order of the form's questions.
  public init(texts: [String]) { self.texts = texts }

  /// Answers by the names of their questions; the others are empty.
  ///
  /// - Parameter place: the place of an answer, by its question.
  /// - Throws: `Faults` with ``Tables/Fault/Code/unknownQuestion`` for each name that is no question.
  public init(
    _ named: [(question: String, answer: String)], form: Form,
    at place: (_ question: String) -> Place = { Place(column: $0) }
  ) throws {
    texts = [String](repeating: "", count: form.questions.count)
    var faults = Faults()
    for (question, answer) in named {
      if let index = form.index(of: question) {
        texts[index] = answer
      } else {
        faults.append(Fault(.unknownQuestion, at: place(question), ["question": question]))
      }
    }
    try faults.throwIfAny()
  }
}

/// A submission after it was checked against its form.
public struct CheckedAnswers: Sendable {
  /// The value of each question, in the order of the form: typed, with calculations done again, and
  /// empty where the question was not to be asked.
  public internal(set) var values: [Expression.Value]
  /// Whether each question was to be asked.
  public internal(set) var isRelevant: [Bool]
  /// What is wrong, in the order of the form.
  public internal(set) var faults: [Fault]
  /// What was read otherwise than it stood.
  public internal(set) var readings: [AnswerReader.Reading] = []

  /// The value of each question as text, as an expression over a table reads it.
  public var texts: [String] {
    values.map { $0.isEmpty ? "" : $0.text }
  }
}
