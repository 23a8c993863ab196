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

  /// Selects within the cells of one parent, whose sizes and reserves are those asked for; the cells
  /// that one method draws are handed to it together.
  ///
  /// - Parameters:
  ///   - candidates: the candidates of each cell.
  ///   - cells: the cells with their methods.
  ///   - above: the probability of the parent.
  mutating func select(
    from candidates: [[Candidate]], cells: [(method: SelectionMethod, cell: Draw.Cell)],
    above: Rational, seed: Seed
  ) throws {
    var selections = [Selection?](repeating: nil, count: cells.count)
    while let open = selections.firstIndex(where: { $0 == nil }) {
      let (method, first) = cells[open]
      let drawn = cells.indices.filter { cells[$0].method == method }
      let label = Label(
        method: "\(method.name)-landing", stage: first.stage, sample: first.sample,
        parent: first.parent)
      let selected = try method.selector.select(
        drawn.map { CellToDraw(cells[$0].cell) }, from: drawn.map { candidates[$0] },
        together: label, seed: seed)
      for (index, selection) in zip(drawn, selected) { selections[index] = selection }
    }
    let more = selections.reduce(0) { $0 + $1!.mains.count + $1!.reserves.count }
    // Growing step by step would take up to three times the memory.
    if more > units.count { units.reserveCapacity(units.count + more) }
    for (index, (_, cell)) in cells.enumerated() {
      try append(selections[index]!, from: candidates[index], of: cell, above: above)
    }
  }

  /// Appends the units of a selection with their probabilities.
  private mutating func append(
    _ selection: Selection, from candidates: [Candidate], of cell: Draw.Cell, above: Rational
  ) throws {
    var cell = cell
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
          auxiliaries: candidate.auxiliaries,
          cell: cells.count, row: candidate.row))
    }
    cells.append(cell)
  }
}

extension CellToDraw {
  /// What is to be drawn from a cell whose size and reserves are those asked for.
  fileprivate init(_ cell: Draw.Cell) {
    self.init(
      population: cell.population, size: cell.size, reserves: cell.reserves,
      label: Label(
        method: cell.method, stage: cell.stage, sample: cell.sample, parent: cell.parent,
        stratum: cell.stratum))
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
    if portion.units.count > units.count {
      units.reserveCapacity(units.count + portion.units.count)
    }
    for unit in portion.units {
      var unit = unit
      unit.cell += cellsBefore
      if unit.role == .main { mains.append(units.count) }
      units.append(unit)
    }
    return mains
  }
}
