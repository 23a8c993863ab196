// SPDX-License-Identifier: GPL-3.0-or-later

import Forms
public import Sampling
import Tables

/// What a measure comes to, for all rows or one group of them.
public struct MeasuredFigure: Sendable {
  /// The value within which the group lies; `nil` for all rows.
  public let within: String?
  /// The group's value; `nil` for all rows.
  public let group: String?
  /// The rows that count.
  public let rows: Int
  /// The rows that are not in the figure since a number is missing.
  public let missing: Int
  /// The sum above the line, exact.
  public let numerator: Rational
  /// The sum below the line, exact; `nil` for a count or sum.
  public let denominator: Rational?
  /// The figure, exact; `nil` where the denominator is 0.
  public let value: Rational?
  /// Whether the requirement is met; `nil` without one, without a figure, or while numbers or groups are missing.
  public let isMet: Bool?
  /// Whether the table has no row of the group at all, though the table above knows it.
  public let isAbsent: Bool
}

/// A measure with its figures.
public struct MeasureResult: Sendable {
  /// The measure.
  public let measure: Measure
  /// The figure of all rows, then for each value of `within` its own and those of its groups, by the bytes of
  /// the values.
  public let figures: [MeasuredFigure]
  /// Why nothing was measured; `nil` if it was.
  public let lack: RecordLack?

  /// The number of groups, and of those among them of which the table has no row.
  public var groups: (all: Int, absent: Int) {
    let groups = figures.filter { $0.group != nil }
    return (groups.count, groups.count { $0.isAbsent })
  }
}

extension Measure {
  /// Sums over the rows of the table.
  ///
  /// Sums and quotients are exact for numbers as they are written; a row without a number is left out,
  /// counted, and leaves it open whether a requirement is met. Groups that are values of a table above are those
  /// that this table knows: one without a row here has no figure, and leaves the requirement of all open.
  ///
  /// - Throws: the faults of expressions; ``Tables/Fault/Code/numberTooLarge``.
  /// - Complexity: linear in the rows of the tables that take part.
  public func evaluate(in tables: RecordTables) throws -> MeasureResult {
    let joined: JoinedTable
    do {
      joined = try JoinedTable(over, related: related, names: names, tables)
    } catch let lack as RecordLack {
      return lacking(lack)
    }
    let base = joined.base
    let table = joined.table
    let scope = try condition?.mask(over: table, now: tables.now)
    let above = try numerator.texts(over: table, now: tables.now)
    let below = try denominator?.texts(over: table, now: tables.now)
    let groups = try group.map { try table.text($0) }
    let areas = try within.map { try table.text($0) }
    let empty = Sum(hasDenominator: below != nil)
    var whole = empty
    var sums: [UnitID: (all: Sum, groups: [UnitID: Sum])] = [:]
    let known = try GroupsAbove(of: self, base, tables)
    for (area, names) in known.groups {
      for name in names { sums[area, default: (empty, [:])].groups[name] = empty }
    }
    for row in 0..<base.table.rowCount where scope?[row] ?? true {
      let numbers = (exact(above, row), below.map { exact($0, row) })
      try whole.add(numbers.0, numbers.1)
      guard areas != nil || groups != nil else { continue }
      let area = areas?.unitID(at: row) ?? UnitID("")
      try sums[area, default: (empty, [:])].all.add(numbers.0, numbers.1)
      guard let groups else { continue }
      try sums[area]!.groups[groups.unitID(at: row), default: empty].add(numbers.0, numbers.1)
    }
    let present = known.present(areas: areas, groups: groups)
    func isAbsent(_ area: UnitID, _ group: UnitID) -> Bool {
      known.groups[area]?.contains(group) == true && present[area]?.contains(group) != true
    }
    func lacksGroup(_ area: UnitID) -> Bool {
      known.groups[area]?.contains { isAbsent(area, $0) } ?? false
    }
    var figures = [
      try figure(
        whole, total: isDistribution ? whole.numerator : nil,
        lacksGroup: known.groups.keys.contains(where: lacksGroup))
    ]
    for (area, parts) in sums.sorted(by: { $0.key < $1.key }) {
      let total = isDistribution ? parts.all.numerator : nil
      let name = areas == nil ? nil : area.text
      if name != nil {
        figures.append(
          try figure(parts.all, within: name, total: total, lacksGroup: lacksGroup(area)))
      }
      figures += try parts.groups.sorted { $0.key < $1.key }.map {
        try figure(
          $0.value, within: name, group: $0.key.text, total: total,
          isAbsent: isAbsent(area, $0.key))
      }
    }
    return MeasureResult(measure: self, figures: figures, lack: nil)
  }

  private func lacking(_ lack: RecordLack) -> MeasureResult {
    MeasureResult(measure: self, figures: [], lack: lack)
  }

  private func exact(_ column: TextColumn, _ row: Int) -> Rational? {
    Rational(decimal: column.text(at: row))
  }

  /// Sums over rows.
  private struct Sum {
    var rows = 0
    var missing = 0
    var numerator = Rational.zero
    var denominator: Rational?

    init(hasDenominator: Bool) { denominator = hasDenominator ? .zero : nil }

    mutating func add(_ above: Rational?, _ below: Rational??) throws {
      rows += 1
      guard let above, below.map({ $0 != nil }) ?? true else {
        missing += 1
        return
      }
      numerator = try numerator.adding(above)
      if let below = below.flatMap({ $0 }) { denominator = try denominator?.adding(below) }
    }
  }

  private func figure(
    _ sum: Sum, within: String? = nil, group: String? = nil, total: Rational?,
    lacksGroup: Bool = false, isAbsent: Bool = false
  ) throws -> MeasuredFigure {
    let denominator = total ?? sum.denominator
    let value: Rational? =
      switch denominator {
      case _ where isAbsent: nil
      case nil: sum.numerator
      case Rational.zero?: nil
      case let below?: try sum.numerator.divided(by: below)
      }
    let isMet = sum.missing == 0 && !lacksGroup ? value.flatMap { threshold?.isMet(by: $0) } : nil
    return MeasuredFigure(
      within: within, group: group, rows: sum.rows, missing: sum.missing, numerator: sum.numerator,
      denominator: denominator, value: value, isMet: isMet,
      isAbsent: isAbsent)
  }
}
