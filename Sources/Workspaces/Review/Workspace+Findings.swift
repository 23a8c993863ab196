// SPDX-License-Identifier: GPL-3.0-or-later

public import Assessment
import Files
import Foundation
import GRDB
import Sampling
public import Tables

/// What a look at the answers changed in the findings.
public struct FindingsUpdate: Sendable {
  /// Findings that were raised for the first time.
  public let raised: Int
  /// Suspected ones that corrected answers no longer raise, and that were taken back.
  public let withdrawn: Int
  /// Findings that nobody has decided yet.
  public let open: Int
}

extension Workspace {
  /// Runs the profile's rules over the answers and records what they raise.
  ///
  /// A decision stays as it is, whatever later answers say; a suspicion that nobody decided is
  /// withdrawn when corrected answers no longer raise it.
  public func updateFindings(
    round: String, progress: Tables.Progress? = nil
  ) throws -> FindingsUpdate {
    let raised =
      try fieldwork(round: round, progress: progress).suspectedFindings()
      + leadWork(round: round).suspectedFindings()
    let known = try findings(round: round)
    let isKnown = Set(known.map { FindingCase($0) })
    let isRaised = Set(raised.map { FindingCase($0) })
    let new = raised.filter { !isKnown.contains(FindingCase($0)) }
    let gone = known.filter { $0.state == .suspected && !isRaised.contains(FindingCase($0)) }
    guard !new.isEmpty || !gone.isEmpty else {
      return FindingsUpdate(
        raised: 0, withdrawn: 0, open: known.count { $0.state == .suspected })
    }
    try record(
      "findings", ["round": round, "raised": "\(new.count)", "withdrawn": "\(gone.count)"]
    ) { db in
      for finding in new {
        try db.execute(
          sql: """
            INSERT INTO finding (round, path, kind, rules, state, raised_at)
            VALUES (?, ?, ?, ?, 'suspected', ?)
            """,
          arguments: [
            round, finding.unit.text, finding.kind, finding.rules.joined(separator: " "),
            session.timestamp,
          ])
      }
      for finding in gone {
        try db.execute(
          sql: "DELETE FROM finding WHERE round = ? AND path = ? AND kind = ?",
          arguments: [round, finding.unit.text, finding.kind])
      }
    }
    let open = known.count { $0.state == .suspected } - gone.count + new.count
    return FindingsUpdate(raised: new.count, withdrawn: gone.count, open: open)
  }

  /// The findings of a round, by unit and kind.
  public func findings(round: String) throws -> [Finding] {
    try database.read { db in
      try Row.fetchAll(db, sql: "SELECT * FROM finding WHERE round = ?", arguments: [round]).map {
        row in
        Finding(
          unit: UnitID(row["path"] as String), kind: row["kind"],
          rules: (row["rules"] as String).split(separator: " ").map(String.init),
          state: Finding.State(rawValue: row["state"])!, reason: row["reason"],
          reviewer: row["reviewer"])
      }
    }.sorted { ($0.unit, UnitID($0.kind)) < ($1.unit, UnitID($1.kind)) }
  }

  /// Decides findings: all of them or, if one cannot be decided so, none. Where the profile has two readers, a
  /// decision is one reading, and two equal ones decide.
  /// - Throws: ``Faults`` with every decision that names no finding, an unknown reason or no reviewer, is of
  ///   somebody who read the case before (``Fault/Code/readBefore``), or of a case that is decided
  ///   (``Fault/Code/decidedBefore``).
  @discardableResult
  public func decide(_ decisions: [Decision], round: String) throws -> ReviewOutcome {
    try decide(decisions, round: round, besides: Faults())
  }

  /// Takes the decisions of a file that was filled in: all of it or nothing.
  /// - Throws: ``Faults`` with every wrong row: the faults of ``ReviewFile/decisions(at:faults:)`` and
  ///   ``decide(_:round:)``; the faults of ``Files/TableFile``.
  public func importReview(_ path: String, round: String) throws -> ReviewOutcome {
    var faults = Faults()
    let decisions = try ReviewFile.decisions(at: path, faults: &faults)
    return try decide(decisions, round: round, besides: faults)
  }

  private func decide(
    _ decisions: [Decision], round: String, besides found: Faults
  ) throws -> ReviewOutcome {
    let known = Set(try findings(round: round).map { FindingCase($0) })
    var faults = found
    let sound = decisions.filter { isSound($0, known, &faults) }
    let (readings, decided) =
      profile.readers == 1 ? ([], sound) : try outcome(of: sound, round: round, faults: &faults)
    try faults.inOrderOfRows().throwIfAny()
    let confirmed = decided.count { $0.state == .confirmed }
    var details = [
      "round": round, "confirmed": "\(confirmed)", "cleared": "\(decided.count - confirmed)",
    ]
    if !readings.isEmpty { details["readings"] = "\(readings.count)" }
    try record("review decide", details) { db in
      try insert(readings, round: round, into: db)
      for decision in decided {
        try db.execute(
          sql: """
            UPDATE finding SET state = ?, reason = ?, reviewer = ?, decided_at = ?
            WHERE round = ? AND path = ? AND kind = ?
            """,
          arguments: [
            decision.state.rawValue, decision.reason, decision.reviewer, session.timestamp, round,
            decision.unit.text, decision.kind,
          ])
      }
    }
    let waiting = Set(readings.map { FindingCase($0) })
      .subtracting(decided.map { FindingCase($0) })
    return ReviewOutcome(
      readings: profile.readers == 1 ? nil : readings.count, decided: decided.count,
      waiting: waiting.count)
  }

  /// Whether a decision can be taken; notes all that is wrong with it.
  private func isSound(
    _ decision: Decision, _ known: Set<FindingCase>, _ faults: inout Faults
  ) -> Bool {
    let before = faults.count
    if !known.contains(FindingCase(decision)) {
      faults.append(
        Fault(
          .noSuchFinding, at: decision.place,
          ["unit": decision.unit.text, "kind": decision.kind]))
    }
    let reasons =
      decision.state == .confirmed ? profile.reasons.confirm : profile.reasons.clear
    if !reasons.contains(where: { bytesCompare($0.name, decision.reason) == 0 }) {
      faults.append(
        Fault(
          .unknownReason, at: decision.place,
          ["reason": decision.reason, "known": reasons.map(\.name).joined(separator: ", ")]))
    }
    if decision.reviewer.isEmpty { faults.append(Fault(.noReviewer, at: decision.place)) }
    return faults.count == before
  }
}

/// What was recorded of decisions.
public struct ReviewOutcome: Sendable, Equatable {
  /// The readings of single people; `nil` where one person decides alone.
  public let readings: Int?
  /// The findings that are decided by them.
  public let decided: Int
  /// The findings that were read and wait for another reader.
  public let waiting: Int

  /// What was recorded.
  public init(readings: Int?, decided: Int, waiting: Int) {
    self.readings = readings
    self.decided = decided
    self.waiting = waiting
  }
}

/// A reviewer's decision about a suspected error.
public struct Decision: Sendable {
  /// The unit's path.
  public let unit: UnitID
  /// The kind of finding.
  public let kind: String
  /// Confirmed or cleared.
  public let state: Finding.State
  /// The reason's name in the profile.
  public let reason: String
  /// Who decided.
  public let reviewer: String
  /// Where it was written.
  public let place: Place

  /// A decision.
  /// - Precondition: the state is confirmed or cleared.
  public init(
    unit: UnitID, kind: String, state: Finding.State, reason: String, reviewer: String,
    place: Place = Place()
  ) {
    precondition(state != .suspected)
    self.unit = unit
    self.kind = kind
    self.state = state
    self.reason = reason
    self.reviewer = reviewer
    self.place = place
  }
}

extension Fault.Code {
  /// A decision names no finding of the round.
  public static let noSuchFinding = Fault.Code("no-such-finding", .data)
  /// A decision's reason is not one of the profile's.
  public static let unknownReason = Fault.Code("unknown-reason", .data)
  /// A decision does not say who decided.
  public static let noReviewer = Fault.Code("no-reviewer", .data)
}
