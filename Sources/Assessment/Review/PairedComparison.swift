// SPDX-License-Identifier: GPL-3.0-or-later

internal import Distributions

/// Two assessments of the same units, such as a county's own and the third party's: where they agree, whether
/// one finds more errors than the other, and by how much.
public struct PairedComparison: Sendable, Equatable {
  /// Units in which both found an error.
  public let both: Int
  /// Units in which only the first did.
  public let onlyFirst: Int
  /// Units in which only the second did.
  public let onlySecond: Int
  /// Units in which neither did.
  public let neither: Int
  /// Cohen's (1960) kappa; `nil` where chance explains all.
  public let kappa: Double?
  /// The two-sided p of McNemar's test in its exact form: the binomial test that an error which only one found was
  /// found by either with probability 1/2 (McNemar 1947); 1 where none was.
  public let p: Double
  /// The difference of the rates, the second's minus the first's; `nil` without a unit.
  public let difference: Double?
  /// Its interval by Newcombe (1998, method 10), from the score limits of both rates; `nil` without a unit.
  public let interval: ClosedRange<Double>?

  /// The units that both assessed.
  public var count: Int { both + onlyFirst + onlySecond + neither }
  /// Those with the same result.
  public var equal: Int { both + neither }

  /// Compares the counts of a fourfold table.
  /// - Parameter confidence: that of the two-sided interval.
  /// - Throws: an error of the numerical methods.
  public init(
    both: Int, onlyFirst: Int, onlySecond: Int, neither: Int, confidence: Double
  ) throws {
    self.both = both
    self.onlyFirst = onlyFirst
    self.onlySecond = onlySecond
    self.neither = neither
    let n = Double(both + onlyFirst + onlySecond + neither)
    let discordant = onlyFirst + onlySecond
    p =
      discordant == 0
      ? 1
      : min(
        1,
        2
          * Binomial(trials: discordant, probability: 0.5)
          .cdf(min(onlyFirst, onlySecond)))
    guard n > 0 else {
      (kappa, difference, interval) = (nil, nil, nil)
      return
    }
    let first = Double(both + onlyFirst) / n
    let second = Double(both + onlySecond) / n
    let chance = first * second + (1 - first) * (1 - second)
    kappa = chance < 1 ? (Double(both + neither) / n - chance) / (1 - chance) : nil
    let difference = second - first
    self.difference = difference
    interval = try Self.interval(
      first: Double(both + onlyFirst), second: Double(both + onlySecond), n,
      correlation: Self.correlation(both, onlyFirst, onlySecond, neither), difference,
      tail: (1 - confidence) / 2)
  }

  /// φ of the table with Newcombe's correction for continuity; 0 where a margin is empty.
  private static func correlation(
    _ both: Int, _ onlyFirst: Int, _ onlySecond: Int, _ neither: Int
  ) -> Double {
    let margins =
      Double(both + onlyFirst) * Double(onlySecond + neither) * Double(both + onlySecond)
      * Double(onlyFirst + neither)
    guard margins > 0 else { return 0 }
    let product = Double(both) * Double(neither) - Double(onlyFirst) * Double(onlySecond)
    let half = Double(both + onlyFirst + onlySecond + neither) / 2
    let corrected = product > half ? product - half : product >= 0 ? 0 : product
    return corrected / margins.squareRoot()
  }

  private static func interval(
    first: Double, second: Double, _ n: Double, correlation phi: Double, _ difference: Double,
    tail: Double
  ) throws -> ClosedRange<Double> {
    let one = try Wilson.limits(x: first, n: n, lowerTail: tail, upperTail: tail)
    let two = try Wilson.limits(x: second, n: n, lowerTail: tail, upperTail: tail)
    let (p1, p2) = (first / n, second / n)
    func distance(_ a: Double, _ b: Double) -> Double {
      max(0, a * a - 2 * phi * a * b + b * b).squareRoot()
    }
    let lower = difference - distance(p2 - two.lower, one.upper - p1)
    let upper = difference + distance(two.upper - p2, p1 - one.lower)
    return max(-1, lower)...min(1, upper)
  }
}
