// SPDX-License-Identifier: GPL-3.0-or-later

public import Forms
public import Tables

/// A rule over the rows of a register or of another table that an office keeps.
///
/// It is looked at for the whole register, not only for a sample: a county finds its own problems before
/// anybody comes. Where a register lacks a column that a rule needs, the rule is named as not applied.
///
///     - id: PL-EXIT-09
///       over: households
///       where: "status = 'exited'"
///       when: "identified_year = exit_year"
///       severity: critical
///       label: {zh: 当年识别、当年退出, en: Identified and exited in one year}
///       source: "平发〔2017〕19号"
public struct RegisterRule: Sendable {
  /// The rule's identifier, which stays with the problem.
  public let id: String
  /// The table whose rows it looks at.
  public let over: String
  /// The rows that it applies to; all without it.
  public let condition: Expression?
  /// What makes a row a problem.
  public let test: Test
  /// The columns without which a row cannot be judged.
  public let needs: [String]
  /// Columns made from other tables.
  public let related: [RelatedColumn]
  /// How grave a problem is.
  public let severity: Severity
  /// What the rule says.
  public let label: BilingualText
  /// The document that it comes from.
  public let source: String
  /// The department that sees to it, if the profile says.
  public let department: String?
  /// Where the profile defines it.
  public let place: Place

  /// How grave a problem is, the gravest first.
  public enum Severity: String, Sendable, CaseIterable, Comparable {
    /// The unit's status itself is wrong by the rule, such as an exit that must not be.
    case critical
    /// A requirement is not met.
    case major
    /// Something is incomplete.
    case minor
    /// No problem in itself: the rule makes a list, such as townships to be supervised.
    case listed

    /// The graver one is smaller.
    public static func < (left: Severity, right: Severity) -> Bool {
      allCases.firstIndex(of: left)! < allCases.firstIndex(of: right)!
    }
  }

  /// What makes a row a problem.
  public enum Test: Sendable {
    /// The condition is true.
    case when(Expression)
    /// The value is not on the required side of the limit.
    case threshold(value: Expression, limit: Expression, side: Threshold.Side, isInclusive: Bool)
    /// What was due on a day was done later, or not at all by now.
    case deadline(done: Expression, due: Expression, months: Int, days: Int)
    /// The dates of these columns do not follow each other, or a step was taken before an earlier one.
    case order([Expression])
  }

  /// The expressions of the test.
  var testExpressions: [Expression] {
    switch test {
    case .when(let expression): [expression]
    case .threshold(let value, let limit, _, _): [value, limit]
    case .deadline(let done, let due, _, _): [done, due]
    case .order(let steps): steps
    }
  }

  /// The tables that it looks at, without those above them.
  package var tables: [String] { [over] + related.map(\.table) }

  /// All names that it uses.
  var names: [String] {
    (testExpressions + [condition].compactMap { $0 }).flatMap(\.names) + needs
  }
}

// MARK: - From the profile

extension RegisterRule {
  /// Reads a rule that has a key `over`.
  /// - Throws: ``Tables/Fault/Code/ruleTest`` unless it has exactly one test; the faults of YAML and
  ///   expressions.
  init(_ value: YAMLValue, tables known: [String]) throws {
    var mapping = try value.mapping()
    id = try mapping.required("id").name()
    over = try mapping.required("over").reference(in: known)
    condition = try mapping.optional("where")?.expression()
    var tests: [Test] = []
    if let when = mapping.optional("when") { tests.append(.when(try when.expression())) }
    if let threshold = mapping.optional("threshold") {
      tests.append(try Test(threshold: threshold))
    }
    if let deadline = mapping.optional("deadline") { tests.append(try Test(deadline: deadline)) }
    if let order = mapping.optional("order") {
      tests.append(.order(try order.list().map { try $0.expression() }))
    }
    guard let test = tests.first, tests.count == 1 else {
      throw value.fault(.ruleTest, ["rule": id])
    }
    self.test = test
    related = try RelatedColumn.list(mapping.optional("related"), tables: known)
    // Dates that are not there yet are what deadlines and orders are about.
    let needed: [String] =
      switch test {
      case .when(let expression): expression.names
      case .threshold(let value, let limit, _, _): value.names + limit.names
      case .deadline(_, let due, _, _): due.names
      case .order: []
      }
    needs = try mapping.optional("needs")?.texts() ?? needed
    severity = try mapping.optional("severity")?.choice() ?? .major
    label = try mapping.required("label").bilingual()
    source = try mapping.required("source").text()
    department = try mapping.optional("department")?.text()
    place = value.place
    try mapping.finish()
  }
}

extension RegisterRule.Test {
  /// Reads `{value: EXPR, at_most: EXPR, inclusive: true}`.
  fileprivate init(threshold value: YAMLValue) throws {
    var mapping = try value.mapping()
    let expression = try mapping.required("value").expression()
    let limits: [(YAMLValue, Threshold.Side)] =
      [(mapping.optional("at_most"), .atMost), (mapping.optional("at_least"), .atLeast)]
      .compactMap { limit, side in limit.map { ($0, side) } }
    guard let (limit, side) = limits.first, limits.count == 1 else {
      throw value.fault(.yamlWrongType, ["expected": "{value: …, at_most: … | at_least: …}"])
    }
    let isInclusive = try mapping.optional("inclusive")?.boolean() ?? true
    try mapping.finish()
    self = .threshold(
      value: expression, limit: try limit.expression(), side: side, isInclusive: isInclusive)
  }

  /// Reads `{done: EXPR, due: EXPR, months: 2, days: 30}`; a date stands as `'2017-05-12'`.
  fileprivate init(deadline value: YAMLValue) throws {
    var mapping = try value.mapping()
    let done = try mapping.required("done").expression()
    let due = try mapping.required("due").expression()
    // Counted from the day that is due: a deadline before it would be one before the item itself.
    let months = try mapping.optional("months")?.integer(.count) ?? 0
    let days = try mapping.optional("days")?.integer(.count) ?? 0
    try mapping.finish()
    self = .deadline(done: done, due: due, months: months, days: days)
  }
}

extension Profile {
  /// The rule over a register of a name.
  /// - Throws: ``Tables/Fault/Code/unknownRegisterRule``.
  public func registerRule(named name: String) throws -> RegisterRule {
    guard let rule = registerRules.first(where: { bytesCompare($0.id, name) == 0 }) else {
      throw Fault(
        .unknownRegisterRule,
        ["name": name, "known": registerRules.map(\.id).joined(separator: ", ")])
    }
    return rule
  }
}

extension Fault.Code {
  /// The profile has no rule over registers of that name.
  public static let unknownRegisterRule = Fault.Code("unknown-register-rule", .usage)
  /// A rule over a register has no test, or more than one.
  public static let ruleTest = Fault.Code("rule-test", .configuration)
}
