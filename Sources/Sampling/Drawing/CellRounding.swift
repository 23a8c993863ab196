// SPDX-License-Identifier: GPL-3.0-or-later

import Tables

extension SampleDesign {
  /// The integer sizes of cells: what the rule gives, else the exact size rounded, then minimum,
  /// maximum and the number of units.
  ///
  /// A cell of which nothing is wanted stays empty, whatever the minimum.
  ///
  /// - Parameter cells: the cells of the sample, by stratum and then by the bytes of their parents.
  func sizes(of cells: [CellPlan], stage: Int, seed: Seed) throws -> [Int] {
    let start = seed.ticket(of: Label(method: "rounding", stage: stage, sample: name)).leadingDigits
    var rounded: [Int]
    switch rounding {
    case .up: rounded = cells.map(\.wanted.ceiling)
    case .nearest: rounded = cells.map(\.wanted.nearest)
    case .controlled:
      rounded = cells.map(\.wanted.ceiling)
      for group in roundedTogether(cells, stage: stage) {
        let sizes = try ControlledRounding.sizes(
          wanted: group.map { cells[$0].wanted }, populations: group.map { cells[$0].population },
          start: start)
        for (index, size) in zip(group, sizes) { rounded[index] = size }
      }
    }
    return zip(cells, rounded).map { cell, size in
      if let given = cell.given { return given }
      if cell.wanted == .zero { return 0 }
      let bounds = bounds(population: cell.population)
      return min(max(size, bounds.lowerBound), bounds.upperBound)
    }
  }

  /// The cells whose sizes are controlled by one sum: under `of: population` those of a stratum, else
  /// all that the rule does not give.
  private func roundedTogether(_ cells: [CellPlan], stage: Int) -> [[Int]] {
    let open = cells.indices.filter { cells[$0].given == nil }
    guard base == .population && stage > 1 else { return open.isEmpty ? [] : [open] }
    return open.chunked { cells[$0].stratum == cells[$1].stratum }
  }
}

/// Rounds exact sizes so that they keep their sum.
///
/// The sum is rounded up and shared in proportion to the exact sizes; a cell whose share is all of its
/// units or more is taken whole and the rest shared again. With C_h the shares cumulated and u uniform,
/// n_h = floor(C_h + u) - floor(C_(h-1) + u): each is the floor or ceiling of its share, and has the
/// share as its expectation.
enum ControlledRounding {
  /// The sizes of cells in their order.
  /// - Parameter start: h of u = (2h + 1) / 2^53.
  static func sizes(wanted: [Rational], populations: [Int], start: Int) throws -> [Int] {
    let shares = try shares(wanted: wanted, populations: populations)
    var sum = Rational.zero
    var before = 0
    return try shares.map { share in
      sum = try sum.adding(share)
      let after = floor(sum, start: start)
      defer { before = after }
      return after - before
    }
  }

  /// The exact sizes, scaled so that their sum is an integer.
  static func shares(wanted: [Rational], populations: [Int]) throws -> [Rational] {
    var shares = wanted
    var open = Array(wanted.indices)
    var total = try wanted.reduce(Rational.zero) { try $0.adding($1) }.ceiling
    while true {
      let sum = try open.reduce(Rational.zero) { try $0.adding(wanted[$1]) }
      guard sum > .zero else { return shares }
      for index in open {
        shares[index] = try wanted[index].multiplied(by: total).divided(by: sum)
      }
      let whole = open.filter { shares[$0] >= Rational(populations[$0]) }
      if whole.isEmpty { return shares }
      for index in whole {
        shares[index] = Rational(populations[index])
        total -= populations[index]
      }
      open = open.filter { shares[$0] < Rational(populations[$0]) }
    }
  }

  /// floor(sum + (2h + 1) / 2^53), in integers.
  private static func floor(_ sum: Rational, start: Int) -> Int {
    let above = UInt128(sum.numerator) << 53 + UInt128(2 * start + 1) * UInt128(sum.denominator)
    return Int(above / (UInt128(sum.denominator) << 53))
  }
}
