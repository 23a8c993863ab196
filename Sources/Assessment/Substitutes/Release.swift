// SPDX-License-Identifier: GPL-3.0-or-later

public import Tables

/// A reserve that is opened for a unit that was given up.
public struct Release: Sendable, Hashable {
  /// The path of the unit that was given up.
  public let original: UnitID
  /// The path of the reserve.
  public let substitute: UnitID
  /// The reason by its name in the profile.
  public let reason: String
  /// The number of visits that were made to the original.
  public let visits: Int
  /// Whether an answer of the substitute was there before it was opened.
  public let wasEarly: Bool

  /// A release.
  public init(
    original: UnitID, substitute: UnitID, reason: String, visits: Int, wasEarly: Bool = false
  ) {
    self.original = original
    self.substitute = substitute
    self.reason = reason
    self.visits = visits
    self.wasEarly = wasEarly
  }
}

/// What the visits to a unit came to.
public struct UnitVisits: Sendable, Hashable {
  /// The outcome of the best visit by its name; `nil` where the form does not ask for it, so that every
  /// submission is complete.
  public let outcome: String?
  /// The number of visits.
  public let count: Int

  /// The visits to a unit.
  public init(outcome: String?, count: Int) {
    self.outcome = outcome
    self.count = count
  }
}

/// What the outcomes so far ask for: reserves to open, and what stands in the way elsewhere.
public struct ReleaseProposal: Sendable {
  /// Reserves to open, cell by cell in the order of the draw.
  public var releases: [Release] = []
  /// Units to be replaced in whose cell no reserve is left; they stay without an answer, and the others
  /// of their cell stand for them.
  public var withoutReserve: [(unit: UnitID, reason: String)] = []
  /// Units that must be visited again before they may be given up.
  public var unripe: [(unit: UnitID, reason: String, visits: Int, needed: Int)] = []
  /// Answers of reserves that stay closed even so: nobody asked for them, or another was next. They
  /// count nowhere, and somebody must say how they came about.
  public var early: [UnitID] = []
}
