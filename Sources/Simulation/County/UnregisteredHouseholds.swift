// SPDX-License-Identifier: GPL-3.0-or-later

internal import Sampling

/// The households that were never registered: where they live and how many persons they have, in the
/// order of their numbers.
struct UnregisteredHouseholds {
  var villages: [Int] = []
  var persons: [Int] = []

  var count: Int { villages.count }

  /// As many households in each village as its registered persons call for.
  ///
  /// The share of persons that were ever registered is that of the village's group (poor or other),
  /// scattered by a few per cent.
  /// - Throws: ``Fault/Code/unreachableMargin``.
  init(
    besides registered: RegisteredHouseholds, in layout: VillageLayout, streams: Streams
  ) throws {
    var stream = streams["roster"]
    let registeredPersons = registered.personsByVillage(layout.count)
    let all = CountyMargins.unregisteredSizes.reduce(0, +)
    let persons = CountyMargins.persons - CountyMargins.registeredPersons
    let poorPersons =
      CountyMargins.personsOfPoorVillages - CountyMargins.registeredPersonsOfPoorVillages
    let poorHouseholds = apportion(all, weights: [poorPersons, persons - poorPersons])[0]
    let weights = registeredPersons.map { $0 * stream.next(in: 950...1050) }
    var counts = [Int](repeating: 0, count: layout.count)
    for (group, total) in [
      (layout.poorVillages, poorHouseholds), (layout.otherVillages, all - poorHouseholds),
    ] {
      let shares = apportion(total, weights: group.map { weights[$0] })
      for (village, share) in zip(group, shares) { counts[village] = share }
    }
    var sizes = try settledSizes(
      CountyMargins.unregisteredSizes, chosen: poorHouseholds, total: poorPersons, stream: &stream)
    for village in 0..<layout.count {
      villages += [Int](repeating: village, count: counts[village])
      if layout.groups[village].isPoor {
        self.persons += sizes.chosen.suffix(counts[village])
        sizes.chosen.removeLast(counts[village])
      } else {
        self.persons += sizes.others.suffix(counts[village])
        sizes.others.removeLast(counts[village])
      }
    }
  }

  /// Persons by village.
  func personsByVillage(_ villageCount: Int) -> [Int] {
    var sums = [Int](repeating: 0, count: villageCount)
    for row in 0..<count { sums[villages[row]] += persons[row] }
    return sums
  }
}
