// SPDX-License-Identifier: GPL-3.0-or-later

import Tables

/// Steps that follow each other, each with the documents that show it and a day by which it is due.
///
///     annual_assessment:
///       label: {zh: 年度考核, en: Annual assessment}
///       records: documents
///       source: "惠扶〔2017〕5号 第七条"
///       steps:
///         self_assessment: {label: {zh: 自评总结, en: Self-assessment}, due: 2017-12-31, documents: [report, data]}
///         field_check:     {label: {zh: 抽查和核查, en: Field check}}
///
/// What was done stands in a table with the columns `duty` (the step), `document` and `on`. A step is done
/// when all its documents are there; one without documents, when anything is recorded of it.
public struct Procedure: Sendable {
  /// The name in the profile.
  public let name: String
  /// What it is called.
  public let label: BilingualText
  /// The steps in their order.
  public let steps: [Step]
  /// The table of what was done.
  public let records: String
  /// The document that it comes from.
  public let source: String

  /// One step.
  public struct Step: Sendable {
    /// The name under which it is recorded.
    public let name: String
    /// What it is called.
    public let label: BilingualText
    /// The day by which it is due, in days since 1970-01-01, if there is one.
    public let due: Int?
    /// The documents that show it.
    public let documents: [String]
  }

  /// Reads a procedure of a `procedures:` section.
  /// - Throws: ``Tables/Fault/Code/deadlineBeforeItem`` for a step that is due before an earlier one.
  init(_ name: String, _ value: YAMLValue, tables known: [String]) throws {
    self.name = name
    var mapping = try value.mapping()
    label = try mapping.required("label").bilingual()
    records = try mapping.required("records").reference(in: known)
    source = try mapping.required("source").text()
    var steps: [Step] = []
    for (name, value) in try mapping.required("steps").namedEntries() {
      var mapping = try value.mapping()
      let label = try mapping.required("label").bilingual()
      let due = try mapping.optional("due")?.day()
      let documents = try mapping.optional("documents")?.texts() ?? []
      try mapping.finish()
      if let due, let earlier = steps.compactMap(\.due).last, due < earlier {
        throw value.fault(.deadlineBeforeItem, ["name": name])
      }
      steps.append(Step(name: name, label: label, due: due, documents: documents))
    }
    self.steps = steps
    try mapping.finish()
  }
}
