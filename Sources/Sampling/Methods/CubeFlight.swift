// SPDX-License-Identifier: GPL-3.0-or-later

/// The cube method: a random walk from the inclusion probabilities to a corner of the cube [0, 1]^N.
///
/// As long as there is a direction u along which the balancing equations hold, π moves by λ₁u or -λ₂u to
/// the next face of the cube, with probabilities λ₂/(λ₁ + λ₂) and λ₁/(λ₁ + λ₂), so that its expectation
/// stays and at least one unit is decided (Deville and Tillé 2004). Only as many undecided units move at a
/// time as surely have a direction, one more than they have equations (Chauvet and Tillé 2006), so that the
/// work is linear in the units.
package struct CubeFlight {
  /// π of each unit on its way; 0 or 1 once it is decided.
  package private(set) var probabilities: [Double]
  private let space: CubeSpace
  private var kernel = CubeKernel()

  /// Nearer than this to 0 or 1 a unit is decided.
  private static let tolerance = 1e-11

  /// A flight that has not begun.
  /// - Parameters:
  ///   - probabilities: π of each unit, strictly between 0 and 1.
  ///   - space: the balancing equations.
  package init(probabilities: [Double], space: CubeSpace) {
    self.probabilities = probabilities
    self.space = space
  }

  private func isDecided(_ unit: Int) -> Bool {
    probabilities[unit] == 0 || probabilities[unit] == 1
  }

  /// Moves units until no direction is left that keeps the sizes of strata and the first variables.
  ///
  /// - Parameters:
  ///   - units: the units, strata one after the other; those that are decided stay.
  ///   - variables: how many of the variables stay balanced.
  ///   - stream: the uniform numbers, one for each step.
  /// - Complexity: O(N q³) for q variables and N undecided units.
  package mutating func fly(
    _ units: some Collection<Int>, variables: Int, stream: inout UniformStream
  ) {
    var waiting = units.lazy.filter { [probabilities] in
      probabilities[$0] > 0 && probabilities[$0] < 1
    }.makeIterator()
    var moving: [Int] = []
    while true {
      while moving.count <= variables + strata(of: moving), let next = waiting.next() {
        moving.append(next)
      }
      guard kernel.find(units: moving, variables: variables, space: space) else { return }
      step(moving, stream.next())
      moving.removeAll { isDecided($0) }
    }
  }

  /// Decides units that no equation is left for.
  ///
  /// Where a stratum's probabilities sum to an integer, its last unit stands at 0 or 1 up to rounding, and
  /// is set there; else chance decides.
  package mutating func settle(stream: inout UniformStream) {
    for unit in probabilities.indices where !isDecided(unit) {
      let probability = probabilities[unit]
      let isNear = min(probability, 1 - probability) < 1e-6
      probabilities[unit] = (isNear ? 0.5 : stream.next()) < probability ? 1 : 0
    }
  }

  /// The number of strata that units lie in.
  private func strata(of units: [Int]) -> Int {
    var count = units.isEmpty ? 0 : 1
    for index in units.indices.dropFirst()
    where space.strata[units[index]] != space.strata[units[index - 1]] { count += 1 }
    return count
  }

  /// Moves the units along the kernel's direction, one way or the other, to the next face.
  private mutating func step(_ units: [Int], _ uniform: Double) {
    var forward = Double.infinity
    var backward = Double.infinity
    for (index, unit) in units.enumerated() {
      let speed = kernel.direction[index]
      if speed == 0 { continue }
      let (up, down) = (1 - probabilities[unit], probabilities[unit])
      forward = min(forward, speed > 0 ? up / speed : -down / speed)
      backward = min(backward, speed > 0 ? down / speed : -up / speed)
    }
    let length = uniform * (forward + backward) < backward ? forward : -backward
    for (index, unit) in units.enumerated() {
      let moved = probabilities[unit] + length * kernel.direction[index]
      probabilities[unit] = moved < Self.tolerance ? 0 : moved > 1 - Self.tolerance ? 1 : moved
    }
  }
}
