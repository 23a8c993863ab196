// SPDX-License-Identifier: GPL-3.0-or-later

import Tables

extension CheckingPass {
  /// Times of the device: none after the clock, and no end before the start.
  func checkTimes(now: Moment) {
    let zone = now.offsetMinutes ?? 0
    var start: (question: Int, moment: Moment)?
    var end: (question: Int, moment: Moment)?
    for question in values.indices where faults[question] == nil {
      guard case .moment(let moment) = values[question] else { continue }
      switch type(of: question) {
      case .start: start = (question, moment)
      case .end: end = (question, moment)
      case .today: break
      default: continue
      }
      let isLater =
        moment.milliseconds == nil
        ? moment.days > now.days
        : moment.instant(assumingOffset: zone) > now.instant(assumingOffset: zone)
      if isLater {
        faults[question] = AnswerFault(code: .timeInFuture, values: ["now": now.text])
      }
    }
    if let start, let end, faults[end.question] == nil,
      end.moment.instant(assumingOffset: zone) < start.moment.instant(assumingOffset: zone)
    {
      faults[end.question] = AnswerFault(
        code: .endBeforeStart, values: ["start": start.moment.text])
    }
  }

  /// Drops what follows from another fault: a calculation or condition that uses a faulty answer, and
  /// a constraint that uses one that is lacking. Constraints may use each other's questions, so that
  /// two violated ones both stay.
  func dropConsequences() {
    let all = faults
    for question in all.indices {
      guard let fault = all[question], let basis = fault.basis else { continue }
      let isConstraint = fault.code == .constraintViolated
      let follows = basis.questions.contains { other in
        other != question
          && (isConstraint ? all[other]?.code == .requiredUnanswered : all[other] != nil)
      }
      if follows { faults[question] = nil }
    }
  }

  /// Reports answers that one condition forbids once, with the number of the others.
  func gatherIrrelevant() {
    var first: [Place: (question: Int, others: Int)] = [:]
    for question in faults.indices {
      guard let fault = faults[question], fault.code == .answeredNotRelevant,
        let place = fault.basis?.tree.place
      else { continue }
      if let known = first[place] {
        first[place] = (known.question, known.others + 1)
        faults[question] = nil
      } else {
        first[place] = (question, 0)
      }
    }
    for (question, others) in first.values { faults[question]?.values["others"] = "\(others)" }
  }
}
