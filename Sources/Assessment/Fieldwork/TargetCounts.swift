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
  /// All units of the sample's population in the same cells.
  let populations: [Int]
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
    let strata = self.strata
    let cells = table.rowCount == 0 ? 0 : (population.parents.max()! + 1) * strata
    let cellOfRow = (0..<table.rowCount).map {
      population.parents[$0] * strata + Int(population.strata.codes[$0])
    }
    var units = [Int](repeating: 0, count: cells)
    var populations = units
    for row in 0..<table.rowCount {
      if mask[row] { units[cellOfRow[row]] += 1 }
      if population.mask?[row] ?? true { populations[cellOfRow[row]] += 1 }
    }
    self.units = units
    self.populations = populations
    guard let persons, columns.holds(persons), ratio.denominator.names.holds(persons) else {
      self.persons = nil
      return
    }
    var sums = [Int](repeating: 0, count: units.count)
    let amounts = try table.exactIntegers(persons)
    for row in 0..<table.rowCount where mask[row] {
      sums[cellOfRow[row]] += amounts[row]
    }
    self.persons = sums
  }
}

extension TargetCounts {
  /// What part of the target a draw could have drawn.
  ///
  /// A unit has a positive probability if its first-stage stratum was drawn from and the rule for its
  /// own stratum leaves no cell of its size empty.
  func coverage(in frame: AssessmentFrame, _ draw: Draw) throws -> Coverage {
    let population = frame.populations[sample]
    var isDrawn = [Bool](repeating: false, count: frame.firstStage.strata.labels.count)
    for cell in draw.cells where cell.stage == 1 && cell.size > 0 {
      for (code, label) in frame.firstStage.strata.labels.enumerated()
      where bytesCompare(label, cell.stratum) == 0 { isDrawn[code] = true }
    }
    let cells = CellRule(population.sample.design, draw)
    var all = (units: 0, persons: 0)
    var covered = all
    for cell in units.indices where units[cell] > 0 {
      all.units += units[cell]
      all.persons += persons?[cell] ?? 0
      guard isDrawn[Int(frame.firstStage.strata.codes[cell / strata])] else { continue }
      let stratum = population.strata.labels[cell % strata]
      guard try sample == 0 || cells.canDraw(stratum: stratum, population: populations[cell]) else {
        continue
      }
      covered.units += units[cell]
      covered.persons += persons?[cell] ?? 0
    }
    return Coverage(
      units: (covered.units, all.units),
      persons: persons == nil ? nil : (covered.persons, all.persons))
  }
}

/// Which cells of a sample can be drawn from at all.
private struct CellRule {
  let design: SampleDesign
  let draw: Draw

  init(_ design: SampleDesign, _ draw: Draw) {
    self.design = design
    self.draw = draw
  }

  func canDraw(stratum: String, population: Int) throws -> Bool {
    var fraction: Rational
    switch design.size {
    case .fraction(let share): fraction = share.value
    case .size(let size): return size > 0
    case .byStratum(let rules):
      switch rules[UnitID(stratum)] {
      case .fraction(let share): fraction = share.value
      case .size(let size): return size > 0
      case nil: return false
      }
    }
    // Rounding to the nearest integer can leave small cells without a unit; a minimum cannot.
    guard fraction > .zero, design.rounding == .nearest, design.minimum == 0 else {
      return fraction > .zero
    }
    if design.base == .population {
      let shared = draw.populationStrata.first {
        bytesCompare($0.sample, design.name) == 0 && bytesCompare($0.stratum, stratum) == 0
      }
      fraction = shared?.f ?? fraction
    }
    return try fraction.multiplied(by: population).nearest > 0
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
