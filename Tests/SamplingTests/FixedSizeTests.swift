// SPDX-License-Identifier: GPL-3.0-or-later

import Sampling
import Tables
import Testing

/// Every subset of n of the first N positions.
func subsets(of population: Int, size: Int) -> [[Int]] {
  guard size > 0 else { return [[]] }
  guard population >= size else { return [] }
  return subsets(of: population - 1, size: size)
    + subsets(of: population - 1, size: size - 1).map { $0 + [population - 1] }
}

@Suite("Sampford and conditional Poisson sampling")
struct FixedSizeTests {
  /// The probabilities of all samples of a design whose samples weigh what is given.
  static func design(
    _ population: Int, _ size: Int, weight: ([Int]) -> Double
  ) -> [([Int], Double)] {
    let samples = subsets(of: population, size: size)
    let weights = samples.map(weight)
    let sum = weights.reduce(0, +)
    return zip(samples, weights).map { ($0, $1 / sum) }
  }

  /// Sampford's design, from its definition of 1967: a first unit in proportion to p, the others in
  /// proportion to p/(1 - n p), given that all differ.
  static func sampford(_ sizes: [Int], _ size: Int) -> [([Int], Double)] {
    let total = Double(sizes.reduce(0, +))
    let p = sizes.map { Double($0) / total }
    let lambda = p.map { $0 / (1 - Double(size) * $0) }
    return design(sizes.count, size) { sample in
      sample.reduce(0) { sum, first in
        sum + p[first] * sample.filter { $0 != first }.reduce(1) { $0 * lambda[$1] }
      }
    }
  }

  @Test(
    "Sampford's samples are drawn as often as his definition says, each within 5 standard errors")
  func sampfordSamples() throws {
    for sizes in [[7, 17, 41, 61, 83, 91], [9, 10, 11, 1, 4], [9, 9, 9, 9, 9]] {
      let probabilities = sizes.map { 3 * Double($0) / Double(sizes.reduce(0, +)) }
      let tree = CountTree(probabilities, marks: probabilities.map { 1 - $0 })
      try check(Self.sampford(sizes, 3)) { tree.draw(3, isMarked: true, stream: &$0) }
    }
  }

  @Test("A tree draws Poisson samples of given size, each within 5 standard errors")
  func trees() throws {
    for (p, n) in [([0.1, 0.9, 0.5, 0.3, 0.2, 0.7], 3), ([0.01, 0.02, 0.5, 0.999], 2)] {
      let tree = CountTree(p)
      try check(Self.design(p.count, n) { $0.reduce(1) { $0 * p[$1] / (1 - p[$1]) } }) {
        tree.draw(n, stream: &$0)
      }
    }
  }

  /// Draws many samples and compares their shares with the probabilities.
  private func check(
    _ design: [([Int], Double)], draws: Int = 100_000,
    _ draw: (inout UniformStream) throws -> [Int]
  ) throws {
    var stream = UniformStream(seed: try seed(2), label: Label("/test"))
    var counts: [[Int]: Int] = [:]
    for _ in 0..<draws { counts[try draw(&stream), default: 0] += 1 }
    #expect(Set(counts.keys).isSubset(of: design.map(\.0)))
    for (sample, probability) in design {
      let error = (probability * (1 - probability) / Double(draws)).squareRoot()
      let share = Double(counts[sample] ?? 0) / Double(draws)
      #expect(abs(share - probability) <= 5 * error, "\(sample) \(share) \(probability)")
    }
  }
}
