// SPDX-License-Identifier: GPL-3.0-or-later

/// The nearest neighbours of each uncertain unit among the uncertain units of its cell.
package struct Neighbourhoods: Sendable {
  /// The neighbours of unit `u` are `units[start[u]..<start[u + 1]]`; the unit itself is not among
  /// them.
  private let start: [Int]
  private let units: [UInt32]

  /// - Complexity: units are sorted along the first coordinate and searched outward from each,
  ///   which looks at about the square root of a cell's units for each of them where they are
  ///   spread out.
  init(
    coordinates: [[Double]], variance: [UnequalVariance], unitStart: [Int], probability: [Double]
  ) {
    guard variance.contains(.neighbours) else {
      start = []
      units = []
      return
    }
    precondition(!coordinates.isEmpty, "neighbours need coordinates")
    var found = [[UInt32]](repeating: [], count: probability.count)
    for cell in variance.indices where variance[cell] == .neighbours {
      let line = (unitStart[cell]..<unitStart[cell + 1]).filter { probability[$0] < 1 }
        .sorted { (coordinates[0][$0], $0) < (coordinates[0][$1], $1) }
      for position in line.indices {
        found[line[position]] = Self.nearest(to: position, on: line, coordinates)
      }
    }
    var start = [0]
    var units: [UInt32] = []
    for list in found {
      units += list
      start.append(units.count)
    }
    self.start = start
    self.units = units
  }

  /// The unit that is nearest to one on a line sorted by the first coordinate, or all that are
  /// equally near.
  private static func nearest(
    to position: Int, on line: [Int], _ coordinates: [[Double]]
  ) -> [UInt32] {
    let unit = line[position]
    var best = Double.infinity
    var nearest: [UInt32] = []
    func look(at other: Int) -> Bool {
      let along = coordinates[0][other] - coordinates[0][unit]
      if along * along > best { return false }
      var distance = 0.0
      for column in coordinates {
        distance += (column[other] - column[unit]) * (column[other] - column[unit])
      }
      if distance < best {
        best = distance
        nearest = [UInt32(other)]
      } else if distance == best {
        nearest.append(UInt32(other))
      }
      return true
    }
    var (left, right) = (position - 1, position + 1)
    while left >= 0 || right < line.count {
      if left >= 0 { left = look(at: line[left]) ? left - 1 : -1 }
      if right < line.count { right = look(at: line[right]) ? right + 1 : line.count }
    }
    return nearest
  }

  /// The neighbours of a unit.
  func of(_ unit: Int) -> ArraySlice<UInt32> { units[start[unit]..<start[unit + 1]] }
}
