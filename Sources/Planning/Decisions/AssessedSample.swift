// SPDX-License-Identifier: GPL-3.0-or-later

internal import Distributions
package import Estimation

/// A drawn sample whose households have their numbers of persons, ready to be judged by the errors in it.
///
/// It holds what ``Estimation/Clustering`` says of a rate as far as it does not depend on the errors, so
/// that many populations can be tried on one sample. The estimate is Σwsy/Σws and its variance Taylor's with
/// villages as drawn with replacement, as the default interval takes it. Within a cell households stand in
/// random order: x errors are the first x.
struct AssessedSample: Sendable {
  let sample: DrawnCells
  /// Where the sums of each cell stand: `start[c] + x` for its first x households.
  private var start: [Int] = []
  /// Sums of persons, and of their squares.
  private var persons: [Int] = [0]
  private var squares: [Int] = [0]
  private let total: Double
  private let clustering: Clustering
  private let degreesOfFreedom: Int
  private let isWhole: [Bool]
  let isCensus: Bool

  /// A sample with households' persons at random; without sizes each counts as one.
  init(_ sample: DrawnCells, sizes: HouseholdSizes?, random: RandomSource) {
    self.sample = sample
    for cell in sample.cells {
      start.append(persons.count - 1)
      for _ in 0..<cell.size {
        let size = sizes?.draw(random) ?? 1
        persons.append(persons[persons.count - 1] + size)
        squares.append(squares[squares.count - 1] + size * size)
      }
    }
    isWhole = sample.strata.map { $0.drawn == $0.population && sample.hasEqualProbabilities }
    let isWhole = isWhole
    isCensus = sample.cells.allSatisfy { isWhole[$0.stratum] && $0.size == $0.population }
    var total = 0.0
    for (index, cell) in sample.cells.enumerated() {
      total += cell.weight * Double(persons[start[index] + cell.size] - persons[start[index]])
    }
    self.total = total
    var parts = ClusterParts(strata: sample.strata.count)
    for (index, cell) in sample.cells.enumerated() {
      let from = start[index]
      let sum = cell.weight * Double(persons[from + cell.size] - persons[from])
      let square = cell.weight * cell.weight * Double(squares[from + cell.size] - squares[from])
      let share = Double(cell.drawn.asked) / Double(cell.drawn.population)
      parts.add(
        sum: sum, square: square, units: cell.size, of: cell, isWhole: isWhole[cell.stratum],
        fraction: sample.fraction(of: cell.stratum), share: share)
    }
    parts.endVillage(sample)
    clustering = parts.clustering(total: total)
    degreesOfFreedom = parts.villages - parts.strataSeen
  }

  /// The number of households asked.
  var households: Int { persons.count - 1 }

  /// The persons of all households asked.
  var allPersons: Int { persons[households] }

  /// The persons of the households in error, and the weighted share of errors.
  func figures(errors: [Int]) -> (found: Int, share: Double) {
    var found = 0
    var weighted = 0.0
    for (cell, count) in errors.enumerated() where count > 0 {
      let persons = self.persons[start[cell] + count] - self.persons[start[cell]]
      found += persons
      weighted += sample.cells[cell].weight * Double(persons)
    }
    return (found, weighted / total)
  }

  /// What the assessment says if so many households of each cell are in error.
  /// - Throws: an error of the numerical methods.
  func outcome(errors: [Int], _ rule: DecisionRule) throws -> DecisionOutcome {
    let (found, p) = figures(errors: errors)
    let isMet = rule.isMet(errors: found, of: allPersons)
    if isCensus {
      return isMet ? .metConclusively : .missedConclusively
    }
    // A limit never lies on the estimate's other side, so that one of them can decide.
    let end: IntervalEnd = rule.isMet(by: p) ? .upper : .lower
    let limit = try limit(end, p: p, errors: errors, rule)
    return DecisionOutcome(
      isMet: isMet, showsMet: end == .upper && rule.isMet(by: limit),
      showsMissed: end == .lower && !rule.isMet(by: limit))
  }

  /// The one-sided limit of the share of errors.
  func limit(_ end: IntervalEnd, errors: [Int], _ rule: DecisionRule) throws -> Double {
    try limit(end, p: figures(errors: errors).share, errors: errors, rule)
  }

  func limit(
    _ end: IntervalEnd, p: Double, errors: [Int], _ rule: DecisionRule
  ) throws -> Double {
    if let population = sample.exactPopulation {
      return exactLimit(end, p: p, errors.reduce(0, +), of: population, tail: 1 - rule.confidence)
    }
    var clustering = clustering
    clustering.variance = variance(p: p, errors: errors)
    return try StabilizedInterval.limit(
      end, p: p, clustering: clustering, degreesOfFreedom: degreesOfFreedom,
      ceiling: rule.iccCeiling, tail: 1 - rule.confidence)
  }

  /// The exact limit of a share in a finite population, which near a census can only lie on one side.
  private func exactLimit(
    _ end: IntervalEnd, p: Double, _ found: Int, of population: Int, tail: Double
  ) -> Double {
    let n = households
    if end == .upper {
      let count = HypergeometricLimits.upperCount(
        found: found, of: n, population: population, tail: tail)
      return max(p, Double(count) / Double(population))
    }
    let count = HypergeometricLimits.lowerCount(
      found: found, of: n, population: population, tail: tail)
    return min(p, Double(count) / Double(population))
  }

  /// Σ m/(m - 1) Σ(z - z̄)² over the villages of each stratum, z = Σ u(y - p)/Σu; in strata taken whole
  /// over the households of each cell.
  private func variance(p: Double, errors: [Int]) -> Double {
    var sums = [Double](repeating: 0, count: sample.strata.count)
    var sumsOfSquares = sums
    var variance = 0.0
    var village = 0.0
    let cells = sample.cells
    for index in cells.indices {
      let cell = cells[index]
      let (z, square) = deviations(of: index, p: p, errors: errors[index])
      if isWhole[cell.stratum] {
        variance += Self.deviation(sum: z, squares: square, count: cell.drawn.asked)
      } else {
        village += z
        if index + 1 == cells.count || cells[index + 1].village != cell.village {
          sums[cell.stratum] += village
          sumsOfSquares[cell.stratum] += village * village
          village = 0
        }
      }
    }
    for (index, stratum) in sample.strata.enumerated() where !isWhole[index] && stratum.drawn > 0 {
      variance += Self.deviation(
        sum: sums[index], squares: sumsOfSquares[index], count: stratum.drawn)
    }
    return variance
  }

  /// Σz and Σz² of a cell's households, z = u(y - p)/Σu.
  func deviations(of index: Int, p: Double, errors: Int) -> (sum: Double, squares: Double) {
    let cell = sample.cells[index]
    let from = start[index]
    let inError = cell.weight * Double(persons[from + errors] - persons[from])
    let all = cell.weight * Double(persons[from + cell.size] - persons[from])
    let weight = cell.weight * cell.weight
    let squareOfErrors = weight * Double(squares[from + errors] - squares[from])
    let squareOfAll = weight * Double(squares[from + cell.size] - squares[from])
    return (
      (inError - p * all) / total,
      ((1 - 2 * p) * squareOfErrors + p * p * squareOfAll) / (total * total)
    )
  }

  /// n/(n - 1) Σ(z - z̄)²; z² of a unit alone.
  private static func deviation(sum: Double, squares: Double, count: Int) -> Double {
    let n = Double(count)
    return count > 1 ? n / (n - 1) * max(0, squares - sum * sum / n) : squares
  }
}

extension DrawnCells {
  /// The one-sided limit of the share of errors, each household counting once.
  ///
  /// - Parameter errors: households in error of each cell.
  /// - Throws: an error of the numerical methods.
  package func limit(_ end: IntervalEnd, errors: [Int], _ rule: DecisionRule) throws -> Double {
    try AssessedSample(self, sizes: nil, random: RandomSource(seed: ""))
      .limit(end, errors: errors, rule)
  }

  /// The share of a stratum's villages that shortens limits; 0 where villages have unequal probabilities.
  func fraction(of stratum: Int) -> Double {
    guard hasEqualProbabilities else { return 0 }
    return Double(strata[stratum].drawn) / Double(strata[stratum].population)
  }
}

/// Adds up a clustering cell by cell.
private struct ClusterParts {
  private var clusterSquares = 0.0
  private var clusterRest = 0.0
  private var unitSquares = 0.0
  private var unitRest = 0.0
  private var sums: [Double]
  private var units: [Int]
  private var village: (number: Int, stratum: Int, sum: Double)?
  private(set) var villages = 0

  init(strata: Int) {
    sums = [Double](repeating: 0, count: strata)
    units = [Int](repeating: 0, count: strata)
  }

  /// The strata with a household.
  var strataSeen: Int { units.count { $0 > 0 } }

  mutating func add(
    sum: Double, square: Double, units: Int, of cell: DrawnCells.Cell, isWhole: Bool,
    fraction: Double, share: Double
  ) {
    unitSquares += square
    unitRest += square * (1 - fraction * share)
    sums[cell.stratum] += sum
    self.units[cell.stratum] += units
    if village?.number != cell.village {
      closeVillage(fraction: lastFraction)
      village = (cell.village, cell.stratum, 0)
      villages += 1
    }
    lastFraction = fraction
    if isWhole {
      clusterSquares += square
      clusterRest += square * (1 - share)
    } else {
      village!.sum += sum
    }
  }

  private var lastFraction = 0.0

  mutating func endVillage(_ sample: DrawnCells) { closeVillage(fraction: lastFraction) }

  private mutating func closeVillage(fraction: Double) {
    guard let village else { return }
    clusterSquares += village.sum * village.sum
    clusterRest += village.sum * village.sum * (1 - fraction)
  }

  func clustering(total: Double) -> Clustering {
    let square = total * total
    let count = units.reduce(0, +)
    let mean = total / Double(count)
    let largest = zip(sums, units).reduce(0.0) {
      $1.1 > 0 ? max($0, $1.0 / Double($1.1) / mean) : $0
    }
    return Clustering(
      clusterSquares: clusterSquares / square, unitSquares: unitSquares / square,
      clusterRest: clusterRest / square, unitRest: unitRest / square, largestMean: largest,
      units: count, variance: 0)
  }
}
