// SPDX-License-Identifier: GPL-3.0-or-later

internal import Estimation
internal import Sampling

/// Adds up how the units of a planned sample will lie in clusters; see ``Estimation/Clustering``.
struct ClusteringSums {
  private let first: FirstStageBasis
  private var clusters: [Int: Double] = [:]
  private var squares = 0.0
  private var rest = 0.0
  /// What strata taken whole bring, whose units are clusters of their own.
  private var wholeSquares = 0.0
  private var wholeRest = 0.0
  private var largest = 0.0
  private var strata: [Int: (sum: Double, units: Double)] = [:]

  init(_ first: FirstStageBasis) { self.first = first }

  /// Adds the units that will be drawn from a cell.
  ///
  /// - Parameters:
  ///   - weight: that of each unit.
  ///   - sum: Σu over them.
  ///   - squares: Σu².
  mutating func add(_ cell: ForecastCell, weight: Double, sum: Double, squares: Double) {
    let stratum = first.stratumOfUnit[cell.ancestor]
    let share = Double(cell.cell.size) / Double(cell.cell.population)
    self.squares += squares
    rest += squares * (first.hasEqualProbabilities ? 1 - 1 / weight : 1)
    if first.fraction(ofStratum: stratum) >= 1 {
      wholeSquares += squares
      wholeRest += squares * (1 - share)
    } else {
      clusters[cell.ancestor, default: 0] += sum
    }
    largest = max(largest, sum / Double(cell.cell.size))
    strata[stratum, default: (0, 0)].sum += sum
    strata[stratum]!.units += Double(cell.cell.size)
  }

  /// The clustering, `nil` without a unit.
  var clustering: Clustering? {
    let total = strata.values.reduce(0) { $0 + $1.sum }
    let units = strata.values.reduce(0) { $0 + $1.units }
    guard total > 0 else { return nil }
    var clusterSquares = wholeSquares
    var clusterRest = wholeRest
    // In the order of the villages, so that sums do not depend on a hash table's.
    for (ancestor, sum) in clusters.sorted(by: { $0.key < $1.key }) {
      clusterSquares += sum * sum
      clusterRest +=
        sum * sum
        * (first.hasEqualProbabilities
          ? 1 - first.fraction(ofStratum: first.stratumOfUnit[ancestor]) : 1)
    }
    let square = total * total
    return Clustering(
      clusterSquares: clusterSquares / square, unitSquares: squares / square,
      clusterRest: clusterRest / square, unitRest: rest / square,
      largestMean: strata.values.reduce(0) { max($0, $1.sum / $1.units / (total / units)) },
      largestShare: largest / total, units: Int(units.rounded()), variance: 0)
  }
}

/// The mean of clusterings over trial draws.
struct MeanClustering {
  private var sum: Clustering?
  private var units = 0
  private var count = 0.0

  /// Adds that of a draw; draws without a unit do not count.
  mutating func add(_ clustering: Clustering?) {
    guard let clustering else { return }
    count += 1
    units += clustering.units
    guard var sum else {
      self.sum = clustering
      return
    }
    sum.clusterSquares += clustering.clusterSquares
    sum.unitSquares += clustering.unitSquares
    sum.clusterRest += clustering.clusterRest
    sum.unitRest += clustering.unitRest
    sum.largestMean += clustering.largestMean
    sum.largestShare += clustering.largestShare
    self.sum = sum
  }

  /// The mean, `nil` if no draw has a unit.
  var mean: Clustering? {
    guard var mean = sum else { return nil }
    mean.clusterSquares /= count
    mean.unitSquares /= count
    mean.clusterRest /= count
    mean.unitRest /= count
    mean.largestMean /= count
    mean.largestShare /= count
    mean.units = Int((Double(units) / count).rounded())
    return mean
  }
}

extension FirstStageBasis {
  /// The share of a stratum's units that is drawn.
  func fraction(ofStratum stratum: Int) -> Double {
    strata[stratum].expectedSize.doubleValue / Double(strata[stratum].population)
  }

  /// Whether the units of a stratum have equal probabilities.
  var hasEqualProbabilities: Bool { design.method == .simpleRandom || design.method == .systematic }
}
