// SPDX-License-Identifier: GPL-3.0-or-later

import Forms
import Sampling
public import Tables

/// A unit that was not drawn and was visited because somebody pointed at it.
public struct Lead: Sendable, Hashable {
  /// The path under which it is visited.
  public let unit: UnitID
  /// The sample whose forms it is asked.
  public let sample: String
  /// How it was found.
  public let note: String

  /// A lead.
  public init(unit: UnitID, sample: String, note: String) {
    self.unit = unit
    self.sample = sample
    self.note = note
  }
}

/// What was answered of leads: they raise findings by the same rules as drawn units, are counted apart
/// and have no weight, so that no estimate knows of them.
///
/// Nobody can tell with which probability a lead is found; counted in a rate it would make the rate
/// depend on where people pointed. Rules see the answers and the path alone, since a lead need not be in
/// any register.
public struct LeadWork: Sendable {
  /// The leads.
  public let leads: [Lead]
  private let profile: Profile
  private let samples: [(leads: [Int], table: SampleTable)]

  /// Joins leads with their answers.
  ///
  /// - Parameters:
  ///   - leads: the leads.
  ///   - description: what people wrote of registers and design.
  ///   - profile: the profile.
  ///   - answers: the answers to each of the profile's forms; those of other units are passed over.
  /// - Throws: the faults of the profile's named values.
  /// - Precondition: there is one ``FormAnswers`` for each form of the profile, and the sample of each
  ///   lead is in the design.
  public init(
    _ leads: [Lead], description: AssessmentDescription, profile: Profile, answers: [FormAnswers]
  ) throws {
    self.leads = leads
    self.profile = profile
    samples = try description.samples.compactMap { sample in
      let members = leads.indices.filter { bytesCompare(leads[$0].sample, sample.name) == 0 }
      guard !members.isEmpty else { return nil }
      return (
        members,
        try Self.table(
          members.map { leads[$0].unit }, of: sample.name, description, profile, answers)
      )
    }
  }

  /// The findings that the rules raise from the answers of leads, all of them suspected.
  public func suspectedFindings() throws -> [Finding] {
    try samples.flatMap { members, table in
      try profile.suspectedFindings(in: table) { leads[members[$0]].unit }
    }
  }

  /// Counts leads, those that were interviewed, and their findings.
  /// - Parameter findings: findings of leads with their decisions.
  public func counts(findings: [Finding]) -> LeadCounts {
    LeadCounts(
      recorded: leads.count,
      interviewed: samples.reduce(0) { sum, sample in
        sum + sample.table.outcomes.count { $0 == .completed }
      },
      findings: profile.findings.compactMap { kind in
        let own = findings.filter { bytesCompare($0.kind, kind.name) == 0 }
        guard !own.isEmpty else { return nil }
        return LeadCounts.Kind(
          kind: kind.name, label: kind.label, suspected: own.count { $0.state == .suspected },
          confirmed: own.count { $0.state == .confirmed },
          cleared: own.count { $0.state == .cleared })
      })
  }

  /// The answers of a sample's leads as a table, register columns being empty.
  private static func table(
    _ units: [UnitID], of sample: String, _ description: AssessmentDescription,
    _ profile: Profile, _ answers: [FormAnswers]
  ) throws -> SampleTable {
    let top = description.samples[0]
    let design = description.sample(sample)!.design
    var names: [String] = []
    for register in [design.register, top.design.register] {
      for name in description.register(register)!.usableColumns where !names.holds(name) {
        names.append(name)
      }
    }
    let empty = TextColumn(units.map { _ in "" as String? })
    var result = SampleTable(
      sample: sample, units: Array(units.indices),
      table: Table(names: names, columns: names.map { _ in empty }),
      outcomes: [Outcome.Kind?](repeating: nil, count: units.count), isComplete: [])
    let rows = Dictionary(uniqueKeysWithValues: units.enumerated().map { ($1, $0) })
    for (position, form) in profile.forms(of: sample).enumerated() {
      let given = answers.named(form.name, \.form)!
      var source = [Int](repeating: -1, count: units.count)
      for (answer, path) in given.paths.enumerated() {
        guard let row = rows[path] else { continue }
        let kind = given.outcomes[answer].map { profile.outcome($0)?.kind } ?? .completed
        if kind == .completed { source[row] = answer }
        if position == 0 { result.outcomes[row] = kind }
      }
      result.isComplete.append((form.name, source.map { $0 >= 0 }))
      for (column, question) in given.questions.enumerated()
      where result.table.index(of: question) == nil {
        result.append(question, given.texts(column: column, rows: source))
      }
    }
    let used = profile.names(behind: profile.unitExpressions(of: sample))
    for parameter in profile.parameters where used.contains(UnitID(parameter.name)) {
      result.append(
        parameter.name, TextColumn(units.map { _ in parameter.text as String? }))
    }
    try result.append(
      values: profile.values, among: used.filter { !profile.isOfFindings($0) })
    return result
  }
}

/// Leads in numbers; no rate is made of them.
public struct LeadCounts: Sendable, Equatable {
  /// Leads that were recorded.
  public let recorded: Int
  /// Those with a complete interview.
  public let interviewed: Int
  /// Their findings by kind, in the profile's order.
  public let findings: [Kind]

  /// The findings of one kind.
  public struct Kind: Sendable, Equatable {
    /// The kind's name.
    public let kind: String
    /// What it is called.
    public let label: BilingualText
    /// Suspected and not decided.
    public let suspected: Int
    /// Confirmed.
    public let confirmed: Int
    /// Cleared.
    public let cleared: Int
  }

  /// No leads.
  public static let none = LeadCounts(recorded: 0, interviewed: 0, findings: [])
}
