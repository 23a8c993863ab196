// SPDX-License-Identifier: GPL-3.0-or-later

public import Forms
import Tables

extension Profile {
  /// The questions of a form that no result depends on: no indicator, rule or value names them, the
  /// form's unit and outcome and the number of the visit are others, and no question that is used is
  /// asked, allowed, filtered, calculated or worded by them.
  ///
  /// Notes and what the device fills in are no questions. Every further question costs each household
  /// time and the answers their care.
  ///
  /// - Returns: the questions in the order of the form.
  /// - Complexity: linear in the questions and the length of their expressions.
  public func unusedQuestions(of form: Form) -> [Form.Question] {
    var waiting = form.questions.filter { isNamed($0.name) }.map(\.name)
    var used = Set(waiting.map { UnitID($0) })
    while let name = waiting.popLast() {
      guard let index = form.index(of: name) else { continue }
      for needed in form.names(behind: form.questions[index]) where form.index(of: needed) != nil {
        if used.insert(UnitID(needed)).inserted { waiting.append(needed) }
      }
    }
    return form.questions.filter { question in
      !used.contains(UnitID(question.name)) && (question.type.isAsked || question.type.isCalculated)
    }
  }

  /// Whether the profile itself names a question.
  private func isNamed(_ name: String) -> Bool {
    let fixed = forms.flatMap { [$0.unit, $0.outcome] } + [replacement.visitQuestion]
    return usedNames.contains(UnitID(name))
      || fixed.contains { $0.map { bytesCompare($0, name) == 0 } ?? false }
  }
}
