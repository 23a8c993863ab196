// SPDX-License-Identifier: GPL-3.0-or-later

internal import Sampling

extension UniformStream {
  /// The numbers 0 to n - 1 in random order (Fisher and Yates).
  /// - Complexity: linear; n - 1 tickets.
  mutating func order(of n: Int) -> [Int] { shuffled(Array(0..<n)) }

  /// The elements in random order.
  mutating func shuffled<Element>(_ elements: [Element]) -> [Element] {
    var elements = elements
    for last in stride(from: elements.count - 1, to: 0, by: -1) {
      elements.swapAt(last, nextInteger(below: last + 1))
    }
    return elements
  }

  /// An integer from `range`.
  mutating func next(in range: ClosedRange<Int>) -> Int {
    range.lowerBound + nextInteger(below: range.count)
  }

  /// True with probability `perMille` / 1000.
  mutating func chance(perMille: Int) -> Bool { nextInteger(below: 1000) < perMille }

  /// A position of `weights` with probability in proportion to its weight.
  /// - Precondition: no weight is negative, and their sum is positive.
  mutating func choice(weights: [Int]) -> Int {
    var rest = nextInteger(below: weights.reduce(0, +))
    for (position, weight) in weights.enumerated() {
      if rest < weight { return position }
      rest -= weight
    }
    preconditionFailure("the number drawn is below the sum of the weights")
  }
}
