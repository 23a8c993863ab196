// SPDX-License-Identifier: GPL-3.0-or-later

import Forms
import Tables

/// What a rule finds in a row.
public enum RegisterProblemKind: String, Sendable {
  /// The rule is broken.
  case broken
  /// What was due has not been done yet.
  case overdue
  /// A column that the rule needs is empty, so that nobody can tell.
  case missing
}

/// What a rule came to over a whole table.
public struct RegisterRuleResult: Sendable {
  /// The rule.
  public let rule: RegisterRule
  /// The number of rows that it applies to.
  public let rows: Int
  /// The rows with a problem, in the order of the table.
  public let problems: [(row: Int, kind: RegisterProblemKind)]
  /// What it looked at in each problem, column by column.
  public let values: [[(name: String, value: String)]]
  /// Why it was not applied; `nil` if it was.
  public let lack: RecordLack?
}

extension RegisterRule {
  /// Looks at every row of the rule's table.
  ///
  /// Within the rows that `where` leaves, one with an empty column that the rule needs is `missing`
  /// unless it breaks the rule as it stands. Columns that `where` itself names are not needed.
  ///
  /// - Throws: the faults of expressions, with the place of a text that is no number or date;
  ///   ``Tables/Fault/Code/relatedTwice``, ``Tables/Fault/Code/relatedWithoutNumber``.
  /// - Complexity: linear in the rows of the tables that take part.
  public func evaluate(in tables: RecordTables) throws -> RegisterRuleResult {
    let joined: JoinedTable
    do {
      joined = try JoinedTable(over, related: related, names: names, tables)
    } catch let lack as RecordLack {
      return notApplied(lack)
    }
    let base = joined.base
    let scope =
      try condition?.mask(over: joined.table, now: tables.now)
      ?? [Bool](repeating: true, count: base.table.rowCount)
    let found = try kinds(in: joined, scope, tables)
    var problems: [(row: Int, kind: RegisterProblemKind)] = []
    for (row, kind) in found.enumerated() where scope[row] {
      if let kind { problems.append((row, kind)) }
    }
    let shown = try joined.shown.map { ($0, try joined.table.text($0)) }
    return RegisterRuleResult(
      rule: self, rows: scope.count { $0 }, problems: problems,
      values: problems.map { problem in
        shown.map { (name: $0.0, value: $0.1.text(at: problem.row)) }
      }, lack: nil)
  }

  private func notApplied(_ lack: RecordLack) -> RegisterRuleResult {
    RegisterRuleResult(rule: self, rows: 0, problems: [], values: [], lack: lack)
  }

  /// What each row of the scope is.
  private func kinds(
    in joined: JoinedTable, _ scope: [Bool], _ tables: RecordTables
  ) throws -> [RegisterProblemKind?] {
    let table = joined.table
    var kinds = [RegisterProblemKind?](repeating: nil, count: scope.count)
    switch test {
    case .when(let expression):
      let mask = try expression.mask(over: table, now: tables.now)
      for row in scope.indices where mask[row] { kinds[row] = .broken }
    case .threshold(let value, let limit, let side, let isInclusive):
      let values = try value.numbers(over: table, now: tables.now)
      let limits = try limit.numbers(over: table, now: tables.now)
      for row in scope.indices {
        guard let value = values[row], let limit = limits[row] else { continue }
        let isMet = value == limit ? isInclusive : (value < limit) == (side == .atMost)
        if !isMet { kinds[row] = .broken }
      }
    case .deadline(let done, let due, let months, let days):
      let done = try Self.days(done, in: table, scope, tables)
      let due = try Self.days(due, in: table, scope, tables)
      for row in scope.indices {
        guard
          let due = due[row].map({
            Moment(days: $0).adding(months: months).days + days
          })
        else { continue }
        if let done = done[row] {
          if done > due { kinds[row] = .broken }
        } else if tables.asOf > due {
          kinds[row] = .overdue
        }
      }
    case .order(let steps):
      let days = try steps.map { try Self.days($0, in: table, scope, tables) }
      for row in scope.indices { kinds[row] = Self.order(days.map { $0[row] }) }
    }
    try markMissing(&kinds, in: joined, scope)
    return kinds
  }

  /// The day that an expression yields in each row of the scope, in days since 1970-01-01.
  /// - Throws: ``Tables/Fault/Code/notADate`` with the place of the row.
  private static func days(
    _ expression: Expression, in table: Table, _ scope: [Bool], _ tables: RecordTables
  ) throws -> [Int?] {
    let texts = try expression.texts(over: table, now: tables.now)
    return try scope.indices.map { row in
      guard scope[row], !texts.isEmpty(row) else { return nil }
      guard let moment = Moment(texts.text(at: row)) else {
        throw Fault(
          .notADate, at: table.place(row: row, column: expression.source),
          ["value": texts.text(at: row)])
      }
      return moment.days
    }
  }

  /// Steps that go back in time, or that were taken while an earlier one was not; steps that nobody has
  /// taken yet are no problem.
  private static func order(_ days: [Int?]) -> RegisterProblemKind? {
    var latest: Int?
    var hasGap = false
    for day in days {
      guard let day else {
        hasGap = true
        continue
      }
      if hasGap || latest.map({ day < $0 }) ?? false { return .broken }
      latest = day
    }
    return nil
  }

  private func markMissing(
    _ kinds: inout [RegisterProblemKind?], in joined: JoinedTable, _ scope: [Bool]
  ) throws {
    for name in needs where joined.columns.holds(name) {
      let column = try joined.table.text(name)
      for row in scope.indices where scope[row] && kinds[row] == nil && column.isEmpty(row) {
        kinds[row] = .missing
      }
    }
  }
}
