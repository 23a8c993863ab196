// SPDX-License-Identifier: GPL-3.0-or-later

public import Tables

/// Compares the people of a register with a list of ineligible people.
///
/// A match is a reason to look, never a result: see ``CrosscheckFlag``.
public struct Crosscheck: Sendable {
  /// Somebody in the register.
  public struct Person: Sendable {
    /// The path of the unit.
    public let unit: UnitID
    /// The identity number as it was typed.
    public let number: String
    /// The name.
    public let name: String
    /// The identifiers and names of the village and other units above.
    public let places: [String]

    /// Somebody in the register.
    public init(unit: UnitID, number: String, name: String, places: [String]) {
      self.unit = unit
      self.number = number
      self.name = name
      self.places = places
    }
  }

  /// Somebody on a list.
  public struct Listed: Sendable {
    /// The physical row of the list.
    public let row: Int
    /// The identity number as it was typed; empty if the list has none.
    public let number: String
    /// The name.
    public let name: String
    /// The village; empty if the list has none.
    public let village: String

    /// Somebody on a list.
    public init(row: Int, number: String, name: String, village: String) {
      self.row = row
      self.number = number
      self.name = name
      self.village = village
    }
  }

  /// How sure a match is, the surest first.
  public enum Strength: String, Sendable, CaseIterable, Comparable {
    /// The same identity number, with the right check digit.
    case number
    /// The same identity number, of which one was typed in its old form of fifteen places.
    case oldNumber = "old-number"
    /// The same identity number, whose check digit is wrong in both.
    case faultyNumber = "faulty-number"
    /// One number fails its check digit, and one wrong place or two swapped ones make it the other.
    case nearNumber = "near-number"
    /// No number on one side; the same name in the same village.
    case nameAndVillage = "name-village"
    /// No number on one side and no village on the list; the same name anywhere.
    case name

    /// Whether `left` is less sure.
    public static func < (left: Strength, right: Strength) -> Bool {
      allCases.firstIndex(of: left)! > allCases.firstIndex(of: right)!
    }
  }

  /// A unit that a row of a list may mean.
  public struct Match: Sendable, Equatable {
    /// The unit.
    public let unit: UnitID
    /// The row of the list.
    public let row: Int
    /// How sure it is.
    public let strength: Strength
    /// How many in the register the row may mean equally well.
    public let bearers: Int
    /// Whether the names agree; `nil` where one is missing.
    public let namesAgree: Bool?
  }

  private struct Entry {
    let person: Person
    let number: IdentityNumber
    let name: String
  }

  private let entries: [Entry]
  private var byNumber: [String: [Int]] = [:]
  /// Entries of faulty numbers by the valid numbers next to them.
  private var byNeighbour: [String: [Int]] = [:]
  private var byName: [UnitID: [Int]] = [:]

  /// Prepares a register.
  /// - Complexity: linear in persons, times about 200 for faulty numbers.
  public init(_ people: [Person]) {
    entries = people.map {
      Entry(person: $0, number: IdentityNumber($0.number), name: $0.name.withoutSpaces())
    }
    for (index, entry) in entries.enumerated() {
      if entry.number.isTrusted || entry.number.kind == .faulty {
        byNumber[entry.number.text, default: []].append(index)
      }
      for neighbour in entry.number.neighbours { byNeighbour[neighbour, default: []].append(index) }
      if !entry.name.isEmpty { byName[UnitID(entry.name), default: []].append(index) }
    }
  }

  /// The units that the rows of a list may mean, in the order of the list.
  ///
  /// Numbers decide where both sides have one; names count only where one side has none that can be read,
  /// so that namesakes with numbers of their own are left alone. Of each row the surest kind of match is
  /// told.
  /// - Parameter byName: whether names are compared at all.
  public func matches(_ list: [Listed], byName: Bool) -> [Match] {
    list.flatMap { matches(of: $0, byName: byName) }
  }

  private func matches(of listed: Listed, byName isByName: Bool) -> [Match] {
    let number = IdentityNumber(listed.number)
    func found(_ indices: [Int], _ strength: (Entry) -> Strength) -> [Match] {
      indices.map { index in
        let entry = entries[index]
        let names = (listed.name.withoutSpaces(), entry.name)
        return Match(
          unit: entry.person.unit, row: listed.row, strength: strength(entry),
          bearers: indices.count,
          namesAgree: names.0.isEmpty || names.1.isEmpty
            ? nil : bytesCompare(names.0, names.1) == 0)
      }
    }
    if let same = byNumber[number.text], number.kind != .unreadable, number.kind != .empty {
      return found(same) { entry in
        if number.kind == .faulty { return .faultyNumber }
        return number.kind == .completed || entry.number.kind == .completed ? .oldNumber : .number
      }
    }
    if number.isTrusted, let near = byNeighbour[number.text] {
      return found(near) { _ in .nearNumber }
    }
    if number.kind == .faulty {
      let near = number.neighbours.flatMap { byNumber[$0] ?? [] }
      if !near.isEmpty { return found(near) { _ in .nearNumber } }
    }
    guard isByName else { return [] }
    let bearers = self.byName[UnitID(listed.name.withoutSpaces())] ?? []
    let isUnnumbered = number.kind == .empty || number.kind == .unreadable
    let open = bearers.filter { index in
      let kind = entries[index].number.kind
      return isUnnumbered || kind == .empty || kind == .unreadable
    }
    let village = listed.village.withoutSpaces()
    if village.isEmpty { return found(open) { _ in .name } }
    return found(
      open.filter { index in
        entries[index].person.places.contains { bytesCompare($0.withoutSpaces(), village) == 0 }
      }
    ) { _ in .nameAndVillage }
  }
}
