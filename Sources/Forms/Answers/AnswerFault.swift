// SPDX-License-Identifier: GPL-3.0-or-later

public import Tables

extension Fault.Code {
  /// A column of answers that is neither a question nor metadata of the form.
  public static let unknownAnswerColumn = Fault.Code("unknown-answer-column", .data)
  /// A column of answers whose header is the text of several questions.
  public static let ambiguousAnswerColumn = Fault.Code("ambiguous-answer-column", .data)
  /// A long number whose last digits a spreadsheet has thrown away.
  public static let digitsLost = Fault.Code("digits-lost", .data)
  /// Two columns hold answers to one question.
  public static let answerColumnTwice = Fault.Code("answer-column-twice", .data)
  /// No column holds the answers to a question.
  public static let answerColumnMissing = Fault.Code("answer-column-missing", .data)
  /// Answers to a question that the form does not have.
  public static let unknownQuestion = Fault.Code("unknown-question", .data)
  /// An answer that is none of the question's choices.
  public static let unknownChoice = Fault.Code("unknown-choice", .data)
  /// A choice that the question's filter does not offer after the other answers.
  public static let choiceNotOffered = Fault.Code("choice-not-offered", .data)
  /// An order that leaves out choices.
  public static let rankIncomplete = Fault.Code("rank-incomplete", .data)
  /// One choice stands twice in an answer.
  public static let choiceGivenTwice = Fault.Code("choice-given-twice", .data)
  /// The columns of the single choices disagree with the column of all.
  public static let splitChoicesDiffer = Fault.Code("split-choices-differ", .data)
  /// An answer that is no whole number.
  public static let answerNotInteger = Fault.Code("answer-not-integer", .data)
  /// An answer that is no number.
  public static let answerNotDecimal = Fault.Code("answer-not-decimal", .data)
  /// An answer that is no date.
  public static let answerNotDate = Fault.Code("answer-not-date", .data)
  /// An answer that is no date with time.
  public static let answerNotDateTime = Fault.Code("answer-not-date-time", .data)
  /// An answer that is no time of day.
  public static let answerNotTime = Fault.Code("answer-not-time", .data)
  /// An answer that is no place on earth.
  public static let answerNotGeopoint = Fault.Code("answer-not-geopoint", .data)
  /// A number outside the bounds or steps of a range question.
  public static let answerOutOfRange = Fault.Code("answer-out-of-range", .data)
  /// A tick that is something else than `OK`.
  public static let answerNotAcknowledged = Fault.Code("answer-not-acknowledged", .data)
  /// An answer that the form's constraint does not allow.
  public static let constraintViolated = Fault.Code("constraint-violated", .data)
  /// A question that must be answered is not.
  public static let requiredUnanswered = Fault.Code("required-unanswered", .data)
  /// An answer to a question that was not to be asked.
  public static let answeredNotRelevant = Fault.Code("answered-not-relevant", .data)
  /// A calculated value that is not what its calculation gives.
  public static let calculationDiffers = Fault.Code("calculation-differs", .data)
  /// A time after the clock.
  public static let timeInFuture = Fault.Code("time-in-future", .data)
  /// An interview that ends before it starts.
  public static let endBeforeStart = Fault.Code("end-before-start", .data)
}
