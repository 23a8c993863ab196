// SPDX-License-Identifier: GPL-3.0-or-later

internal import Sampling

/// All households of the county as people live in them: first the registered ones in their order, then
/// the unregistered ones.
struct Residents {
  let registered: Int
  let villages: [Int]
  let persons: [Int]
  /// `nil` for unregistered households.
  let statuses: [RegisterStatus?]
  let cards: [Card?]

  /// Yuan a person and year.
  var incomes: [Int]
  /// Persons below 16, and of 60 and more.
  var children: [Int]
  var elders: [Int]
  /// Persons who can work, who are chronically ill, who are disabled.
  var labour: [Int]
  var chronic: [Int]
  var disabled: [Int]
  var housing: [Housing]

  /// The state of a house.
  enum Housing: String, CaseIterable {
    /// Safe as it was built: grades A and B.
    case safe
    /// Safe after repair or rebuilding.
    case repaired
    /// A new house elsewhere, after relocation.
    case relocated
    /// Unsafe: grades C and D.
    case unsafe
  }

  /// The number of households.
  var count: Int { persons.count }

  /// The registered households of a status.
  func rows(_ condition: (RegisterStatus?) -> Bool) -> [Int] {
    statuses.indices.filter { condition(statuses[$0]) }
  }

  /// The people of the registers.
  init(
    _ households: RegisteredHouseholds, _ entries: RegisterEntries,
    _ roster: UnregisteredHouseholds, _ programmes: Programmes, streams: Streams
  ) {
    registered = households.count
    villages = households.villages + roster.villages
    persons = households.persons + roster.persons
    statuses = households.statuses + [RegisterStatus?](repeating: nil, count: roster.count)
    cards = entries.cards + [Card?](repeating: nil, count: roster.count)
    let zeros = [Int](repeating: 0, count: persons.count)
    (incomes, children, elders, labour, chronic, disabled) =
      (zeros, zeros, zeros, zeros, zeros, zeros)
    housing = [Housing](repeating: .safe, count: persons.count)
    earn(stream: streams["incomes"])
    age(stream: streams["ages"])
    ail(causes: entries.causes, stream: streams["health"])
    build(programmes, stream: streams["housing"])
  }

  // MARK: - Incomes

  private mutating func earn(stream: UniformStream) {
    var stream = stream
    let classes: [(RegisterStatus?, IncomeClass)] = [
      (.exitedEarlier, .exitedEarlier), (.exited2016, .exited2016), (.remaining, .remaining),
      (nil, .unregistered),
    ]
    for (status, incomeClass) in classes {
      let rows = rows { $0 == status }
      for (row, uniform) in zip(rows, stream.evenUniforms(rows.count)) {
        incomes[row] = incomeClass.income(uniform)
      }
    }
  }

  // MARK: - Ages

  /// Children and elders in thousandths of persons: of all registered persons 17% and 30%, of those
  /// with red cards 5% and 65%, of unregistered persons 18% and 22%.
  private mutating func age(stream: UniformStream) {
    var stream = stream
    let red = cards.indices.filter { cards[$0] == .red }
    let otherRegistered = (0..<registered).filter { cards[$0] != .red }
    let redPersons = red.reduce(0) { $0 + persons[$1] }
    let allPersons = persons[..<registered].reduce(0, +)
    func restShare(_ all: Int, _ ofRed: Int) -> Int {
      (all * allPersons - ofRed * redPersons) / (allPersons - redPersons)
    }
    age(red, children: 50, elders: 650, eldersFirst: 800, stream: &stream)
    age(
      otherRegistered, children: restShare(170, 50), elders: restShare(300, 650),
      eldersFirst: 400, stream: &stream)
    age(
      Array(registered..<count), children: 180, elders: 220, eldersFirst: 300, stream: &stream)
  }

  /// Draws the ages of some households' persons; the first person of a household is never a child.
  private mutating func age(
    _ rows: [Int], children childShare: Int, elders elderShare: Int, eldersFirst: Int,
    stream: inout UniformStream
  ) {
    let all = rows.reduce(0) { $0 + persons[$1] }
    let further = all - rows.count
    let childrenFurther = childShare * all / further
    let eldersFurther = (elderShare * all - eldersFirst * rows.count) / further
    for row in rows {
      if stream.chance(perMille: eldersFirst) { elders[row] += 1 }
      for _ in 1..<max(persons[row], 1) {
        let draw = stream.nextInteger(below: 1000)
        if draw < childrenFurther {
          children[row] += 1
        } else if draw < childrenFurther + eldersFurther {
          elders[row] += 1
        }
      }
    }
  }

  // MARK: - Health

  /// A quarter of the persons in illness households are chronically ill; 7% of registered persons are
  /// disabled, at least one in each household whose cause is disability. Red cards: nobody can work.
  private mutating func ail(causes: [PovertyCause], stream: UniformStream) {
    var stream = stream
    for row in 0..<count {
      let cause = row < registered ? causes[row] : nil
      let chronicShare = cause == .illness ? 250 : cause == nil ? 90 : 110
      let disabledShare = cause == .disability ? 60 : cause == nil ? 20 : 8
      disabled[row] = cause == .disability ? 1 : 0
      for person in 0..<persons[row] {
        if stream.chance(perMille: chronicShare) { chronic[row] += 1 }
        if person > 0 && stream.chance(perMille: disabledShare) { disabled[row] += 1 }
      }
      let adults = persons[row] - children[row] - elders[row]
      labour[row] = cards[row] == .red ? 0 : max(0, adults - disabled[row])
    }
  }

  // MARK: - Housing

  /// 15% of the registered households live in a house that was repaired or rebuilt, 3% in an unsafe
  /// one: nearly all of these remain poor; the few exited ones are errors and part of the truth. The
  /// other 82% are safe as they were built, relocated ones among them.
  private mutating func build(_ programmes: Programmes, stream: UniformStream) {
    var stream = stream
    let untouched = (0..<registered).filter {
      !programmes.relocated[$0] && !programmes.renovated[$0] && !programmes.turnkey[$0]
    }
    for row in 0..<registered where programmes.renovated[row] { housing[row] = .repaired }
    let repaired = registered * 15 / 100 - CountyMargins.renovated
    for row in stream.shuffled(untouched).prefix(repaired) { housing[row] = .repaired }
    let poor = untouched.filter { statuses[$0] == .remaining && housing[$0] == .safe }
    for row in stream.shuffled(poor).prefix(registered * 275 / 10_000) { housing[row] = .unsafe }
    for (row, renovated) in programmes.rosterRenovated.enumerated() where renovated {
      housing[registered + row] = .repaired
    }
    for (row, relocated) in (programmes.relocated + programmes.rosterRelocated).enumerated()
    where relocated {
      housing[row] = .relocated
    }
  }
}
