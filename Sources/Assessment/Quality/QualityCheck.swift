// SPDX-License-Identifier: GPL-3.0-or-later

import Forms
import Tables

/// The evening's first look at a round's interviews: what somebody should ask about tomorrow.
///
/// The names and thresholds follow ipacheck and UNHCR's HighFrequencyChecks. What satisfaction surveys
/// make likely anyway, such as equal answers of neighbours, is held against what would be expected by
/// chance and never against a bare threshold (Simmons, Mercer, Schwarzer and Kennedy 2016).
public struct QualityCheck {
  let rules: QualityRules

  /// Checks with the given rules.
  public init(rules: QualityRules) { self.rules = rules }

  /// All issues, form by form, check by check.
  /// - Throws: the faults of the rules' expressions.
  /// - Complexity: n log n in interviews, times questions.
  public func issues(_ sets: [InterviewSet]) throws -> [QualityIssue] {
    var issues: [QualityIssue] = []
    for set in sets {
      issues += identities(set)
      issues += equals(set)
      issues += times(set)
      issues += versions(set)
      issues += positions(set)
      issues += missing(set)
      issues += outliers(set)
      issues += straightLines(set)
      issues += officials(set)
      issues += try logic(set)
    }
    return issues + overlaps(sets)
  }

  // MARK: Who and whom

  /// Units with several complete interviews, unknown interviewers, kinds that are not the sample's.
  private func identities(_ set: InterviewSet) -> [QualityIssue] {
    var issues: [QualityIssue] = []
    var first: [UnitID: Interview] = [:]
    let kind = rules.sampleQuestion.flatMap { set.form.index(of: $0) }
    for interview in set.interviews {
      if interview.isComplete {
        if let other = first[interview.unit] {
          issues.append(
            set.issue(
              .checkUnitTwice, interview, value: interview.key,
              ["other": other.key, "by": other.interviewer]))
        } else {
          first[interview.unit] = interview
        }
      }
      if interview.isKnown == false {
        issues.append(set.issue(.checkUnknownInterviewer, interview, value: interview.interviewer))
      }
      if let kind, !interview.text(kind).isEmpty,
        bytesCompare(interview.text(kind), interview.sample) != 0
      {
        issues.append(
          set.issue(
            .checkOtherSample, interview, question: kind, value: interview.text(kind),
            ["sample": interview.sample]))
      }
    }
    return issues
  }

  // MARK: Conditions

  private func officials(_ set: InterviewSet) -> [QualityIssue] {
    rules.officials.flatMap { rule -> [QualityIssue] in
      guard let index = set.form.index(of: rule.question) else { return [] }
      return set.interviews.filter { bytesCompare($0.text(index), rule.answer) == 0 }
        .map { set.issue(.checkOfficialsPresent, $0, question: index, value: rule.answer) }
    }
  }

  /// Conditions of the profile that hold and must not.
  private func logic(_ set: InterviewSet) throws -> [QualityIssue] {
    let rules = rules.logic.filter { bytesCompare($0.form, set.description.name) == 0 }
    guard !rules.isEmpty else { return [] }
    let complete = set.interviews.filter(\.isComplete)
    let table = Table(
      names: set.form.questions.map(\.name),
      columns: set.form.questions.indices.map { index in
        TextColumn(complete.map { $0.text(index) as String? })
      })
    return try rules.flatMap { rule in
      let mask = try rule.when.mask(over: table)
      let question = rule.when.names.lazy.compactMap { set.form.index(of: $0) }.first
      return zip(complete, mask).filter(\.1).map { interview, _ in
        set.issue(
          .checkLogic, interview, question: question,
          value: question.map { interview.text($0) } ?? "",
          [
            "rule": rule.id, "says.en": rule.label.text(in: .english),
            "says.zh": rule.label.text(in: .chinese),
          ])
      }
    }
  }

  // MARK: Missing answers

  /// Questions that many left open, of those whom they were asked.
  private func missing(_ set: InterviewSet) -> [QualityIssue] {
    let complete = set.interviews.filter(\.isComplete)
    guard complete.count >= 20 else { return [] }
    return set.form.questions.indices.compactMap { index in
      let question = set.form.questions[index]
      guard question.type.isAsked, question.required != nil, !set.form.isRepeated(question) else {
        return nil
      }
      let asked = complete.filter { $0.answers.isRelevant[index] }
      let open = asked.count { $0.text(index).isEmpty }
      guard asked.count >= 20, Double(open) > rules.missing * Double(asked.count) else {
        return nil
      }
      return set.issue(
        .checkManyMissing, question: index, ["open": "\(open)", "asked": "\(asked.count)"])
    }
  }
}
