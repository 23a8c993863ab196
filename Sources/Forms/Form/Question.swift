// SPDX-License-Identifier: GPL-3.0-or-later

public import Tables

extension Form {
  /// A row of the survey sheet that takes an answer, shows a text or holds a value.
  public struct Question: Sendable {
    /// The name, unique in the form.
    public let name: String
    /// The kind of answer.
    public let type: QuestionType
    /// The innermost group or repeat around it, as an index into ``Form/groups``.
    public let group: Int?
    /// The names of the groups and repeats around it, from the outermost.
    public let path: [String]
    /// The question's text.
    public let label: Translations
    /// What helps to answer it.
    public let hint: Translations
    /// When it must be answered; `nil` for never.
    public let required: Expression?
    /// When it is asked; `nil` for always. The groups around it have conditions of their own.
    public let relevant: Expression?
    /// Which answers are allowed; `nil` for all of its type.
    public let constraint: Expression?
    /// What the form says to an answer that is not allowed.
    public let constraintMessage: Translations
    /// Which choices are offered; bare names are columns of the choices. `nil` for all.
    public let choiceFilter: Expression?
    /// How its value is calculated.
    public let calculation: Expression?
    /// The answer that stands before anybody answers.
    public let defaultValue: String
    /// How it is shown.
    public let appearance: String
    /// Whether the answer cannot be changed.
    public let isReadOnly: Bool
    /// The question whose change makes the calculation be done; empty for all that it names.
    let trigger: String
    /// Its row in the survey sheet.
    public let place: Place
  }

  /// A group of questions, or a group that is repeated.
  public struct Group: Sendable {
    /// The name, unique in the form.
    public let name: String
    /// Whether it is a repeat, whose answers stand in a table of their own.
    public let isRepeat: Bool
    /// The group around it.
    public let parent: Int?
    /// Its title.
    public let label: Translations
    /// When its questions are asked; `nil` for always.
    public let relevant: Expression?
    /// How many times it is repeated, if that is not up to the interviewer.
    public let count: Expression?
    /// How it is shown.
    public let appearance: String
    /// Its row in the survey sheet.
    public let place: Place
  }

  /// The choices that select questions offer.
  public struct ChoiceList: Sendable {
    /// One choice.
    public struct Choice: Sendable {
      /// The name, which is the answer.
      public let name: String
      /// The text that is shown.
      public let label: Translations
      /// Its cells in ``ChoiceList/columns``.
      public let values: [String]
      /// Its row in the choices sheet.
      public let place: Place
    }

    /// The list's name, or the name of the file that it stands in.
    public let name: String
    /// The columns that filters can name, by their headers.
    public let columns: [String]
    /// The choices in their order.
    public internal(set) var choices: [Choice]

    /// The choice of a name, by its bytes.
    public subscript(name: String) -> Choice? {
      choices.first { bytesCompare($0.name, name) == 0 }
    }
  }
}
