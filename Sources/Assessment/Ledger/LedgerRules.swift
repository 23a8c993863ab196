// SPDX-License-Identifier: GPL-3.0-or-later

public import Forms
import Tables

/// How a programme keeps its rectification ledger, from the profile's section `ledger:`.
///
/// | key | meaning |
/// | --- | --- |
/// | `prefix` | what numbers begin with: `JZ` makes `JZ-0001` |
/// | `ledgers` | the ledgers by name, each with `label` and `owner`; the first takes what is not assigned |
/// | `severities` | by name: `label` and either `days` or `months` until the deadline |
/// | `severity` | the severity of items of which nothing else is said; the first unless it is named |
/// | `kinds` | further kinds of problems, beside findings, rules and indicators, with their labels |
/// | `routing` | the responsibility matrix: `{kinds, unit, leader, person, severity, ledger}` |
/// | `states` | labels of states that differ from the usual ones |
/// | `consequences` | what the document proposes: `{when, days, label, source}` |
public struct LedgerRules: Sendable {
  /// A ledger with the office that keeps it.
  public struct Ledger: Sendable, Equatable {
    /// The name under which it is recorded.
    public let name: String
    /// What it is called.
    public let label: BilingualText
    /// The office that keeps it.
    public let owner: BilingualText
  }

  /// The time that a grade of severity leaves.
  public struct Severity: Sendable, Equatable {
    /// The name under which it is recorded.
    public let name: String
    /// What it is called.
    public let label: BilingualText
    /// The calendar days until the deadline, if it is counted in days.
    public let days: Int?
    /// The calendar months until the deadline, if it is counted in months.
    public let months: Int?

    /// The last day on which an item that was opened on a day is in time; a month ends with its last day
    /// where it has no such day.
    public func deadline(from opened: Moment) -> Moment {
      if let days { return Moment(days: opened.days + days) }
      return opened.adding(months: months ?? 0)
    }
  }

  /// A kind of problem that no rule, finding or indicator names.
  public struct Kind: Sendable, Equatable {
    /// The name under which it is recorded.
    public let name: String
    /// What it is called.
    public let label: BilingualText
  }

  /// A row of the responsibility matrix: who answers for which kinds of problems.
  public struct Route: Sendable, Equatable {
    /// The kinds: names of rules, findings, indicators or ``LedgerRules/kinds``.
    public let kinds: [String]
    /// The department or township.
    public let unit: String
    /// The responsible leader; empty where the profile does not name one.
    public let leader: String
    /// The responsible person; empty where the profile does not name one.
    public let person: String
    /// The severity, if it differs from the usual one.
    public let severity: String?
    /// The ledger, if it differs from the first.
    public let ledger: String?
  }

  /// What the document proposes and nobody but an office decides.
  public struct Consequence: Sendable, Equatable {
    /// When it is proposed.
    public enum Trigger: String, Sendable, CaseIterable {
      /// An item is overdue by at least so many days.
      case overdue
      /// An item is marked as fraud.
      case fraud
      /// A re-check found that a closed item was not put right.
      case falseClosure = "false-closure"
      /// A unit is last in a month's ranking.
      case lastOfMonth = "last-of-month"
      /// A unit is last in a quarter's ranking.
      case lastOfQuarter = "last-of-quarter"
    }

    /// When it is proposed.
    public let trigger: Trigger
    /// For overdue items, the days beyond the deadline from which it is proposed.
    public let days: Int
    /// What is proposed.
    public let label: BilingualText
    /// The document that says so.
    public let source: String
  }

  /// What numbers begin with.
  public let prefix: String
  /// The ledgers, at least one.
  public let ledgers: [Ledger]
  /// The grades of severity.
  public let severities: [Severity]
  /// The severity of items of which nothing else is said; `nil` without severities.
  public let severity: String?
  /// Further kinds of problems.
  public let kinds: [Kind]
  /// The names of all kinds that problems can be of: rules, findings, indicators and ``kinds``.
  public let problemKinds: [String]
  /// The responsibility matrix.
  public let routes: [Route]
  /// What states are called.
  public let states: [RectificationItem.State: BilingualText]
  /// What the document proposes.
  public let consequences: [Consequence]

  /// Reads the section.
  /// - Parameter known: the names of the profile's rules, findings and indicators.
  /// - Throws: a fault of kind configuration with line and column.
  init(_ value: YAMLValue, known: [String]) throws {
    var mapping = try value.mapping()
    let prefixValue = try mapping.required("prefix")
    prefix = try prefixValue.name()
    guard !prefix.contains("-") else {
      throw prefixValue.fault(.yamlWrongType, ["expected": "JZ"])
    }
    let ledgersValue = try mapping.required("ledgers")
    ledgers = try ledgersValue.namedEntries().map { try Ledger($0, $1) }
    guard !ledgers.isEmpty else {
      throw ledgersValue.fault(.yamlWrongType, ["expected": "county: {label: …, owner: …}"])
    }
    severities =
      try mapping.optional("severities")?.namedEntries().map { try Severity($0, $1) } ?? []
    let severityNames = severities.map(\.name)
    severity =
      try mapping.optional("severity")?.reference(in: severityNames) ?? severityNames.first
    kinds =
      try mapping.optional("kinds")?.namedEntries().map {
        Kind(name: $0, label: try $1.bilingual())
      }
      ?? []
    let kindNames = known + kinds.map(\.name)
    problemKinds = kindNames
    let ledgerNames = ledgers.map(\.name)
    routes = try Self.routes(
      mapping.optional("routing"), kinds: kindNames, severities: severityNames, ledgers: ledgerNames
    )
    states = try Self.states(mapping.optional("states"))
    consequences = try mapping.optional("consequences")?.list().map { try Consequence($0) } ?? []
    try mapping.finish()
  }

  private static func routes(
    _ value: YAMLValue?, kinds: [String], severities: [String], ledgers: [String]
  ) throws -> [Route] {
    var routed: [String] = []
    return try value?.list().map { element in
      let route = try Route(element, kinds: kinds, severities: severities, ledgers: ledgers)
      for kind in route.kinds {
        // One department answers for a kind; two would each wait for the other.
        guard !routed.holds(kind) else { throw element.fault(.listedTwice, ["name": kind]) }
        routed.append(kind)
      }
      return route
    } ?? []
  }

  private static func states(
    _ value: YAMLValue?
  ) throws -> [RectificationItem.State: BilingualText] {
    var labels = RectificationItem.State.labels
    for (state, value) in try value?.entries(of: RectificationItem.State.self) ?? [] {
      labels[state] = try value.bilingual()
    }
    return labels
  }

  /// The route of the first of some kinds that has one.
  public func route(of kinds: [String]) -> Route? {
    kinds.lazy.compactMap { kind in self.routes.first { $0.kinds.holds(kind) } }.first
  }

  /// The ledger of a name.
  public func ledger(_ name: String) -> Ledger? { ledgers.named(name, \.name) }

  /// The severity of a name.
  public func severity(_ name: String) -> Severity? { severities.named(name, \.name) }

  /// What a state is called.
  public func label(of state: RectificationItem.State) -> BilingualText { states[state]! }
}

extension LedgerRules.Ledger {
  fileprivate init(_ name: String, _ value: YAMLValue) throws {
    var mapping = try value.mapping()
    self.init(
      name: name, label: try mapping.required("label").bilingual(),
      owner: try mapping.required("owner").bilingual())
    try mapping.finish()
  }
}

extension LedgerRules.Severity {
  fileprivate init(_ name: String, _ value: YAMLValue) throws {
    var mapping = try value.mapping()
    let label = try mapping.required("label").bilingual()
    let (days, months) = (mapping.optional("days"), mapping.optional("months"))
    guard (days == nil) != (months == nil) else {
      throw value.fault(
        .yamlWrongType, ["expected": "{label: …, days: 30} / {label: …, months: 2}"])
    }
    try mapping.finish()
    self.init(
      name: name, label: label, days: try days?.integer(.positive),
      months: try months?.integer(.positive))
  }
}

extension LedgerRules.Route {
  fileprivate init(
    _ value: YAMLValue, kinds: [String], severities: [String], ledgers: [String]
  ) throws {
    var mapping = try value.mapping()
    self.init(
      kinds: try mapping.required("kinds").references(in: kinds),
      unit: try mapping.required("unit").text(),
      leader: try mapping.optional("leader")?.text() ?? "",
      person: try mapping.optional("person")?.text() ?? "",
      severity: try mapping.optional("severity")?.reference(in: severities),
      ledger: try mapping.optional("ledger")?.reference(in: ledgers))
    try mapping.finish()
  }
}

extension LedgerRules.Consequence {
  fileprivate init(_ value: YAMLValue) throws {
    var mapping = try value.mapping()
    let trigger = try mapping.required("when").choice(Trigger.self)
    let days = mapping.optional("days")
    if let days, trigger != .overdue {
      throw days.fault(.yamlWrongType, ["expected": "{when: overdue, days: 1, …}"])
    }
    self.init(
      trigger: trigger, days: try days?.integer(.positive) ?? 1,
      label: try mapping.required("label").bilingual(),
      source: try mapping.required("source").text())
    try mapping.finish()
  }
}

extension Moment {
  /// The same day some months later; the last of that month where it has no such day.
  func adding(months: Int) -> Moment {
    let (year, month, day) = calendarDate
    let count = year * 12 + (month - 1) + months
    let days = stride(from: day, through: 1, by: -1).lazy
      .compactMap { CivilCalendar.days(year: count / 12, month: count % 12 + 1, day: $0) }.first
    return Moment(days: days!)
  }
}
