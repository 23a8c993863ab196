// SPDX-License-Identifier: GPL-3.0-or-later

/// The cube method: a random walk from the inclusion probabilities to a corner of the cube [0, 1]^N.
///
/// Deville and Tillé (2004). *Flight*: as long as there is a direction u along which the balancing
/// equations hold, π moves by λ₁u or -λ₂u to the next face of the cube, with probabilities
/// λ₂/(λ₁ + λ₂) and λ₁/(λ₁ + λ₂), so that its expectation stays and at least one unit is decided. Only
/// q + 1 undecided units move at a time for q equations (Chauvet and Tillé 2006), so that the work is
/// linear in the units. *Landing*: fewer than q + 1 units are left; the last equation is given up and the
/// flight goes on, and so forth down to the first, which with x = π is the size of the sample.
struct CubeFlight {
  /// π of each unit on its way; 0 or 1 once it is decided.
  private(set) var probabilities: [Double]
  private let space: CubeSpace
  private var stream: UniformStream
  private var kernel: CubeKernel

  /// Nearer than this to 0 or 1 a unit is decided.
  private static let tolerance = 1e-11

  /// A flight that has not begun.
  ///
  /// - Parameters:
  ///   - probabilities: π of each unit, strictly between 0 and 1.
  ///   - space: the balancing equations.
  ///   - stream: the uniform numbers, one for each step.
  init(probabilities: [Double], space: CubeSpace, stream: UniformStream) {
    self.probabilities = probabilities
    self.space = space
    self.stream = stream
    kernel = CubeKernel(equations: space.rank)
  }

  /// The units that are not decided yet.
  var undecided: [Int] {
    probabilities.indices.filter { probabilities[$0] > 0 && probabilities[$0] < 1 }
  }

  /// Moves until no direction is left that keeps the first equations.
  /// - Complexity: O(N q³) for q equations and N undecided units.
  mutating func fly(equations: Int) {
    let waiting = undecided
    var next = 0
    var moving: [Int] = []
    moving.reserveCapacity(equations + 1)
    while true {
      while moving.count <= equations, next < waiting.count {
        moving.append(waiting[next])
        next += 1
      }
      guard !moving.isEmpty, kernel.find(units: moving, equations: equations, space: space) else {
        return
      }
      step(moving)
      moving.removeAll { probabilities[$0] == 0 || probabilities[$0] == 1 }
    }
  }

  /// Gives up one equation after the other until every unit is decided.
  ///
  /// The last unit's probability is 0 or 1 up to rounding if the sum of all is an integer and the first
  /// equation its size; else it is decided by chance.
  mutating func land() {
    for equations in stride(from: space.rank - 1, through: 1, by: -1) { fly(equations: equations) }
    for unit in undecided {
      let probability = probabilities[unit]
      if min(probability, 1 - probability) < 1e-6 {
        probabilities[unit] = probability < 0.5 ? 0 : 1
      } else {
        probabilities[unit] = stream.next() < probability ? 1 : 0
      }
    }
  }

  /// Moves the units along the kernel's direction, one way or the other, to the next face.
  private mutating func step(_ units: [Int]) {
    var forward = Double.infinity
    var backward = Double.infinity
    for (index, unit) in units.enumerated() {
      let speed = kernel.direction[index]
      if speed == 0 { continue }
      let (up, down) = (1 - probabilities[unit], probabilities[unit])
      forward = min(forward, speed > 0 ? up / speed : -down / speed)
      backward = min(backward, speed > 0 ? down / speed : -up / speed)
    }
    let length = stream.next() * (forward + backward) < backward ? forward : -backward
    for (index, unit) in units.enumerated() {
      let moved = probabilities[unit] + length * kernel.direction[index]
      probabilities[unit] =
        moved < Self.tolerance ? 0 : moved > 1 - Self.tolerance ? 1 : moved
    }
  }
}
