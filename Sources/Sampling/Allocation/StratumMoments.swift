// SPDX-License-Identifier: GPL-3.0-or-later

public import Tables

/// What an allocation knows of a stratum.
public struct StratumMoments: Sendable, Hashable {
  /// N: the number of units.
  public let count: Int
  /// S: the standard deviation, as given or with divisor N - 1; 1 without a column, 0 for one unit.
  public let deviation: Double
  /// The mean of the variable; `nil` where S is given or there is no column.
  public let mean: Double?
  /// The cost of one unit; `nil` without a column.
  public let cost: Double?

  /// What an allocation knows of a stratum.
  public init(count: Int, deviation: Double = 1, mean: Double? = nil, cost: Double? = nil) {
    self.count = count
    self.deviation = deviation
    self.mean = mean
    self.cost = cost
  }
}

extension TableRegister {
  /// What an allocation knows of each stratum of a sample, under its record; strata that are taken whole
  /// are left out.
  ///
  /// Sums go along ids, in two passes for the deviations, so that they do not depend on the order of rows.
  ///
  /// - Throws: ``Fault/Code/unknownColumn``; ``Fault/Code/notANumber``; ``Faults`` with values that are
  ///   missing or out of range (``Fault/Code/allocationValue``) and costs that vary within a stratum
  ///   (``Fault/Code/notConstantWithinStratum``).
  /// - Complexity: linear in rows.
  public func moments(
    for sample: SampleDesign, allocation: Allocation
  ) throws -> [UnitID: StratumMoments] {
    let strata = try strata(for: sample)
    let rows = canonicalOrder.filter {
      (mask?[$0] ?? true) && !sample.takesWhole(strata.labels[Int(strata.codes[$0])])
    }
    var counts = [Int](repeating: 0, count: strata.labels.count)
    for row in rows { counts[Int(strata.codes[row])] += 1 }
    let deviations = try allocation.deviation.map { column in
      try self.deviations(column, rows, strata, counts)
    }
    let costs = try allocation.cost.map { try self.costs($0, rows, strata) }
    var moments: [UnitID: StratumMoments] = [:]
    for (code, label) in strata.labels.enumerated() where counts[code] > 0 {
      moments[UnitID(label)] = StratumMoments(
        count: counts[code], deviation: deviations?[code].deviation ?? 1,
        mean: deviations?[code].mean, cost: costs?[code])
    }
    return moments
  }

  /// S and mean of each stratum; without means where the column is constant in every stratum and so holds
  /// S itself.
  private func deviations(
    _ column: String, _ rows: [Int], _ strata: CodedColumn, _ counts: [Int]
  ) throws -> [(deviation: Double, mean: Double?)] {
    let values = try numbers(column, rows) { _ in true }
    var first = [Double?](repeating: nil, count: counts.count)
    var isGiven = true
    var means = [Double](repeating: 0, count: counts.count)
    for row in rows {
      let code = Int(strata.codes[row])
      if let first = first[code], first != values[row] { isGiven = false }
      first[code] = first[code] ?? values[row]
      means[code] += values[row]
    }
    if isGiven {
      _ = try numbers(column, rows) { $0 >= 0 }
      return first.map { ($0 ?? 0, nil) }
    }
    for code in means.indices where counts[code] > 0 { means[code] /= Double(counts[code]) }
    var squares = [Double](repeating: 0, count: counts.count)
    for row in rows {
      let difference = values[row] - means[Int(strata.codes[row])]
      squares[Int(strata.codes[row])] += difference * difference
    }
    return counts.indices.map { code in
      let deviation = counts[code] < 2 ? 0 : (squares[code] / Double(counts[code] - 1)).squareRoot()
      return (deviation, means[code])
    }
  }

  /// The cost of one unit of each stratum.
  private func costs(_ column: String, _ rows: [Int], _ strata: CodedColumn) throws -> [Double?] {
    let values = try numbers(column, rows) { $0 > 0 }
    var firstRows = [Int?](repeating: nil, count: strata.labels.count)
    var faults = Faults()
    for row in rows {
      let code = Int(strata.codes[row])
      guard let first = firstRows[code] else {
        firstRows[code] = row
        continue
      }
      if values[row] != values[first] {
        faults.append(
          Fault(
            .notConstantWithinStratum, at: table.place(row: row, column: column),
            [
              "column": column, "stratum": strata.labels[code],
              "value": try table.text(column).text(at: row),
              "other": try table.text(column).text(at: first), "row": "\(table.lines[first])",
            ]))
      }
    }
    try faults.throwIfAny()
    return firstRows.map { $0.map { values[$0] } }
  }

  /// The numbers of a column; every row that counts must have one, and one that is allowed.
  private func numbers(
    _ column: String, _ rows: [Int], isAllowed: (Double) -> Bool
  ) throws -> [Double] {
    let numbers = try table.numbers(column)
    var faults = Faults()
    for row in rows where !numbers.isValid[row] || !isAllowed(numbers.values[row]) {
      faults.append(
        Fault(
          .allocationValue, at: table.place(row: row, column: column),
          ["column": column, "value": try table.text(column).text(at: row)]))
    }
    try faults.throwIfAny()
    return numbers.values
  }
}

extension Fault.Code {
  /// A value that an allocation is computed from is missing, or out of its range.
  public static let allocationValue = Fault.Code("allocation-value", .data)
  /// A column that belongs to strata differs between units of one stratum.
  public static let notConstantWithinStratum = Fault.Code("not-constant-within-stratum", .data)
}
