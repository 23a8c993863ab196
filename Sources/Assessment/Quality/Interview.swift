// SPDX-License-Identifier: GPL-3.0-or-later

public import Forms
public import Tables

/// The interviews of one form, as the checks look at them.
public struct InterviewSet: Sendable {
  /// The form as the profile uses it.
  public let description: FormDescription
  /// The form.
  public let form: Form
  /// The interviews, in the order of time.
  public let interviews: [Interview]

  /// The interviews of a form.
  public init(_ description: FormDescription, form: Form, interviews: [Interview]) {
    self.description = description
    self.form = form
    self.interviews = interviews
  }
}

/// One submission as the checks look at it.
public struct Interview: Sendable {
  /// The submission's key.
  public let key: String
  /// The unit.
  public let unit: UnitID
  /// The sample that it belongs to.
  public let sample: String
  /// Who interviewed.
  public let interviewer: String
  /// Whether a team knows the interviewer; `nil` where nobody says who there is.
  public let isKnown: Bool?
  /// Whether the visit ended with an interview.
  public let isComplete: Bool
  /// The version of the form.
  public let formVersion: String
  /// Where the submission came from.
  public let place: Place
  /// The answers as they were checked against the form.
  public let answers: CheckedAnswers

  /// A submission.
  public init(
    key: String, unit: UnitID, sample: String, interviewer: String, isKnown: Bool?,
    isComplete: Bool, formVersion: String, place: Place, answers: CheckedAnswers
  ) {
    self.key = key
    self.unit = unit
    self.sample = sample
    self.interviewer = interviewer
    self.isKnown = isKnown
    self.isComplete = isComplete
    self.formVersion = formVersion
    self.place = place
    self.answers = answers
  }

  /// The unit of the first stage that it is or lies in.
  var village: UnitID { unit.top }

  /// The answer to the first question of a kind that was answered with a moment.
  func moment(_ type: QuestionType, in form: Form) -> Moment? {
    for (index, question) in form.questions.enumerated() where question.type == type {
      if case .moment(let moment) = answers.values[index] { return moment }
    }
    return nil
  }

  /// The answer as text.
  func text(_ index: Int) -> String {
    let value = answers.values[index]
    return value.isEmpty ? "" : value.text
  }
}

/// Something that a check found, to be looked at by people; a check never changes an answer.
public struct QualityIssue: Sendable {
  /// What it is, where, and the values that its sentence names.
  public let fault: Fault
  /// The form.
  public let form: String
  /// The submission's key; empty where an issue is about many.
  public let key: String
  /// The unit.
  public let unit: String
  /// Who interviewed.
  public let interviewer: String
  /// The question; empty where it is about none.
  public let question: String
  /// The answer.
  public let value: String

  /// What makes an issue the same on another evening: it is about the same answer.
  public var identity: String { Record.text([fault.code.name, form, key, question, value]) }
}

extension InterviewSet {
  /// An issue about an interview.
  func issue(
    _ code: Fault.Code, _ interview: Interview, question: Int? = nil, value: String = "",
    _ values: [String: String] = [:]
  ) -> QualityIssue {
    var place = interview.place
    place.column = question.map { form.questions[$0].name }
    var named = values
    named["unit"] = interview.unit.text
    named["interviewer"] = interview.interviewer
    if let question {
      named["question"] = form.questions[question].name
      named["label"] = form.questions[question].label.joined
    }
    named["value"] = value
    return QualityIssue(
      fault: Fault(code, at: place, named), form: description.name, key: interview.key,
      unit: interview.unit.text, interviewer: interview.interviewer,
      question: question.map { form.questions[$0].name } ?? "", value: value)
  }

  /// An issue about many interviews, such as all of one interviewer.
  func issue(
    _ code: Fault.Code, interviewer: String = "", question: Int? = nil, _ values: [String: String]
  ) -> QualityIssue {
    var named = values
    named["interviewer"] = interviewer
    if let question {
      named["question"] = form.questions[question].name
      named["label"] = form.questions[question].label.joined
    }
    return QualityIssue(
      fault: Fault(code, at: Place(), named), form: description.name, key: "", unit: "",
      interviewer: interviewer, question: question.map { form.questions[$0].name } ?? "", value: "")
  }
}
