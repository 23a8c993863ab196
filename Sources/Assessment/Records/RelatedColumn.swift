// SPDX-License-Identifier: GPL-3.0-or-later

public import Forms
public import Tables

/// A column that a rule or measure makes from another table: how many of its rows belong to a row of
/// this one, what they sum to, or what the one row says that this one names.
///
///     related:
///       assigned: {from: households, by: helper_id}
///       parts:    {from: targets, by: parent_id, sum: persons, where: "level = 'village'"}
///       limit:    {from: ranks, on: rank, take: households}
public struct RelatedColumn: Sendable {
  /// The name in expressions.
  public let name: String
  /// The other table.
  public let table: String
  /// The column of this table that is matched; its identifier without it.
  public let on: String?
  /// The column of the other table that is matched; its identifier without it.
  public let by: String?
  /// What is taken of the matching rows.
  public let take: Take
  /// Which rows of the other table count; all without it.
  public let condition: Expression?

  /// What is taken of matching rows.
  public enum Take: Sendable {
    /// Their number.
    case count
    /// The sum of an expression over them; empty in none of them.
    case sum(Expression)
    /// The value of a column in the only one; empty without one.
    case value(column: String)
  }

  /// Reads the columns of a `related:` section.
  /// - Throws: the faults of YAML and expressions; ``Tables/Fault/Code/unknownReference``.
  static func list(_ value: YAMLValue?, tables known: [String]) throws -> [RelatedColumn] {
    try value?.namedEntries().map { name, value in
      var mapping = try value.mapping()
      let table = try mapping.required("from").reference(in: known)
      let on = try mapping.optional("on")?.text()
      let by = try mapping.optional("by")?.text()
      let condition = try mapping.optional("where")?.expression()
      let take: Take =
        if let sum = mapping.optional("sum") {
          .sum(try sum.expression())
        } else if let column = mapping.optional("take") {
          .value(column: try column.text())
        } else {
          .count
        }
      try mapping.finish()
      return RelatedColumn(
        name: name, table: table, on: on, by: by, take: take, condition: condition)
    } ?? []
  }

  /// The columns of this table that it needs.
  func ownNames(of description: RegisterDescription) -> [String] { [on ?? description.id] }

  /// The value for each key of the other table; what no row bears is not in it.
  ///
  /// - Throws: ``Tables/Fault/Code/relatedTwice``; the faults of expressions.
  /// - Complexity: linear in the other table's rows.
  func values(in other: RecordTable, _ tables: RecordTables) throws -> [UnitID: String] {
    let keys = try other.table.text(by ?? other.description.id)
    let mask = try condition?.mask(over: other.table, now: tables.now)
    let rows = (0..<other.table.rowCount).filter { mask?[$0] ?? true }
    switch take {
    case .count:
      var counts: [UnitID: Int] = [:]
      for row in rows { counts[keys.unitID(at: row), default: 0] += 1 }
      return counts.mapValues { "\($0)" }
    case .sum(let expression):
      let numbers = try expression.numbers(over: other.table, now: tables.now)
      var sums: [UnitID: Double] = [:]
      for row in rows {
        guard let number = numbers[row] else {
          throw Fault(
            .relatedWithoutNumber, at: other.table.place(row: row),
            ["name": name, "expression": expression.source])
        }
        sums[keys.unitID(at: row), default: 0] += number
      }
      return sums.mapValues { shortestDecimal($0) }
    case .value(let column):
      let values = try other.table.text(column)
      var found: [UnitID: Int] = [:]
      for row in rows {
        if let first = found.updateValue(row, forKey: keys.unitID(at: row)) {
          throw Fault(
            .relatedTwice, at: other.table.place(row: row),
            [
              "name": name, "key": keys.text(at: row), "line": "\(other.table.lines[first])",
            ])
        }
      }
      return found.mapValues { values.text(at: $0) }
    }
  }
}

extension Fault.Code {
  /// A column is to be taken of the only matching row, and there are several.
  public static let relatedTwice = Fault.Code("related-twice", .data)
  /// A row that is to be summed has no number.
  public static let relatedWithoutNumber = Fault.Code("related-without-number", .data)
}
