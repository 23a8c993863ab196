// SPDX-License-Identifier: GPL-3.0-or-later

import Forms
import Tables

extension QualityCheck {
  /// Durations, hours of the day, and interviews that end on another day.
  func times(_ set: InterviewSet) -> [QualityIssue] {
    var issues: [QualityIssue] = []
    let start = set.form.questions.firstIndex { $0.type == .start }
    let range = rules.minutes.first { bytesCompare($0.form, set.description.name) == 0 }?.range
    for interview in set.interviews {
      guard let begin = interview.moment(.start, in: set.form) else { continue }
      let hour = (begin.milliseconds ?? 0) / 3_600_000
      if !(rules.hours.lowerBound..<rules.hours.upperBound).contains(hour) {
        issues.append(
          set.issue(.checkOddHour, interview, question: start, value: begin.text))
      }
      guard let end = interview.moment(.end, in: set.form) else { continue }
      if end.days != begin.days {
        issues.append(
          set.issue(
            .checkSeveralDays, interview, question: start, value: begin.text, ["end": end.text]))
        continue
      }
      guard interview.isComplete, let range else { continue }
      let seconds =
        (end.instant(assumingOffset: begin.offsetMinutes ?? 0)
          - begin.instant(assumingOffset: end.offsetMinutes ?? 0)) / 1000
      if seconds < range.lowerBound * 60 || seconds > range.upperBound * 60 {
        issues.append(
          set.issue(
            .checkDuration, interview, question: start, value: begin.text,
            [
              "minutes": "\(seconds / 60)", "shortest": "\(range.lowerBound)",
              "longest": "\(range.upperBound)",
            ]))
      }
    }
    return issues
  }

  /// Interviews that one interviewer began before ending another, in whatever form.
  func overlaps(_ sets: [InterviewSet]) -> [QualityIssue] {
    var work: [UnitID: [(begin: Int, end: Int, set: Int, interview: Int)]] = [:]
    for (number, set) in sets.enumerated() {
      for (index, interview) in set.interviews.enumerated() where !interview.interviewer.isEmpty {
        guard let begin = interview.moment(.start, in: set.form),
          let end = interview.moment(.end, in: set.form)
        else { continue }
        work[UnitID(interview.interviewer), default: []].append(
          (begin.instant(assumingOffset: 0), end.instant(assumingOffset: 0), number, index))
      }
    }
    var issues: [QualityIssue] = []
    for person in work.keys.sorted() {
      let spans = work[person]!.sorted { ($0.begin, $0.end) < ($1.begin, $1.end) }
      var latest = 0
      for next in spans.indices.dropFirst() {
        if spans[latest].end < spans[next - 1].end { latest = next - 1 }
        let (earlier, later) = (spans[latest], spans[next])
        let first = sets[earlier.set].interviews[earlier.interview]
        let second = sets[later.set].interviews[later.interview]
        // The forms of one household may be open side by side.
        guard later.begin < earlier.end, first.unit != second.unit else { continue }
        let set = sets[later.set]
        issues.append(
          set.issue(
            .checkOverlap, second,
            question: set.form.questions.firstIndex { $0.type == .start },
            value: second.moment(.start, in: set.form)?.text ?? "", ["other": first.unit.text]))
      }
    }
    return issues
  }

  /// Interviews with an older version of the form, begun after the newest one was in use.
  func versions(_ set: InterviewSet) -> [QualityIssue] {
    let versions = Set(set.interviews.map(\.formVersion).filter { !$0.isEmpty })
    // Versions are mostly numbers or dates, which compare as numbers.
    let newest = versions.max {
      (parseNumber($0) ?? 0, UnitID($0)) < (parseNumber($1) ?? 0, UnitID($1))
    }
    guard versions.count > 1, let newest else { return [] }
    let days = { (interview: Interview) in interview.moment(.start, in: set.form)?.days }
    let first = set.interviews.filter { $0.formVersion == newest }.compactMap(days).min()
    guard let first else { return [] }
    return set.interviews.filter {
      !$0.formVersion.isEmpty && $0.formVersion != newest && (days($0) ?? .min) >= first
    }.map { set.issue(.checkOldVersion, $0, value: $0.formVersion, ["newest": newest]) }
  }
}
