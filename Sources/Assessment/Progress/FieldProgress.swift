// SPDX-License-Identifier: GPL-3.0-or-later

public import Tables

/// Where the field work of a round stands: every drawn unit with what its attempts came to.
public struct FieldProgress: Sendable {
  /// A drawn unit, or a reserve that was opened.
  public struct Unit: Sendable {
    /// The work on it.
    public let progress: UnitProgress
    /// Its sample.
    public let sample: String
    /// The record of its stratum.
    public let stratum: String
    /// The unit of the first stage that it is or lies in.
    public let village: UnitID
    /// The values of columns of the first stage's register, by their names.
    public let columns: [String: String]
    /// The team of whoever was there last; empty before anybody was.
    public let team: String
    /// One over the probability of being drawn; a substitute has that of its original.
    public let weight: Double
    /// The unit whose place it took; `nil` for a main unit.
    public let original: UnitID?
    /// Whether another unit took its place.
    public let isSubstituted: Bool

    /// A unit.
    public init(
      progress: UnitProgress, sample: String, stratum: String, village: UnitID,
      columns: [String: String], team: String, weight: Double, original: UnitID?,
      isSubstituted: Bool
    ) {
      self.progress = progress
      self.sample = sample
      self.stratum = stratum
      self.village = village
      self.columns = columns
      self.team = team
      self.weight = weight
      self.original = original
      self.isSubstituted = isSubstituted
    }
  }

  /// Numbers of units of one group.
  public struct Counts: Sendable {
    /// Main units.
    public internal(set) var drawn = 0
    /// Units, substitutes too, by state.
    public internal(set) var states: [UnitProgress.State: Int] = [:]
    /// Main units and substitutes whose place was taken.
    public internal(set) var substituted = 0
    /// Units that are to be visited, or visited again.
    public internal(set) var outstanding = 0
    /// Rates over the visited main units: counted, and weighted.
    public internal(set) var originals = ResponseRates()
    /// The same, weighted.
    public internal(set) var weightedOriginals = ResponseRates()
    /// Rates over the visited units that are in the field now, substitutes instead of those whose place
    /// they took.
    public internal(set) var current = ResponseRates()
    /// The same, weighted.
    public internal(set) var weightedCurrent = ResponseRates()

    /// Units that somebody visited.
    public var visited: Int { states.reduce(0) { $0 + ($1.key == .notVisited ? 0 : $1.value) } }
  }

  /// What units are put together by.
  public enum Grouping: Sendable, Equatable {
    /// All units, or those of a sample, stratum, village or team.
    case all, sample, stratum, village, team
    /// Those with one value of a column of the first stage's register, such as townships.
    case column(String)
  }

  /// All units.
  public let units: [Unit]
  /// Days on which anybody worked, in order.
  public let days: [String]

  /// The field work of units.
  /// - Parameter days: the days on which anybody worked.
  public init(units: [Unit], days: Set<String>) {
    self.units = units
    self.days = days.sorted()
  }

  /// Counts by group, in the order of their names.
  public func counts(by grouping: Grouping) -> [(name: String, counts: Counts)] {
    var groups: [UnitID: Counts] = [:]
    for unit in units {
      let name: String =
        switch grouping {
        case .all: ""
        case .sample: unit.sample
        case .stratum: unit.stratumName
        case .village: unit.village.text
        case .team: unit.team
        case .column(let column): unit.columns[column] ?? ""
        }
      groups[UnitID(name), default: Counts()].add(unit)
    }
    return groups.sorted { $0.key < $1.key }.map { ($0.key.text, $0.value) }
  }

  /// Days of work that are left if units go on being settled as fast as on the days so far; `nil` before
  /// any is.
  public var daysLeft: Int? {
    let settled = units.count { $0.progress.state != .notVisited && !$0.progress.isOutstanding }
    guard settled > 0, !days.isEmpty else { return nil }
    let outstanding = units.count { $0.isToBeVisited }
    return (outstanding * days.count + settled - 1) / settled
  }
}

extension FieldProgress.Unit {
  /// Its stratum, whose record says nothing without its sample.
  package var stratumName: String { stratum.isEmpty ? sample : "\(sample) \(stratum)" }

  /// Whether somebody must go there: it is not settled, and nobody took its place.
  public var isToBeVisited: Bool { progress.isOutstanding && !isSubstituted }
}

extension FieldProgress.Counts {
  mutating func add(_ unit: FieldProgress.Unit) {
    if unit.original == nil { drawn += 1 }
    states[unit.progress.state, default: 0] += 1
    if unit.isSubstituted { substituted += 1 }
    if unit.isToBeVisited { outstanding += 1 }
    guard let disposition = unit.progress.disposition else { return }
    if unit.original == nil {
      originals.add(disposition)
      weightedOriginals.add(disposition, weight: unit.weight)
    }
    if !unit.isSubstituted {
      current.add(disposition)
      weightedCurrent.add(disposition, weight: unit.weight)
    }
  }
}
