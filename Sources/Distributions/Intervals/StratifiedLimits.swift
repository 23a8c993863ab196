// SPDX-License-Identifier: GPL-3.0-or-later

import Glibc

/// Exact limits for the number of marked units in a population of strata, from a simple random sample without
/// replacement of each: Stark's combination of hypergeometric tests.
///
/// A number M is excluded from below if, however its marked units lie in the strata, their samples are
/// improbable together: with pₛ = P(Xₛ >= xₛ | Nₛ, Gₛ, nₛ) for Gₛ marked units in stratum s, Fisher's combination
/// -2 Σ ln pₛ (Fisher 1932) is stochastically no larger than χ² with 2S degrees of freedom, S being the number of
/// strata, since each pₛ is no smaller than uniform. The limit is the smallest M = Σ Gₛ whose largest Σ ln pₛ over
/// all allocations G reaches above the logarithm that the tail allows. With one stratum this is
/// ``HypergeometricLimits``. The chance of a limit on the wrong side of the truth is at most the tail.
///
/// The largest sum needs no search over allocations (Stark, "Strat", in P. B. Stark's pbstark/Strat): pₛ is the
/// distribution function at Gₛ of the xₛ-th smallest label in the sample, whose probabilities
/// C(g - 1, x - 1) C(N - g, n - x)/C(N, n) are log-concave, so that ln pₛ is concave in Gₛ and marked units
/// one after another go where they add most.
///
/// Strata taken whole add their count to both limits and are not combined. Fisher's combination pays for each
/// stratum: with hundreds of strata of a few draws the limits are far wider than a single sample's of that size.
public enum StratifiedLimits {
  /// What a simple random sample of one stratum found.
  public struct Stratum: Sendable, Hashable {
    /// The marked units in the sample, xₛ.
    public var found: Int
    /// The units in the sample, nₛ.
    public var draws: Int
    /// The units of the stratum, Nₛ.
    public var population: Int

    /// What a sample found.
    /// - Precondition: 0 <= found <= draws <= population.
    public init(found: Int, draws: Int, population: Int) {
      precondition(found >= 0 && found <= draws && draws <= population)
      self.found = found
      self.draws = draws
      self.population = population
    }
  }

  /// The smallest number of marked units that the samples do not exclude.
  ///
  /// - Parameters:
  ///   - strata: at least one.
  ///   - tail: 1 - C for a one-sided limit of confidence C; between 0 and 1.
  /// - Throws: ``NumericError`` if a quantile is not found.
  /// - Complexity: O(N log S) for N units in S strata, less where few marked units are excluded.
  public static func lowerCount(of strata: [Stratum], tail: Double) throws(NumericError) -> Int {
    precondition(!strata.isEmpty && tail > 0 && tail < 1)
    var count = strata.reduce(0) { $0 + $1.found }
    let sampled = strata.filter { $0.draws < $0.population && $0.draws > 0 }
    let paths = sampled.filter { $0.found > 0 }.map(Path.init)
    guard !paths.isEmpty else { return count }
    // Where Σ ln p lies no higher, the combination's chance is at most the tail.
    let cut =
      -0.5 * (try ChiSquare(degreesOfFreedom: Double(2 * sampled.count)).upperQuantile(tail))
    // A chance within a relative 10⁻¹² of the tail counts as equal to it.
    let highest = cut + 1e-12 * max(1, abs(cut))
    var sum = NeumaierSum(paths.map(\.logarithm))
    var heap = Heap(paths)
    while sum.value <= highest, let gain = heap.takeLargest() {
      sum.add(gain)
      count += 1
    }
    return count
  }

  /// The largest number of marked units that the samples do not exclude: the mirror image of
  /// ``lowerCount(of:tail:)``, of the unmarked units.
  /// - Throws: ``NumericError`` if a quantile is not found.
  /// - Complexity: as ``lowerCount(of:tail:)``.
  public static func upperCount(of strata: [Stratum], tail: Double) throws(NumericError) -> Int {
    let mirrored = strata.map {
      Stratum(found: $0.draws - $0.found, draws: $0.draws, population: $0.population)
    }
    return strata.reduce(0) { $0 + $1.population } - (try lowerCount(of: mirrored, tail: tail))
  }

  /// The chance of one stratum as its marked units grow.
  private struct Path {
    /// ln p at the number of marked units.
    let logarithm: Double
    private let found: Double
    private let draws: Double
    private let population: Double
    private var marked: Double
    /// The probability that one more marked unit adds to p, over p.
    private var ratio: Double

    /// At the least possible number of marked units, those that were found.
    init(_ stratum: Stratum) {
      found = Double(stratum.found)
      draws = Double(stratum.draws)
      population = Double(stratum.population)
      marked = found
      // C(N - x, n - x)/C(N, n), every marked unit being drawn.
      logarithm =
        lgamma(population - found + 1) - lgamma(draws - found + 1) - lgamma(population + 1)
        + lgamma(draws + 1)
      ratio = 0
      ratio = step(from: marked)
    }

    /// The gain of ln p by one more marked unit.
    var gain: Double { log1p(ratio) }

    /// Adds a marked unit.
    mutating func advance() {
      marked += 1
      ratio *= step(from: marked) / (1 + ratio)
    }

    /// The quotient of neighbouring probabilities of the label of the x-th marked unit, at g + 1 and g; 0 beyond
    /// the last possible label.
    private func step(from g: Double) -> Double {
      let rest = population - g - draws + found
      return rest > 0 ? g * rest / ((g - found + 1) * (population - g)) : 0
    }
  }

  /// The strata with the largest gain on top.
  private struct Heap {
    private var paths: [(gain: Double, path: Path)]

    init(_ paths: [Path]) {
      self.paths = paths.map { ($0.gain, $0) }
      for index in stride(from: self.paths.count / 2 - 1, through: 0, by: -1) { sink(index) }
    }

    /// The largest gain, after which its stratum has one more marked unit; `nil` if no more can be had.
    mutating func takeLargest() -> Double? {
      let gain = paths[0].gain
      guard gain > 0 else { return nil }
      paths[0].path.advance()
      paths[0].gain = paths[0].path.gain
      sink(0)
      return gain
    }

    private mutating func sink(_ start: Int) {
      var index = start
      let moving = paths[index]
      while true {
        var child = 2 * index + 1
        guard child < paths.count else { break }
        if child + 1 < paths.count && paths[child + 1].gain > paths[child].gain { child += 1 }
        guard paths[child].gain > moving.gain else { break }
        paths[index] = paths[child]
        index = child
      }
      paths[index] = moving
    }
  }
}
