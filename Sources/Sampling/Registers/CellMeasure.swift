// SPDX-License-Identifier: GPL-3.0-or-later

import Tables

/// A measure of the units of a sample, such as the persons of households, gathered by cell.
public struct CellMeasure: Sendable, Hashable {
  /// The sum of the measure in each cell, all strata of a parent one after the other.
  package let sums: [Double]
  /// The sum of its squares.
  package let squares: [Double]
  /// The units whose measure is missing; they count as 0 in the sums.
  public let missing: Int

  /// The sum over all cells.
  public var total: Double { sums.reduce(0, +) }
}

extension SamplingFrame {
  /// Sums a column of a sample's register by cell.
  ///
  /// - Parameters:
  ///   - column: a column of numbers; an empty field is missing.
  ///   - register: the register that the sample was bound to.
  ///   - stage: the stage, counted from 1.
  ///   - sample: the position of the sample among those of its stage.
  /// - Throws: ``Fault/Code/unknownColumn``; ``Fault/Code/notANumber``.
  /// - Complexity: linear in rows.
  public func measure(
    _ column: String, of register: TableRegister, stage: Int, sample: Int = 0
  ) throws -> CellMeasure {
    let numbers = try register.table.numbers(column)
    let strata = strata(stage: stage, sample: sample)
    let cells = try register.cells(
      for: design.stages[stage - 1].samples[sample], strata: strata,
      parents: parents(stage: stage, sample: sample))
    var sums = [Double](repeating: 0, count: strata.count * parentCount(stage, sample))
    var squares = sums
    var missing = 0
    for (row, cell) in cells.enumerated() where register.mask?[row] ?? true {
      guard let value = numbers[row] else {
        missing += 1
        continue
      }
      sums[cell] += value
      squares[cell] += value * value
    }
    return CellMeasure(sums: sums, squares: squares, missing: missing)
  }

  private func parentCount(_ stage: Int, _ sample: Int) -> Int {
    parents(stage: stage, sample: sample).count
  }
}

extension TableRegister {
  /// The cell of each row, parent by stratum, in the positions of a frame.
  ///
  /// Rows outside the mask get a cell, too, which means nothing.
  fileprivate func cells(
    for sample: SampleDesign, strata: [String], parents known: [UnitID]
  ) throws -> [Int] {
    let crossed = try self.strata(for: sample)
    let stratumOfCode = positions(of: crossed.labels, among: strata.map { UnitID($0) })
    guard let parents else { return crossed.codes.map { stratumOfCode[Int($0)] } }
    let parentOfCode = positions(of: parents.labels, among: known)
    return zip(crossed.codes, parents.codes).map { stratum, parent in
      parentOfCode[Int(parent)] * strata.count + stratumOfCode[Int(stratum)]
    }
  }

  /// The position of each label, 0 for one that does not occur within the mask.
  private func positions(of labels: [String], among known: [UnitID]) -> [Int] {
    let positions = Dictionary(uniqueKeysWithValues: zip(known, known.indices))
    return labels.map { positions[UnitID($0)] ?? 0 }
  }
}
