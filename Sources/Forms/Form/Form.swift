// SPDX-License-Identifier: GPL-3.0-or-later

public import Tables

/// A questionnaire as XLSForm describes it: questions in groups, lists of choices, settings.
///
/// Every expression is read and every name looked up when the form is, so that a form that can be
/// made can be evaluated. What XLSForm knows and this type does not support is refused by name.
///
/// Source: XLSForm reference, https://xlsform.org/en/.
public struct Form: Sendable {
  /// The title that people see.
  public let title: String
  /// The identity of the form on a server.
  public let id: String
  /// The version, empty if there is none.
  public let version: String
  /// The language that the form opens in, empty if it is not set.
  public let defaultLanguage: String
  /// What a submission is called on the tablet; `nil` if the form does not say.
  public let instanceName: Expression?
  /// The languages of the labels, as their headers name them; one empty name if they name none.
  public let languages: [String]
  /// The groups and repeats, in the order in which they begin.
  public let groups: [Group]
  /// The questions, in their order.
  public let questions: [Question]
  /// The lists of choices, in the order in which they first occur.
  public let lists: [ChoiceList]
  /// What was passed over, such as columns that XLSForm does not know, and missing translations.
  public let notices: [Fault]

  /// The position of each question by its name.
  private let positions: [UnitID: Int]
  /// The position of each list by its name.
  private let listPositions: [UnitID: Int]
  /// The questions in an order in which each comes after all that its relevance and calculation use.
  let evaluationOrder: [Int]

  /// Reads a form from its sheets.
  ///
  /// - Parameters:
  ///   - survey: the questions.
  ///   - choices: the lists of choices, if any question has one.
  ///   - settings: title, id, version and default language.
  ///   - entities: what a server keeps of the answers, which the column `save_to` needs.
  ///   - files: the CSV files beside the form that questions take their choices from, by their names;
  ///     answers to questions whose file is not given are not compared with choices.
  ///   - kind: the kind of its faults: data for a form that a user hands in, configuration for one
  ///     of a profile.
  /// - Throws: `Faults` with everything that is wrong with the form, each with sheet, row and column.
  /// - Complexity: linear in the cells and the length of the expressions.
  public init(
    survey: Table, choices: Table? = nil, settings: Table? = nil, entities: Table? = nil,
    files: [String: Table] = [:], kind: Fault.Kind = .data
  ) throws {
    var reader = FormReader(kind: kind, files: files)
    self = try reader.read(
      survey: survey, choices: choices, settings: settings, entities: entities)
  }

  init(
    settings: FormSettings, languages: [String], groups: [Group], questions: [Question],
    lists: [ChoiceList], evaluationOrder: [Int], notices: [Fault]
  ) {
    title = settings.title
    id = settings.id
    version = settings.version
    defaultLanguage = settings.defaultLanguage
    instanceName = settings.instanceName
    self.languages = languages
    self.groups = groups
    self.questions = questions
    self.lists = lists
    self.evaluationOrder = evaluationOrder
    self.notices = notices
    positions = Dictionary(
      uniqueKeysWithValues: questions.enumerated().map { (UnitID($1.name), $0) })
    listPositions = Dictionary(
      uniqueKeysWithValues: lists.enumerated().map { (UnitID($1.name), $0) })
  }

  /// The position of a question, by bytes of its name.
  public func index(of name: String) -> Int? { positions[UnitID(name)] }

  /// The choices of a question, `nil` if it has none.
  public func choices(of question: Question) -> ChoiceList? {
    question.type.list.flatMap { listPositions[UnitID($0)] }.map { lists[$0] }
  }

  /// The repeats around a group, from the outermost, itself the last if it is one.
  func repeats(around group: Int) -> [Int] {
    let outer = groups[group].parent.map { repeats(around: $0) } ?? []
    return groups[group].isRepeat ? outer + [group] : outer
  }

  /// Whether a question stands in a repeat, so that its answers are in another table.
  public func isRepeated(_ question: Question) -> Bool {
    var group = question.group
    while let index = group {
      if groups[index].isRepeat { return true }
      group = groups[index].parent
    }
    return false
  }

  /// What an expression outside the form, such as a rule's, says of its questions and cannot be: an
  /// answer that is none of a question's choices.
  public func faults(of expression: Expression) -> [Fault] {
    expression.comparisons.compactMap { comparison in
      let name = comparison.name
      guard let index = index(of: name), let list = choices(of: questions[index]),
        !comparison.text.utf8.isEmpty, list[comparison.text] == nil
      else { return nil }
      return expression.fault(
        .choiceNeverGiven,
        [
          "name": name, "choice": comparison.text,
          "choices": list.choices.map(\.name).joined(separator: ", "),
        ])
    }
  }
}

/// What the settings sheet says.
struct FormSettings: Sendable {
  var title = ""
  var id = ""
  var version = ""
  var defaultLanguage = ""
  var allowsDuplicateChoices = false
  var instanceName: Expression?
}
