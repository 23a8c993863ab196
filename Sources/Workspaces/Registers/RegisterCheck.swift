// SPDX-License-Identifier: GPL-3.0-or-later

import Assessment
import Sampling
public import Tables

/// Checks a register's rows against its description and gathers all faults in one go.
struct RegisterCheck {
  let description: RegisterDescription
  let table: Table
  /// The identifiers of the register above, if there is one that was imported.
  let parents: Set<UnitID>?
  /// The identifiers of other registers that feed the same stage, each with its path.
  let siblings: Set<UnitID>

  /// The rows as a register, if its identifiers are in order.
  private(set) var register: TableRegister?
  /// Sums of the integer columns, as far as their values are integers.
  private(set) var totals: [String: Int] = [:]
  private(set) var faults = Faults()

  init(
    _ description: RegisterDescription, _ table: Table, parents: Set<UnitID>?, siblings: Set<UnitID>
  ) {
    self.description = description
    self.table = table
    self.parents = parents
    self.siblings = siblings
  }

  /// Runs all checks.
  /// - Parameter hasAllRows: whether the totals of the whole register can be expected.
  /// - Complexity: linear in rows times columns.
  mutating func run(hasAllRows: Bool = true) throws {
    try checkIdentifiers()
    for column in description.columns { try checkValues(column) }
    if hasAllRows { checkTotals() }
  }

  private mutating func checkIdentifiers() throws {
    do {
      register = try TableRegister(
        table, id: description.id, parent: description.parentColumn, prefix: description.prefix)
    } catch let found as Faults {
      faults.append(contentsOf: found)
    }
    guard let parentColumn = description.parentColumn else { return }
    let ids = try table.text(description.id)
    let parentIDs = try table.text(parentColumn)
    for row in 0..<table.rowCount {
      let parent = parentIDs.unitID(at: row)
      if let parents, !parents.contains(parent) {
        faults.append(
          Fault(
            .unknownParent, at: table.place(row: row, column: parentColumn),
            ["id": parent.text, "register": description.parent ?? ""]))
      } else if !siblings.isEmpty {
        let id = UnitID(description.prefix + ids.text(at: row))
        if siblings.contains(parent.appending(id)) {
          faults.append(
            Fault(
              .unitInOtherRegister, at: table.place(row: row, column: description.id),
              ["id": id.text]))
        }
      }
    }
  }

  private mutating func checkValues(_ column: RegisterDescription.Column) throws {
    let values = try table.text(column.name)
    var sum = 0
    for row in 0..<table.rowCount where !values.isEmpty(row) {
      let text = values.text(at: row)
      let place = table.place(row: row, column: column.name)
      switch column.type {
      case .text:
        break
      case .integer:
        guard let value = Int(text), "\(value)" == text else {
          faults.append(Fault(.notAnInteger, at: place, ["value": text]))
          continue
        }
        if value < column.minimum {
          faults.append(
            Fault(
              .integerTooSmall, at: place,
              ["value": text, "minimum": "\(column.minimum)", "column": column.name]))
        }
        sum += value
      case .decimal:
        if Rational(decimal: text) == nil {
          faults.append(Fault(.notADecimal, at: place, ["value": text]))
        }
      case .date:
        if !CalendarDate.isValid(text) {
          faults.append(Fault(.valueNotADate, at: place, ["value": text]))
        }
      }
    }
    if column.type == .integer { totals[column.name] = sum }
  }

  private mutating func checkTotals() {
    for expectation in description.expectations {
      let found = expectation.name == "rows" ? table.rowCount : totals[expectation.name] ?? 0
      guard found != expectation.total else { continue }
      let difference = found - expectation.total
      faults.append(
        Fault(
          .totalDiffers, at: Place(file: table.file, column: expectation.name),
          [
            "name": expectation.name, "found": "\(found)", "expected": "\(expectation.total)",
            "difference": difference > 0 ? "+\(difference)" : "\(difference)",
          ]))
    }
  }
}

/// Calendar dates as text, `2016-11-15`.
enum CalendarDate {
  /// Whether the text is a date of the Gregorian calendar in this form.
  static func isValid(_ text: String) -> Bool {
    guard let match = text.wholeMatch(of: /(\d{4})-(\d{2})-(\d{2})/) else { return false }
    let (year, month, day) = (Int(match.1)!, Int(match.2)!, Int(match.3)!)
    guard (1...12).contains(month) else { return false }
    let isLeap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
    let days = [31, isLeap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
    return (1...days[month - 1]).contains(day)
  }
}

extension Fault.Code {
  /// An identifier stands in another register of the same stage, too.
  public static let unitInOtherRegister = Fault.Code("unit-in-other-register", .data)
  /// A text stands where a whole number is needed.
  public static let notAnInteger = Fault.Code("not-an-integer", .data)
  /// A whole number is below what is possible.
  public static let integerTooSmall = Fault.Code("integer-too-small", .data)
  /// A text stands where a decimal number is needed.
  public static let notADecimal = Fault.Code("not-a-decimal", .data)
  /// A text stands where a date is needed.
  public static let valueNotADate = Fault.Code("value-not-a-date", .data)
  /// A total differs from what is expected.
  public static let totalDiffers = Fault.Code("total-differs", .data)
}
