// SPDX-License-Identifier: GPL-3.0-or-later

public import Forms
public import Tables

/// The answers to one form, one for each unit: the attempt that counts.
///
/// Only the questions that the profile's expressions use are kept.
public struct FormAnswers: Sendable {
  /// The form's name in the profile.
  public let form: String
  /// The names of the questions that are kept, in the order of the form.
  public let questions: [String]
  /// The units that answered, by path.
  public private(set) var paths: [UnitID] = []
  /// The outcome of each visit by its name; `nil` where the form has no question for it, so that every
  /// submission is complete.
  public private(set) var outcomes: [String?] = []
  /// The answers, a column for each question.
  private(set) var columns: [TextColumn]
  /// The kept questions that were asked of each unit and left unanswered, as positions.
  private(set) var unanswered: [[Int]] = []
  private let positions: [Int]
  private let isAsked: [Bool]
  private let outcome: Int?

  /// No answers yet.
  ///
  /// - Parameters:
  ///   - description: the form as the profile uses it.
  ///   - form: the form's sheets.
  ///   - profile: the profile, whose expressions say which questions matter.
  /// - Throws: ``Tables/Fault/Code/unknownOutcomeQuestion``.
  public init(_ description: FormDescription, form: Form, profile: Profile) throws {
    self.form = description.name
    let names = profile.usedNames
    positions = form.questions.indices.filter {
      names.contains(UnitID(form.questions[$0].name)) && !form.isRepeated(form.questions[$0])
    }
    questions = positions.map { form.questions[$0].name }
    isAsked = positions.map { form.questions[$0].type.isAsked }
    columns = positions.map { _ in TextColumn() }
    outcome = try description.outcome.map { name in
      guard let index = form.index(of: name) else {
        throw Fault(
          .unknownOutcomeQuestion, at: description.place,
          ["question": name, "form": description.name])
      }
      return index
    }
  }

  /// The answers to a question in the given rows; a negative row is the empty text.
  func texts(column: Int, rows: [Int]) -> TextColumn { columns[column].gathered(rows) }

  /// Adds the answers of a unit by name, as tests and simulations know them: whatever is not named was
  /// not asked.
  package mutating func append(
    _ path: UnitID, outcome: String? = nil, answers: [String: String]
  ) {
    paths.append(path)
    for (column, question) in questions.enumerated() {
      columns[column].append(answers[question] ?? "")
    }
    outcomes.append(outcome)
    unanswered.append(questions.indices.filter { answers[questions[$0]] == "" })
  }

  /// Adds the answers of a unit, as they were checked against the form.
  /// - Complexity: linear in the questions that are kept.
  public mutating func append(_ path: UnitID, _ answers: CheckedAnswers) {
    paths.append(path)
    let texts = positions.map { answers.values[$0].isEmpty ? "" : answers.values[$0].text }
    for (column, text) in texts.enumerated() { columns[column].append(text) }
    outcomes.append(outcome.map { answers.values[$0].text })
    unanswered.append(
      positions.indices.filter {
        isAsked[$0] && answers.isRelevant[positions[$0]] && texts[$0].utf8.isEmpty
      })
  }
}

extension Fault.Code {
  /// The question that tells how a visit ended is not in the form.
  public static let unknownOutcomeQuestion = Fault.Code(
    "unknown-outcome-question", .configuration)
}
