// SPDX-License-Identifier: GPL-3.0-or-later

import Forms
public import Tables

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
  /// The number of rows that it applies to, those among them of which nobody can tell.
  public let rows: Int
  /// The rows with a problem, in the order of the table.
  public let problems: [(row: Int, kind: RegisterProblemKind)]
  /// What it looked at in each problem, column by column.
  public let values: [[(name: String, value: String)]]
  /// The empty columns for which nobody can tell, of each problem that is ``RegisterProblemKind/missing``.
  public let lacking: [[String]]
  /// The path of each row of the table, in its order; empty if the rule was not applied.
  public let units: [UnitID]
  /// What it looks at in every row.
  private let shown: [(name: String, column: TextColumn)]
  /// Why it was not applied; `nil` if it was.
  public let lack: RecordLack?

  fileprivate init(
    _ rule: RegisterRule, in joined: JoinedTable, rows: Int,
    problems: [(row: Int, kind: RegisterProblemKind)], lacking: [[String]]
  ) throws {
    self.rule = rule
    self.rows = rows
    self.problems = problems
    self.lacking = lacking
    let shown = try joined.shown.map { (name: $0, column: try joined.table.text($0)) }
    self.shown = shown
    values = problems.map { Self.values(of: shown, row: $0.row) }
    units = joined.base.paths
    lack = nil
  }

  fileprivate init(_ rule: RegisterRule, lack: RecordLack) {
    self.rule = rule
    self.lack = lack
    rows = 0
    problems = []
    values = []
    lacking = []
    units = []
    shown = []
  }

  /// What the rule looks at in a row, whether it finds a problem there or not.
  public func values(row: Int) -> [(name: String, value: String)] {
    Self.values(of: shown, row: row)
  }

  private static func values(
    of columns: [(name: String, column: TextColumn)], row: Int
  ) -> [(name: String, value: String)] {
    columns.map { ($0.name, $0.column.text(at: row)) }
  }
}

extension RegisterRule {
  /// Looks at every row of the rule's table.
  ///
  /// Within the rows that `where` leaves, one with an empty column that the rule needs is `missing`
  /// unless it breaks the rule as it stands; and so is a row of which nobody can tell whether `where` takes
  /// it, since a value that is compared by size is empty. Other columns that `where` names are not needed.
  ///
  /// - Throws: the faults of expressions, with the place of a text that is no number or date;
  ///   ``Tables/Fault/Code/relatedTwice``, ``Tables/Fault/Code/relatedWithoutNumber``.
  /// - Complexity: linear in the rows of the tables that take part.
  public func evaluate(in tables: RecordTables) throws -> RegisterRuleResult {
    let joined: JoinedTable
    do {
      joined = try JoinedTable(over, related: related, names: names, tables)
    } catch let lack as RecordLack {
      return RegisterRuleResult(self, lack: lack)
    }
    let base = joined.base
    let table = joined.table
    let undecided = try condition?.undecided(over: table, now: tables.now)
    let scope =
      try condition?.mask(over: table, now: tables.now)
      ?? [Bool](repeating: true, count: base.table.rowCount)
    let found = try kinds(in: joined, scope, tables)
    let compared =
      (condition?.operands() ?? []).map(\.name).filter { joined.columns.holds($0) }
    var problems: [(row: Int, kind: RegisterProblemKind)] = []
    var lacking: [[String]] = []
    var rows = 0
    for row in scope.indices {
      // A row that nobody can leave out by what is known is among them, decided or not.
      let isOpen = undecided?[row] ?? false
      guard scope[row] || isOpen else { continue }
      rows += 1
      guard let kind = isOpen ? .missing : found[row] else { continue }
      problems.append((row, kind))
      let names = kind == .missing ? isOpen ? compared : needs : []
      lacking.append(try empty(names, in: joined, row))
    }
    return try RegisterRuleResult(
      self, in: joined, rows: rows, problems: problems, lacking: lacking)
  }

  /// The columns among names that are empty in a row, each once.
  private func empty(_ names: [String], in joined: JoinedTable, _ row: Int) throws -> [String] {
    var found: [String] = []
    for name in names where joined.columns.holds(name) && !found.holds(name) {
      if try joined.table.text(name).isEmpty(row) { found.append(name) }
    }
    return found
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
