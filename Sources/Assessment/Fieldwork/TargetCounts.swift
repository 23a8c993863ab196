// SPDX-License-Identifier: GPL-3.0-or-later

import Forms
import Sampling
public import Tables

/// The units of one sample that an indicator speaks about, counted in the whole register.
struct TargetCounts: Sendable {
  /// The sample's position in the design.
  let sample: Int
  /// The number of the sample's strata.
  let strata: Int
  /// The units of each first-stage unit and stratum: `units[parent * strata + stratum]`.
  let units: [Int]
  /// Their persons, where the indicator counts persons.
  let persons: [Int]?
  /// Whether the indicator's condition could be read from the register, so that only its target is
  /// counted and not the whole sample.
  let isNarrowed: Bool

  init(
    _ population: SamplePopulation, sample: Int, ratio: Indicator.Ratio, persons: String?
  ) throws {
    self.sample = sample
    let table = population.table
    strata = population.strata.labels.count
    var mask = population.mask ?? [Bool](repeating: true, count: table.rowCount)
    let columns = population.register.usableColumns
    isNarrowed = ratio.condition?.names.allSatisfy(columns.holds) ?? true
    if let condition = ratio.condition, isNarrowed {
      for (row, isTarget) in try condition.mask(over: table).enumerated() where !isTarget {
        mask[row] = false
      }
    }
    var units = [Int](repeating: 0, count: population.cellPopulations.count)
    for row in 0..<table.rowCount where mask[row] { units[population.cell(ofRow: row)] += 1 }
    self.units = units
    guard let persons, columns.holds(persons), ratio.denominator.names.holds(persons) else {
      self.persons = nil
      return
    }
    var sums = [Int](repeating: 0, count: units.count)
    let amounts = try table.exactIntegers(persons)
    for row in 0..<table.rowCount where mask[row] {
      sums[population.cell(ofRow: row)] += amounts[row]
    }
    self.persons = sums
  }
}

extension TargetCounts {
  /// What part of the target a draw could have drawn.
  func coverage(in frame: AssessmentFrame, _ draw: Draw) throws -> Coverage {
    let drawable = DrawableCells(frame, sample: sample, draw)
    var all = (units: 0, persons: 0)
    var covered = all
    for cell in units.indices where units[cell] > 0 {
      all.units += units[cell]
      all.persons += persons?[cell] ?? 0
      guard try drawable.contains(cell) else { continue }
      covered.units += units[cell]
      covered.persons += persons?[cell] ?? 0
    }
    return Coverage(
      units: (covered.units, all.units),
      persons: persons == nil ? nil : (covered.persons, all.persons))
  }
}

extension Table {
  /// A column of whole numbers; an empty field is refused, since a total without it would be wrong.
  /// - Throws: ``Tables/Fault/Code/totalOfMissing``.
  func exactIntegers(_ name: String) throws -> [Int] {
    let column = try text(name)
    return try (0..<rowCount).map { row in
      guard let value = Int(column.text(at: row)) else {
        throw Fault(
          .totalOfMissing, at: place(row: row, column: name), ["value": column.text(at: row)])
      }
      return value
    }
  }
}

extension Fault.Code {
  /// A total is needed of a column in which a value is no whole number.
  public static let totalOfMissing = Fault.Code("total-of-missing", .data)
}
