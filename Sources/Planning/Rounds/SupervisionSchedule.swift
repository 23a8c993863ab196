// SPDX-License-Identifier: GPL-3.0-or-later

public import Sampling
import Tables

/// Supervision in rounds, such as months, that goes round the areas of a county: in each round some
/// areas, in each of them some villages, in each of these some households.
///
/// Areas, villages and households rotate (``Sampling/Rotation``) with nothing kept: the areas of a round
/// are those that follow the last round's on the circle of their tickets; villages take their next turn
/// when the circle of areas is closed; households take another turn each round. One seed and one secret
/// key serve all rounds. Every round is a simple random sample at each stage, and the probability of a
/// visit within any rounds is known, since the three positions of a household are independent and
/// uniform.
public struct SupervisionSchedule: Sendable, Hashable {
  /// Areas in a round.
  public let areas: Int
  /// Villages in each area of a round, as far as it has them.
  public let villages: Int
  /// Households in each village of a round, as far as it has them.
  public let households: Int
  /// The areas of the county.
  public let areaCount: Int

  /// A schedule.
  /// - Precondition: the numbers are positive, and there are enough areas for a round.
  public init(areas: Int, villages: Int, households: Int, ofAreas areaCount: Int) {
    precondition(areas > 0 && villages > 0 && households > 0 && areas <= areaCount)
    self.areas = areas
    self.villages = villages
    self.households = households
    self.areaCount = areaCount
  }

  /// The number of consecutive rounds within which every area is visited, wherever they begin.
  public var roundsToAllAreas: Int { (areaCount + areas - 1) / areas }

  /// The design of a round.
  ///
  /// - Parameters:
  ///   - round: the round, counted from 0.
  ///   - registers: the names of the registers of areas, villages and households.
  public func design(
    round: Int, registers: (areas: String, villages: String, households: String)
  ) -> SamplingDesign {
    SamplingDesign(
      Stage(
        registers.areas, size: .size(areas), method: .rotation(Rotation(turn: round, keep: .zero))),
      Stage(
        registers.villages, size: .size(villages),
        method: .rotation(Rotation(turn: lap(of: round), keep: .zero))),
      Stage(
        registers.households, size: .size(households),
        method: .rotation(Rotation(turn: round, keep: .zero))))
  }

  /// How often the circle of areas was closed before a round.
  private func lap(of round: Int) -> Int {
    Self.lap(of: round, areas: areas, ofAreas: areaCount)
  }

  /// How often a circle of areas was closed before a round that takes so many of them.
  /// - Parameter round: the round, counted from 0.
  public static func lap(of round: Int, areas: Int, ofAreas areaCount: Int) -> Int {
    round * areas / areaCount
  }

  /// The probability that a village is visited at least once within some rounds.
  /// - Parameter villageCount: the villages of its area.
  public func probabilityOfVillage(
    within rounds: Range<Int>, ofVillages villageCount: Int
  ) throws -> Rational {
    try expectation(rounds, villageCount) { visited in visited.isEmpty ? 0 : 1 }
  }

  /// The probability that a household is visited at least once within some rounds.
  ///
  /// - Parameters:
  ///   - rounds: the rounds.
  ///   - villageCount: the villages of its area.
  ///   - householdCount: the households of its village.
  /// - Throws: ``Tables/Fault/Code/numberTooLarge``.
  public func probabilityOfHousehold(
    within rounds: Range<Int>, ofVillages villageCount: Int, ofHouseholds householdCount: Int
  ) throws -> Rational {
    let size = min(households, householdCount)
    let positions = try expectation(rounds, villageCount) { visited in
      var taken: Set<Int> = []
      for round in visited {
        taken.formUnion(
          try Rotation(turn: round, keep: .zero).positions(
            size: size, population: householdCount))
      }
      return taken.count
    }
    return try positions.divided(by: Rational(householdCount))
  }

  /// The mean, over the positions of an area and of a village in it, of something that the rounds in
  /// which the village is visited tell.
  private func expectation(
    _ rounds: Range<Int>, _ villageCount: Int, _ value: ([Int]) throws -> Int
  ) throws -> Rational {
    let ofArea = try Rotation.turns(rounds, keep: .zero, size: areas, population: areaCount)
    let size = min(villages, villageCount)
    var sum = 0
    for visits in ofArea {
      for position in 0..<villageCount {
        sum += try value(
          visits.filter { round in
            try Rotation(turn: lap(of: round), keep: .zero)
              .positions(size: size, population: villageCount).contains(position)
          })
      }
    }
    return Rational(sum, areaCount * villageCount)
  }
}
