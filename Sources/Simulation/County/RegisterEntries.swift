// SPDX-License-Identifier: GPL-3.0-or-later

internal import Sampling

/// What the register says of each ever-registered household besides status and persons.
struct RegisterEntries {
  var cards: [Card]
  var causes: [PovertyCause]
  /// 2014 to 2016, `nil` for remaining households.
  var exitYears: [Int?]
  /// Persons under the minimum living allowance, before and after it was widened in 2016.
  var allowanceBefore: [Int]
  var allowanceAfter: [Int]

  /// The entries of a seed.
  init(of households: RegisteredHouseholds, streams: Streams) {
    let count = households.count
    cards = [Card](repeating: .blue, count: count)
    causes = [PovertyCause](repeating: .other, count: count)
    exitYears = [Int?](repeating: nil, count: count)
    allowanceBefore = [Int](repeating: 0, count: count)
    allowanceAfter = allowanceBefore
    dealCards(households, stream: streams["cards"])
    dealCauses(households, stream: streams["causes"])
    dealExitYears(households, stream: streams["exit-years"])
    grantAllowances(households, stream: streams["allowances"])
  }

  /// Red cards go to small households rather than to large ones, blue cards the other way round.
  private mutating func dealCards(_ households: RegisteredHouseholds, stream: UniformStream) {
    var stream = stream
    for status in RegisterStatus.allCases {
      let keyed = households.rows(status).map { row in
        (key: stream.nextInteger(below: 1 << 20) * (households.persons[row] + 1), row: row)
      }
      var rows = keyed.sorted { $0 < $1 }.map(\.row)
      for card in Card.allCases.reversed() {
        let number = status.cards[card.rawValue]
        for row in rows.prefix(number) { cards[row] = card }
        rows.removeFirst(number)
      }
    }
  }

  /// Each cell of status and card gets its causes; schooling is the cause of households of 3 or more.
  private mutating func dealCauses(_ households: RegisteredHouseholds, stream: UniformStream) {
    var stream = stream
    for remains in [false, true] {
      for card in Card.allCases {
        var rows = stream.shuffled(
          households.statuses.indices.filter {
            (households.statuses[$0] == .remaining) == remains && cards[$0] == card
          })
        func number(_ cause: PovertyCause) -> Int {
          let counts = cause.households
          return (remains ? counts.remaining : counts.exited)[card.rawValue]
        }
        var schooling = number(.schooling)
        rows.removeAll { row in
          guard schooling > 0, households.persons[row] >= 3 else { return false }
          schooling -= 1
          causes[row] = .schooling
          return true
        }
        for cause in PovertyCause.allCases where cause != .schooling {
          for row in rows.prefix(number(cause)) { causes[row] = cause }
          rows.removeFirst(number(cause))
        }
      }
    }
  }

  private mutating func dealExitYears(_ households: RegisteredHouseholds, stream: UniformStream) {
    var stream = stream
    for row in households.rows(.exited2016) { exitYears[row] = 2016 }
    for (position, row) in stream.shuffled(households.rows(.exitedEarlier)).enumerated() {
      exitYears[row] = position < CountyMargins.exitedIn2014 ? 2014 : 2015
    }
  }

  /// Covers the persons who were registered at the end of 2015, in the order of need, until the counts
  /// are reached: red cards before yellow before blue, with some disorder; most households as a whole.
  private mutating func grantAllowances(
    _ households: RegisteredHouseholds, stream: UniformStream
  ) {
    var stream = stream
    let keyed = households.statuses.indices.filter { households.statuses[$0] != .exitedEarlier }
      .map { row in
        let range = [600...1400, 300...1200, 0...700][cards[row].rawValue]
        return (key: stream.next(in: range), row: row)
      }
    var before = CountyMargins.allowanceBefore
    var after = CountyMargins.allowanceAfter
    for (_, row) in keyed.sorted(by: { $0 < $1 }) where after > 0 {
      let persons = households.persons[row]
      let covered = stream.chance(perMille: 750) ? persons : stream.next(in: 1...persons)
      allowanceBefore[row] = min(covered, before)
      allowanceAfter[row] = min(covered, after)
      before -= allowanceBefore[row]
      after -= allowanceAfter[row]
    }
  }
}
