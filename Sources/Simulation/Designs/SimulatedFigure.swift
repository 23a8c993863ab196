// SPDX-License-Identifier: GPL-3.0-or-later

internal import Estimation
internal import Planning
internal import Sampling
internal import Tables

/// A figure that was estimated from many draws, beside its true value.
public struct SimulatedFigure: Sendable {
  /// Which figure.
  public enum Kind: String, Sendable, CaseIterable {
    /// The number of units, estimated by the sum of weights.
    case count
    /// The outcome's total, estimated by Horvitz and Thompson's Σ w y (1952).
    case total
    /// The outcome's mean per unit, estimated by the weighted mean Σ w y / Σ w.
    case mean
  }

  /// Which figure.
  public let kind: Kind
  /// The true value.
  public let truth: Double
  /// The mean of the estimates.
  public let average: Double
  /// The standard deviation of the estimates, with divisor R - 1 over R draws: the true standard error.
  public let spread: Double
  /// The standard error of ``average``: spread/√R.
  public let averageError: Double
  /// The root of the mean of the estimated variances; `nil` where they are not estimated.
  public let estimatedError: Double?

  /// What the estimates are too large on average.
  public var bias: Double { average - truth }

  /// The bias in its standard errors; `nil` if all estimates are the same.
  public var biasInErrors: Double? { averageError > 0 ? bias / averageError : nil }
}

/// The estimates of the draws of a simulation while it goes on.
struct DrawEstimates {
  private let outcome: [Double]
  private let truths: [Double]
  /// For each figure the sums of the estimates' distances from the truth, of their squares, and of the
  /// estimated variances.
  private var sums = [Double](repeating: 0, count: 3)
  private var squares = [Double](repeating: 0, count: 3)
  private var variances = [Double](repeating: 0, count: 3)
  private var draws = 0
  private(set) var hasVariance: Bool
  private(set) var sizes = 0...0

  init(_ design: SamplingDesign, outcome: [Double]) {
    self.outcome = outcome
    let total = outcome.reduce(0, +)
    truths = [Double(outcome.count), total, total / Double(outcome.count)]
    // The variance of the cube and of the local pivotal method is known at the first stage alone.
    hasVariance = design.methodWithoutVariance() == nil
  }

  mutating func add(_ draw: Draw, _ mains: [DrawnUnit]) throws {
    var count = 0.0
    var total = 0.0
    for unit in mains {
      let weight = unit.weight?.doubleValue ?? 0
      count += weight
      total += weight * outcome[unit.row]
    }
    // A draw without a unit estimates 0 for all.
    let estimates = [count, total, count > 0 ? total / count : 0]
    for (index, estimate) in estimates.enumerated() {
      let distance = estimate - truths[index]
      sums[index] += distance
      squares[index] += distance * distance
    }
    sizes =
      draws == 0
      ? mains.count...mains.count
      : min(sizes.lowerBound, mains.count)...max(sizes.upperBound, mains.count)
    draws += 1
    if hasVariance { try addVariances(draw, mains) }
  }

  /// Adds the estimated variances; where a draw has none, there is none for the design.
  private mutating func addVariances(_ draw: Draw, _ mains: [DrawnUnit]) throws {
    guard !mains.isEmpty else {
      hasVariance = false
      return
    }
    let design: SurveyDesign
    do {
      design = try SurveyDesign(draw)
    } catch let fault as Fault
      where [.lonelyUnit, .lonelyUnitWithoutDonor, .poolNeedsEqualProbabilities]
      .contains(fault.code)
    {
      hasVariance = false
      return
    }
    let ones = NumberColumn(mains.map { _ in 1 })
    let values = NumberColumn(mains.map { outcome[$0.row] })
    for (index, estimate) in [
      try design.total(of: ones), try design.total(of: values), design.mean(of: values),
    ].enumerated() {
      guard let variance = estimate.variance else {
        hasVariance = false
        return
      }
      variances[index] += variance
    }
  }

  /// Whether a mean square is no more than the rounding of sums of weights.
  private func isRounding(_ square: Double, _ index: Int) -> Bool {
    square <= (truths[index] * 1e-12) * (truths[index] * 1e-12)
  }

  var figures: [SimulatedFigure] {
    let count = Double(draws)
    return SimulatedFigure.Kind.allCases.enumerated().map { index, kind in
      // Weights that must sum to N do so up to the rounding of their sum.
      let isExact = isRounding(squares[index] / count, index)
      let mean = isExact ? 0 : sums[index] / count
      let variance = isExact ? 0 : max(0, (squares[index] - count * mean * mean) / (count - 1))
      return SimulatedFigure(
        kind: kind, truth: truths[index], average: truths[index] + mean,
        spread: variance.squareRoot(), averageError: (variance / count).squareRoot(),
        estimatedError: hasVariance
          ? (isRounding(variances[index] / count, index)
            ? 0 : (variances[index] / count).squareRoot()) : nil)
    }
  }
}
