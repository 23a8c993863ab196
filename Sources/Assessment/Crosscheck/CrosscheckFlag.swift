// SPDX-License-Identifier: GPL-3.0-or-later

public import Tables

/// A unit that a list of ineligible people seems to name, from the flag to the decision.
///
/// A flag is for verification: nobody is removed because a list says so.
public struct CrosscheckFlag: Sendable, Equatable {
  /// How far a flag has come.
  public enum State: String, Sendable, Hashable, CaseIterable {
    /// A list named the unit.
    case flagged
    /// Somebody looked, and the unit is ineligible.
    case ineligible = "verified-ineligible"
    /// Somebody looked, and the unit is eligible.
    case eligible = "verified-eligible"
    /// The unit was taken off the register.
    case removed
    /// The unit stays.
    case kept

    /// The states that may follow.
    public var next: [State] {
      switch self {
      case .flagged: [.ineligible, .eligible]
      case .ineligible: [.removed]
      case .eligible: [.kept]
      case .removed, .kept: []
      }
    }

    /// What it is called.
    public var label: BilingualText {
      switch self {
      case .flagged: BilingualText(zh: "待核实", en: "Flagged")
      case .ineligible: BilingualText(zh: "核实不符合", en: "Verified ineligible")
      case .eligible: BilingualText(zh: "核实符合", en: "Verified eligible")
      case .removed: BilingualText(zh: "已剔除", en: "Removed")
      case .kept: BilingualText(zh: "予以保留", en: "Kept")
      }
    }

    /// The state of a name or label.
    public init?(text: String) {
      let found = Self.allCases.first { state in
        [state.rawValue, state.label.chinese, state.label.english].contains {
          bytesCompare($0, text) == 0
        }
      }
      guard let found else { return nil }
      self = found
    }
  }

  /// A step, with who took it, when, and why.
  public struct Step: Sendable, Equatable {
    /// The state that it led to.
    public let state: State
    /// Who.
    public let actor: String
    /// When, in UTC.
    public let at: String
    /// Why.
    public let reason: String

    /// A step.
    public init(state: State, actor: String, at: String, reason: String) {
      self.state = state
      self.actor = actor
      self.at = at
      self.reason = reason
    }
  }

  /// Its number.
  public let number: Int
  /// The unit.
  public let unit: UnitID
  /// The name of its township; empty if it is unknown.
  public let township: String
  /// The category's name in the profile.
  public let category: String
  /// The list's file and row.
  public let source: Place
  /// How sure the match is.
  public let strength: Crosscheck.Strength
  /// How many in the register the row may mean equally well.
  public let bearers: Int
  /// Whether the names agree; `nil` where one is missing.
  public let namesAgree: Bool?
  /// The steps so far; the first is the flag.
  public let steps: [Step]

  /// How far it has come.
  public var state: State { steps.last?.state ?? .flagged }

  /// A flag.
  public init(
    number: Int, unit: UnitID, township: String, category: String, source: Place,
    strength: Crosscheck.Strength, bearers: Int, namesAgree: Bool?, steps: [Step]
  ) {
    self.number = number
    self.unit = unit
    self.township = township
    self.category = category
    self.source = source
    self.strength = strength
    self.bearers = bearers
    self.namesAgree = namesAgree
    self.steps = steps
  }
}

extension Crosscheck.Strength {
  /// What it is called.
  public var label: BilingualText {
    switch self {
    case .number: BilingualText(zh: "身份证号相同", en: "same number")
    case .oldNumber: BilingualText(zh: "身份证号相同（含15位旧号）", en: "same number (old form)")
    case .faultyNumber: BilingualText(zh: "号码相同但校验码不符", en: "same number, wrong check digit")
    case .nearNumber: BilingualText(zh: "号码相差一位或两位颠倒", en: "one wrong or two swapped digits")
    case .nameAndVillage: BilingualText(zh: "同村同名", en: "same name and village")
    case .name: BilingualText(zh: "仅姓名相同", en: "same name only")
    }
  }
}
