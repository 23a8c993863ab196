// SPDX-License-Identifier: GPL-3.0-or-later

import Distributions
import Foundation

/// An upper limit for a rate that holds for every population, from simple random samples of units in strata whose
/// own totals may be estimated from samples within.
///
/// Unit i of stratum h has the weight w = N/n of its stratum and unbiased totals y and x of its parts, 0 <= y <= x;
/// u = wy and v = wx, and no unit of the population can have v above B. For a rate μ and a stake 0 < θ < 1
///
///     A(μ, θ) = Π aᵢ,  aᵢ = 1 - θ(uᵢ - μvᵢ)/(B(1 - μ)) > 0
///
/// Given the units, their samples are independent, so that each aᵢ may be replaced by its value for the unit's true
/// totals. By Maclaurin's inequality for elementary symmetric means (Hardy, Littlewood and Pólya 1952, theorem 52)
/// the mean over all samples of n out of N of the product is at most the n-th power of the mean of the a, and with
/// ln a <= a - 1 the strata together give
///
///     E A(μ, θ) <= exp(-θ Σ over the population of (y - μx)/(B(1 - μ))),
///
/// which is at most 1 if the true rate is μ or more. The same holds for a mixture over fixed θ, and Markov's
/// inequality makes P(ΣπA >= 1/α) <= α. The limit is the smallest μ with ΣπA >= 1/α; A grows with μ. The idea is
/// that of the Kaplan-Markov bound of audits (Stark 2009) and of betting on bounded means (Waudby-Smith and Ramdas
/// 2024), without their order of draws.
package struct ConservativeBound: Sendable {
  /// The expanded totals of one unit.
  package struct Unit: Sendable {
    /// w times the total of what is counted.
    package let counted: Double
    /// w times the total of what it is counted in.
    package let all: Double

    /// A unit.
    /// - Precondition: 0 <= counted <= all, but for rounding.
    package init(counted: Double, all: Double) {
      self.counted = min(counted, all)
      self.all = all
    }
  }

  /// The stakes θ with their shares: most on a large one, which is best where errors are rare, and below 1, so that
  /// a unit that is wrong as a whole does not lose all; the smaller ones for several such units.
  private static let stakes: [(stake: Double, share: Double)] = [
    (0.95, 0.9), (0.7, 0.05), (0.35, 0.05),
  ]

  private let units: [Unit]
  private let largest: Double

  /// - Parameter largest: B, which no unit of the population may exceed.
  package init(_ units: [Unit], largest: Double) {
    precondition(largest > 0)
    self.units = units
    self.largest = largest
  }

  /// The limit that the rate exceeds with probability at most `tail`.
  /// - Complexity: linear in the units.
  package func upper(tail: Double) -> Double {
    let needed = -log(tail)
    var (low, high) = (0.0, 1.0)
    // 2⁻⁶⁰ is below the spacing of limits near 1; the end that is excluded is returned.
    for _ in 0..<60 {
      let middle = (low + high) / 2
      if middle >= 1 || logarithm(at: middle) < needed { low = middle } else { high = middle }
    }
    return high
  }

  /// The limit that the rate falls below with probability at most `tail`.
  package func lower(tail: Double) -> Double {
    let mirrored = units.map { Unit(counted: $0.all - $0.counted, all: $0.all) }
    return 1 - ConservativeBound(mirrored, largest: largest).upper(tail: tail)
  }

  /// ln ΣπA(μ, θ).
  private func logarithm(at rate: Double) -> Double {
    let scale = 1 / (largest * (1 - rate))
    let sums = Self.stakes.map { stake, share in
      var sum = NeumaierSum()
      for unit in units {
        sum.add(log1p(-stake * scale * (unit.counted - rate * unit.all)))
      }
      return log(share) + sum.value
    }
    let top = sums.max()!
    return top + log(sums.reduce(0) { $0 + exp($1 - top) })
  }
}
