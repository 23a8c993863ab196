// SPDX-License-Identifier: GPL-3.0-or-later

import Assessment
import Sampling
public import Tables

/// Checks a register's rows against its description, row by row, and gathers all faults in one go.
///
/// The faults of a row can be asked for again, so that none need be kept: a register of which every row is wrong
/// takes no more memory than one in order.
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
  /// The rows about which there is something to say, in their order.
  private(set) var rejected: [Int32] = []

  private let ids: TextColumn
  private let parentIDs: TextColumn?
  /// The columns whose values are checked, but for those that may hold any text.
  private let checked: [(column: RegisterDescription.Column, values: TextColumn)]
  /// The columns of which readers need more.
  private let needed: NeededColumns
  /// Cells whose value is not what somebody wrote, by row.
  private let doubtful: [Int: [Fault]]
  /// For rows with the id of another row of the same parent the one before and the one after.
  private var twins: [Int: (early: Int?, late: Int?)] = [:]

  /// - Parameters:
  ///   - needs: what the profile and the design need of the columns.
  ///   - doubtful: what a reader found in single cells.
  /// - Throws: ``Fault/Code/unknownColumn``.
  init(
    _ description: RegisterDescription, _ table: Table, parents: Set<UnitID>?,
    siblings: Set<UnitID>, needs: ColumnNeeds, doubtful: [Int: [Fault]] = [:]
  ) throws {
    self.description = description
    self.table = table
    self.parents = parents
    self.siblings = siblings
    self.doubtful = doubtful
    ids = try table.text(description.id)
    parentIDs = try description.parentColumn.map { try table.text($0) }
    // The profile's word counts for a column that nobody has described here.
    let declared =
      description.columns + needs.proposed.filter { table.index(of: $0.name) != nil }
    checked = try declared.filter { $0.type != .text }.map { ($0, try table.text($0.name)) }
    needed = try NeededColumns(needs.needs, declared: declared, table)
  }

  /// The columns with faults in rows.
  private var faulty: Set<String> = []

  /// The largest whole number that a spreadsheet keeps exactly, 2⁵³.
  private static let largest: UInt = 9_007_199_254_740_992

  /// Runs all checks.
  /// - Parameter hasAllRows: whether the totals of the whole register can be expected.
  /// - Complexity: linear in rows times columns, and n log n in the units of a parent.
  mutating func run(hasAllRows: Bool = true) throws {
    do {
      register = try TableRegister(
        table, id: description.id, parent: description.parentColumn, prefix: description.prefix)
    } catch is Faults {
      for (early, late) in try TableRegister.repeatedIDs(
        in: table, id: description.id, parent: description.parentColumn)
      {
        twins[late, default: (nil, nil)].early = early
        twins[early, default: (nil, nil)].late = late
      }
    }
    // A column of the largest numbers does not fit into one of their size.
    var sums = [Int128](repeating: 0, count: checked.count)
    for row in 0..<table.rowCount {
      let found = faults(ofRow: row) { sums[$0] += Int128($1) }
      for fault in found {
        faults.append(fault)
        if let column = fault.place.column { faulty.insert(column) }
      }
      if !found.isEmpty || twins[row] != nil { rejected.append(Int32(row)) }
    }
    for (sum, column) in zip(sums, checked) where column.column.type == .integer {
      totals[column.column.name] = Int(clamping: sum)
    }
    if hasAllRows { checkTotals() }
  }

  /// What is wrong in a row, and that a later one has its id.
  func remarks(onRow row: Int) -> [Fault] {
    let late = twins[row]?.late.map { duplicate(row, of: $0) }
    return faults(ofRow: row) { _, _ in } + (late.map { [$0] } ?? [])
  }

  /// What is wrong in a row.
  /// - Parameter sum: takes each whole number, with the place of its column among those checked.
  private func faults(ofRow row: Int, sum: (Int, Int) -> Void) -> [Fault] {
    let doubts = doubtful[row] ?? []
    // A cell of which nobody knows the value is wrong once.
    return doubts
      + valueFaults(ofRow: row, sum: sum).filter { fault in
        !doubts.contains { $0.place.column == fault.place.column }
      }
  }

  private func valueFaults(ofRow row: Int, sum: (Int, Int) -> Void) -> [Fault] {
    var found: [Fault] = []
    if let fault = invisible(row) { found.append(fault) }
    // Without a register some id is wrong; with it none is.
    if register == nil {
      let id = prefixed(row)
      if let code = id.flaw {
        found.append(
          Fault(code, at: table.place(row: row, column: description.id), ["id": id.text]))
      }
      if let early = twins[row]?.early { found.append(duplicate(row, of: early)) }
    }
    if let fault = faultOfParent(row) { found.append(fault) }
    for (number, column) in checked.enumerated() where !column.values.isEmpty(row) {
      let fault = fault(in: column.column, column.values.text(at: row), row) { sum(number, $0) }
      if let fault { found.append(inHalfWidth(fault)) }
    }
    return found
      + needed.faults(ofRow: row, in: table).filter { fault in
        !found.contains { $0.place.column == fault.place.column }
      }.map { inHalfWidth($0) }
  }

  /// A fault of a text that an input method keeps from being a number or date, with what to type instead.
  private func inHalfWidth(_ fault: Fault) -> Fault {
    guard let value = fault.values["value"] else { return fault }
    let half = value.halfWidth()
    guard bytesCompare(half, value) != 0,
      Rational(decimal: half) != nil || CivilCalendar.days(of: half) != nil
    else { return fault }
    return Fault(.fullWidthNumber, at: fault.place, ["value": value, "half": half])
  }

  private func prefixed(_ row: Int) -> UnitID {
    UnitID(description.prefix + ids.text(at: row))
  }

  /// A character in an identifier that nobody sees, such as the mark at the beginning of a file that was put
  /// behind another.
  private func invisible(_ row: Int) -> Fault? {
    let isPlain = ids.withBytes(at: row) { $0.allSatisfy { $0 < 0x80 } }
    guard !isPlain,
      let scalar = ids.text(at: row).unicodeScalars.first(where: {
        $0.properties.generalCategory == .format
      })
    else { return nil }
    let code = String(scalar.value, radix: 16, uppercase: true)
    return Fault(
      .invisibleInID, at: table.place(row: row, column: description.id),
      [
        "id": prefixed(row).text,
        "character": "U+" + String(repeating: "0", count: max(0, 4 - code.count)) + code,
      ])
  }

  private func duplicate(_ row: Int, of other: Int) -> Fault {
    Fault(
      .duplicateID, at: table.place(row: row, column: description.id),
      ["id": prefixed(row).text, "row": "\(table.lines[other])"])
  }

  private func faultOfParent(_ row: Int) -> Fault? {
    guard let parentIDs else { return nil }
    let parent = parentIDs.unitID(at: row)
    if let parents, !parents.contains(parent) {
      return Fault(
        parent: parent.text, of: prefixed(row).text,
        at: table.place(row: row, column: description.parentColumn))
    }
    guard !siblings.isEmpty, siblings.contains(parent.appending(prefixed(row))) else { return nil }
    return Fault(
      .unitInOtherRegister, at: table.place(row: row, column: description.id),
      ["id": prefixed(row).text])
  }

  private func fault(
    in column: RegisterDescription.Column, _ text: String, _ row: Int, sum: (Int) -> Void
  ) -> Fault? {
    let place = table.place(row: row, column: column.name)
    switch column.type {
    case .text: return nil
    case .integer:
      guard let value = Int(text), "\(value)" == text else {
        let isNeeded = needed.mustBeFilled(column.name, row: row)
        return Fault(
          isNeeded ? .integerNeeded : .notAnInteger, at: place, ["value": text])
      }
      guard value.magnitude <= Self.largest else {
        return Fault(
          .integerTooLarge, at: place,
          ["value": text, "maximum": "\(Self.largest)", "column": column.name])
      }
      sum(value)
      guard value < column.minimum else { return nil }
      return Fault(
        .integerTooSmall, at: place,
        ["value": text, "minimum": "\(column.minimum)", "column": column.name])
    case .decimal:
      return Rational(decimal: text) == nil
        ? Fault(.notADecimal, at: place, ["value": text]) : nil
    case .date:
      return CivilCalendar.days(of: text) != nil
        ? nil : Fault(.valueNotADate, at: place, ["value": text])
    }
  }

  private mutating func checkTotals() {
    // A column with a cell that is wrong has no total that could be compared.
    for expectation in description.expectations where !faulty.contains(expectation.name) {
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

extension Fault.Code {
  /// An identifier stands in another register of the same stage, too.
  public static let unitInOtherRegister = Fault.Code("unit-in-other-register", .data)
  /// An identifier holds a character that nobody sees.
  public static let invisibleInID = Fault.Code("invisible-in-id", .data)
  /// A text stands where a whole number is needed.
  public static let notAnInteger = Fault.Code("not-an-integer", .data)
  /// A text stands where a whole number is needed that must be known.
  public static let integerNeeded = Fault.Code("integer-needed", .data)
  /// A whole number is below what is possible.
  public static let integerTooSmall = Fault.Code("integer-too-small", .data)
  /// A whole number is larger than a spreadsheet keeps exactly.
  public static let integerTooLarge = Fault.Code("integer-too-large", .data)
  /// A text stands where a decimal number is needed.
  public static let notADecimal = Fault.Code("not-a-decimal", .data)
  /// A text stands where a date is needed.
  public static let valueNotADate = Fault.Code("value-not-a-date", .data)
  /// A total differs from what is expected.
  public static let totalDiffers = Fault.Code("total-differs", .data)
}
