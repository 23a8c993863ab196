// SPDX-License-Identifier: GPL-3.0-or-later

internal import Distributions

/// A draw of villages and of households within them, as it can be planned without a register: simple random
/// samples at both stages.
public struct StagedDraw: Sendable, Hashable {
  /// How many households are asked.
  public enum Households: Sendable, Hashable {
    /// So many in each drawn village, or all where there are fewer.
    case each(Int)
    /// A share of those of each drawn village, rounded to the nearest, at least two where there are two.
    case shareOfVillage(Double)
    /// A share of all the county's, placed in the drawn villages in proportion; all where there are fewer.
    case shareOfCounty(Double)

    /// The households asked in each of the drawn villages.
    func sizes(of drawn: [Int], all: Int) -> [Int] {
      let share: Double
      switch self {
      case .each(let size): return drawn.map { min($0, size) }
      case .shareOfVillage(let given): share = given
      case .shareOfCounty(let given):
        share = min(1, given * Double(all) / Double(max(1, drawn.reduce(0, +))))
      }
      return drawn.map { min($0, max(2, Int((share * Double($0)).rounded()))) }
    }
  }

  /// The villages drawn of each stratum.
  public var villages: [Int]
  /// The households asked of each part of the target, such as its samples.
  public var households: [Households]

  /// A draw.
  public init(villages: [Int], households: [Households]) {
    self.villages = villages
    self.households = households
  }

  /// All villages that are drawn.
  public var villageCount: Int { villages.reduce(0, +) }

  /// The same with about so many villages in all: each stratum grows in proportion, rounded up, but gives
  /// at least two where there are two, and no more than there are.
  func scaled(to count: Int, in county: StagedCounty) -> StagedDraw {
    var draw = self
    let factor = Double(count) / Double(villageCount)
    draw.villages = zip(villages, county.villages).map { drawn, all in
      guard drawn > 0 else { return 0 }
      let wanted = Int((Double(drawn) * factor - 1e-9).rounded(.up))
      return min(all, max(min(2, all), wanted))
    }
    return draw
  }
}

/// The households of each village, known or taken to be so.
package struct StagedCounty: Sendable {
  /// The households of each part of the target, by stratum and village.
  package let parts: [[[Int]]]
  /// How many persons households have; `nil` where the rate is one of households.
  package let sizes: HouseholdSizes?

  /// A county.
  /// - Precondition: all parts have the same strata and villages.
  package init(parts: [[[Int]]], sizes: HouseholdSizes?) {
    precondition(!parts.isEmpty && parts.allSatisfy { $0.map(\.count) == parts[0].map(\.count) })
    self.parts = parts
    self.sizes = sizes
  }

  /// The villages of each stratum.
  var villages: [Int] { parts[0].map(\.count) }
  /// The largest number of households of a part in a village.
  var largestVillage: Int { parts.joined().joined().max() ?? 0 }
}

extension DecisionModel {
  /// The model of a draw.
  ///
  /// - Parameters:
  ///   - samples: how many samples are tried, each with so many populations.
  /// - Throws: an error of the numerical methods.
  package init(
    _ draw: StagedDraw, of county: StagedCounty, samples: Int = 1000, populations: Int = 4,
    seed: String
  ) throws {
    let parts = county.parts.map { part in
      zip(draw.villages, part).flatMap { drawn, villages in
        villages.map { drawn > 0 ? $0 : 0 }
      }
    }
    let totals = county.parts.map { $0.joined().reduce(0, +) }
    try self.init(
      households: parts[0].indices.map { village in parts.reduce(0) { $0 + $1[village] } },
      sizes: county.sizes, samples: samples, populations: populations, seed: seed
    ) { _, seed in
      let random = RandomSource(seed: seed.text)
      var drawn: [(village: Int, stratum: Int, weight: Double)] = []
      var start = 0
      for (stratum, all) in county.villages.enumerated() {
        let count = draw.villages[stratum]
        for village in random.sample(count, of: all) {
          drawn.append((start + village, stratum, Double(all) / Double(count)))
        }
        start += all
      }
      var cells: [DrawnCells.Cell] = []
      for (part, households) in parts.enumerated() {
        let populations = drawn.map { households[$0.village] }
        let sizes = draw.households[part].sizes(of: populations, all: totals[part])
        for (index, village) in drawn.enumerated() where sizes[index] > 0 {
          cells.append(
            DrawnCells.Cell(
              village: village.village, stratum: village.stratum, population: populations[index],
              size: sizes[index],
              weight: village.weight * Double(populations[index]) / Double(sizes[index])))
        }
      }
      return DrawnCells(
        strata: zip(draw.villages, county.villages).map {
          DrawnCells.Stratum(drawn: $0.0, population: $0.1)
        }, cells: cells)
    }
  }
}
