// SPDX-License-Identifier: GPL-3.0-or-later

public import Tables

extension Profile {
  /// When a unit that could not be interviewed may be replaced by the next reserve of its cell.
  public struct Replacement: Sendable, Equatable {
    /// The question that tells the number of a visit, if a form has one; otherwise submissions are
    /// counted.
    public let visitQuestion: String?
    /// The reasons in the profile's order.
    public let reasons: [Reason]
    /// Where the profile describes it.
    public let place: Place

    /// A reason to give a unit up.
    public struct Reason: Sendable, Equatable {
      /// The name under which it is recorded.
      public let name: String
      /// What it is called.
      public let label: BilingualText
      /// The outcomes of visits that lead to it; none for a reason that people state themselves.
      public let outcomes: [String]
      /// The number of visits that must have been made.
      public let visits: Int
      /// Whether a reserve is opened. Units that do not belong to the population any more are zeros of
      /// the sample and need none, unless the profile says so.
      public let isReplaced: Bool
      /// Whether units of this reason do not belong to the population any more.
      public let isIneligible: Bool
    }

    /// No unit may be replaced.
    static let none = Replacement(visitQuestion: nil, reasons: [], place: Place())

    private init(visitQuestion: String?, reasons: [Reason], place: Place) {
      self.visitQuestion = visitQuestion
      self.reasons = reasons
      self.place = place
    }

    init(_ value: YAMLValue, outcomes: [Outcome]) throws {
      place = value.place
      var mapping = try value.mapping()
      visitQuestion = try mapping.optional("visit")?.text()
      var used: [String] = []
      reasons = try mapping.required("reasons").namedEntries().map { name, value in
        let reason = try Reason(name, value, outcomes: outcomes)
        for outcome in reason.outcomes {
          guard !used.holds(outcome) else { throw value.fault(.listedTwice, ["name": outcome]) }
          used.append(outcome)
        }
        return reason
      }
      try mapping.finish()
    }

    /// The reason of a name.
    public func reason(_ name: String) -> Reason? { reasons.named(name, \.name) }

    /// The reason that the outcome of a unit's best visit leads to.
    public func reason(ofOutcome name: String) -> Reason? {
      reasons.first { $0.outcomes.holds(name) }
    }
  }
}

extension Profile.Replacement.Reason {
  fileprivate init(_ name: String, _ value: YAMLValue, outcomes known: [Outcome]) throws {
    self.name = name
    var mapping = try value.mapping()
    label = try mapping.required("label").bilingual()
    let names = mapping.optional("outcomes")
    outcomes = try names?.references(in: known.map(\.name)) ?? []
    let kinds = outcomes.map { known.named($0, \.name)!.kind }
    guard !kinds.contains(.completed) else {
      throw names!.fault(.replacementOfCompleted, ["reason": name])
    }
    let ineligible = kinds.count { $0 == .ineligible }
    guard ineligible == 0 || ineligible == kinds.count else {
      throw names!.fault(.replacementMixed, ["reason": name])
    }
    isIneligible = ineligible > 0
    visits = try mapping.optional("visits")?.integer(.positive) ?? 1
    isReplaced = try mapping.optional("replace")?.boolean() ?? !isIneligible
    try mapping.finish()
  }
}

extension Fault.Code {
  /// A completed interview is named as a reason to replace its unit.
  public static let replacementOfCompleted = Fault.Code("replacement-of-completed", .configuration)
  /// A reason joins outcomes of units that belong to the population with outcomes of others.
  public static let replacementMixed = Fault.Code("replacement-mixed", .configuration)
}
