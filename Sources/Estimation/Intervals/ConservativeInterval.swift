// SPDX-License-Identifier: GPL-3.0-or-later

import Distributions
import Foundation
public import Tables

/// What is known of the whole population beside the sample, for limits that must hold for all of it.
public struct PopulationLimits: Sendable, Hashable {
  /// The number of last-stage units in the largest first-stage unit of the population; of all, not of those drawn.
  public var largestCluster: Double?
  /// The number of last-stage units in the population.
  public var units: Int?

  /// What is known.
  /// - Throws: ``Fault/Code/populationLimitOutOfRange`` unless both are positive.
  public init(largestCluster: Double? = nil, units: Int? = nil) throws {
    for value in [largestCluster, units.map { Double($0) }].compactMap({ $0 }) where !(value >= 1) {
      throw Fault(.populationLimitOutOfRange, ["value": "\(value)"])
    }
    self.largestCluster = largestCluster
    self.units = units
  }
}

/// Limits of a proportion that hold for every population, however its errors lie in villages: those of
/// ``ConservativeBound``.
///
/// For one or two stages of simple random sampling without replacement, in strata at both. Strata whose first-stage
/// units were all drawn enter by their households. Of the others the size of the largest village must be known
/// (``PopulationLimits/largestCluster``), since one that was not drawn may be wrong as a whole; where the number of
/// households is known, too, limits are also counts. With n villages of equal size and no error the upper limit is
/// near 1 - α^(1/n); no method that holds for every population can be below the hypergeometric limit of n villages
/// that are right or wrong as a whole.
///
/// Every limit names ``FigureRule/conservative``; where there is none, the rule says why.
public enum ConservativeInterval: IntervalMethod {
  /// The name of the method.
  public static let name = "conservative"

  /// One end of the interval, with its count where the population is known.
  /// - Complexity: linear in rows.
  public static func limit(
    _ end: IntervalEnd, of estimate: Estimate, value: Double, tail: Double
  ) throws -> Limit {
    guard estimate.isRate else { return Limit(without: .notARate) }
    guard let rows = estimate.proportionRows else { return Limit(without: .notSimpleStages) }
    let sample: ConservativeSample
    switch rows.conservativeSample(estimate.populationLimits) {
    case .failure(let reason): return Limit(without: reason.rule)
    case .success(let found): sample = found
    }
    let bound = ConservativeBound(sample.units, largest: sample.largest)
    let share = end == .upper ? bound.upper(tail: tail) : bound.lower(tail: tail)
    let limit = end == .upper ? max(value, share) : min(value, share)
    var count: Int?
    if let population = sample.population {
      // Rounding must not lose a whole unit.
      let units = limit * Double(population)
      count =
        end == .upper
        ? min(population, Int((units + 1e-6).rounded(.down)))
        : max(0, Int((units - 1e-6).rounded(.up)))
    }
    return Limit(limit, .conservative, count: count)
  }
}

/// The units that a sample of one or two stages consists of, as ``ConservativeBound`` needs them.
private struct ConservativeSample {
  var units: [ConservativeBound.Unit] = []
  var largest = 0.0
  var population: Int?
}

extension ProportionRows {
  /// The units of the sample: villages, or households in strata whose villages were all drawn.
  fileprivate func conservativeSample(
    _ limits: PopulationLimits?
  ) -> Result<ConservativeSample, Reason> {
    let levels = design.levels
    guard levels.count <= 2, levels.allSatisfy({ !$0.isSystematic && $0.unequal == nil }),
      levels[0].collapsedStrata.isEmpty,
      levels.allSatisfy({ level in
        (0..<level.cellCount).allSatisfy { level.size(of: $0) == 0 || level.fraction[$0] > 0 }
      })
    else {
      return .failure(Reason(rule: .notSimpleStages))
    }
    if design.adjustment != nil { return .failure(Reason(rule: .adjustedWeights)) }
    let last = levels[levels.count - 1]
    var sample = ConservativeSample()
    var counted = [Double](repeating: 0, count: levels[0].unitCount)
    var all = counted
    var lastUnit: UInt32?
    for row in rows {
      let unit = design.unitOfRow[Int(row)]
      guard unit != lastUnit else { return .failure(Reason(rule: .notSimpleStages)) }
      lastUnit = unit
      let weight = design.weights[Int(row)]
      let cell = Int(last.cellOfUnit[Int(unit)])
      guard abs(weight * last.fraction[cell] * last.carry[cell] - 1) <= 1e-6 else {
        return .failure(Reason(rule: .adjustedWeights))
      }
      let isCounted = indicator.values[Int(row)] == 1
      let primary = Int(design.primaryUnit(ofLastStageUnit: unit))
      if levels.count == 1 || levels[0].isWhole(Int(levels[0].cellOfUnit[primary])) {
        // A household of a village that was certain to be drawn is a unit of its own.
        sample.units.append(.init(counted: isCounted ? weight : 0, all: weight))
      } else {
        all[primary] += weight
        if isCounted { counted[primary] += weight }
      }
    }
    for unit in all.indices where all[unit] > 0 {
      sample.units.append(.init(counted: counted[unit], all: all[unit]))
    }
    let rest = design.largestClusters(limits?.largestCluster)
    if let rule = rest.rule { return .failure(Reason(rule: rule)) }
    sample.largest = max(rest.largest, design.largestSingleWeight)
    if rows.count == design.unitOfRow.count(where: { $0 != SurveyDesign.outside }) {
      sample.population = limits?.units ?? (rest.largest == 0 ? design.wholePopulation : nil)
    }
    return .success(sample)
  }
}

extension SurveyDesign {
  /// The largest expanded size that a first-stage unit of a stratum that was not taken whole can have, 0 if
  /// there is none, or why it is unknown.
  fileprivate func largestClusters(_ limit: Double?) -> (largest: Double, rule: FigureRule?) {
    guard levels.count == 2 else { return (0, nil) }
    let strata = levels[0]
    let open = (0..<strata.cellCount).filter { !strata.isWhole($0) && strata.size(of: $0) > 0 }
    guard !open.isEmpty else { return (0, nil) }
    guard let limit else { return (0, .clusterLimitUnknown) }
    var sizes = [Double](repeating: 0, count: strata.unitCount)
    for cell in 0..<levels[1].cellCount where levels[1].size(of: cell) > 0 {
      sizes[Int(levels[1].parentOfCell[cell])] +=
        Double(levels[1].size(of: cell)) / levels[1].fraction[cell]
    }
    let isBroken = sizes.indices.contains {
      !strata.isWhole(Int(strata.cellOfUnit[$0])) && sizes[$0] > limit * (1 + 1e-9)
    }
    if isBroken { return (0, .clusterAboveLimit) }
    return (open.map { limit / strata.fraction[$0] }.max()!, nil)
  }

  /// The largest weight of households that are units of their own; 0 if none are.
  fileprivate var largestSingleWeight: Double {
    let last = levels[levels.count - 1]
    var largest = 0.0
    for cell in 0..<last.cellCount where last.size(of: cell) > 0 {
      let stratum = Int(last.stratumOfCell[cell])
      if levels.count == 1 || levels[0].isWhole(stratum) {
        largest = max(largest, 1 / last.fraction[cell])
      }
    }
    return largest
  }

  /// The number of units of the population where the sample tells it: the sum of all weights.
  fileprivate var wholePopulation: Int? {
    var sum = NeumaierSum()
    for row in weights.indices where unitOfRow[row] != Self.outside { sum.add(weights[row]) }
    let rounded = sum.value.rounded()
    return abs(sum.value - rounded) <= 1e-6 && rounded < 0x1p53 ? Int(rounded) : nil
  }
}

extension Fault.Code {
  /// A number that a population cannot have was given for it.
  public static let populationLimitOutOfRange = Fault.Code("population-limit-out-of-range", .usage)
}
