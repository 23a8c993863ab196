// SPDX-License-Identifier: GPL-3.0-or-later

public import Sampling
public import Tables

/// Units ranked by how much of their work is done: a census, compared exactly.
public struct CompletionRanking: Sendable {
  /// One unit.
  public struct Row: Sendable, Equatable {
    /// Its identifier.
    public let id: String
    /// What is done.
    public let done: Rational
    /// What is to be done.
    public let planned: Rational
    /// Their quotient; `nil` where nothing is to be done.
    public let share: Rational?
    /// The rank, 1 for the largest share; equal shares have the same. `nil` where nothing is to be done.
    public let rank: Int?
    /// How many units share the rank, with itself.
    public let tied: Int
  }

  /// The units from the largest share to the smallest, equal ones by the bytes of their identifiers; those with
  /// nothing to do at the end.
  public let rows: [Row]
  /// The whole: what is done and to be done of all units.
  public let total: (done: Rational, planned: Rational)

  /// The units that did more than was to be done: a success, or a figure in the wrong column.
  public var exceeding: [Row] { rows.filter { $0.share.map { $0 > .one } ?? false } }

  /// Ranks the units of a table, which has a row for each.
  ///
  /// - Parameters:
  ///   - id: the column of identifiers.
  ///   - done: the column of what is done, decimals.
  ///   - planned: the column of what is to be done, decimals.
  /// - Throws: ``Tables/Fault/Code/unknownColumn``; ``Tables/Faults`` with
  ///   ``Tables/Fault/Code/completionNotANumber``, ``Tables/Fault/Code/completionWithoutId`` and
  ///   ``Tables/Fault/Code/completionTwice`` for each field; ``Tables/Fault/Code/numberTooLarge``.
  /// - Complexity: n log n in rows.
  public init(_ table: Table, id: String, done: String, planned: String) throws {
    let ids = try table.text(id)
    let columns = try [done, planned].map { (name: $0, texts: try table.text($0)) }
    var faults = Faults()
    var firstRows: [UnitID: Int] = [:]
    var units: [(name: UnitID, done: Rational, planned: Rational, share: Rational?)] = []
    var totals = [ExactSum(), ExactSum()]
    for row in 0..<table.rowCount {
      let name = ids.unitID(at: row)
      if name.text.utf8.isEmpty {
        faults.append(Fault(.completionWithoutId, at: table.place(row: row, column: id)))
      } else if let first = firstRows.updateValue(firstRows[name] ?? row, forKey: name) {
        // Added up, a list that was pasted twice would look like one of larger units.
        faults.append(
          Fault(
            .completionTwice, at: table.place(row: row, column: id),
            ["value": name.text, "first": "\(table.place(row: first).row ?? first + 1)"]))
      }
      var values: [Rational] = []
      for (index, column) in columns.enumerated() {
        let text = column.texts.text(at: row)
        guard let value = Rational(decimal: text), value >= .zero else {
          faults.append(
            Fault(
              .completionNotANumber, at: table.place(row: row, column: column.name),
              ["value": text]))
          continue
        }
        values.append(value)
        try totals[index].add(value)
      }
      guard values.count == 2 else { continue }
      let share = values[1] == .zero ? nil : try values[0].divided(by: values[1])
      units.append((name, values[0], values[1], share))
    }
    try faults.throwIfAny()
    total = (try totals[0].value(), try totals[1].value())
    units.sort { left, right in
      switch (left.share, right.share) {
      case (let a?, let b?) where a != b: a > b
      case (_?, nil): true
      case (nil, _?): false
      default: left.name < right.name
      }
    }
    var rows: [Row] = []
    var start = 0
    while start < units.count {
      let end = units[start...].firstIndex { $0.share != units[start].share } ?? units.count
      rows += units[start..<end].map { unit in
        Row(
          id: unit.name.text, done: unit.done, planned: unit.planned, share: unit.share,
          rank: unit.share == nil ? nil : start + 1, tied: end - start)
      }
      start = end
    }
    self.rows = rows
  }
}

extension Fault.Code {
  /// What is done or to be done is no number from 0 on.
  public static let completionNotANumber = Fault.Code("completion-not-a-number", .data)
  /// A unit stands in two rows.
  public static let completionTwice = Fault.Code("completion-twice", .data)
  /// A row has no identifier.
  public static let completionWithoutId = Fault.Code("completion-without-id", .data)
}
