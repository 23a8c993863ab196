// SPDX-License-Identifier: GPL-3.0-or-later

import Tables

/// One stage in hierarchical order, with all that the variance needs to know of each cell.
package struct DesignLevel: Sendable {
  /// The number of the stage, from 1.
  package let number: Int
  /// The units of cell `c` are `unitStart[c]..<unitStart[c + 1]`.
  package let unitStart: [Int]
  /// The cell of each unit, ascending.
  package let cellOfUnit: [UInt32]
  /// The unit of the stage above that each cell lies in, ascending; all 0 at the first stage.
  package let parentOfCell: [UInt32]
  /// The first-stage cell, the stratum, that each cell descends from.
  package let stratumOfCell: [UInt32]
  /// The share n/N of each cell's population that was drawn; 0 where N is unknown.
  package let fraction: [Double]
  /// The product of the probabilities of the units that a cell lies in, 1 at the first stage. The
  /// variance of this stage enters with this factor, so that it vanishes below a stage of unknown
  /// population.
  package let carry: [Double]
  /// The unequal probabilities of the stage, if it has any.
  package let unequal: UnequalLevel?
  /// The labels of the strata of each group that was made of several; empty unless strata
  /// collapsed.
  package let collapsedStrata: [[String]]
  /// The probability of each unit within the stratum that it was drawn in, where strata collapsed.
  private let probabilityBeforeCollapse: [Double]?
  /// What multiplies the squared deviations of each cell's unit totals.
  package let factor: [Double]
  /// Cells of one unit whose total counts as its deviation (``LonelyRule/adjust``).
  package let isUncentred: [Bool]
  /// Whether the units of a cell stand in the order of a systematic draw.
  package let isSystematic: Bool
  /// Whether all units of a cell's population were drawn.
  package let isWholeCell: [Bool]
  /// What is done with lonely units.
  package let lonely: LonelyRule
  /// Whether each cell is made of several strata that collapsed; empty if none is.
  package let isCollapsed: [Bool]
  /// Whether a cell is lonely: one unit, not the whole, in a place where its variance counts.
  package let isLonely: [Bool]
  /// Whether any cell is lonely.
  package let hasLonely: Bool
  /// How the variance of pooled lonely units is lent.
  package let pool: PoolPlan?
  /// What to call each cell.
  package let cellLabels: CodedLabels
  /// What to call each unit.
  package let unitLabels: CodedLabels

  /// The number of units.
  package var unitCount: Int { cellOfUnit.count }
  /// The number of cells.
  package var cellCount: Int { parentOfCell.count }
  /// Whether lonely cells are given the average of the others.
  package var averages: Bool { lonely == .average && hasLonely }
  /// The number of units drawn in a cell.
  package func size(of cell: Int) -> Int { unitStart[cell + 1] - unitStart[cell] }
  /// Whether all units of a cell's population were drawn.
  package func isWhole(_ cell: Int) -> Bool { isWholeCell[cell] }
  /// Whether all units of the population of this stage were drawn.
  package var isWhole: Bool { isWholeCell.allSatisfy { $0 } }
  /// The probability of a unit within its cell; 0 where it is unknown.
  package func probability(of unit: Int) -> Double {
    probabilityBeforeCollapse?[unit] ?? unequal?.probability[unit]
      ?? fraction[Int(cellOfUnit[unit])]
  }
  /// How the variance of a cell is estimated, `nil` where its units have equal probabilities.
  package func unequalVariance(of cell: Int) -> UnequalVariance? {
    guard let kind = unequal?.variance[cell], kind != .simpleRandom else { return nil }
    return kind
  }

  /// A stage in hierarchical order, and the new number of each of its units.
  static func make(
    _ given: DesignStage, below levels: [DesignLevel], newUnitAbove: [UInt32]
  ) throws -> (DesignLevel, newUnit: [UInt32]) {
    let above = levels.last
    var stage = given
    if above != nil && stage.lonely == .collapse { stage.lonely = .pool }
    let collapse = stage.lonely == .collapse ? stage.collapsed() : nil
    if let collapse { stage = collapse.stage }
    let number = levels.count + 1
    let cellCount =
      above == nil
      ? stage.populationOfCell?.count ?? (stage.cellOfUnit.max().map { Int($0) + 1 } ?? 0)
      : stage.parentOfCell.count
    // Cells follow the order of their parents; at the first stage they keep their numbers.
    var cellOrder = (0..<UInt32(cellCount)).map { $0 }
    var parents = [UInt32](repeating: 0, count: cellCount)
    if let above {
      let given = stage.parentOfCell.map { newUnitAbove[Int($0)] }
      cellOrder = stableOrder(of: given, buckets: above.unitCount).order
      parents = cellOrder.map { given[Int($0)] }
    } else {
      precondition(stage.parentOfCell.isEmpty)
    }
    var newCell = [UInt32](repeating: 0, count: cellCount)
    for (new, old) in cellOrder.enumerated() { newCell[Int(old)] = UInt32(new) }
    let cells = stage.cellOfUnit.map { newCell[Int($0)] }
    let (unitOrder, unitStart) = Self.unitOrder(stage, cells: cells, cellCount: cellCount)
    var newUnit = [UInt32](repeating: 0, count: cells.count)
    for (new, old) in unitOrder.enumerated() { newUnit[Int(old)] = UInt32(new) }

    let cellLabels = stage.cellLabels.reordered(cellOrder)
    let name = { (cell: Int) in
      Self.path(
        (above == nil ? [] : levels.labels(ofUnit: Int(parents[cell]))) + [cellLabels[cell]])
    }
    var population: [Double]?
    if let given = stage.populationOfCell { population = cellOrder.map { given[Int($0)] } }
    let unitLabels = stage.unitLabels.reordered(unitOrder)
    var unequal: UnequalLevel?
    if case .unequal(let selection) = stage.selection {
      unequal = try UnequalLevel(
        selection, stage: number, cellOrder: cellOrder, unitOrder: unitOrder, newUnit: newUnit,
        unitStart: unitStart, parents: parents, population: population, name: name,
        unitName: { unit in
          Self.path([name(Int(cells[Int(unitOrder[unit])])), unitLabels[unit]])
        })
    }
    let shares = try shares(
      population, unequal, unitStart: unitStart, number: number, name: name)
    let carry: [Double]
    let strata: [UInt32]
    if let above {
      carry = parents.map { parent in
        let cell = Int(above.cellOfUnit[Int(parent)])
        return above.carry[cell] * above.probability(of: Int(parent))
      }
      strata = parents.map { above.stratumOfCell[Int(above.cellOfUnit[Int($0)])] }
    } else {
      carry = [Double](repeating: 1, count: cellCount)
      strata = (0..<UInt32(cellCount)).map { $0 }
    }
    let samples =
      stage.sampleOfCell.isEmpty ? [] : cellOrder.map { stage.sampleOfCell[Int($0)] }
    let treatment = try LonelyTreatment(
      rule: stage.lonely, stage: number, unitStart: unitStart, parents: parents, strata: strata,
      samples: samples, fraction: shares.fraction, rest: shares.rest, carry: carry,
      unequal: unequal, name: name)
    var isCollapsed = [Bool](repeating: false, count: collapse == nil ? 0 : cellCount)
    if let collapse {
      for group in collapse.groups { isCollapsed[Int(collapse.groupOfStratum[group[0]])] = true }
    }
    var isSystematic = false
    if case .systematic = stage.selection {
      precondition(above == nil, "only the first stage may be systematic")
      isSystematic = true
    }
    let level = DesignLevel(
      number: number, unitStart: unitStart, cellOfUnit: unitOrder.map { cells[Int($0)] },
      parentOfCell: parents, stratumOfCell: strata, fraction: shares.fraction, carry: carry,
      unequal: unequal,
      collapsedStrata: collapse.map { $0.groups.map { $0.map { given.cellLabels[$0] } } } ?? [],
      probabilityBeforeCollapse: collapse.map { collapse in
        unitOrder.map { collapse.probabilities[Int($0)] }
      }, factor: treatment.factor, isUncentred: treatment.isUncentred,
      isSystematic: isSystematic,
      isWholeCell: shares.rest.map { $0 == 0 }, lonely: stage.lonely,
      isCollapsed: isCollapsed, isLonely: treatment.isLonely,
      hasLonely: treatment.isLonely.contains(true), pool: treatment.pool,
      cellLabels: cellLabels, unitLabels: unitLabels)
    return (level, newUnit)
  }

  /// Units by cell, within a systematic cell by their position in the draw.
  private static func unitOrder(
    _ stage: DesignStage, cells: [UInt32], cellCount: Int
  ) -> (order: [UInt32], starts: [Int]) {
    var (order, starts) = stableOrder(of: cells, buckets: cellCount)
    if case .systematic(let positions) = stage.selection {
      precondition(positions.count == cells.count)
      for cell in 0..<cellCount {
        order[starts[cell]..<starts[cell + 1]].sort { positions[Int($0)] < positions[Int($1)] }
      }
    }
    return (order, starts)
  }

  /// The drawn share n/N of each cell and the rest 1 - n/N, both exact where the cell is whole;
  /// with unequal probabilities no share, and a rest of 1 unless all units are certain.
  private static func shares(
    _ population: [Double]?, _ unequal: UnequalLevel?, unitStart: [Int], number: Int,
    name: (Int) -> String
  ) throws -> (fraction: [Double], rest: [Double]) {
    let cellCount = unitStart.count - 1
    var fraction = [Double](repeating: 0, count: cellCount)
    var rest = [Double](repeating: 1, count: cellCount)
    if let unequal {
      for cell in 0..<cellCount where unequal.uncertain[cell] == 0 { rest[cell] = 0 }
    }
    guard let population else { return (fraction, rest) }
    for cell in 0..<cellCount where unequal?.variance[cell] ?? .simpleRandom == .simpleRandom {
      let size = Double(unitStart[cell + 1] - unitStart[cell])
      guard population[cell] >= size, population[cell].isFinite else {
        throw Fault(
          .populationBelowSample,
          [
            "stage": "\(number)", "stratum": name(cell), "sample": "\(Int(size))",
            "value": "\(population[cell])",
          ])
      }
      if population[cell] > 0 {
        fraction[cell] = size / population[cell]
        rest[cell] = (population[cell] - size) / population[cell]
      }
    }
    return (fraction, rest)
  }

  /// Labels of units and strata as one text, from the first stage down; a dash if nothing has a
  /// label.
  static func path(_ labels: [String]) -> String {
    let known = labels.filter { !$0.isEmpty }
    return known.isEmpty ? "–" : known.joined(separator: "/")
  }
}

extension [DesignLevel] {
  /// The labels of a unit of the last of these stages and of all that it lies in, the first stage
  /// first.
  fileprivate func labels(ofUnit unit: Int) -> [String] {
    var labels: [String] = []
    var unit = unit
    for level in reversed() {
      let cell = Int(level.cellOfUnit[unit])
      labels = [level.cellLabels[cell], level.unitLabels[unit]] + labels
      unit = Int(level.parentOfCell[cell])
    }
    return labels
  }
}
