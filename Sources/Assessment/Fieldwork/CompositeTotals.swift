// SPDX-License-Identifier: GPL-3.0-or-later

import Forms
public import Sampling
public import Tables

/// The totals that a composite indicator takes from registers, exact.
struct CompositeTotals: Sendable {
  /// The total of each term.
  let terms: [Rational]
  /// The total below the line.
  let denominator: Rational

  init(
    _ composite: Indicator.Composite, description: AssessmentDescription, tables: [Table]
  ) throws {
    let total = { (total: Indicator.RegisterTotal) in
      try total.value(in: tables[description.registerIndex(total.register)])
    }
    terms = try composite.terms.map { try total($0.total) }
    denominator = try total(composite.denominator)
    guard denominator > .zero else {
      throw Fault(
        .emptyDenominator, at: composite.denominator.place,
        ["register": composite.denominator.register])
    }
  }
}

extension Indicator.Composite {
  /// A rate with what it is multiplied by.
  public struct WeightedRate: Sendable {
    /// The name of the rate.
    public let rate: String
    /// The total.
    public let total: Rational
    /// The total over that below the line.
    public let factor: Rational
  }

  /// The composite as a known constant and rates times factors.
  ///
  /// - Parameter registers: by name, with the rows that are drawn from.
  /// - Throws: ``Tables/Fault/Code/registerMissing``; ``Tables/Fault/Code/totalOfMissing``;
  ///   ``Tables/Fault/Code/emptyDenominator``; ``Tables/Fault/Code/numberTooLarge``.
  /// - Complexity: linear in the registers' rows, times the terms.
  public func weightedRates(
    of description: AssessmentDescription, registers: [String: Table]
  ) throws -> (constant: Rational, rates: [WeightedRate]) {
    let tables = try description.registers.map { register in
      guard let table = registers[register.name] else {
        throw Fault(.registerMissing, ["name": register.name])
      }
      return table
    }
    return try CompositeTotals(self, description: description, tables: tables).weightedRates(self)
  }
}

extension CompositeTotals {
  /// The sum of the known terms over the total below the line, and the rates with their factors.
  func weightedRates(
    _ composite: Indicator.Composite
  ) throws -> (constant: Rational, rates: [Indicator.Composite.WeightedRate]) {
    var known = ExactSum()
    var rates: [Indicator.Composite.WeightedRate] = []
    for (term, total) in zip(composite.terms, terms) {
      if let rate = term.rate {
        rates.append(
          .init(rate: rate, total: total, factor: try total.divided(by: denominator)))
      } else {
        try known.add(total)
      }
    }
    return (try known.value().divided(by: denominator), rates)
  }
}

extension Indicator.RegisterTotal {
  /// The total over the rows of a register.
  /// - Throws: ``Tables/Fault/Code/totalOfMissing``.
  /// - Complexity: linear in the rows.
  func value(in table: Table) throws -> Rational {
    let mask = try condition?.mask(over: table)
    guard let column else {
      return Rational(mask?.count { $0 } ?? table.rowCount)
    }
    let texts = try table.text(column)
    var sum = ExactSum()
    for row in 0..<table.rowCount where mask?[row] ?? true {
      guard let value = Rational(decimal: texts.text(at: row)) else {
        throw Fault(
          .totalOfMissing, at: table.place(row: row, column: column),
          ["value": texts.text(at: row)])
      }
      try sum.add(value)
    }
    return try sum.value()
  }
}

/// A sum of decimals without rounding; integers, which are the rule, are added as such.
struct ExactSum {
  private var integers = 0
  private var others = Rational.zero

  /// Adds a fraction.
  mutating func add(_ value: Rational) throws {
    guard value.denominator == 1 else {
      others = try others.adding(value)
      return
    }
    let (sum, overflow) = integers.addingReportingOverflow(value.numerator)
    if overflow { throw Fault(.numberTooLarge) }
    integers = sum
  }

  /// Adds a number for the decimal that it is written as.
  mutating func add(_ number: Double) throws {
    if let integer = Int(exactly: number) {
      try add(Rational(integer))
    } else if let decimal = Rational(decimal: Expression.Value.number(number).text) {
      try add(decimal)
    } else {
      throw Fault(.numberTooLarge)
    }
  }

  /// The sum.
  func value() throws -> Rational { try others.adding(Rational(integers)) }
}

extension Fault.Code {
  /// The register that a composite divides by has a total of zero.
  public static let emptyDenominator = Fault.Code("empty-denominator", .data)
}
