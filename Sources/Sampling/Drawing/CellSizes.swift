// SPDX-License-Identifier: GPL-3.0-or-later

import Tables

/// A cell on its way to a size.
struct CellPlan: Sendable {
  /// The parent's position in the register.
  let parent: Int
  /// The stratum's position in the register.
  let stratum: Int
  /// The number of units.
  let population: Int
  /// The exact size.
  let wanted: Rational
  /// The size, where the rule gives it as an integer.
  var given: Int?
}

extension SampleDesign {
  /// The rule of one stratum; `nil` for a total that is spread, or a stratum that the rule forgets.
  func rule(of stratum: String) -> SizeRule.StratumSize? {
    switch size {
    case .fraction(let fraction): .fraction(fraction)
    case .size: nil
    case .byStratum(let rules): rules[UnitID(stratum)]
    }
  }

  /// The bounds that minimum, maximum and the number of units set to the size of a cell.
  func bounds(population: Int) -> ClosedRange<Int> {
    let most = min(maximum ?? population, population)
    return min(minimum, population, most)...most
  }

  /// The exact sizes of the strata of one population, and the integers that the rule gives.
  ///
  /// - Parameters:
  ///   - populations: the units of each stratum, in the order of `strata`.
  ///   - strata: the records of the strata.
  ///   - parent: the unit whose strata these are; `nil` for a whole register whose sizes its drawn
  ///     parents share, where bounds and rounding concern the cells.
  /// - Throws: ``Fault/Code/stratumWithoutSize``, ``Fault/Code/sizeAbovePopulation``,
  ///   ``Fault/Code/sizeNotReachable``.
  func sizes(
    populations: [Int], strata: [String], within parent: UnitID?
  ) throws -> [(wanted: Rational, given: Int?)] {
    let isWhole = strata.map { takesWhole($0) }
    guard isWhole.contains(true) else {
      return try sizesByRule(populations: populations, strata: strata, within: parent)
    }
    let others = strata.indices.filter { !isWhole[$0] }
    var sizes = populations.map { (wanted: Rational($0), given: Optional($0)) }
    for (index, size) in zip(
      others,
      try sizesByRule(
        populations: others.map { populations[$0] }, strata: others.map { strata[$0] },
        within: parent))
    { sizes[index] = size }
    return sizes
  }

  /// The sizes of the strata that are not taken whole.
  private func sizesByRule(
    populations: [Int], strata: [String], within parent: UnitID?
  ) throws -> [(wanted: Rational, given: Int?)] {
    if case .size(let total) = size {
      return try sizes(total: total, populations: populations, strata: strata, within: parent)
    }
    return try zip(populations, strata).map { population, stratum in
      switch rule(of: stratum) {
      case .fraction(let fraction): return (try fraction.value.multiplied(by: population), nil)
      case .size(let size):
        // A stratum without units in this parent is no cell, so that nothing is missed there.
        if population == 0 { return (.zero, 0) }
        if size < 0 || size > population {
          throw fault(.sizeAbovePopulation, stratum, parent, size, population)
        }
        guard parent != nil else { return (Rational(size), nil) }
        if !bounds(population: population).contains(size) {
          throw fault(.sizeNotReachable, stratum, parent, size, population)
        }
        return (Rational(size), size)
      case nil:
        throw fault(.stratumWithoutSize, stratum, parent, 0, population)
      }
    }
  }

  /// A total, spread over the strata in proportion to their units or by an allocation.
  private func sizes(
    total: Int, populations: [Int], strata: [String], within parent: UnitID?
  ) throws -> [(wanted: Rational, given: Int?)] {
    let all = populations.reduce(0, +)
    if total < 0 || total > all { throw fault(.sizeAbovePopulation, "", parent, total, all) }
    if let spread {
      // Of a whole register whose parents share the sizes, bounds concern the cells.
      guard
        let sizes = LargestRemainders.sizes(
          total: total,
          shares: try spread.shares(populations: populations, strata: strata, sample: key),
          bounds: populations.map { parent == nil ? 0...$0 : bounds(population: $0) })
      else { throw fault(.sizeNotReachable, "", parent, total, all) }
      return sizes.map { (Rational($0), parent == nil ? nil : $0) }
    }
    let shares = try populations.map {
      all == 0 ? .zero : try Rational(total, all).multiplied(by: $0)
    }
    guard parent != nil else { return shares.map { ($0, nil) } }
    guard
      let sizes = LargestRemainders.sizes(
        total: total, shares: populations, bounds: populations.map { bounds(population: $0) })
    else { throw fault(.sizeNotReachable, "", parent, total, all) }
    return zip(shares, sizes).map { ($0, $1) }
  }

  private func fault(
    _ code: Fault.Code, _ stratum: String, _ parent: UnitID?, _ size: Int, _ population: Int
  ) -> Fault {
    // Parent and stratum as far as there are any, in brackets, which read alike in every language.
    let cell = [parent?.text ?? "", stratum].filter { !$0.isEmpty }.joined(separator: " · ")
    return Fault(
      code,
      [
        "sample": key, "cell": cell.isEmpty ? "" : " [\(cell)]", "size": "\(size)",
        "population": "\(population)", "minimum": "\(minimum)",
        "maximum": maximum.map { "\($0)" } ?? "",
      ])
  }
}
