// SPDX-License-Identifier: GPL-3.0-or-later

public import Tables

/// One submission as an attempt to interview a unit.
public struct Attempt: Sendable {
  /// The form.
  public let form: String
  /// The unit.
  public let unit: UnitID
  /// The outcome by its name; `nil` where the form has no question for it, so that it is complete.
  public let outcome: String?
  /// Who held it, as the form's question tells.
  public let interviewer: String
  /// How it was held.
  public let mode: String
  /// When it began, or arrived where that is not known, as ISO 8601 in UTC.
  public let time: String

  /// An attempt.
  public init(
    form: String, unit: UnitID, outcome: String?, interviewer: String, mode: String, time: String
  ) {
    self.form = form
    self.unit = unit
    self.outcome = outcome
    self.interviewer = interviewer
    self.mode = mode
    self.time = time
  }
}

/// Where the work on one unit stands.
public struct UnitProgress: Sendable {
  /// What the attempts came to.
  public enum State: String, Sendable, CaseIterable, Hashable {
    /// Nobody was there yet.
    case notVisited = "not-visited"
    /// All its forms are complete.
    case complete
    /// Some of its forms are complete.
    case partial
    /// It refused.
    case refused
    /// Nobody was met.
    case absent
    /// It was not found.
    case notFound = "not-found"
    /// It does not belong to the population any more.
    case ineligible
  }

  /// The unit.
  public let unit: UnitID
  /// The state.
  public let state: State
  /// Its AAPOR disposition; `nil` for a unit that nobody visited.
  public let disposition: Disposition?
  /// The number of visits by the form that tells how they ended.
  public let visits: Int
  /// Who was there last with the form that tells how visits ended.
  public let interviewer: String
  /// How the best attempt was held.
  public let mode: String
  /// The time of the first attempt.
  public let first: String
  /// The time of the last attempt.
  public let last: String
  /// Whether another visit is to be made: it is not settled, or visited too seldom to be given up.
  public let isOutstanding: Bool

  /// What the attempts on one unit came to.
  ///
  /// The first of the sample's forms tells how a visit ended; its best outcome by the profile's order
  /// counts. A unit is complete when all forms of its sample are.
  ///
  /// - Parameters:
  ///   - attempts: all attempts on the unit.
  ///   - sample: the sample that it belongs to.
  public init(_ unit: UnitID, _ attempts: [Attempt], sample: String, profile: Profile) {
    self.unit = unit
    let ordered = attempts.sorted { ($0.time, $0.form) < ($1.time, $1.form) }
    first = ordered.first?.time ?? ""
    last = ordered.last?.time ?? ""
    let forms = profile.forms(of: sample).map(\.name)
    let leading = ordered.filter { $0.form == forms.first }
    interviewer =
      (leading.reversed() + ordered.reversed()).first { !$0.interviewer.isEmpty }?.interviewer ?? ""
    visits = leading.count
    let best = profile.bestAttempt(leading.map { $0.outcome ?? "" })
    mode =
      best.map { leading[$0].mode } ?? ordered.last { !$0.mode.isEmpty }?.mode ?? ""
    guard !ordered.isEmpty else {
      (state, disposition, isOutstanding) = (.notVisited, nil, true)
      return
    }
    let complete = forms.filter { form in
      ordered.contains { attempt in
        attempt.form == form
          && attempt.outcome.map { profile.outcome($0)?.kind == .completed } ?? true
      }
    }
    let outcome = best.flatMap { leading[$0].outcome }.flatMap { profile.outcome($0) }
    if complete.count == forms.count {
      (state, disposition, isOutstanding) = (.complete, .complete, false)
    } else if !complete.isEmpty {
      (state, disposition, isOutstanding) = (.partial, .partial, true)
    } else if let outcome {
      state = outcome.state
      disposition = outcome.disposition
      let reason = profile.replacement.reason(ofOutcome: outcome.name)
      isOutstanding = outcome.kind != .ineligible && visits < reason?.visits ?? .max
    } else {
      // Something was sent, and nothing tells how the visit ended.
      (state, disposition, isOutstanding) = (.partial, .partial, true)
    }
  }
}

extension Outcome {
  /// What a unit with this outcome counts as in progress.
  var state: UnitProgress.State {
    if isNotFound { return .notFound }
    return switch kind {
    case .completed: .complete
    case .refused: .refused
    case .noncontact: .absent
    case .ineligible: .ineligible
    }
  }

  /// The outcome's AAPOR disposition.
  var disposition: Disposition {
    switch kind {
    case .completed: .complete
    case .refused: .refused
    case .noncontact: isNotFound ? .unknownHousehold : .noncontact
    case .ineligible: .ineligible
    }
  }
}
