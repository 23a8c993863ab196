// SPDX-License-Identifier: GPL-3.0-or-later

public import Assessment
import Forms
import GRDB
import Sampling
public import Tables

extension Workspace {
  /// What the profile's checks find in a round's answers, without what people have said to be right.
  ///
  /// A check never changes an answer; corrections do, see ``importCorrections(_:round:)``.
  /// - Throws: ``Fault/Code/notDrawn``; the faults of the checks' expressions.
  public func qualityIssues(
    round: String, progress: Tables.Progress? = nil
  ) throws -> [QualityIssue] {
    let sets = try interviewSets(round: round, progress: progress)
    let kept = try keptIssues(round: round)
    return try QualityCheck(rules: profile.checks).issues(sets)
      .filter { !kept.contains(UnitID($0.identity)) }
  }

  /// The interviews of each form, as the checks look at them.
  func interviewSets(
    round: String, progress: Tables.Progress? = nil
  ) throws -> [InterviewSet] {
    let units = try drawnUnits(round: round)
    let teams = try self.teams()
    let forms = try self.forms()
    return try profile.forms.map { description in
      let form = forms[description.name]!
      let checker = FormChecker(form: form, now: moment)
      let submissions = try submissions(form, of: description.name, round: round)
      var interviews: [Interview] = []
      for (number, submission) in submissions.enumerated() {
        if number & 255 == 0 { try progress?(number, submissions.count) }
        let interviewer = submission.answer(description.interviewer, in: form)
        interviews.append(
          Interview(
            key: submission.key, unit: submission.unit,
            sample: units[submission.unit]?.sample ?? "", interviewer: interviewer,
            isKnown: interviewer.isEmpty ? nil : teams.map { $0[UnitID(interviewer)] != nil },
            isComplete: submission.outcome.map { profile.outcome($0)?.kind == .completed } ?? true,
            formVersion: submission.formVersion, place: submission.place,
            answers: checker.check(
              Answers(texts: submission.texts), repeated: submission.repeated
            ) { _ in Place() }))
      }
      return InterviewSet(description, form: form, interviews: interviews)
    }
  }

  /// The issues that somebody has looked into and said to be right as they are.
  func keptIssues(round: String) throws -> Set<UnitID> {
    try database.read { db in
      Set(
        try String.fetchAll(
          db, sql: "SELECT identity FROM kept_issue WHERE round = ?", arguments: [round]
        ).map { UnitID($0) })
    }
  }
}
