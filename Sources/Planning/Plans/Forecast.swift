// SPDX-License-Identifier: GPL-3.0-or-later

internal import Estimation
internal import Sampling

/// A cell of a trial draw, with what a plan adds up.
struct ForecastCell {
  let cell: SizedCell
  /// The parent, among all parents of the draw.
  let slot: Int
  /// The first-stage unit.
  let ancestor: Int
  /// The weight of the parent.
  let parentWeight: Double
  let measure: (sum: Double, squares: Double)

  init(_ cell: SizedCell, of sample: SampleBasis, slot: Int, ancestor: Int, parentWeight: Double) {
    self.cell = cell
    self.slot = slot
    self.ancestor = ancestor
    self.parentWeight = parentWeight
    measure = sample.measure(parent: cell.parent, stratum: cell.stratum)
  }
}

/// What cells come to together.
struct Tally {
  var size = 0.0
  var measure = 0.0
  /// The cells that give one unit of several.
  var lonelyCells = 0.0
  /// The parents in which a unit is drawn, and those in which all are.
  var parents = 0.0
  var wholeParents = 0.0
  var firstStageUnits = 0
  /// How units lie in clusters, with u = weight, and with u = weight × measure.
  var clustering: Clustering?
  var clusteringOfMeasure: Clustering?

  /// Adds cells up.
  ///
  /// The measure of the units that will be drawn from a cell is taken at its expectation: n/N of the
  /// cell's sum, and of its sum of squares.
  init(_ cells: some Sequence<ForecastCell>, _ first: FirstStageBasis) {
    var byParent: [Int: (size: Int, population: Int)] = [:]
    var ancestors: Set<Int> = []
    var units = ClusteringSums(first)
    var measured = ClusteringSums(first)
    for cell in cells {
      let taken = cell.cell.size
      let population = cell.cell.population
      byParent[cell.slot, default: (0, 0)].size += taken
      byParent[cell.slot, default: (0, 0)].population += population
      guard taken > 0 else { continue }
      let weight = cell.parentWeight * Double(population) / Double(taken)
      size += Double(taken)
      measure += Double(taken) / Double(population) * cell.measure.sum
      units.add(
        cell, weight: weight, sum: weight * Double(taken), squares: weight * weight * Double(taken))
      measured.add(
        cell, weight: weight, sum: cell.parentWeight * cell.measure.sum,
        squares: cell.parentWeight * weight * cell.measure.squares)
      if taken == 1 && population > 1 { lonelyCells += 1 }
      ancestors.insert(cell.ancestor)
    }
    for parent in byParent.values where parent.size > 0 {
      parents += 1
      if parent.size == parent.population { wholeParents += 1 }
    }
    firstStageUnits = ancestors.count
    clustering = units.clustering
    clusteringOfMeasure = measured.clustering
  }
}

/// What a set of cells comes to over the trial draws.
struct Forecast {
  private(set) var draws = 0
  private var size = Spread()
  private var firstStageUnits = Spread()
  private var measure = 0.0
  private var lonelyCells = 0.0
  private var parents = 0.0
  private var wholeParents = 0.0
  private var clustering = MeanClustering()
  private var clusteringOfMeasure = MeanClustering()
  private var shortDraws = 0

  /// Adds a trial draw.
  /// - Parameter isShort: whether fewer units were there than wanted.
  mutating func add(_ tally: Tally, isShort: Bool) {
    draws += 1
    size.add(Int(tally.size))
    firstStageUnits.add(tally.firstStageUnits)
    measure += tally.measure
    lonelyCells += tally.lonelyCells
    parents += tally.parents
    wholeParents += tally.wholeParents
    clustering.add(tally.clustering)
    clusteringOfMeasure.add(tally.clusteringOfMeasure)
    if isShort { shortDraws += 1 }
  }

  /// The forecast in numbers; exact expectations stand instead of means where there are any.
  func summary(exact: ExactExpectation?) -> ForecastSummary {
    let mean = { (sum: Double) in sum / Double(draws) }
    return ForecastSummary(
      size: size.count(mean: exact?.size ?? mean(Double(size.sum))),
      firstStageUnits: firstStageUnits.count(
        mean: exact?.parents ?? mean(Double(firstStageUnits.sum))),
      measure: exact?.measure ?? mean(measure),
      lonelyCells: exact?.lonelyCells ?? mean(lonelyCells),
      takenWhole: exact.map { $0.parents > 0 ? $0.wholeParents / $0.parents : 0 }
        ?? (parents > 0 ? wholeParents / parents : 0),
      clustering: clustering.mean, clusteringOfMeasure: clusteringOfMeasure.mean,
      probabilityShort: mean(Double(shortDraws)))
  }
}

/// A whole number over trial draws.
private struct Spread {
  private(set) var sum = 0
  private var least = Int.max
  private var most = Int.min

  mutating func add(_ value: Int) {
    sum += value
    least = min(least, value)
    most = max(most, value)
  }

  func count(mean: Double) -> ExpectedCount {
    ExpectedCount(mean: mean, range: least...most)
  }
}

/// A forecast in numbers.
struct ForecastSummary {
  let size: ExpectedCount
  let firstStageUnits: ExpectedCount
  let measure: Double
  let lonelyCells: Double
  let takenWhole: Double
  let clustering: Clustering?
  let clusteringOfMeasure: Clustering?
  let probabilityShort: Double
}

/// Exact expectations over all draws, where each parent's cells are known before and parents are
/// first-stage units: the sum over a stratum's units times m/M, or over all units times their
/// probabilities where these are unequal.
struct ExactExpectation {
  private(set) var size = 0.0
  private(set) var measure = 0.0
  private(set) var lonelyCells = 0.0
  private(set) var parents = 0.0
  private(set) var wholeParents = 0.0

  /// The expectations for samples of the second stage; `nil` if a sample's cells depend on the draw.
  ///
  /// - Parameter stratum: the stratum to look at; `nil` for all of them.
  init?(_ samples: [SampleBasis], _ first: FirstStageBasis, stratum: Int? = nil) {
    var cells = first.units.map { _ in [ForecastCell]() }
    for sample in samples {
      guard sample.stage == 2, let fixed = sample.fixedCells else { return nil }
      for parent in sample.parents.indices {
        guard let ancestor = sample.ancestors[parent] else { continue }
        cells[ancestor] += fixed[parent]
          .filter { stratum == nil || $0.stratum == stratum }
          .map {
            ForecastCell($0, of: sample, slot: ancestor, ancestor: ancestor, parentWeight: 1)
          }
      }
    }
    if let probabilities = first.probabilities {
      for unit in first.units.indices where !cells[unit].isEmpty {
        let tally = Tally(cells[unit], first)
        size += probabilities[unit] * tally.size
        measure += probabilities[unit] * tally.measure
        lonelyCells += probabilities[unit] * tally.lonelyCells
        parents += probabilities[unit] * tally.parents
        wholeParents += probabilities[unit] * tally.wholeParents
      }
      return
    }
    var tallies = first.strata.map { _ in Tally([], first) }
    for unit in first.units.indices where !cells[unit].isEmpty {
      tallies[first.stratumOfUnit[unit]].add(Tally(cells[unit], first))
    }
    for (index, tally) in tallies.enumerated() {
      size += first.expectation(of: tally.size, stratum: index)
      measure += first.expectation(of: tally.measure, stratum: index)
      lonelyCells += first.expectation(of: tally.lonelyCells, stratum: index)
      parents += first.expectation(of: tally.parents, stratum: index)
      wholeParents += first.expectation(of: tally.wholeParents, stratum: index)
    }
  }
}

extension Tally {
  /// Adds what can be added: numbers of units and cells, not the sizes of Kish.
  fileprivate mutating func add(_ other: Tally) {
    size += other.size
    measure += other.measure
    lonelyCells += other.lonelyCells
    parents += other.parents
    wholeParents += other.wholeParents
  }
}
