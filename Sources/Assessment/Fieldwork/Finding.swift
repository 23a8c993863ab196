// SPDX-License-Identifier: GPL-3.0-or-later

public import Tables

/// An error that may have been found in a unit, from the suspicion to the decision.
public struct Finding: Sendable, Hashable {
  /// How far a finding has come.
  public enum State: String, Sendable, Hashable, CaseIterable {
    /// A rule raised it, and nobody has decided.
    case suspected
    /// A reviewer confirmed it; only these enter the rates.
    case confirmed
    /// A reviewer cleared it.
    case cleared
  }

  /// The unit's path.
  public var unit: UnitID
  /// The kind's name in the profile.
  public var kind: String
  /// The rules that raised it, in the profile's order.
  public var rules: [String]
  /// How far it has come.
  public var state: State
  /// The reason of the decision, by its name in the profile.
  public var reason: String?
  /// Who decided.
  public var reviewer: String?

  /// A finding, suspected unless it is said to be decided.
  public init(
    unit: UnitID, kind: String, rules: [String] = [], state: State = .suspected,
    reason: String? = nil, reviewer: String? = nil
  ) {
    self.unit = unit
    self.kind = kind
    self.rules = rules
    self.state = state
    self.reason = reason
    self.reviewer = reviewer
  }
}
