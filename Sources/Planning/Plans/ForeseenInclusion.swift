// SPDX-License-Identifier: GPL-3.0-or-later

public import Sampling
public import Tables

/// How likely a design draws each unit of its registers, before anything is drawn.
///
/// A unit of the first stage has its exact probability. Below, a cell's size may depend on which units
/// are drawn above (`of: population`), so that its probability is the mean over trial draws in which its
/// parent was drawn of n/N, times the parent's probability; a parent that no trial drew has the mean of
/// its stratum. Trials have the seeds `plan/1`, `plan/2`, …, as those of a plan.
public struct ForeseenInclusion {
  private var probabilities: [UnitID: Double] = [:]

  /// Finds the probabilities of some units.
  ///
  /// - Parameters:
  ///   - frame: the design, bound to its registers.
  ///   - units: the paths of the units that matter.
  ///   - trialDraws: the number of trial draws.
  ///   - progress: hears the trial draws.
  /// - Throws: ``Tables/Fault/Code/planNeedsEqualProbabilities``; what a draw and `progress` throw.
  /// - Complexity: trial draws times n log n in the units above the last stage; linear in the registers.
  public init(
    _ frame: SamplingFrame, of units: Set<UnitID>, trialDraws: Int = 300,
    progress: Progress? = nil
  ) throws {
    precondition(trialDraws > 0)
    try frame.checkForeseen()
    let first = try FirstStageBasis(frame)
    for (position, unit) in first.units.enumerated() where units.contains(unit) {
      probabilities[unit] = first.probability(of: position)
    }
    let trials = TrialDraws(frame: frame, first: first)
    var samples = try frame.design.samples.filter { $0.stage > 1 }.map { stage, sample in
      let index = frame.design.stages[stage - 1].samples.firstIndex { $0.key == sample.key }!
      return try CellProbabilities(
        SampleBasis(frame, stage: stage, index: index, first: first, measure: nil), first)
    }
    guard !samples.isEmpty else { return }
    for number in 1...trialDraws {
      let trial = try trials.draw(number)
      for index in samples.indices { try samples[index].add(trial) }
      try progress?(number, trialDraws)
    }
    for sample in samples { try sample.spread(to: units, &probabilities) }
  }

  /// The probability of a unit by its path; 0 for one that no sample of the design contains.
  public func probability(of unit: UnitID) -> Double { probabilities[unit] ?? 0 }
}

/// The mean probability of each cell of a sample.
private struct CellProbabilities {
  let basis: SampleBasis
  let first: FirstStageBasis
  /// Σ of parent's probability times n/N over the trials that drew the parent, and their number.
  var sums: [Double]
  var counts: [Int]

  init(_ basis: SampleBasis, _ first: FirstStageBasis) {
    self.basis = basis
    self.first = first
    sums = [Double](repeating: 0, count: basis.parents.count * basis.strata.count)
    counts = sums.map { _ in 0 }
  }

  mutating func add(_ trial: TrialDraw) throws {
    var probability: [Int: Double] = [:]
    for parent in trial.parents[basis.stage - 2] {
      guard
        let position = basis.frame.position(
          of: parent.path, stage: basis.stage, sample: basis.index)
      else { continue }
      probability[position] = 1 / parent.weight
    }
    let positions = probability.keys.sorted()
    for cell in try basis.cells(within: positions, seed: trial.seed) where cell.population > 0 {
      let index = cell.parent * basis.strata.count + cell.stratum
      sums[index] += probability[cell.parent]! * Double(cell.size) / Double(cell.population)
      counts[index] += 1
    }
  }

  /// Gives the units that matter the probability of their cell, on top of what other samples give.
  func spread(to units: Set<UnitID>, _ probabilities: inout [UnitID: Double]) throws {
    let strata = basis.strata.count
    var means = [(sum: Double, count: Int)](repeating: (0, 0), count: strata)
    for index in sums.indices where counts[index] > 0 {
      means[index % strata].sum += sums[index] / Double(counts[index])
      means[index % strata].count += 1
    }
    for (parent, path) in basis.parents.enumerated() {
      guard let ancestor = basis.ancestors[parent], first.canBeDrawn(ancestor) else { continue }
      for stratum in 0..<strata {
        let index = parent * strata + stratum
        let mean = means[stratum]
        let probability =
          counts[index] > 0
          ? sums[index] / Double(counts[index]) : mean.count > 0 ? mean.sum / Double(mean.count) : 0
        guard probability > 0 else { continue }
        for id in try basis.frame.members(
          stage: basis.stage, sample: basis.index, parent: parent, stratum: stratum)
        {
          let unit = path.appending(id)
          if units.contains(unit) { probabilities[unit, default: 0] += probability }
        }
      }
    }
  }
}

extension FirstStageBasis {
  /// The probability that a unit is drawn.
  fileprivate func probability(of unit: Int) -> Double {
    if let probabilities { return probabilities[unit] }
    let stratum = strata[stratumOfUnit[unit]]
    return stratum.expectedSize.doubleValue / Double(stratum.population)
  }
}
