// SPDX-License-Identifier: GPL-3.0-or-later

internal import Sampling
import Tables

/// The first stage as a plan sees it: its strata, its units and how likely they are drawn.
struct FirstStageBasis {
  let design: SampleDesign
  let strata: [FirstStageStratum]
  let units: [UnitID]
  let stratumOfUnit: [Int]
  /// The probability of each unit, where they are drawn in proportion to size; `nil` where m of M are
  /// drawn with equal probabilities.
  let probabilities: [Double]?
  private let positions: [UnitID: Int]

  init(_ frame: SamplingFrame) throws {
    design = frame.design.firstStage
    strata = try frame.firstStage()
    var units: [UnitID] = []
    var stratumOfUnit: [Int] = []
    var unequal: [Double] = []
    for (index, stratum) in strata.enumerated() {
      let members = try frame.firstStageUnits(of: stratum.stratum)
      units += members
      stratumOfUnit += [Int](repeating: index, count: members.count)
      if let probabilities = try frame.firstStageProbabilities(of: stratum) {
        unequal += members.map { probabilities[$0]! }
      }
    }
    probabilities = design.sizeMeasure == nil ? nil : unequal
    self.units = units
    self.stratumOfUnit = stratumOfUnit
    positions = Dictionary(uniqueKeysWithValues: zip(units, units.indices))
  }

  /// Whether a unit can be drawn.
  func canBeDrawn(_ unit: Int) -> Bool {
    probabilities.map { $0[unit] > 0 } ?? (strata[stratumOfUnit[unit]].expectedSize > .zero)
  }

  /// The expected sum over the drawn units of a stratum, from the sum over all its units: m/M of it,
  /// multiplied first, so that M units of 1 give m exactly.
  func expectation(of sum: Double, stratum: Int) -> Double {
    sum * strata[stratum].expectedSize.doubleValue / Double(strata[stratum].population)
  }

  /// The first-stage unit that a path begins with; `nil` if the first stage leaves it out.
  func unit(above path: UnitID) -> Int? {
    positions[path.top]
  }
}

/// A sample below the first stage as a plan sees it.
struct SampleBasis {
  let frame: SamplingFrame
  let stage: Int
  let index: Int
  let design: SampleDesign
  let strata: [String]
  let parents: [UnitID]
  /// The first-stage unit of each parent; `nil` for one that the first stage leaves out.
  let ancestors: [Int?]
  let measure: CellMeasure?
  /// The cells of each parent, where they do not depend on what else is drawn.
  let fixedCells: [[SizedCell]]?
  /// What `of: population` wants of each stratum.
  let wanted: [Rational]?

  init(
    _ frame: SamplingFrame, stage: Int, index: Int, first: FirstStageBasis, measure: CellMeasure?
  ) throws {
    self.frame = frame
    self.stage = stage
    self.index = index
    design = frame.design.stages[stage - 1].samples[index]
    strata = frame.strata(stage: stage, sample: index)
    parents = frame.parents(stage: stage, sample: index)
    ancestors = parents.map { first.unit(above: $0) }
    self.measure = measure
    wanted =
      design.base == .population
      ? try frame.wantedOfPopulation(stage: stage, sample: index) : nil
    guard design.base == .cluster, design.rounding != .controlled else {
      fixedCells = nil
      return
    }
    var fixed = [[SizedCell]](repeating: [], count: parents.count)
    for cell in try frame.cells(
      stage: stage, sample: index, within: Array(parents.indices), seed: TrialDraws.seed(1))
    {
      fixed[cell.parent].append(cell)
    }
    fixedCells = fixed
  }

  /// The cells within parents in the draw of a seed, by stratum.
  func cells(within positions: [Int], seed: Seed) throws -> [SizedCell] {
    guard let fixedCells else {
      return try frame.cells(stage: stage, sample: index, within: positions, seed: seed)
    }
    return positions.flatMap { fixedCells[$0] }.sorted { $0.stratum < $1.stratum }
  }

  /// The sums of the measure and of its squares in a cell.
  func measure(parent: Int, stratum: Int) -> (sum: Double, squares: Double) {
    guard let measure else { return (0, 0) }
    let cell = parent * strata.count + stratum
    return (measure.sums[cell], measure.squares[cell])
  }

  /// The number of units in the register.
  var population: Int {
    frame.populations(stage: stage, sample: index).reduce(0) { $0 + $1.units }
  }

  /// The measure of each stratum.
  var measureByStratum: [Double]? { measure.map { byStratum($0.sums) } }

  /// The squares of the measure of each stratum.
  var squaresByStratum: [Double]? { measure.map { byStratum($0.squares) } }

  private func byStratum(_ cells: [Double]) -> [Double] {
    var sums = [Double](repeating: 0, count: strata.count)
    for (cell, sum) in cells.enumerated() { sums[cell % strata.count] += sum }
    return sums
  }
}
