// SPDX-License-Identifier: GPL-3.0-or-later

internal import Sampling
import Tables

/// Draws of the stages above the last with the seeds `plan/1`, `plan/2`, …
struct TrialDraws {
  private let frame: SamplingFrame?
  private let first: FirstStageBasis

  init(frame: SamplingFrame, first: FirstStageBasis) {
    self.frame = frame.aboveLastStage
    self.first = first
  }

  /// The seed of a trial draw, which has nothing in common with the real one.
  static func seed(_ number: Int) throws -> Seed {
    try Seed(text: "plan/\(number)", allowsShort: true)
  }

  /// The trial draw of a number.
  func draw(_ number: Int) throws -> TrialDraw {
    let seed = try Self.seed(number)
    guard let frame else { return TrialDraw(seed: seed, parents: []) }
    var parents = frame.design.stages.map { _ in [TrialDraw.Parent]() }
    for unit in try frame.draw(seed: seed).units {
      // Reserves have no weight, and nothing is drawn within them.
      guard let weight = unit.weight, let ancestor = first.unit(above: unit.path) else { continue }
      parents[unit.stage - 1].append(
        TrialDraw.Parent(path: unit.path, weight: weight.doubleValue, ancestor: ancestor))
    }
    return TrialDraw(seed: seed, parents: parents)
  }
}

/// The parents of one trial draw.
struct TrialDraw {
  /// A unit that was drawn above.
  struct Parent {
    let path: UnitID
    let weight: Double
    /// The first-stage unit that it lies in.
    let ancestor: Int
  }

  let seed: Seed
  /// The drawn units of each stage above the last.
  let parents: [[Parent]]

  /// The cells of a sample in this draw, by stratum.
  func cells(of sample: SampleBasis) throws -> [ForecastCell] {
    let drawn = parents[sample.stage - 2]
    var slots: [Int: Int] = [:]
    var positions: [Int] = []
    for (slot, parent) in drawn.enumerated() {
      guard
        let position = sample.frame.position(
          of: parent.path, stage: sample.stage, sample: sample.index)
      else { continue }
      slots[position] = slot
      positions.append(position)
    }
    return try sample.cells(within: positions, seed: seed).map { cell in
      let slot = slots[cell.parent]!
      return ForecastCell(
        cell, of: sample, slot: slot, ancestor: drawn[slot].ancestor,
        parentWeight: drawn[slot].weight)
    }
  }
}
