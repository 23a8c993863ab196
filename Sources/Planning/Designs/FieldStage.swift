// SPDX-License-Identifier: GPL-3.0-or-later

import Estimation
import Sampling
import Tables

/// Gathers the cells of one stage.
struct FieldStage {
  private let draw: Draw
  private let number: Int
  private let treatment: VarianceTreatment
  /// The units that have answered, as positions among the draw's units.
  private(set) var units: [Int] = []
  /// Their weights.
  private(set) var weights: [Double] = []
  /// Their probabilities within their cells.
  private var probabilities: [Double] = []
  /// How the variance of each cell is estimated.
  private var variances: [UnequalVariance] = []
  /// The order of the place that each unit holds.
  private var orders: [Int] = []
  private var cellOfUnit: [UInt32] = []
  private var parentOfCell: [UInt32] = []
  private var populations: [Double] = []
  private var samples: [UInt32] = []
  private var labels: [String] = []

  init(_ draw: Draw, stage: Int, treatment: VarianceTreatment) {
    self.draw = draw
    self.number = stage
    self.treatment = treatment
  }

  /// Adds a cell; `positions` holds the place of each drawn unit in its stage.
  mutating func add(
    cell index: Int, units: [OpenedUnits.Observation], population: Double,
    positions: inout [UInt32]
  ) {
    let cell = draw.cells[index]
    let code = UInt32(populations.count)
    let start = self.units.count
    for observation in units {
      positions[observation.unit] = UInt32(self.units.count)
      self.units.append(observation.unit)
      orders.append(draw.units[observation.place].order)
      cellOfUnit.append(code)
    }
    let above = cell.parentUnit.flatMap { draw.units[$0].weight?.doubleValue } ?? 1
    let size = self.units.count - start
    let kind = UnequalVariance(method: cell.method)
    variances.append(kind ?? .simpleRandom)
    if kind != nil {
      let all = cell.unitRange.prefix(cell.size).reduce(0) { $0 + 1 / draw.probability(of: $1) }
      let known = units.reduce(0) { $0 + 1 / draw.probability(of: $1.place) }
      // Those who answered stand for the others of the cell, and for the units that were lent to
      // it.
      let factor =
        size == cell.size && population == Double(cell.population)
        ? 1 : all / known * (population / Double(cell.population))
      for observation in units {
        let probability = draw.probability(of: observation.place) / factor
        probabilities.append(probability)
        weights.append(above / probability)
      }
    } else {
      probabilities += repeatElement(Double(size) / population, count: size)
      weights.append(
        contentsOf: repeatElement(above * (population / Double(size)), count: size))
    }
    if let parent = cell.parentUnit { parentOfCell.append(positions[parent]) }
    populations.append(population)
    samples.append(UInt32(cell.sampleIndex))
    labels.append(draw.label(of: cell))
  }

  /// The columns that balanced and spread samples of the first stage were drawn by, from the units.
  private var auxiliaries: (balance: [[Double]], coordinates: [[Double]]) {
    guard number == 1, let first = units.first else { return ([], []) }
    let columns = draw.units[first].auxiliaries.indices.map { column in
      units.map { draw.units[$0].auxiliaries[column] }
    }
    let balance = columns.count - draw.design.firstStage.coordinates.count
    return (Array(columns.prefix(balance)), Array(columns.dropFirst(balance)))
  }

  func stage() -> DesignStage {
    let isFree = number == 1 && treatment.firstStage == .withReplacement
    let isSystematic =
      number == 1 && treatment.firstStage == .asDrawn
      && draw.design.firstStage.method == .systematic
    let isUnequal = !isFree && variances.contains { $0 != .simpleRandom }
    return DesignStage(
      cellOfUnit: cellOfUnit, parentOfCell: parentOfCell,
      populationOfCell: isFree ? nil : populations,
      sampleOfCell: samples, lonely: treatment.lonely ?? (number == 1 ? .fail : .pool),
      selection: isUnequal
        ? .unequal(
          UnequalSelection(
            probabilities: probabilities, variances: variances, balance: auxiliaries.balance,
            coordinates: auxiliaries.coordinates))
        : isSystematic ? .systematic(positions: orders) : .simpleRandom,
      cellLabels: CodedLabels(labels),
      unitLabels: CodedLabels(units.map { draw.units[$0].path.text }))
  }
}

extension Draw {
  /// What to call a cell in messages.
  fileprivate func label(of cell: Cell) -> String {
    [cell.sample, cell.parent.text, cell.stratum].filter { !$0.utf8.isEmpty }
      .joined(separator: " ")
  }

  /// The probability of a main within its cell, given that the cell was drawn from.
  func probability(of unit: Int) -> Double {
    guard let own = units[unit].probability else { preconditionFailure("a reserve has none") }
    guard let parent = cells[units[unit].cell].parentUnit, let above = units[parent].probability
    else { return own.doubleValue }
    return own == above ? 1 : own.doubleValue / above.doubleValue
  }
}
