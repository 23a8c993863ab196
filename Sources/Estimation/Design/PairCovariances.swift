// SPDX-License-Identifier: GPL-3.0-or-later

public import Tables

/// (πᵢⱼ - πᵢπⱼ)/πᵢⱼ for the pairs of units of each cell that is estimated by joint probabilities.
package struct PairCovariances: Sendable {
  /// Where the pairs of each cell begin.
  private let start: [Int]
  /// The pairs of a cell: (1, 0), (2, 0), (2, 1), (3, 0) and so on, by the positions of its units.
  private let values: [Double]

  /// A joint probability may exceed what its units allow by this part of it, since files hold
  /// rounded numbers.
  private static let tolerance = 1e-9

  /// - Throws: ``Fault/Code/jointOutOfRange`` for a joint probability of 0, above one of its units'
  ///   or below πᵢ + πⱼ - 1; ``Fault/Code/jointPairMissing``.
  /// - Complexity: linear in pairs.
  init(
    _ pairs: [PairProbability], newUnit: [UInt32], variance: [UnequalVariance], unitStart: [Int],
    probability: [Double], stage: Int, name: (Int) -> String, unitName: (Int) -> String
  ) throws {
    var start = [0]
    var cellOfUnit: [UInt32] = []
    for cell in variance.indices {
      let size = unitStart[cell + 1] - unitStart[cell]
      start.append(start[cell] + (variance[cell].needsPairs ? size * (size - 1) / 2 : 0))
      cellOfUnit += repeatElement(UInt32(cell), count: size)
    }
    var values = [Double](repeating: .nan, count: start[variance.count])
    for pair in pairs {
      let (a, b) = (Int(newUnit[Int(pair.first)]), Int(newUnit[Int(pair.second)]))
      let cell = Int(cellOfUnit[a])
      precondition(a != b && cell == Int(cellOfUnit[b]), "a pair of two cells")
      let (p, q) = (probability[a], probability[b])
      guard Self.isPossible(pair.probability, p, q) else {
        throw Fault(
          .jointOutOfRange,
          [
            "stage": "\(stage)", "first": unitName(a), "second": unitName(b),
            "value": "\(pair.probability)", "firstProbability": "\(p)",
            "secondProbability": "\(q)",
          ])
      }
      guard variance[cell].needsPairs else { continue }
      values[start[cell] + Self.place(a - unitStart[cell], b - unitStart[cell])] =
        p == 1 || q == 1 ? 0 : (pair.probability - p * q) / pair.probability
    }
    if let lost = values.firstIndex(where: { $0.isNaN }) {
      let cell = start.lastIndex { $0 <= lost }!
      let size = unitStart[cell + 1] - unitStart[cell]
      let high = (1..<size).last { $0 * ($0 - 1) / 2 <= lost - start[cell] }!
      let low = lost - start[cell] - high * (high - 1) / 2
      throw Fault(
        .jointPairMissing,
        [
          "stage": "\(stage)", "stratum": name(cell), "count": "\(values.count { $0.isNaN })",
          "first": unitName(unitStart[cell] + low), "second": unitName(unitStart[cell] + high),
        ])
    }
    self.start = start
    self.values = values
  }

  /// Whether two units of the given probabilities can be drawn together with this one, and were:
  /// above 0, at most either, and at least πᵢ + πⱼ - 1.
  static func isPossible(_ joint: Double, _ p: Double, _ q: Double) -> Bool {
    joint > 0 && joint <= min(p, q) * (1 + tolerance) && joint >= (p + q - 1) * (1 - tolerance)
  }

  private static func place(_ one: Int, _ other: Int) -> Int {
    let (low, high) = (min(one, other), max(one, other))
    return high * (high - 1) / 2 + low
  }

  /// The value of two units of a cell, by their positions in it.
  func callAsFunction(_ one: Int, _ other: Int, cell: Int) -> Double {
    values[start[cell] + Self.place(one, other)]
  }
}

extension Fault.Code {
  /// The joint probability of two units that were drawn together is not known.
  public static let jointPairMissing = Fault.Code("joint-pair-missing", .data)
  /// A joint probability cannot be, given those of its units.
  public static let jointOutOfRange = Fault.Code("joint-out-of-range", .data)
}
