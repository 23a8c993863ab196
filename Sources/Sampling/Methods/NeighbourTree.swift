// SPDX-License-Identifier: GPL-3.0-or-later

/// The nearest of the points that are left, while points are taken away one by one.
///
/// A k-d tree (Bentley 1975) that is built once: each node holds a point, the box of its points and the
/// smallest position that is left in it. Distances are Euclidean. Of equally near points the one with
/// the smallest position is nearest; boxes without a smaller position are skipped, so that many points in
/// one place cost no more than few.
struct NeighbourTree {
  private let dimensions: Int
  private let coordinates: [Double]
  /// The point of each node.
  private var points: [Int] = []
  private var left: [Int] = []
  private var right: [Int] = []
  private var above: [Int] = []
  /// The least and greatest coordinates of a node's points, all dimensions of each node.
  private var low: [Double] = []
  private var high: [Double] = []
  /// The smallest position left below a node; `Int.max` if none is.
  private var smallest: [Int] = []
  private var node: [Int]
  private var isLeft: [Bool]

  /// A tree of points.
  ///
  /// - Parameter coordinates: the coordinates of the points, for each dimension.
  /// - Complexity: n (log n)² for n points.
  init(_ coordinates: [[Double]]) {
    let count = coordinates[0].count
    let dimensions = coordinates.count
    self.dimensions = dimensions
    var flat = [Double](repeating: 0, count: count * dimensions)
    for (dimension, values) in coordinates.enumerated() {
      for (point, value) in values.enumerated() { flat[point * dimensions + dimension] = value }
    }
    self.coordinates = flat
    node = [Int](repeating: 0, count: count)
    isLeft = [Bool](repeating: true, count: count)
    var order = Array(0..<count)
    _ = build(&order, 0..<count, above: -1)
  }

  /// Takes a point away.
  /// - Complexity: log n.
  mutating func remove(_ point: Int) {
    isLeft[point] = false
    var node = node[point]
    while node >= 0 {
      let own = isLeft[points[node]] ? points[node] : Int.max
      smallest[node] = min(own, smallest(of: left[node]), smallest(of: right[node]))
      node = above[node]
    }
  }

  /// The nearest point that is left, beside the point itself; `nil` if there is none.
  /// - Complexity: log n where points are spread out.
  func nearest(to point: Int) -> Int? {
    var best = (distance: Double.infinity, point: Int.max)
    search(0, point, &best)
    return best.point == .max ? nil : best.point
  }

  private func smallest(of node: Int) -> Int { node < 0 ? .max : smallest[node] }

  private func search(_ node: Int, _ target: Int, _ best: inout (distance: Double, point: Int)) {
    let candidate = points[node]
    if candidate != target && isLeft[candidate] {
      let distance = distance(candidate, target)
      if distance < best.distance || distance == best.distance && candidate < best.point {
        best = (distance, candidate)
      }
    }
    var near = (node: left[node], distance: boxDistance(left[node], target))
    var far = (node: right[node], distance: boxDistance(right[node], target))
    if far.distance < near.distance { swap(&near, &far) }
    for side in [near, far] where mayHold(side, best) { search(side.node, target, &best) }
  }

  /// Whether a box may hold a nearer point, or one as near of a smaller position.
  private func mayHold(
    _ side: (node: Int, distance: Double), _ best: (distance: Double, point: Int)
  ) -> Bool {
    let first = smallest(of: side.node)
    return first != .max
      && (side.distance < best.distance || side.distance == best.distance && first < best.point)
  }

  /// The square of the distance of two points.
  private func distance(_ first: Int, _ second: Int) -> Double {
    var sum = 0.0
    for dimension in 0..<dimensions {
      let difference =
        coordinates[first * dimensions + dimension] - coordinates[second * dimensions + dimension]
      sum += difference * difference
    }
    return sum
  }

  /// The square of the distance of a point from a box; infinite for none.
  private func boxDistance(_ node: Int, _ point: Int) -> Double {
    if node < 0 { return .infinity }
    var sum = 0.0
    for dimension in 0..<dimensions {
      let value = coordinates[point * dimensions + dimension]
      let difference = max(
        low[node * dimensions + dimension] - value, value - high[node * dimensions + dimension], 0)
      sum += difference * difference
    }
    return sum
  }
}

extension NeighbourTree {
  /// Makes the nodes of a part of the points: the middle one along the widest side, and both halves.
  private mutating func build(_ order: inout [Int], _ range: Range<Int>, above parent: Int) -> Int {
    guard !range.isEmpty else { return -1 }
    let index = points.count
    let widest = appendBox(order[range])
    order[range].sort { first, second in
      let a = coordinates[first * dimensions + widest]
      let b = coordinates[second * dimensions + widest]
      return a != b ? a < b : first < second
    }
    let middle = (range.lowerBound + range.upperBound) / 2
    points.append(order[middle])
    above.append(parent)
    smallest.append(order[range].min() ?? .max)
    left.append(-1)
    right.append(-1)
    node[order[middle]] = index
    left[index] = build(&order, range.lowerBound..<middle, above: index)
    right[index] = build(&order, (middle + 1)..<range.upperBound, above: index)
    return index
  }

  /// Appends the box of points and tells its widest dimension.
  private mutating func appendBox(_ part: ArraySlice<Int>) -> Int {
    var widest = 0
    var width = -1.0
    for dimension in 0..<dimensions {
      var least = Double.infinity
      var most = -Double.infinity
      for point in part {
        least = min(least, coordinates[point * dimensions + dimension])
        most = max(most, coordinates[point * dimensions + dimension])
      }
      low.append(least)
      high.append(most)
      if most - least > width {
        width = most - least
        widest = dimension
      }
    }
    return widest
  }
}
