// SPDX-License-Identifier: GPL-3.0-or-later

public import Forms
import Sampling
public import Tables

/// What the evening's checks look at, from the profile's section `checks:`; each key has a default.
///
/// | key | default | meaning |
/// | --- | --- | --- |
/// | `outliers` | `iqr` | `iqr`: beyond the quartiles by a multiple of their distance; `sd`: beyond the mean by a multiple of the standard deviation |
/// | `iqr` | 1.5 | the multiple of the distance of the quartiles |
/// | `sd` | 3 | the multiple of the standard deviation |
/// | `missing` | 0.10 | share of unanswered among those asked, above which a question is reported |
/// | `hours` | [6, 22] | the hours of the day between which interviews begin |
/// | `village_distance` | 5000 | metres from the middle of its village's interviews |
/// | `accuracy` | 100 | metres of stated accuracy above which a position tells nothing |
/// | `minutes` | none | by form, the shortest and longest duration of a complete interview |
/// | `unique` | none | questions whose answers no two units share, such as telephone numbers |
/// | `sample_question` | none | the question whose answer is the unit's sample |
/// | `officials` | none | by question, the answer that says that officials were present |
/// | `scales` | none | by form, the questions of one scale, for straight-lining |
/// | `logic` | none | conditions that must not hold: `{id, form, when, label}` |
///
/// The multiples 1.5 and 3 are those of ipacheck (Innovations for Poverty Action).
public struct QualityRules: Sendable {
  /// How outliers are found.
  public enum OutlierMethod: String, Sendable, CaseIterable {
    /// By the distance of the quartiles.
    case iqr
    /// By the standard deviation.
    case sd
  }

  /// A condition that must not hold in an interview.
  public struct Logic: Sendable {
    /// Its identifier.
    public let id: String
    /// The form whose answers it looks at.
    public let form: String
    /// The condition.
    public let when: Expression
    /// What it says.
    public let label: BilingualText
  }

  /// How outliers are found.
  public var outliers = OutlierMethod.iqr
  /// The multiple of the distance of the quartiles.
  public var iqr = 1.5
  /// The multiple of the standard deviation.
  public var sd = 3.0
  /// The share of unanswered among those asked, from 0 to 1.
  public var missing = 0.10
  /// The hours of the day between which interviews begin.
  public var hours = 6...22
  /// Metres from the middle of the village.
  public var villageDistance = 5000.0
  /// Metres of stated accuracy at the most.
  public var accuracy = 100.0
  /// The shortest and longest duration of a complete interview, by form.
  public var minutes: [(form: String, range: ClosedRange<Int>)] = []
  /// Questions whose answers no two units share.
  public var unique: [String] = []
  /// The question whose answer is the unit's sample.
  public var sampleQuestion: String?
  /// By question, the answer that says that officials were present.
  public var officials: [(question: String, answer: String)] = []
  /// By form, the questions of one scale.
  public var scales: [(form: String, questions: [String])] = []
  /// Conditions that must not hold.
  public var logic: [Logic] = []

  /// The defaults.
  public init() {}

  /// Reads the section.
  init(_ value: YAMLValue?, forms: [String]) throws {
    guard let value else { return }
    var mapping = try value.mapping()
    if let method = mapping.optional("outliers") { outliers = try method.choice() }
    iqr = try mapping.optional("iqr")?.decimal(.size).doubleValue ?? iqr
    sd = try mapping.optional("sd")?.decimal(.size).doubleValue ?? sd
    missing = try mapping.optional("missing")?.decimal(.share).doubleValue ?? missing
    hours = try mapping.optional("hours")?.bounds(.whole(0...24)) ?? hours
    villageDistance =
      try mapping.optional("village_distance")?.decimal(.size).doubleValue ?? villageDistance
    accuracy = try mapping.optional("accuracy")?.decimal(.size).doubleValue ?? accuracy
    minutes =
      try mapping.optional("minutes")?.namedEntries().map { name, bounds in
        try bounds.reference(name, in: forms)
        return (name, try bounds.bounds(.count))
      } ?? []
    unique = try mapping.optional("unique")?.texts() ?? []
    sampleQuestion = try mapping.optional("sample_question")?.text()
    officials =
      try mapping.optional("officials")?.namedEntries().map { ($0, try $1.text()) } ?? []
    scales =
      try mapping.optional("scales")?.namedEntries().map { name, list in
        try list.reference(name, in: forms)
        return (name, try list.texts())
      } ?? []
    logic = try mapping.optional("logic")?.list().map { try Logic($0, forms: forms) } ?? []
    try mapping.finish()
  }
}

extension QualityRules.Logic {
  fileprivate init(_ value: YAMLValue, forms: [String]) throws {
    var mapping = try value.mapping()
    id = try mapping.required("id").name()
    form = try mapping.required("form").reference(in: forms)
    when = try mapping.required("when").expression()
    label = try mapping.required("label").bilingual()
    try mapping.finish()
  }
}

extension YAMLValue {
  /// Two whole numbers, the smaller first.
  /// - Throws: ``Tables/Fault/Code/boundsReversed``.
  fileprivate func bounds(_ range: NumberRange) throws -> ClosedRange<Int> {
    let numbers = try list().map { try $0.integer(range) }
    guard numbers.count == 2 else { throw fault(.yamlWrongType, ["expected": "[6, 22]"]) }
    guard numbers[0] < numbers[1] else {
      throw fault(.boundsReversed, ["first": "\(numbers[0])", "second": "\(numbers[1])"])
    }
    return numbers[0]...numbers[1]
  }
}

extension Fault.Code {
  /// Of two limits the first is not below the second.
  public static let boundsReversed = Fault.Code("bounds-reversed", .configuration)
}
