// SPDX-License-Identifier: GPL-3.0-or-later

import Assessment
import Forms
import Sampling
public import Tables

/// The columns of a register's rows of which somebody needs more than any text, with their values.
struct NeededColumns {
  private struct Column {
    let need: ColumnNeed
    let values: TextColumn
    /// The rows in which it must not be empty; all without it.
    let rows: [Bool]?

    func mustBeFilled(_ row: Int) -> Bool { need.isFilled && rows?[row] ?? true }
  }

  private let columns: [Column]

  /// The needs of columns that the table has, without those that the types of the description fulfil anyway.
  ///
  /// - Parameters:
  ///   - needs: what readers need.
  ///   - declared: the columns whose values are checked by their types.
  ///   - table: the rows.
  /// - Complexity: linear in the rows, times the conditions.
  init(
    _ needs: [ColumnNeed], declared: [RegisterDescription.Column], _ table: Table
  ) throws {
    struct Known: Hashable {
      let column: UnitID
      let kind: ColumnNeed.Kind
      let condition: UnitID?
      let isFilled: Bool
    }
    var known: Set<Known> = []
    columns = try needs.compactMap { need in
      guard let index = table.index(of: need.column) else { return nil }
      let type = declared.first { bytesCompare($0.name, need.column) == 0 }?.type
      guard need.isFilled || !(type?.fulfils(need.kind) ?? (need.kind == .text)) else { return nil }
      let key = Known(
        column: UnitID(need.column), kind: need.kind,
        condition: need.condition.map { UnitID($0.source) }, isFilled: need.isFilled)
      guard known.insert(key).inserted else { return nil }
      return Column(
        need: need, values: table.columns[index], rows: try Self.rows(of: need, in: table))
    }
  }

  /// The rows in which a column must not be empty.
  ///
  /// A condition on other tables or on today is looked at when it is asked for; one that meets a text which it
  /// cannot read is a fault of the column that holds it.
  private static func rows(of need: ColumnNeed, in table: Table) throws -> [Bool]? {
    guard need.isFilled, let condition = need.condition else { return nil }
    let none = [Bool](repeating: false, count: table.rowCount)
    guard condition.isRepeatable, condition.names.allSatisfy({ table.index(of: $0) != nil }) else {
      return none
    }
    do {
      return try condition.mask(over: table)
    } catch let fault as Fault where fault.code.kind == .data {
      return none
    }
  }

  /// Whether a cell must not be empty.
  func mustBeFilled(_ column: String, row: Int) -> Bool {
    columns.contains { bytesCompare($0.need.column, column) == 0 && $0.mustBeFilled(row) }
  }

  /// What readers cannot use in a row, one fault a cell.
  func faults(ofRow row: Int, in table: Table) -> [Fault] {
    var found: [Fault] = []
    for column in columns {
      let need = column.need
      guard !found.contains(where: { $0.place.column == need.column }) else { continue }
      let text = column.values.text(at: row)
      let code: Fault.Code?
      if text.utf8.isEmpty {
        code = column.mustBeFilled(row) ? need.kind == .date ? .dateMissing : .numberMissing : nil
      } else if need.kind.accepts(text) {
        code = nil
      } else {
        code = need.kind.fault(isFilled: mustBeFilled(need.column, row: row))
      }
      guard let code else { continue }
      found.append(
        Fault(
          code, at: table.place(row: row, column: need.column),
          ["value": text, "reader": need.reader, "use": need.use]))
    }
    return found
  }
}

extension RegisterDescription.ColumnType {
  /// Whether values of the type are what a reader needs.
  fileprivate func fulfils(_ kind: ColumnNeed.Kind) -> Bool {
    switch (self, kind) {
    case (_, .text), (.integer, .integer), (.integer, .decimal), (.integer, .number),
      (.decimal, .decimal), (.decimal, .number), (.date, .date), (.date, .number):
      true
    default: false
    }
  }
}

extension ColumnNeed.Kind {
  /// Whether a text that is not empty can be read.
  fileprivate func accepts(_ text: String) -> Bool {
    switch self {
    case .text: true
    case .number: !Expression.Value.number(from: text).isNaN
    case .decimal: Rational(decimal: text) != nil
    case .integer: Int(text) != nil
    case .date: Moment(text) != nil
    }
  }

  fileprivate func fault(isFilled: Bool) -> Fault.Code {
    switch (self, isFilled) {
    case (.date, false): .unreadableDate
    case (.date, true): .dateNeeded
    case (_, false): .unreadableNumber
    case (_, true): .numberNeeded
    }
  }
}

extension Fault.Code {
  /// A text that is no number stands in a column that is read as numbers.
  public static let unreadableNumber = Fault.Code("unreadable-number", .data)
  /// A number is missing where one is needed.
  public static let numberMissing = Fault.Code("number-missing", .data)
  /// Another text stands where a number is needed.
  public static let numberNeeded = Fault.Code("number-needed", .data)
  /// A text that is no date stands in a column that is read as dates.
  public static let unreadableDate = Fault.Code("unreadable-date", .data)
  /// A date is missing where one is needed.
  public static let dateMissing = Fault.Code("date-missing", .data)
  /// Another text stands where a date is needed.
  public static let dateNeeded = Fault.Code("date-needed", .data)
}
