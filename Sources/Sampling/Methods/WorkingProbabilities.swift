// SPDX-License-Identifier: GPL-3.0-or-later

public import Tables

/// The probabilities of a Poisson sample that, given its size, has wanted inclusion probabilities.
///
/// Among all designs of fixed size n with first-order probabilities π_k, the conditional Poisson design
/// has the largest entropy; its working probabilities exist and are unique up to a common factor of
/// their odds (Chen, Dempster and Liu 1994, theorem 1; Hájek 1981). They maximize a concave function whose
/// gradient is π - π(λ) and whose second derivative is minus the covariance of the indicators, and are
/// found by Newton's method in the logarithms of the odds, its equations solved by conjugate gradients, since
/// a product with the covariance costs no more than the probabilities themselves.
package enum WorkingProbabilities {
  /// The largest relative error of π(λ) that is aimed at.
  static let goal = 1e-12
  /// The largest that is accepted where rounding allows no less.
  static let limit = 1e-9

  /// Working probabilities, scaled so that they sum to n.
  ///
  /// - Parameters:
  ///   - wanted: π_k, each strictly between 0 and 1, with sum n.
  ///   - size: n.
  /// - Throws: ``Tables/Fault/Code/workingProbabilitiesNotFound``.
  /// - Complexity: some ten to a hundred passes over the units, each times a few dozen frequencies.
  package static func solve(
    _ wanted: [Double], size: Int, cell: CellToDraw
  ) throws -> PoissonSum {
    var odds = wanted.map { $0 / (1 - $0) }
    var sum = PoissonSum(scaled(&odds, size: size), size: size)
    var inclusion = sum.inclusion
    var error = distance(inclusion, wanted)
    var best = (sum: sum, deviation: deviation(inclusion, wanted))
    for _ in 0..<200 where best.deviation > goal {
      let direction = step(sum, inclusion: inclusion, wanted: wanted)
      // No odds changes by more than a factor of 3 at once: the starting point may be far off.
      var length = 1.0
      for change in direction where abs(change) * length > 1 { length = 1 / abs(change) }
      var improved = false
      for _ in 0..<30 {
        var changed = zip(odds, direction).map { odds, change in
          odds * (1 + length * change / 2) / (1 - length * change / 2)
        }
        let trial = PoissonSum(scaled(&changed, size: size), size: size)
        let found = trial.inclusion
        let distance = distance(found, wanted)
        if distance < error {
          (odds, sum, inclusion, error, improved) = (changed, trial, found, distance, true)
          break
        }
        length /= 2
      }
      guard improved else { break }
      let deviation = deviation(inclusion, wanted)
      if deviation < best.deviation { best = (sum, deviation) }
    }
    guard best.deviation <= limit else {
      throw Fault(
        .workingProbabilitiesNotFound, ["cell": cell.label.text, "units": "\(wanted.count)"])
    }
    return best.sum
  }

  /// Scales odds by a common factor until their probabilities sum to n, and returns these.
  private static func scaled(_ odds: inout [Double], size: Int) -> [Double] {
    var probabilities = odds.map { $0 / (1 + $0) }
    for _ in 0..<200 {
      var sum = 0.0
      var variance = 0.0
      for probability in probabilities {
        sum += probability
        variance += probability * (1 - probability)
      }
      let difference = Double(size) - sum
      if abs(difference) < 1e-10 * Double(size) { break }
      let change = min(max(difference / variance, -1), 1)
      let factor = (1 + change / 2) / (1 - change / 2)
      for unit in odds.indices {
        odds[unit] *= factor
        probabilities[unit] = odds[unit] / (1 + odds[unit])
      }
    }
    return probabilities
  }

  /// The solution of covariance * change = wanted - inclusion by preconditioned conjugate gradients.
  private static func step(
    _ sum: PoissonSum, inclusion: [Double], wanted: [Double]
  ) -> [Double] {
    let diagonal = inclusion.map { max($0 * (1 - $0), 1e-300) }
    var residual = zip(wanted, inclusion).map { $0 - $1 }
    var solution = [Double](repeating: 0, count: wanted.count)
    var direction = zip(residual, diagonal).map { $0 / $1 }
    var product = dot(residual, direction)
    let enough = product * 1e-8
    for _ in 0..<min(60, wanted.count) where product > enough {
      let image = sum.covariance(times: direction, inclusion: inclusion)
      let curvature = dot(direction, image)
      // Rounding can hide the curvature near the solution.
      guard curvature > 0 else { break }
      let length = product / curvature
      for unit in solution.indices {
        solution[unit] += length * direction[unit]
        residual[unit] -= length * image[unit]
      }
      let scaled = zip(residual, diagonal).map { $0 / $1 }
      let next = dot(residual, scaled)
      let ratio = next / product
      for unit in direction.indices { direction[unit] = scaled[unit] + ratio * direction[unit] }
      product = next
    }
    return solution
  }

  private static func dot(_ left: [Double], _ right: [Double]) -> Double {
    var sum = 0.0
    for index in left.indices { sum += left[index] * right[index] }
    return sum
  }

  /// Σ(π(λ) - π)² / (π(1 - π)): it falls along Newton's direction.
  private static func distance(_ inclusion: [Double], _ wanted: [Double]) -> Double {
    var sum = 0.0
    for (found, wanted) in zip(inclusion, wanted) {
      sum += (found - wanted) * (found - wanted) / (wanted * (1 - wanted))
    }
    return sum
  }

  /// The largest relative error.
  private static func deviation(_ inclusion: [Double], _ wanted: [Double]) -> Double {
    zip(inclusion, wanted).reduce(0) { max($0, abs($1.0 / $1.1 - 1)) }
  }
}

extension Fault.Code {
  /// The iteration for the working probabilities of a conditional Poisson design did not settle.
  public static let workingProbabilitiesNotFound = Fault.Code(
    "working-probabilities-not-found", .data)
}
