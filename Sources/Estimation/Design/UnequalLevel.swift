// SPDX-License-Identifier: GPL-3.0-or-later

public import Tables

/// The unequal probabilities of a stage in hierarchical order, and what its variances need beside
/// them.
package struct UnequalLevel: Sendable {
  /// The probability of each unit within its cell; 1 for certain units.
  package let probability: [Double]
  /// How the variance of each cell is estimated.
  package let variance: [UnequalVariance]
  /// The number of units of each cell that are not certain.
  package let uncertain: [Int]
  /// The number of all units of each cell.
  private let sizes: [Int]
  /// Σ(1 - π) over the units of each cell.
  package let rest: [Double]
  /// The approximations and estimators that the stage's variances are named after, each once.
  let rules: [FigureRule]
  /// The covariances of pairs.
  package let pairs: PairCovariances
  /// The neighbours of units.
  package let neighbours: Neighbourhoods
  /// The spaces of balancing variables.
  package let balance: BalancedGroups

  /// - Parameters:
  ///   - cellOrder, unitOrder: the numbers that cells and units had before.
  ///   - newUnit: the number that each unit has now.
  ///   - parents: the unit of the stage above of each cell.
  /// - Throws: ``Fault/Code/probabilityOutOfRange``, ``Fault/Code/jointPairMissing``,
  ///   ``Fault/Code/jointOutOfRange``, ``Fault/Code/balanceTooLarge``.
  init(
    _ selection: UnequalSelection, stage: Int, cellOrder: [UInt32], unitOrder: [UInt32],
    newUnit: [UInt32], unitStart: [Int], parents: [UInt32], population: [Double]?,
    name: (Int) -> String, unitName: (Int) -> String
  ) throws {
    precondition(selection.probabilities.count == unitOrder.count)
    precondition(selection.variances.count == cellOrder.count)
    variance = cellOrder.map { selection.variances[Int($0)] }
    var probability = unitOrder.map { selection.probabilities[Int($0)] }
    var uncertain = [Int](repeating: 0, count: cellOrder.count)
    var rest = [Double](repeating: 0, count: cellOrder.count)
    for cell in variance.indices {
      let units = unitStart[cell]..<unitStart[cell + 1]
      if variance[cell] == .simpleRandom {
        guard let population else { preconditionFailure("the population is unknown") }
        for unit in units { probability[unit] = Double(units.count) / population[cell] }
      }
      for unit in units {
        // A population below its sample is refused as such later.
        guard variance[cell] == .simpleRandom || probability[unit] > 0 && probability[unit] <= 1
        else {
          throw Fault(
            .probabilityOutOfRange, ["stage": "\(stage)", "value": "\(probability[unit])"])
        }
        if probability[unit] < 1 { uncertain[cell] += 1 }
        rest[cell] += 1 - probability[unit]
      }
    }
    self.probability = probability
    self.uncertain = uncertain
    self.rest = rest
    var kinds: Set<UnequalVariance> = []
    for cell in variance.indices where uncertain[cell] > 0 { kinds.insert(variance[cell]) }
    rules = UnequalVariance.allCases.filter { kinds.contains($0) }.compactMap(\.rule)
    sizes = variance.indices.map { unitStart[$0 + 1] - unitStart[$0] }
    pairs = try PairCovariances(
      selection.pairs, newUnit: newUnit, variance: variance, unitStart: unitStart,
      probability: probability, stage: stage, name: name, unitName: unitName)
    neighbours = Neighbourhoods(
      coordinates: selection.coordinates.map { column in unitOrder.map { column[Int($0)] } },
      variance: variance, unitStart: unitStart, probability: probability)
    balance = try BalancedGroups(
      variables: selection.balance.map { column in unitOrder.map { column[Int($0)] } },
      variance: variance, unitStart: unitStart, parents: parents, probability: probability,
      stage: stage, name: name)
  }

  /// The number of all units of a cell.
  func size(of cell: Int) -> Int { sizes[cell] }

  /// What multiplies the sum of a cell that is not lonely, beside what the stages above bring.
  func scale(of cell: Int) -> Double {
    let n = Double(uncertain[cell])
    return switch variance[cell] {
    case .brewer, .hajek: n > 1 ? n / (n - 1) : 0
    case .balanced: balance.scale(of: cell)
    case .poisson, .yatesGrundy, .horvitzThompson, .neighbours: 1
    case .simpleRandom: 0
    }
  }
}

extension UnequalVariance {
  /// The rule by which a figure names the estimator of its variance where the data do not determine
  /// one.
  var rule: FigureRule? {
    switch self {
    case .brewer: .brewerApproximation
    case .hajek: .hajekApproximation
    case .balanced: .balancedApproximation
    case .neighbours: .neighbourhoodVariance
    case .simpleRandom, .poisson, .yatesGrundy, .horvitzThompson: nil
    }
  }
}

extension Fault.Code {
  /// A probability is not above 0 and at most 1.
  public static let probabilityOutOfRange = Fault.Code("probability-out-of-range", .data)
}
