// SPDX-License-Identifier: GPL-3.0-or-later

import Sampling
import Tables

/// Which cells of a sample's population a draw could have drawn from.
///
/// A unit has a positive probability if its first-stage stratum was drawn from and the rule for its own
/// stratum leaves no cell of its size empty.
struct DrawableCells {
  private let frame: AssessmentFrame
  private let sample: Int
  private let draw: Draw
  /// Whether units of each first-stage stratum were drawn.
  private var isDrawn: [Bool]

  init(_ frame: AssessmentFrame, sample: Int, _ draw: Draw) {
    self.frame = frame
    self.sample = sample
    self.draw = draw
    isDrawn = [Bool](repeating: false, count: frame.firstStage.strata.labels.count)
    for cell in draw.cells where cell.stage == 1 && cell.size > 0 {
      for (code, label) in frame.firstStage.strata.labels.enumerated()
      where bytesCompare(label, cell.stratum) == 0 { isDrawn[code] = true }
    }
  }

  /// Whether units of a cell, numbered as by ``SamplePopulation/cell(ofRow:)``, could be drawn.
  func contains(_ cell: Int) throws -> Bool {
    let population = frame.populations[sample]
    let strata = population.strata.labels.count
    guard isDrawn[Int(frame.firstStage.strata.codes[cell / strata])] else { return false }
    return try sample == 0
      || canDraw(
        stratum: population.strata.labels[cell % strata],
        population: population.cellPopulations[cell], population.sample.design)
  }

  private func canDraw(stratum: String, population: Int, _ design: SampleDesign) throws -> Bool {
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
