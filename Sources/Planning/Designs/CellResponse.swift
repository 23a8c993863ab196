// SPDX-License-Identifier: GPL-3.0-or-later

import Estimation
import Sampling
import Tables

/// The cells of a draw's last stage after field work: who stands for whom.
struct CellResponse {
  /// A cell with units whose answer is known.
  struct Cell {
    /// The position among the draw's cells.
    let index: Int
    /// The units that answered or are ineligible, in the order of the draw.
    let units: [OpenedUnits.Observation]
    /// Whether a unit answered, so that the cell can stand for others.
    let hasAnswers: Bool
    /// The units that the cell stands for, with those that were lent.
    var population: Double
  }

  /// The cells that stay in the design.
  private(set) var cells: [Cell] = []
  /// Cells without an answer that lent their units.
  private(set) var lentCells: [Int] = []
  /// Cells without an answer that found no other.
  private(set) var orphanedCells: [Int] = []
  private let draw: Draw

  init(_ draw: Draw, stage: Int, responses: [UnitResponse], opened: OpenedUnits) {
    self.draw = draw
    var empty: [Int] = []
    for (index, cell) in draw.cells.enumerated() where cell.stage == stage && cell.size > 0 {
      let known = opened.observations(inCell: index, responses)
      let hasAnswers = known.contains { responses[$0.unit] == .answered }
      // A cell whose units are all ineligible is known to hold nobody; it lends nothing.
      if known.count < opened.size(ofCell: index) && !hasAnswers {
        empty.append(index)
      } else {
        cells.append(
          Cell(
            index: index, units: known, hasAnswers: hasAnswers,
            population: Double(cell.population)))
      }
    }
    lend(empty, stage: stage)
  }

  /// Lends the units of empty cells to others, in proportion to their expanded populations.
  private mutating func lend(_ empty: [Int], stage: Int) {
    // At the first stage a cell is a stratum: nothing else is in it.
    guard stage > 1 else {
      orphanedCells = empty
      return
    }
    let near = sums(withStratum: true)
    let wide = sums(withStratum: false)
    var lentNear: [Group: Double] = [:]
    var lentWide: [Group: Double] = [:]
    for index in empty {
      let amount = weight(above: index) * Double(draw.cells[index].population)
      let (narrow, broad) = (group(index, withStratum: true), group(index, withStratum: false))
      if near[narrow] != nil {
        lentNear[narrow, default: 0] += amount
      } else if wide[broad] != nil {
        lentWide[broad, default: 0] += amount
      } else {
        orphanedCells.append(index)
        continue
      }
      lentCells.append(index)
    }
    for position in cells.indices where cells[position].hasAnswers {
      let narrow = group(cells[position].index, withStratum: true)
      let broad = group(cells[position].index, withStratum: false)
      let share = (lentNear[narrow] ?? 0) / near[narrow]! + (lentWide[broad] ?? 0) / wide[broad]!
      if share > 0 { cells[position].population *= 1 + share }
    }
  }

  /// The weight of the unit that a cell lies in.
  private func weight(above cell: Int) -> Double {
    draw.cells[cell].parentUnit.flatMap { draw.units[$0].weight?.doubleValue } ?? 1
  }

  /// Cells that may stand for each other: of one sample, one first-stage stratum and one stratum.
  private func group(_ index: Int, withStratum: Bool) -> Group {
    let cell = draw.cells[index]
    var top = index
    while let parent = draw.cells[top].parentUnit { top = draw.units[parent].cell }
    return Group(
      sample: cell.sampleIndex, firstStage: top, stratum: withStratum ? UnitID(cell.stratum) : nil)
  }

  private struct Group: Hashable {
    let sample: Int
    /// The first-stage cell.
    let firstStage: Int
    let stratum: UnitID?
  }

  /// The expanded populations of the cells that can stand for others, by group.
  private func sums(withStratum: Bool) -> [Group: Double] {
    var sums: [Group: Double] = [:]
    for cell in cells where cell.hasAnswers {
      sums[group(cell.index, withStratum: withStratum), default: 0] +=
        weight(above: cell.index) * cell.population
    }
    return sums
  }

  /// The samples of which lonely units can be pooled, by their position, and the names of the
  /// others: those without a donor, and those of unequal probabilities.
  func poolable(rule: LonelyRule) -> (samples: Set<Int>, without: [String]) {
    var lonely: Set<Int> = []
    var unpoolable: Set<Int> = []
    var donors: Set<Int> = []
    var names: [Int: String] = [:]
    for cell in cells {
      let sample = draw.cells[cell.index].sampleIndex
      names[sample] = draw.cells[cell.index].sample
      let kind = UnequalVariance(method: draw.cells[cell.index].method)
      if let kind {
        // No variance is lent where probabilities differ.
        let uncertain = cell.units.count { draw.probability(of: $0.place) < 1 }
        if uncertain == 1 && kind != .poisson { unpoolable.insert(sample) }
      } else if cell.units.count > 1 {
        donors.insert(sample)
      } else if cell.population > 1 {
        lonely.insert(sample)
      }
    }
    let without = rule == .pool ? lonely.subtracting(donors).union(unpoolable) : []
    return (Set(names.keys).subtracting(without), without.sorted().map { names[$0]! })
  }
}
