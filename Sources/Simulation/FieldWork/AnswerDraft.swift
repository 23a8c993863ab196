// SPDX-License-Identifier: GPL-3.0-or-later

internal import Forms
internal import Sampling
public import Tables

/// What an interviewer writes into a form, question by question, whether it is asked or not; the form
/// itself decides afterwards what was asked.
struct AnswerDraft {
  let form: Form
  private(set) var texts: [String]

  init(_ form: Form) {
    self.form = form
    texts = [String](repeating: "", count: form.questions.count)
  }

  /// The answer to a question; one that the form does not have is nobody's loss, since a question that
  /// stays without an answer is noticed by the form.
  subscript(_ name: String) -> String {
    get { form.index(of: name).map { texts[$0] } ?? "" }
    set { if let index = form.index(of: name) { texts[index] = newValue } }
  }

  subscript(_ name: String) -> Int {
    get { Int(self[name] as String) ?? 0 }
    set { self[name] = "\(newValue)" }
  }

  /// Writes times, device and photographs, which are known by the types of their questions.
  mutating func record(_ submission: Submission) {
    for (index, question) in form.questions.enumerated() {
      switch question.type {
      case .start: texts[index] = submission.start.text
      case .end: texts[index] = submission.end.text
      case .today: texts[index] = submission.start.date.text
      case .deviceID: texts[index] = submission.device
      default: continue
      }
    }
  }

  /// The draft as the form takes it: calculations done, questions that are not asked empty.
  /// - Throws: `Faults` with ``Tables/Fault/Code/playedAnswerRefused`` for each answer that the form
  ///   refuses, since then form and play do not fit.
  func settled(by checker: FormChecker) throws -> [String] {
    let checked = checker.check(Answers(texts: texts)) { Place(column: form.questions[$0].name) }
    var faults = Faults()
    for fault in checked.faults where fault.code != .answeredNotRelevant {
      faults.append(
        Fault(
          .playedAnswerRefused, at: fault.place,
          [
            "form": form.id, "question": fault.place.column ?? "", "fault": fault.code.name,
            "value": fault.values["value"] ?? "",
          ]))
    }
    try faults.throwIfAny()
    let values = checked.texts
    return texts.indices.map { index in
      guard checked.isRelevant[index] else { return "" }
      return form.questions[index].calculation == nil ? texts[index] : values[index]
    }
  }
}

extension UniformStream {
  /// One of the words, with probability in proportion to its weight.
  mutating func pick(_ words: KeyValuePairs<String, Int>) -> String {
    words[choice(weights: words.map(\.value))].key
  }

  /// The words that come up, each with its probability in thousandths; `otherwise` if none does.
  mutating func several(
    _ words: KeyValuePairs<String, Int>, otherwise: String
  ) -> String {
    let chosen = words.filter { chance(perMille: $0.value) }.map(\.key)
    return chosen.isEmpty ? otherwise : chosen.joined(separator: " ")
  }
}

extension Fault.Code {
  /// A form refuses an answer that the play gives.
  public static let playedAnswerRefused = Fault.Code("played-answer-refused", .configuration)
}
