// SPDX-License-Identifier: GPL-3.0-or-later

import Distributions
import Tables

/// Exact limits of a proportion, and of the number of units behind it, from simple random samples of rows
/// without replacement in strata: ``StratifiedLimits``, in one stratum those of the hypergeometric
/// distribution.
///
/// They hold for any population and any sample size, with no approximation, and exist for 0 and 1. Without them
/// a ``FigureRule`` says why: ``FigureRule/notSimpleRandom`` unless every row is a unit of one stage, drawn by
/// simple random sampling from a stratum of known whole size; ``FigureRule/adjustedWeights`` unless each row weighs
/// its stratum's population over its sample; ``FigureRule/partialStrata`` where a row of a stratum lies outside of the
/// domain or has no value, since the number of units of the domain is not known then.
public enum StratifiedExactInterval: IntervalMethod {
  /// The name of the method.
  public static let name = "stratified-exact"

  /// One end of the interval, with its count.
  /// - Complexity: linear in rows; O(N log S) for N units in S strata.
  public static func limit(
    _ end: IntervalEnd, of estimate: Estimate, value: Double, tail: Double
  ) throws -> Limit {
    guard estimate.isRate else { return Limit(without: .notARate) }
    guard let rows = estimate.proportionRows else { return Limit(without: .notSimpleRandom) }
    switch rows.strata {
    case .failure(let reason): return Limit(without: reason.rule)
    case .success(let strata):
      let population = strata.reduce(0) { $0 + $1.population }
      let count =
        end == .lower
        ? try StratifiedLimits.lowerCount(of: strata, tail: tail)
        : try StratifiedLimits.upperCount(of: strata, tail: tail)
      // Near a census the possible numbers may all lie on one side of the estimate.
      let share = Double(count) / Double(population)
      return Limit(
        end == .lower ? min(value, share) : max(value, share),
        estimate.isCensus ? .census : nil, count: count)
    }
  }
}

extension ProportionRows {
  /// Why there are no strata to count in.
  struct Reason: Error {
    let rule: FigureRule
  }

  /// What was found in the strata of the domain.
  fileprivate var strata: Result<[StratifiedLimits.Stratum], Reason> {
    let level = design.levels[0]
    // One stage of units that are rows: as many units as rows, each with one.
    // A collapsed stratum was not drawn as one.
    guard design.stageCount == 1, !level.isSystematic, level.unequal == nil,
      level.collapsedStrata.isEmpty
    else {
      return .failure(Reason(rule: .notSimpleRandom))
    }
    if design.adjustment != nil { return .failure(Reason(rule: .adjustedWeights)) }
    var found = [Int](repeating: 0, count: level.cellCount)
    var used = found
    var last: UInt32?
    for row in rows {
      let unit = design.unitOfRow[Int(row)]
      guard unit != last else { return .failure(Reason(rule: .notSimpleRandom)) }
      last = unit
      let cell = Int(level.cellOfUnit[Int(unit)])
      let fraction = level.fraction[cell]
      guard fraction > 0 else { return .failure(Reason(rule: .notSimpleRandom)) }
      guard abs(design.weights[Int(row)] * fraction - 1) <= 1e-6 else {
        return .failure(Reason(rule: .adjustedWeights))
      }
      used[cell] += 1
      if indicator.values[Int(row)] == 1 { found[cell] += 1 }
    }
    var strata: [StratifiedLimits.Stratum] = []
    for cell in used.indices where used[cell] > 0 {
      let draws = level.size(of: cell)
      guard used[cell] == draws else { return .failure(Reason(rule: .partialStrata)) }
      let population = Double(draws) / level.fraction[cell]
      guard abs(population - population.rounded()) <= 1e-6, population < 0x1p53 else {
        return .failure(Reason(rule: .notSimpleRandom))
      }
      strata.append(
        StratifiedLimits.Stratum(
          found: found[cell], draws: draws, population: Int(population.rounded())))
    }
    return .success(strata)
  }
}
