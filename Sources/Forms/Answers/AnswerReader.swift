// SPDX-License-Identifier: GPL-3.0-or-later

public import Tables

/// Reads answers as people and label exports write them: labels for choices' names, full-width digits,
/// stray spaces, dates in other orders, the apostrophe before what would be a formula.
///
/// Only what has one meaning is read; anything else stays as it stands and is refused by the form's
/// checks. Every reading is counted, so that nothing is changed in silence.
public struct AnswerReader: Sendable {
  /// What was read otherwise than it stood.
  public enum Reading: String, Sendable, CaseIterable {
    /// The label of a choice for its name.
    case label
    /// Full-width letters and digits for plain ones.
    case fullWidth
    /// Spaces around an answer, or thousands separators in a number.
    case spaces
    /// A date that was written in another form, or as the number of a day in a spreadsheet.
    case date
    /// An apostrophe before a text that a spreadsheet would take for a formula.
    case apostrophe
  }

  private let questions: [Plan]

  /// How one question's answers are read.
  private struct Plan: Sendable {
    enum Shape: Sendable {
      case text, identifier, number, date, dateTime, choice, choices
    }

    var shape: Shape
    /// Names and labels of choices, each with its name; `nil` where a label belongs to several.
    var choices: [UnitID: String?] = [:]
  }

  /// A reader for the questions of a form.
  /// - Parameter identifiers: the names of questions whose answers are identifiers.
  public init(form: Form, identifiers: [String]) {
    questions = form.questions.map { question in
      var plan = Plan(shape: .text)
      switch question.type {
      case .integer, .decimal, .range: plan.shape = .number
      case .date, .today: plan.shape = .date
      case .dateTime, .start, .end: plan.shape = .dateTime
      case .selectOne, .selectOneFromFile: plan.shape = .choice
      case .selectMultiple, .selectMultipleFromFile, .rank: plan.shape = .choices
      default:
        if identifiers.contains(where: { bytesCompare($0, question.name) == 0 }) {
          plan.shape = .identifier
        }
      }
      for choice in form.choices(of: question)?.choices ?? [] {
        for label in choice.label.texts {
          let key = UnitID(label.text.trimmed().halfWidth())
          if let known = plan.choices[key], known.map({ bytesCompare($0, choice.name) }) != 0 {
            plan.choices[key] = .some(nil)
          } else {
            plan.choices[key] = choice.name
          }
        }
      }
      // A name is itself, whatever labels say.
      for choice in form.choices(of: question)?.choices ?? [] {
        plan.choices[UnitID(choice.name)] = choice.name
      }
      return plan
    }
  }

  /// The answer to a question as it is meant; what was read otherwise is added to `readings`.
  func read(_ text: String, _ question: Int, _ readings: inout [Reading]) -> String {
    if text.utf8.isEmpty { return text }
    let plan = questions[question]
    var value = text
    func note(_ next: String, _ reading: Reading) {
      if bytesCompare(next, value) != 0 {
        readings.append(reading)
        value = next
      }
    }
    note(Self.withoutApostrophe(value), .apostrophe)
    note(value.trimmed(), .spaces)
    switch plan.shape {
    case .text: break
    case .identifier: note(value.halfWidth(), .fullWidth)
    case .number:
      note(value.halfWidth(), .fullWidth)
      note(Self.withoutSeparators(value), .spaces)
    case .date, .dateTime:
      note(value.halfWidth(), .fullWidth)
      if let date = DateReading.text(value, needsTime: plan.shape == .dateTime) {
        note(date, .date)
      }
    case .choice:
      if let name = plan.choices[UnitID(value.halfWidth())] ?? nil { note(name, .label) }
    case .choices:
      if let names = Self.names(value.halfWidth(), plan.choices) { note(names, .label) }
    }
    return value
  }

  /// What a spreadsheet has spoilt for good: an identifier as a number in scientific notation.
  func fault(of text: String, _ question: Int) -> Fault.Code? {
    switch questions[question].shape {
    case .text, .identifier:
      text.wholeMatch(of: /[1-9](\.[0-9]+)?[eE]\+[0-9]{1,2}/) != nil ? .digitsLost : nil
    default: nil
    }
  }

  /// A date with its time as people, spreadsheets or servers write it; `nil` if it is none, or could be read
  /// in two ways.
  public static func moment(_ text: String) -> Moment? {
    DateReading.text(text.trimmed().halfWidth(), needsTime: true).flatMap { Moment($0) }
  }

  /// The answer to a question as it is meant, what was read otherwise, and what a spreadsheet has spoilt in it.
  /// - Parameter question: the question's position in the form.
  public func answer(
    _ text: String, question: Int
  ) -> (text: String, readings: [Reading], fault: Fault.Code?) {
    var readings: [Reading] = []
    let text = read(text, question, &readings)
    return (text, readings, fault(of: text, question))
  }

  // MARK: Ways of writing

  /// A text without the apostrophe that keeps a spreadsheet from taking it for a formula.
  public static func withoutApostrophe(_ text: String) -> String {
    let head = Array(text.utf8.prefix(2))
    guard head.count == 2, head[0] == 0x27, [0x3d, 0x2b, 0x2d, 0x40].contains(head[1]) else {
      return text
    }
    return String(text.dropFirst())
  }

  /// A text with an apostrophe before it if a spreadsheet would take it for a formula.
  public static func withApostrophe(_ text: String) -> String {
    var text = text
    return text.withUTF8 { looksLikeFormula($0) } ? "'" + text : text
  }

  /// Whether a spreadsheet would take a text, given as UTF-8, for a formula.
  package static func looksLikeFormula(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
    guard let first = text.first else { return false }
    return first == 0x3d || first == 0x2b || first == 0x2d || first == 0x40
  }

  /// `12,345` as `12345`, where the commas stand at thousands.
  private static func withoutSeparators(_ text: String) -> String {
    text.wholeMatch(of: /-?[0-9]{1,3}(,[0-9]{3})+(\.[0-9]+)?/) == nil
      ? text : text.replacing(",", with: "")
  }

  /// The names of several choices, given by name or label with something between; `nil` if a part is
  /// neither, or has several meanings.
  private static func names(_ text: String, _ choices: [UnitID: String?]) -> String? {
    let separators: Set<UInt8> = [0x20, 0x2c, 0x3b, 0x7c, 0x2f, 0x0a]
    let bytes = Array(text.replacing("、", with: ",").utf8)
    let known = choices.keys.sorted { $0.text.utf8.count > $1.text.utf8.count }
    var names: [String] = []
    var position = 0
    while position < bytes.count {
      if separators.contains(bytes[position]) {
        position += 1
        continue
      }
      let rest = bytes[position...]
      guard
        let key = known.first(where: {
          let end = position + $0.text.utf8.count
          return rest.starts(with: $0.text.utf8)
            && (end == bytes.count || separators.contains(bytes[end]))
        }), let name = choices[key] ?? nil
      else { return nil }
      names.append(name)
      position += key.text.utf8.count
    }
    return names.joined(separator: " ")
  }
}
