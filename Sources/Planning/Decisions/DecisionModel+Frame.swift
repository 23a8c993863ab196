// SPDX-License-Identifier: GPL-3.0-or-later

internal import Estimation
package import Sampling
public import Tables

/// A rate about which a decision is to be made.
public struct DecisionTarget: Sendable {
  /// The name by which the rate is known.
  public let name: String
  /// The samples whose units it counts, by their keys.
  public let samples: [String]
  /// How many persons its households have; `nil` where it counts households.
  public let sizes: HouseholdSizes?
  /// The requirement.
  public let rule: DecisionRule

  /// A rate.
  public init(name: String, samples: [String], sizes: HouseholdSizes?, rule: DecisionRule) {
    self.name = name
    self.samples = samples
    self.sizes = sizes
    self.rule = rule
  }
}

extension SamplingFrame {
  /// Models of decisions about rates of one design: its samples are those of the plan's trial draws.
  ///
  /// - Parameters:
  ///   - targets: the rates; each counts samples below the first stage.
  ///   - trialDraws: how many draws are made, with the seeds `plan/1`, `plan/2`, …
  ///   - populations: tried on each draw.
  /// - Returns: a model for each target.
  /// - Throws: ``Fault/Code/decisionNeedsLowerStage`` for a target with a sample of the first stage; the faults
  ///   of the draw; what `progress` throws.
  /// - Complexity: trial draws times cells and drawn units.
  package func decisionModels(
    of targets: [DecisionTarget], trialDraws: Int = 1000, populations: Int = 4,
    progress: Progress? = nil
  ) throws -> [DecisionModel] {
    let first = try FirstStageBasis(self)
    let bases = try targets.map { try sampleBases(of: $0, first) }
    let trials = TrialDraws(frame: self, first: first)
    var drawn = targets.map { _ in [DrawnCells]() }
    for number in 1...trialDraws {
      let trial = try trials.draw(number)
      let strata = first.strata.indices.map { stratum in
        DrawnCells.Stratum(
          drawn: trial.parents[0].count { first.stratumOfUnit[$0.ancestor] == stratum },
          population: first.strata[stratum].population)
      }
      for (index, samples) in bases.enumerated() {
        let cells = try samples.flatMap { sample in
          try trial.cells(of: sample).map { cell in
            DrawnCells.Cell(
              village: cell.ancestor, stratum: first.stratumOfUnit[cell.ancestor],
              population: cell.cell.population, size: cell.cell.size,
              weight: cell.parentWeight * Double(cell.cell.population)
                / Double(max(1, cell.cell.size)))
          }
        }
        drawn[index].append(
          DrawnCells(
            strata: strata, cells: cells, hasEqualProbabilities: first.hasEqualProbabilities))
      }
      try progress?(number, trialDraws)
    }
    return try targets.indices.map { index in
      let samples = drawn[index]
      return try DecisionModel(
        households: households(bases[index], first), sizes: targets[index].sizes,
        samples: samples.count, populations: populations, seed: "decision/\(targets[index].name)"
      ) { number, _ in samples[number - 1] }
    }
  }

  private func sampleBases(
    of target: DecisionTarget, _ first: FirstStageBasis
  ) throws -> [SampleBasis] {
    var bases: [SampleBasis] = []
    for (stage, samples) in design.stages.enumerated() {
      for (index, sample) in samples.samples.enumerated()
      where target.samples.contains(sample.key) {
        guard stage > 0 else {
          throw Fault(.decisionNeedsLowerStage, ["rate": target.name, "sample": sample.key])
        }
        bases.append(
          try SampleBasis(self, stage: stage + 1, index: index, first: first, measure: nil))
      }
    }
    return bases
  }

  /// The households in each first-stage unit that can be drawn; 0 in others.
  private func households(_ samples: [SampleBasis], _ first: FirstStageBasis) -> [Int] {
    var households = first.units.map { _ in 0 }
    for sample in samples {
      for parent in sample.parents.indices {
        guard let ancestor = sample.ancestors[parent], first.canBeDrawn(ancestor) else { continue }
        for stratum in sample.strata.indices {
          households[ancestor] += count(
            stage: sample.stage, sample: sample.index, parent: parent, stratum: stratum)
        }
      }
    }
    return households
  }
}

extension Fault.Code {
  /// The risk of decisions is asked for a sample of the first stage.
  public static let decisionNeedsLowerStage = Fault.Code(
    "decision-needs-lower-stage", .configuration)
}
