// SPDX-License-Identifier: GPL-3.0-or-later

/// Exact limits for the number of marked units in a population, from a simple random sample drawn without
/// replacement.
///
/// By inversion of the one-sided tests: a number M is excluded if the chance of so extreme a sample is at
/// most the tail. A chance within a relative 10⁻¹² of the tail counts as equal to it, so that rounding
/// decides no tie. Two-sided limits take half of 1 - C on each side (Konijn 1973; Buonaccorsi 1987).
public enum HypergeometricLimits {
  /// The largest number of marked units that the sample does not exclude: the largest M with
  /// P(X <= x | N, M, n) > `tail`.
  ///
  /// - Parameters:
  ///   - x: the marked units in the sample.
  ///   - n: the units in the sample.
  ///   - population: the units altogether, N.
  ///   - tail: 1 - C for a one-sided limit of confidence C; in 0..<1.
  /// - Complexity: O(log N) tails, each O(standard deviation).
  public static func upperCount(found x: Int, of n: Int, population: Int, tail: Double) -> Int {
    check(x, n, population, tail)
    // The first M that is excluded, less one; x unmarked units fewer than were seen are impossible.
    let last = population - (n - x)
    let excluded = firstInteger(in: x...(last + 1)) { m in
      m > last
        || Hypergeometric(population: population, successes: m, draws: n).cdf(x)
          <= tail * (1 + 1e-12)
    }
    return max(x, excluded - 1)
  }

  /// The smallest number of marked units that the sample does not exclude: the smallest M with
  /// P(X >= x | N, M, n) > `tail`.
  ///
  /// The parameters are those of ``upperCount(found:of:population:tail:)``, of which it is the mirror image.
  /// - Complexity: O(log N) tails, each O(standard deviation).
  public static func lowerCount(found x: Int, of n: Int, population: Int, tail: Double) -> Int {
    population - upperCount(found: n - x, of: n, population: population, tail: tail)
  }

  private static func check(_ x: Int, _ n: Int, _ population: Int, _ tail: Double) {
    precondition(n >= 1 && n <= population && population <= 1 << 53, "1 <= n <= N <= 2^53")
    precondition(x >= 0 && x <= n, "0 <= x <= n")
    precondition(tail >= 0 && tail < 1, "a tail lies in 0..<1")
  }
}
