// SPDX-License-Identifier: GPL-3.0-or-later

internal import Sampling
internal import Tables

extension RegisteredHouseholds {
  /// Exchanges sizes among the remaining households of poor villages until each exited village is
  /// below 2% of remaining persons and each remaining village is not.
  ///
  /// - Parameter others: the unregistered persons by village.
  /// - Throws: ``Fault/Code/unreachableMargin``.
  mutating func settleRates(
    in layout: VillageLayout, others: [Int], streams: Streams
  ) throws {
    var stream = streams["rates"]
    var rates = VillageRates(
      remaining: personsByVillage(layout.count, status: .remaining),
      all: zip(personsByVillage(layout.count), others).map { $0 + $1 })
    let rows = stream.shuffled(
      rows(.remaining).filter { layout.groups[villages[$0]] == .exited })
    for village in layout.poorVillages {
      let isExited = layout.groups[village] == .exited
      while rates.isBelow(village) != isExited {
        let own = self.rows(.remaining).filter { villages[$0] == village }
        let sign = isExited ? -1 : 1
        let row = own.max { sign * persons[$1] < sign * persons[$0] }
        guard let row,
          let partner = rows.first(where: { other in
            let gain = persons[other] - persons[row]
            return villages[other] != village && gain.signum() == sign
              && rates.staysBelow(villages[other], gaining: -gain)
          })
        else {
          throw Fault(.unreachableMargin, ["target": "2%", "missing": "\(village + 1)"])
        }
        let gain = persons[partner] - persons[row]
        rates.add(gain, to: village)
        rates.add(-gain, to: villages[partner])
        persons.swapAt(row, partner)
      }
    }
  }
}

/// Remaining persons against all persons of each village.
private struct VillageRates {
  var remaining: [Int]
  var all: [Int]

  /// Whether the share is below 2%, in integers.
  func isBelow(_ village: Int) -> Bool { remaining[village] * 50 < all[village] }

  func staysBelow(_ village: Int, gaining persons: Int) -> Bool {
    (remaining[village] + persons) * 50 < all[village] + persons
  }

  mutating func add(_ persons: Int, to village: Int) {
    remaining[village] += persons
    all[village] += persons
  }
}
