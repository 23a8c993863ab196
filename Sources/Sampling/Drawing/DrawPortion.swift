// SPDX-License-Identifier: GPL-3.0-or-later

import Tables

/// Some neighbouring cells of a draw with their units, whose positions are those within the portion.
struct DrawPortion: Sendable {
  /// The cells.
  private(set) var cells: [Draw.Cell] = []
  /// Their units.
  private(set) var units: [DrawnUnit] = []
  /// The records that the rows of the units count, where the register is a file that is not in memory.
  private(set) var records: RecordBlock?

  /// A portion without cells.
  init(records: RecordBlock?) { self.records = records }

  /// Lets the records go.
  mutating func forgetRecords() { records = nil }

  /// Selects within a cell, whose size and reserves are those asked for, and appends the units with
  /// their probabilities.
  ///
  /// - Parameter above: the probability of the cell's parent.
  mutating func select(
    from candidates: [Candidate], by method: SelectionMethod, cell: Draw.Cell, above: Rational,
    seed: Seed
  ) throws {
    var cell = cell
    let selection = try method.selector.select(
      CellToDraw(
        population: cell.population, size: cell.size, reserves: cell.reserves,
        label: Label(
          method: cell.method, stage: cell.stage, sample: cell.sample, parent: cell.parent,
          stratum: cell.stratum)),
      from: candidates, seed: seed)
    cell.size = selection.mains.count
    cell.reserves = selection.reserves.count
    cell.unitRange = units.count..<(units.count + cell.size + cell.reserves)
    cell.withoutChance = selection.withoutChance
    for (order, position) in (selection.mains + selection.reserves).enumerated() {
      let isMain = order < selection.mains.count
      let probability =
        isMain
        ? try above.multiplied(
          by: selection.probabilities?[order] ?? Rational(cell.size, cell.population)) : nil
      let candidate = candidates[position]
      units.append(
        DrawnUnit(
          path: cell.stage == 1 ? candidate.id : cell.parent.appending(candidate.id),
          stage: cell.stage, sample: cell.sample, stratum: cell.stratum,
          role: isMain ? .main : .reserve, order: order + 1, ticket: candidate.ticket,
          population: cell.population, size: cell.size, probability: probability,
          weight: probability?.inverse, cell: cells.count, row: candidate.row))
    }
    cells.append(cell)
  }
}

extension Draw {
  /// A draw in which nothing is drawn yet.
  init(design: SamplingDesign, seedHash: String) {
    self.init(design: design, seedHash: seedHash, cells: [], units: [], populationStrata: [])
  }

  /// Appends what `of: population` came to.
  mutating func append(_ strata: [PopulationStratum]) { populationStrata += strata }

  /// Appends a portion.
  /// - Returns: the positions of its mains.
  mutating func append(_ portion: DrawPortion) -> [Int] {
    let (cellsBefore, unitsBefore) = (cells.count, units.count)
    for cell in portion.cells {
      var cell = cell
      cell.unitRange =
        (cell.unitRange.lowerBound + unitsBefore)..<(cell.unitRange.upperBound + unitsBefore)
      cells.append(cell)
    }
    var mains: [Int] = []
    for unit in portion.units {
      var unit = unit
      unit.cell += cellsBefore
      if unit.role == .main { mains.append(units.count) }
      units.append(unit)
    }
    return mains
  }
}
