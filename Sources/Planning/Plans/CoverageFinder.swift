// SPDX-License-Identifier: GPL-3.0-or-later

internal import Sampling
import Tables

/// Finds which cells of a sample can be drawn at all.
///
/// A unit can be drawn if its parent can and its cell can give a unit. A cell whose size is rounded to
/// the nearest integer and depends on the draw may always give none; it counts if it gave one in a trial
/// draw.
struct CoverageFinder {
  /// Whether a cell can give a unit, if its parent is drawn; parent by stratum.
  private var isOpen: [Bool]
  private let needsEvidence: Bool

  init(_ sample: SampleBasis) throws {
    let design = sample.design
    needsEvidence =
      sample.fixedCells == nil && design.rounding == .nearest && design.minimum == 0
    isOpen = [Bool](repeating: false, count: sample.parents.count * sample.strata.count)
    guard !needsEvidence else { return }
    for cell in try sample.cells(
      within: Array(sample.parents.indices), seed: TrialDraws.seed(1))
    where sample.fixedCells == nil ? cell.isWanted : cell.size > 0 {
      isOpen[cell.parent * sample.strata.count + cell.stratum] = true
    }
  }

  /// Notes what a trial draw took.
  mutating func add(_ cells: [ForecastCell], of sample: SampleBasis) {
    guard needsEvidence else { return }
    for cell in cells where cell.cell.size > 0 {
      isOpen[cell.cell.parent * sample.strata.count + cell.cell.stratum] = true
    }
  }

  /// The coverage of each stratum.
  /// - Parameter canBeDrawn: whether a parent can be drawn.
  func coverage(of sample: SampleBasis, canBeDrawn: (Int) -> Bool) -> [PlannedCoverage] {
    let empty = PlannedCoverage(
      units: 0, population: 0, measure: sample.measure.map { _ in 0 },
      totalMeasure: sample.measure.map { _ in 0 })
    var result = sample.strata.map { _ in empty }
    for parent in sample.parents.indices {
      let isDrawn = canBeDrawn(parent)
      for stratum in sample.strata.indices {
        let count = sample.frame.count(
          stage: sample.stage, sample: sample.index, parent: parent, stratum: stratum)
        let sum = sample.measure(parent: parent, stratum: stratum).sum
        result[stratum].population += count
        result[stratum].totalMeasure? += sum
        guard isDrawn, isOpen[parent * sample.strata.count + stratum] else { continue }
        result[stratum].units += count
        result[stratum].measure? += sum
      }
    }
    return result
  }

  /// The paths of the units that can be drawn, the parents of the next stage.
  func paths(of sample: SampleBasis, canBeDrawn: (Int) -> Bool) throws -> [UnitID] {
    var paths: [UnitID] = []
    for parent in sample.parents.indices where canBeDrawn(parent) {
      for stratum in sample.strata.indices
      where isOpen[parent * sample.strata.count + stratum] {
        paths += try sample.frame.members(
          stage: sample.stage, sample: sample.index, parent: parent, stratum: stratum
        ).map { sample.parents[parent].appending($0) }
      }
    }
    return paths
  }
}

extension PlannedCoverage {
  /// Several targets together.
  init(_ parts: [PlannedCoverage]) {
    let sum = { (value: (PlannedCoverage) -> Double?) -> Double? in
      parts.reduce(0) { sum, part in sum.flatMap { sum in value(part).map { sum + $0 } } }
    }
    self.init(
      units: parts.reduce(0) { $0 + $1.units },
      population: parts.reduce(0) { $0 + $1.population }, measure: sum(\.measure),
      totalMeasure: sum(\.totalMeasure))
  }
}
