// SPDX-License-Identifier: GPL-3.0-or-later

internal import Sampling

/// The ever-registered households: where they live, what the register says of them and how many
/// persons they have, in the order of their numbers.
struct RegisteredHouseholds {
  var villages: [Int] = []
  var statuses: [RegisterStatus] = []
  var persons: [Int] = []

  var count: Int { villages.count }

  /// The rows of a status.
  func rows(_ status: RegisterStatus) -> [Int] {
    statuses.indices.filter { statuses[$0] == status }
  }

  /// Households with the counts of each township and status, and the sizes of each status.
  /// - Throws: ``Fault/Code/unreachableMargin``.
  init(in layout: VillageLayout, streams: Streams) throws {
    var stream = streams["households"]
    let counts = Self.counts(in: layout, stream: &stream)
    for village in 0..<layout.count {
      let unordered = RegisterStatus.allCases.flatMap { status in
        [RegisterStatus](repeating: status, count: counts[status.rawValue][village])
      }
      statuses += stream.shuffled(unordered)
      villages += [Int](repeating: village, count: unordered.count)
    }
    persons = [Int](repeating: 0, count: villages.count)
    try settleSizes(in: layout, stream: &stream)
  }

  /// Persons by village, of all statuses or of one.
  func personsByVillage(_ villageCount: Int, status: RegisterStatus? = nil) -> [Int] {
    var sums = [Int](repeating: 0, count: villageCount)
    for row in 0..<count where status == nil || statuses[row] == status {
      sums[villages[row]] += persons[row]
    }
    return sums
  }

  // MARK: - Households by village

  /// Households by status and village: each township's counts, shared by size and group of village.
  ///
  /// How much likelier registration is in a poor village is set so that poor villages hold their share
  /// of the registered persons.
  private static func counts(in layout: VillageLayout, stream: inout UniformStream) -> [[Int]] {
    let scatter = (0..<layout.count).map { _ in stream.next(in: 930...1070) }
    let scatterOfRemaining = (0..<layout.count).map { _ in stream.next(in: 850...1150) }
    func counts(poorFactor: Int) -> [[Int]] {
      RegisterStatus.allCases.map { status in
        var result = [Int](repeating: 0, count: layout.count)
        for (township, margins) in CountyMargins.townships.enumerated() {
          let villages = layout.villages(of: township)
          let weights = villages.map { village in
            status == .remaining
              ? layout.weights[village] * scatterOfRemaining[village]
                * remainingFactor(layout.groups[village])
              : layout.weights[village] * scatter[village]
                * (layout.groups[village].isPoor ? poorFactor : 1000)
          }
          let shares = apportion(margins.households[status.rawValue], weights: weights)
          for (village, share) in zip(villages, shares) { result[village] = share }
        }
        return result
      }
    }
    var low = 1000
    var high = 4000
    while high - low > 1 {
      let middle = (low + high) / 2
      let expected = expectedPoorPersons(counts(poorFactor: middle), layout).reduce(0, +)
      if expected < CountyMargins.registeredPersonsOfPoorVillages * 1000 {
        low = middle
      } else {
        high = middle
      }
    }
    return counts(poorFactor: high)
  }

  /// How many households remain registered, relative to the size of the village: the exited villages
  /// stay well below 2% of their persons, the three that remain well above.
  private static func remainingFactor(_ group: VillageGroup) -> Int {
    switch group {
    case .exited: 1_310
    case .remaining: 2_800
    case .other: 1_200
    }
  }

  /// Thousandths of persons that households of usual size make in poor villages, by status.
  private static func expectedPoorPersons(_ counts: [[Int]], _ layout: VillageLayout) -> [Int] {
    RegisterStatus.allCases.map { status in
      let households = layout.poorVillages.reduce(0) { $0 + counts[status.rawValue][$1] }
      let all = status.sizes.reduce(0, +)
      let persons = status.sizes.enumerated().reduce(0) { $0 + ($1.offset + 1) * $1.element }
      return households * persons * 1000 / all
    }
  }

  // MARK: - Sizes

  /// Gives the fixed sizes of each status to its households at random, so that poor villages hold
  /// exactly their registered persons.
  private mutating func settleSizes(
    in layout: VillageLayout, stream: inout UniformStream
  ) throws {
    var counts = RegisterStatus.allCases.map { _ in [Int](repeating: 0, count: layout.count) }
    for row in 0..<count { counts[statuses[row].rawValue][villages[row]] += 1 }
    let targets = apportion(
      CountyMargins.registeredPersonsOfPoorVillages,
      weights: Self.expectedPoorPersons(counts, layout))
    for status in RegisterStatus.allCases {
      let rows = rows(status)
      let poor = rows.filter { layout.groups[villages[$0]].isPoor }
      let others = rows.filter { !layout.groups[villages[$0]].isPoor }
      let sizes = try settledSizes(
        status.sizes, chosen: poor.count, total: targets[status.rawValue], stream: &stream)
      for (row, size) in zip(poor, sizes.chosen) { persons[row] = size }
      for (row, size) in zip(others, sizes.others) { persons[row] = size }
    }
  }
}

/// The sizes of a table of counts by size, in random order, of which the first `chosen` add up to
/// `total`.
/// - Throws: ``Fault/Code/unreachableMargin``.
func settledSizes(
  _ table: [Int], chosen: Int, total: Int, stream: inout UniformStream
) throws -> Choice {
  let sizes = stream.shuffled(
    table.enumerated().flatMap { [Int](repeating: $0.offset + 1, count: $0.element) })
  var groups = [Choice(chosen: Array(sizes.prefix(chosen)), others: Array(sizes.dropFirst(chosen)))]
  try exchange(in: &groups, until: total, stream: &stream, size: { $0 })
  return groups[0]
}
