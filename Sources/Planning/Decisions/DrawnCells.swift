// SPDX-License-Identifier: GPL-3.0-or-later

/// A sample of households within villages as one draw gives it, before anybody was asked.
package struct DrawnCells: Sendable {
  /// A stratum of villages.
  package struct Stratum: Sendable {
    /// The villages that were drawn.
    package var drawn: Int
    /// All its villages.
    package var population: Int

    /// A stratum.
    package init(drawn: Int, population: Int) {
      self.drawn = drawn
      self.population = population
    }
  }

  /// Households of one village and stratum.
  package struct Cell: Sendable {
    /// The village, among all of the county.
    package var village: Int
    /// The village's stratum.
    package var stratum: Int
    /// Its households.
    package var population: Int
    /// Those that are asked.
    package var size: Int
    /// The weight of each, over all stages.
    package var weight: Double
    /// Where these are a part only of the households that were drawn together: all that were asked, and all there.
    package var drawn: (asked: Int, population: Int)

    /// A cell.
    package init(
      village: Int, stratum: Int, population: Int, size: Int, weight: Double,
      drawn: (asked: Int, population: Int)? = nil
    ) {
      self.village = village
      self.stratum = stratum
      self.population = population
      self.size = size
      self.weight = weight
      self.drawn = drawn ?? (size, population)
    }
  }

  /// The strata of villages.
  package let strata: [Stratum]
  /// The cells with a household to be asked, by village.
  package let cells: [Cell]
  /// Whether the villages of a stratum have equal probabilities, so that limits are shortened by the share
  /// that was drawn.
  package let hasEqualProbabilities: Bool
  /// All units that could have been drawn, where limits are the exact ones of one simple random sample of
  /// units without households; `nil` for the default limits.
  package var exactPopulation: Int?

  /// A sample; cells are brought into the order of their villages.
  package init(strata: [Stratum], cells: [Cell], hasEqualProbabilities: Bool = true) {
    self.strata = strata
    self.cells = cells.filter { $0.size > 0 }.enumerated()
      .sorted { ($0.element.village, $0.offset) < ($1.element.village, $1.offset) }.map(\.element)
    self.hasEqualProbabilities = hasEqualProbabilities
  }
}
