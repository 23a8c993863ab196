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
  }

  /// The villages drawn of each stratum.
  public var villages: [Int]
  /// The households asked.
  public var households: Households

  /// A draw.
  public init(villages: [Int], households: Households) {
    self.villages = villages
    self.households = households
  }

  /// All villages that are drawn.
  public var villageCount: Int { villages.reduce(0, +) }

  /// The same with so many villages in all, spread over the strata as now: in proportion, at least two of
  /// each where there are two (or all), rounded up.
  func scaled(to count: Int, of strata: [[Int]]) -> StagedDraw {
    var draw = self
    let factor = Double(count) / Double(villageCount)
    draw.villages = zip(villages, strata).map { drawn, all in
      guard drawn > 0 else { return 0 }
      let wanted = Int((Double(drawn) * factor - 1e-9).rounded(.up))
      return min(all.count, max(min(2, all.count), wanted))
    }
    return draw
  }

  /// The households asked in each of the drawn villages.
  func sizes(of drawn: [Int], households all: Int) -> [Int] {
    switch households {
    case .each(let size): return drawn.map { min($0, size) }
    case .shareOfVillage(let share):
      return drawn.map { min($0, max(2, Int((share * Double($0)).rounded()))) }
    case .shareOfCounty(let share):
      let factor = min(1, share * Double(all) / Double(max(1, drawn.reduce(0, +))))
      return drawn.map { min($0, max(2, Int((factor * Double($0)).rounded()))) }
    }
  }
}

extension DecisionModel {
  /// The model of a draw from villages of which the households are known.
  ///
  /// - Parameters:
  ///   - draw: the draw.
  ///   - strata: the households of each village, by stratum.
  /// - Throws: an error of the numerical methods.
  init(
    _ draw: StagedDraw, of strata: [[Int]], sizes: HouseholdSizes?, samples: Int = 1000,
    populations: Int = 4, seed: String
  ) throws {
    let all = strata.joined().reduce(0, +)
    let isDrawable = zip(draw.villages, strata).map { $0.0 > 0 }
    let covered = zip(isDrawable, strata).flatMap { isDrawable, villages in
      villages.map { isDrawable ? $0 : 0 }
    }
    try self.init(
      households: covered, sizes: sizes, samples: samples, populations: populations, seed: seed
    ) { _, seed in
      let random = RandomSource(seed: seed.text)
      var drawn: [(village: Int, stratum: Int, weight: Double)] = []
      var start = 0
      for (stratum, villages) in strata.enumerated() {
        let count = draw.villages[stratum]
        for village in random.sample(count, of: villages.count) {
          drawn.append((start + village, stratum, Double(villages.count) / Double(count)))
        }
        start += villages.count
      }
      let populations = drawn.map { covered[$0.village] }
      let sizes = draw.sizes(of: populations, households: all)
      return DrawnCells(
        strata: zip(draw.villages, strata).map {
          DrawnCells.Stratum(drawn: $0.0, population: $0.1.count)
        },
        cells: drawn.indices.map { index in
          DrawnCells.Cell(
            village: drawn[index].village, stratum: drawn[index].stratum,
            population: populations[index], size: sizes[index],
            weight: drawn[index].weight * Double(populations[index])
              / Double(max(1, sizes[index])))
        })
    }
  }
}
