// SPDX-License-Identifier: GPL-3.0-or-later

/// Draws a Poisson sample given its size, by halving the list of units.
///
/// For each half, and the halves of halves down to single units, the distribution of the number of
/// units drawn is kept: the convolution of those of its own halves. A sample of n then follows from the
/// top: how many of the n fall into the first half is drawn from P(first = a) P(second = n - a), and so on
/// within both. The sample has exactly the conditional distribution, nothing is rejected, and all terms
/// are positive, so that nothing cancels. (Chen and Liu 1997 draw unit by unit from the same ratios.)
///
/// With marks, each node also keeps Σ over the samples of its number of Σ of the marks of their units: the
/// sample is then drawn with a probability in proportion to the sum of its units' marks.
package struct CountTree: Sendable {
  /// A run of units, in the order in which runs are made: a node, its first half, its second half.
  private struct Node {
    /// The first unit.
    let first: Int
    /// The number of units.
    let count: Int
    /// The second half's position; 0 for a single unit. The first half's is the node's plus 1.
    var second = 0
    /// The distribution of the number drawn.
    var plain = Counts(low: 0, values: [])
    /// The same, each sample weighted by its marks.
    var marked: Counts?
  }

  private var nodes: [Node] = []

  /// The tree of units that are drawn with given probabilities.
  ///
  /// - Parameters:
  ///   - probabilities: each strictly between 0 and 1.
  ///   - marks: a positive number for each unit.
  /// - Complexity: N log N, and a square of the standard deviation of the number drawn for each level.
  package init(_ probabilities: [Double], marks: [Double]? = nil) {
    nodes.reserveCapacity(2 * probabilities.count)
    guard !probabilities.isEmpty else { return }
    build(0, probabilities.count, probabilities, marks)
  }

  private mutating func build(
    _ first: Int, _ count: Int, _ probabilities: [Double], _ marks: [Double]?
  ) {
    let index = nodes.count
    nodes.append(Node(first: first, count: count))
    guard count > 1 else {
      nodes[index].plain = Counts(low: 0, values: [1 - probabilities[first], probabilities[first]])
      nodes[index].marked = marks.map {
        Counts(low: 1, values: [probabilities[first] * $0[first]])
      }
      return
    }
    build(first, count / 2, probabilities, marks)
    let second = nodes.count
    build(first + count / 2, count - count / 2, probabilities, marks)
    nodes[index].second = second
    let (left, right) = (nodes[index + 1], nodes[second])
    nodes[index].plain = left.plain.convolved(with: right.plain).trimmed
    if let marks = left.marked, let others = right.marked {
      nodes[index].marked =
        marks.convolved(with: right.plain).adding(left.plain.convolved(with: others)).trimmed
    }
  }

  /// A sample of n units: their positions, ascending.
  ///
  /// Each decision that leaves a choice takes one uniform number, a run before its first half, and that
  /// before its second.
  /// - Parameter isMarked: whether samples are weighted by their marks.
  package func draw(_ size: Int, isMarked: Bool = false, stream: inout UniformStream) -> [Int] {
    var units: [Int] = []
    guard !nodes.isEmpty else { return units }
    var open = [(node: 0, size: size, isMarked: isMarked)]
    while let (index, size, isMarked) = open.popLast() {
      let node = nodes[index]
      if size == 0 { continue }
      if size == node.count && !isMarked || node.count == 1 {
        units += node.first..<(node.first + node.count)
        continue
      }
      let (left, right) = (nodes[index + 1], nodes[node.second])
      var choices: [(left: Int, isLeftMarked: Bool)] = []
      var weights: [Double] = []
      func add(_ first: Counts, _ second: Counts, isLeftMarked: Bool) {
        let range =
          max(
            first.low, size - second.high)...max(
            max(first.low, size - second.high), min(first.high, size - second.low))
        for count in range {
          let weight = first[count] * second[size - count]
          if weight > 0 {
            choices.append((count, isLeftMarked))
            weights.append(weight)
          }
        }
      }
      if isMarked {
        add(left.marked!, right.plain, isLeftMarked: true)
        add(left.plain, right.marked!, isLeftMarked: false)
      } else {
        add(left.plain, right.plain, isLeftMarked: false)
      }
      let choice = choices[Self.position(in: weights, &stream)]
      open.append((node.second, size - choice.left, isMarked && !choice.isLeftMarked))
      open.append((index + 1, choice.left, isMarked && choice.isLeftMarked))
    }
    return units
  }

  /// A position, drawn in proportion to weights; no number is taken if there is only one.
  private static func position(in weights: [Double], _ stream: inout UniformStream) -> Int {
    guard weights.count > 1 else { return 0 }
    let target = stream.next() * weights.reduce(0, +)
    var sum = 0.0
    for (position, weight) in weights.enumerated() {
      sum += weight
      if target < sum { return position }
    }
    return weights.count - 1
  }
}

/// A distribution over counts, where it is not negligible.
private struct Counts: Sendable {
  /// The smallest count.
  let low: Int
  /// The values from ``low`` on.
  var values: [Double]

  var high: Int { low + values.count - 1 }

  subscript(count: Int) -> Double {
    count < low || count > high ? 0 : values[count - low]
  }

  func convolved(with other: Counts) -> Counts {
    var result = [Double](repeating: 0, count: values.count + other.values.count - 1)
    result.withUnsafeMutableBufferPointer { result in
      other.values.withUnsafeBufferPointer { others in
        for (shift, value) in values.enumerated() {
          for index in others.indices { result[shift + index] += value * others[index] }
        }
      }
    }
    return Counts(low: low + other.low, values: result)
  }

  func adding(_ other: Counts) -> Counts {
    let (first, last) = (min(low, other.low), max(high, other.high))
    return Counts(low: first, values: (first...last).map { self[$0] + other[$0] })
  }

  /// Without the ends whose values are below 2^-128 of the largest.
  var trimmed: Counts {
    let least = (values.max() ?? 0) * 0x1p-128
    let first = values.firstIndex { $0 >= least } ?? 0
    let last = values.lastIndex { $0 >= least } ?? values.count - 1
    return Counts(low: low + first, values: Array(values[first...last]))
  }
}
