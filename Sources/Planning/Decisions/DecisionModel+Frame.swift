// SPDX-License-Identifier: GPL-3.0-or-later

internal import Distributions
internal import Estimation
public import Sampling
public import Tables

/// A figure about which a decision is to be made.
public struct DecisionTarget: Sendable {
  /// A rate of samples below the first stage.
  public struct Rate: Sendable {
    /// The samples whose units it counts, by their keys.
    public let samples: [String]
    /// How many persons its households have; `nil` where it counts households.
    public let sizes: HouseholdSizes?
    /// The units that it counts, where these are a part of its samples that the registers tell; `nil` for all.
    public let part: [PartCell: Int]?

    /// A rate.
    public init(samples: [String], sizes: HouseholdSizes?, part: [PartCell: Int]? = nil) {
      self.samples = samples
      self.sizes = sizes
      self.part = part
    }
  }

  /// Where units of a part of a sample lie.
  public struct PartCell: Sendable, Hashable {
    let sample: UnitID
    let village: UnitID
    let stratum: UnitID

    /// A stratum of a sample in a first-stage unit.
    public init(sample: String, village: UnitID, stratum: String) {
      self.sample = UnitID(sample)
      self.village = village
      self.stratum = UnitID(stratum)
    }
  }

  /// What is decided about.
  public enum Measure: Sendable {
    /// A rate of households or their persons.
    case rate(Rate)
    /// A rate of first-stage units, of these alone, with exact limits; they lie in one stratum.
    case villages(Set<UnitID>)
    /// Rates times factors above zero, whose sum of errors may come to a budget above zero.
    case composite([(rate: Rate, factor: Rational)], budget: Rational)
  }

  /// The name by which the figure is known.
  public let name: String
  /// What is decided about.
  public let measure: Measure
  /// The requirement.
  public let rule: DecisionRule

  /// A figure.
  public init(name: String, measure: Measure, rule: DecisionRule) {
    self.name = name
    self.measure = measure
    self.rule = rule
  }

  /// A rate.
  public init(name: String, samples: [String], sizes: HouseholdSizes?, rule: DecisionRule) {
    self.init(name: name, measure: .rate(Rate(samples: samples, sizes: sizes)), rule: rule)
  }

  /// The rates whose households are drawn.
  fileprivate var rates: [Rate] {
    switch measure {
    case .rate(let rate): [rate]
    case .villages: []
    case .composite(let terms, _): terms.map(\.rate)
    }
  }
}

extension SamplingFrame {
  /// Models of decisions about figures of one design: its samples are those of the plan's trial draws.
  ///
  /// - Parameters:
  ///   - targets: the figures.
  ///   - trialDraws: how many draws are made, with the seeds `plan/1`, `plan/2`, …
  ///   - populations: tried on each draw.
  /// - Returns: a model for each target; `nil` where nothing of it is ever drawn.
  /// - Throws: ``Fault/Code/decisionNeedsLowerStage`` for a rate with a sample of the first stage; the faults
  ///   of the draw; what `progress` throws.
  /// - Complexity: trial draws times cells and drawn units.
  package func decisionModels(
    of targets: [DecisionTarget], trialDraws: Int = 1000, populations: Int = 4,
    progress: Progress? = nil
  ) throws -> [(any RiskModel)?] {
    let first = try FirstStageBasis(self)
    let trials = try DrawnTrials(self, first, targets, count: trialDraws, progress: progress)
    return try targets.enumerated().map { index, target -> (any RiskModel)? in
      let seed = "decision/\(target.name)"
      switch target.measure {
      case .rate(let rate):
        let samples = trials.rates[index][0]
        let model = try DecisionModel(
          households: samples.households, sizes: rate.sizes, samples: trialDraws,
          populations: populations, seed: seed
        ) { number, _ in samples.drawn[number - 1] }
        return model.isEmpty ? nil : model
      case .villages(let units):
        let drawn = trials.villages.map { first.cells(of: $0, among: units) }
        let model = try DecisionModel(
          households: first.units.map { units.contains($0) ? 1 : 0 }, sizes: nil,
          samples: trialDraws, populations: populations, seed: seed
        ) { number, _ in drawn[number - 1] }
        return model.isEmpty ? nil : model
      case .composite(let terms, let budget):
        let model = try CompositeModel(
          parts: zip(terms, trials.rates[index]).map {
            CompositeModel.Part(
              factor: $0.factor, households: $1.households, sizes: $0.rate.sizes, drawn: $1.drawn)
          }, budget: budget, populations: populations, seed: seed)
        return model.isEmpty ? nil : model
      }
    }
  }
}

/// Trial draws as decisions about some figures need them.
private struct DrawnTrials {
  /// The samples of each rate of each target, and its households.
  private(set) var rates: [[(households: [Int], drawn: [DrawnCells])]]
  /// The drawn first-stage units of each trial.
  private(set) var villages: [[TrialDraw.Parent]] = []

  init(
    _ frame: SamplingFrame, _ first: FirstStageBasis, _ targets: [DecisionTarget], count: Int,
    progress: Progress?
  ) throws {
    let bases = try targets.map { target in
      try target.rates.map { try frame.sampleBases(of: $0, target.name, first) }
    }
    rates = zip(targets, bases).map { target, bases in
      zip(target.rates, bases).map { (frame.households($1, $0, first), []) }
    }
    let trials = TrialDraws(frame: frame, first: first)
    for number in 1...count {
      let trial = try trials.draw(number)
      let drawn = trial.parents.first ?? []
      villages.append(drawn)
      let strata = first.strata.indices.map { stratum in
        DrawnCells.Stratum(
          drawn: drawn.count { first.stratumOfUnit[$0.ancestor] == stratum },
          population: first.strata[stratum].population)
      }
      for (target, samples) in bases.enumerated() {
        for (rate, bases) in samples.enumerated() {
          let cells = try bases.flatMap { basis in
            try trial.cells(of: basis).map { cell in
              targets[target].rates[rate].cell(cell, of: basis, first, trial: number)
            }
          }
          rates[target][rate].drawn.append(
            DrawnCells(
              strata: strata, cells: cells, hasEqualProbabilities: first.hasEqualProbabilities))
        }
      }
      try progress?(number, count)
    }
  }
}

extension DecisionTarget.Rate {
  /// What one trial asks of a cell: of a part so many as fall into it when all are drawn at random.
  fileprivate func cell(
    _ cell: ForecastCell, of basis: SampleBasis, _ first: FirstStageBasis, trial: Int
  ) -> DrawnCells.Cell {
    let (asked, all) = (cell.cell.size, cell.cell.population)
    let weight = cell.parentWeight * Double(all) / Double(max(1, asked))
    var counted = (size: asked, population: all)
    if part != nil {
      let there = count(basis, village: first.units[cell.ancestor], stratum: cell.cell.stratum)
      let label = "part/\(basis.design.key)/\(trial)/\(cell.ancestor)/\(cell.cell.stratum)"
      counted = (
        RandomSource(seed: label).hypergeometric(marked: there, of: all, sample: asked), there
      )
    }
    return DrawnCells.Cell(
      village: cell.ancestor, stratum: first.stratumOfUnit[cell.ancestor],
      population: counted.population, size: counted.size, weight: weight, drawn: (asked, all))
  }

  /// The units of the part in a stratum of a village.
  fileprivate func count(_ basis: SampleBasis, village: UnitID, stratum: Int) -> Int {
    part?[
      DecisionTarget.PartCell(
        sample: basis.design.key, village: village, stratum: basis.strata[stratum])] ?? 0
  }
}

extension FirstStageBasis {
  /// The drawn units among some, each an observation of its own in one population.
  fileprivate func cells(of drawn: [TrialDraw.Parent], among units: Set<UnitID>) -> DrawnCells {
    let found = drawn.filter { units.contains(self.units[$0.ancestor]) }
    var cells = DrawnCells(
      strata: [DrawnCells.Stratum(drawn: found.count, population: units.count)],
      cells: found.map {
        DrawnCells.Cell(village: $0.ancestor, stratum: 0, population: 1, size: 1, weight: $0.weight)
      })
    cells.exactPopulation = units.count
    return cells
  }
}

extension SamplingFrame {
  fileprivate func sampleBases(
    of rate: DecisionTarget.Rate, _ name: String, _ first: FirstStageBasis
  ) throws -> [SampleBasis] {
    var bases: [SampleBasis] = []
    for (stage, samples) in design.stages.enumerated() {
      for (index, sample) in samples.samples.enumerated()
      where rate.samples.contains(sample.key) {
        guard stage > 0 else {
          throw Fault(.decisionNeedsLowerStage, ["rate": name, "sample": sample.key])
        }
        bases.append(
          try SampleBasis(self, stage: stage + 1, index: index, first: first, measure: nil))
      }
    }
    return bases
  }

  /// The households in each first-stage unit that can be drawn; 0 in others.
  fileprivate func households(
    _ samples: [SampleBasis], _ rate: DecisionTarget.Rate, _ first: FirstStageBasis
  ) -> [Int] {
    var households = first.units.map { _ in 0 }
    for sample in samples {
      for parent in sample.parents.indices {
        guard let ancestor = sample.ancestors[parent], first.canBeDrawn(ancestor) else { continue }
        for stratum in sample.strata.indices {
          households[ancestor] +=
            rate.part == nil
            ? count(stage: sample.stage, sample: sample.index, parent: parent, stratum: stratum)
            : rate.count(sample, village: first.units[ancestor], stratum: stratum)
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
