// SPDX-License-Identifier: GPL-3.0-or-later

internal import Distributions
internal import Estimation
internal import Sampling
import Tables

/// Second-stage samples drawn from their whole registers, as if there were no first stage.
///
/// Each stratum is a simple random sample, so the expectations are exact: a first-stage unit with N_vh
/// units in stratum h stays unvisited with probability Π_h C(N_h - N_vh, n_h)/C(N_h, n_h), and all its
/// units are drawn with probability Π_h C(N_h - N_vh, n_h - N_vh)/C(N_h, n_h).
struct IndependentReading {
  private let samples: [SampleBasis]
  private let sizes: [[Int]]
  private let populations: [[Int]]

  init(_ samples: [SampleBasis]) throws {
    self.samples = samples
    sizes = try samples.map {
      try $0.frame.sizesWithoutStages(
        stage: $0.stage, sample: $0.index, seed: TrialDraws.seed(1))
    }
    populations = samples.map {
      $0.frame.populations(stage: $0.stage, sample: $0.index).map(\.units)
    }
  }

  func outcome(tail: Double) throws -> PlannedOutcome {
    let size = sizes.joined().reduce(0, +)
    let (visited, whole) = visits()
    let hasMeasure = samples.allSatisfy { $0.measure != nil }
    let summary = summary(size: size, visited: visited, whole: whole)
    let limits = try summary.limits(
      population: populations.joined().reduce(0, +), tail: tail)
    return PlannedOutcome(
      size: summary.size, drawnMeasure: hasMeasure ? summary.measure : nil,
      firstStageUnits: summary.firstStageUnits, takenWhole: summary.takenWhole,
      coverage: coverage(hasMeasure: hasMeasure), shared: nil, zeroErrors: limits.units,
      zeroErrorsOfMeasure: hasMeasure ? limits.measure : nil)
  }

  /// Every unit is a first-stage unit here, in a stratum of its sample's.
  private func summary(size: Int, visited: Double, whole: Double) -> ForecastSummary {
    var measure = 0.0
    var units = StratumSums()
    var measured = StratumSums()
    for (index, sample) in samples.enumerated() {
      let sums = sample.measureByStratum
      let squares = sample.squaresByStratum
      for (stratum, taken) in sizes[index].enumerated() where taken > 0 {
        let population = Double(populations[index][stratum])
        let weight = population / Double(taken)
        measure += (sums?[stratum] ?? 0) / weight
        units.add(population, squares: weight * population, weight: weight, units: taken)
        measured.add(
          sums?[stratum] ?? 0, squares: weight * (squares?[stratum] ?? 0), weight: weight,
          units: taken)
      }
    }
    return ForecastSummary(
      size: ExpectedCount(size),
      firstStageUnits: ExpectedCount(mean: visited, range: nil),
      measure: measure, lonelyCells: 0, takenWhole: visited > 0 ? whole / visited : 0,
      clustering: units.clustering, clusteringOfMeasure: measured.clustering,
      probabilityShort: 0)
  }

  /// The expected numbers of first-stage units that are visited and that are taken whole.
  private func visits() -> (visited: Double, whole: Double) {
    var untouched: [UnitID: Double] = [:]
    var whole: [UnitID: Double] = [:]
    for (index, sample) in samples.enumerated() {
      for parent in sample.parents.indices {
        let key = sample.parents[parent]
        for stratum in sample.strata.indices {
          let units = sample.frame.count(
            stage: sample.stage, sample: sample.index, parent: parent, stratum: stratum)
          guard units > 0 else { continue }
          let found = Hypergeometric(
            population: populations[index][stratum], successes: units,
            draws: sizes[index][stratum])
          untouched[key, default: 1] *= found.probability(0)
          whole[key, default: 1] *= found.probability(units)
        }
      }
    }
    let keys = untouched.keys.sorted()
    return (
      keys.reduce(0) { $0 + 1 - untouched[$1]! }, keys.reduce(0) { $0 + whole[$1]! }
    )
  }

  /// All units of strata from which any is drawn.
  private func coverage(hasMeasure: Bool) -> PlannedCoverage {
    var coverage = PlannedCoverage(
      units: 0, population: 0, measure: hasMeasure ? 0 : nil, totalMeasure: hasMeasure ? 0 : nil)
    for (index, sample) in samples.enumerated() {
      let sums = sample.measureByStratum
      for (stratum, taken) in sizes[index].enumerated() {
        coverage.population += populations[index][stratum]
        coverage.totalMeasure? += sums?[stratum] ?? 0
        guard taken > 0 else { continue }
        coverage.units += populations[index][stratum]
        coverage.measure? += sums?[stratum] ?? 0
      }
    }
    return coverage
  }
}

/// Adds up simple random samples of strata, whose units are clusters of one.
private struct StratumSums {
  private var total = 0.0
  private var squares = 0.0
  private var rest = 0.0
  private var units = 0
  private var means: [Double] = []

  mutating func add(_ sum: Double, squares: Double, weight: Double, units: Int) {
    total += sum
    self.squares += squares
    rest += squares * (1 - 1 / weight)
    self.units += units
    means.append(sum / Double(units))
  }

  var clustering: Clustering? {
    guard total > 0 else { return nil }
    let square = total * total
    let mean = total / Double(units)
    return Clustering(
      clusterSquares: squares / square, unitSquares: squares / square, clusterRest: rest / square,
      unitRest: rest / square, largestMean: means.reduce(0) { max($0, $1 / mean) }, units: units,
      variance: 0)
  }
}
