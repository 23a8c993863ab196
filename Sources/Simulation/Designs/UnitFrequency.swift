// SPDX-License-Identifier: GPL-3.0-or-later

internal import Sampling
internal import Tables

/// How often a unit was drawn in a simulation, and how often it should have been.
public struct UnitFrequency: Sendable {
  /// The row in the register, counted from 0.
  public let row: Int
  /// The unit's id.
  public let id: String
  /// In how many draws it was a main.
  public let draws: Int
  /// The part of the draws.
  public let frequency: Double
  /// The probability that the draws stated, their mean if it depends on the draw; `nil` if it was never
  /// drawn.
  public let probability: Double?
  /// How far the frequency is from the probability, in standard errors; `nil` for a unit that was never
  /// drawn, or always with probability 1.
  ///
  /// Where the stated probability π is the same in every draw, (f - π)/√(π(1 - π)/R) over R draws. Where
  /// it depends on the draw, the mean of I/π, whose expectation is 1, takes the place of f, with its own
  /// standard error.
  public let deviation: Double?
}

/// The frequencies of units while a simulation goes on.
struct UnitTallies {
  private var counts: [Int]
  /// The sum of stated probabilities.
  private var stated: [Double]
  /// The sums of 1/π and of its square.
  private var weights: [Double]
  private var squares: [Double]
  private var first: [Rational?]
  private var varies: [Bool]

  init(rows: Int) {
    counts = [Int](repeating: 0, count: rows)
    stated = [Double](repeating: 0, count: rows)
    weights = stated
    squares = stated
    first = [Rational?](repeating: nil, count: rows)
    varies = [Bool](repeating: false, count: rows)
  }

  mutating func add(_ unit: DrawnUnit) {
    guard let probability = unit.probability, let weight = unit.weight?.doubleValue else { return }
    let row = unit.row
    counts[row] += 1
    stated[row] += probability.doubleValue
    weights[row] += weight
    squares[row] += weight * weight
    if let first = first[row], first != probability { varies[row] = true }
    first[row] = first[row] ?? probability
  }

  func frequencies(ids: TextColumn, draws: Int) -> [UnitFrequency] {
    counts.indices.map { row in
      UnitFrequency(
        row: row, id: ids.text(at: row), draws: counts[row],
        frequency: Double(counts[row]) / Double(draws),
        probability: varies[row] ? stated[row] / Double(counts[row]) : first[row]?.doubleValue,
        deviation: deviation(of: row, draws: Double(draws)))
    }
  }

  private func deviation(of row: Int, draws: Double) -> Double? {
    guard let first = first[row] else { return nil }
    if !varies[row] {
      let probability = first.doubleValue
      // A unit that is stated to be certain has no error: each draw without it counts as one.
      if first == .one { return counts[row] == Int(draws) ? nil : Double(counts[row]) - draws }
      let error = (probability * (1 - probability) / draws).squareRoot()
      return (Double(counts[row]) / draws - probability) / error
    }
    let mean = weights[row] / draws
    let variance = (squares[row] - draws * mean * mean) / (draws - 1)
    return variance > 0 ? (mean - 1) / (variance / draws).squareRoot() : nil
  }
}
