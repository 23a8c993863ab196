// SPDX-License-Identifier: GPL-3.0-or-later

public import Assessment
public import Forms
import Sampling
public import Tables

/// A figure down to the questionnaires behind its errors.
public struct ExplainedFigure: Sendable {
  /// The figure.
  public let explanation: Explanation
  /// The questionnaires of each unit in error: those that arrived, in the order of time.
  public let questionnaires: [UnitID: [Questionnaire]]
  /// What rules over registers began and ceased to find in each unit in error, as it was recorded.
  public let history: [UnitID: [ProblemEvent]]

  /// One submission as it stands now.
  public struct Questionnaire: Sendable {
    /// The form.
    public let form: Form
    /// The form's name in the profile.
    public let name: String
    /// The submission.
    public let submission: RecordedSubmission
    /// The questions that were answered and are shown, with the answers.
    public let answers: [(question: Form.Question, text: String)]
    /// How many answers are not shown, because they are personal.
    public let withheld: Int
  }
}

extension Workspace {
  /// A figure with its formula, the rows behind it, and of each unit in error its findings and questionnaires.
  ///
  /// - Parameters:
  ///   - figure: an indicator's name, label or number in the report.
  ///   - withPersonal: whether answers are shown that tell who somebody is.
  /// - Throws: ``Fault/Code/unknownIndicator``; what scoring throws.
  /// - Complexity: that of a score, and linear in the answers.
  public func explanation(
    of figure: String, round: String, withPersonal: Bool = false,
    progress: Tables.Progress? = nil
  ) throws -> ExplainedFigure {
    let indicator = try profile.indicator(ofFigure: figure)
    let explanation = try fieldwork(round: round, progress: progress).explanation(
      of: indicator, findings: findingsApart(round: round).drawn)
    let wanted = Set(explanation.rates.flatMap { $0.units.map(\.path) })
    var questionnaires: [UnitID: [ExplainedFigure.Questionnaire]] = [:]
    guard !wanted.isEmpty else {
      return ExplainedFigure(explanation: explanation, questionnaires: [:], history: [:])
    }
    for description in profile.forms {
      let form = try form(named: description.name)
      for submission in try submissions(form, of: description.name, round: round)
      where wanted.contains(submission.unit) {
        let answered = zip(form.questions, submission.texts).filter { !$1.isEmpty }
        let shown = answered.filter { withPersonal || !$0.0.type.isPersonal }
        questionnaires[submission.unit, default: []].append(
          ExplainedFigure.Questionnaire(
            form: form, name: description.name, submission: submission,
            answers: shown.map { (question: $0.0, text: $0.1) },
            withheld: answered.count - shown.count))
      }
    }
    let events = try problemHistory().filter { wanted.contains($0.unit) }
    return ExplainedFigure(
      explanation: explanation, questionnaires: questionnaires,
      history: Dictionary(grouping: events, by: \.unit))
  }
}
