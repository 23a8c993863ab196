// SPDX-License-Identifier: GPL-3.0-or-later

public import Assessment
import Files
import Forms
import Foundation
import GRDB
import Sampling
public import Tables

/// A release as it is recorded.
public struct RecordedRelease: Sendable {
  /// Its number within the draw, from 1.
  public let number: Int
  /// What was released for what.
  public let release: Release
  /// When, in UTC.
  public let releasedAt: String
  /// Who.
  public let releasedBy: String
}

extension Workspace {
  /// The reserves of a round with what was released so far and what visits came to.
  /// - Throws: ``Fault/Code/notDrawn``; ``Tables/Fault/Code/releaseOutOfOrder``.
  public func substituteOrder(
    round: String, progress: Tables.Progress? = nil
  ) throws -> SubstituteOrder {
    try substituteOrder(
      of: currentDraw(round: round, progress: progress).draw, round: round)
  }

  func substituteOrder(of draw: Draw, round: String) throws -> SubstituteOrder {
    try SubstituteOrder(
      draw: draw, profile: profile, releases: releases(round: round).map(\.release),
      visits: visits(round: round))
  }

  /// Opens the next reserve for a unit, with an entry in the log.
  ///
  /// - Parameters:
  ///   - unit: the path of the unit that is given up.
  ///   - reason: the reason by its name in the profile.
  ///   - visits: visits that stand on paper, where the answers know of fewer.
  ///   - round: the round.
  /// - Throws: the faults of ``Assessment/SubstituteOrder/release(_:reason:statedVisits:)``.
  public func replace(
    _ unit: UnitID, reason: String, visits: Int? = nil, round: String,
    progress: Tables.Progress? = nil
  ) throws -> Release {
    var order = try substituteOrder(round: round, progress: progress)
    let release = try order.release(unit, reason: reason, statedVisits: visits)
    try keep([release], round: round)
    return release
  }

  /// Opens all reserves that the outcomes so far ask for, all of them or none, each with its entry in
  /// the log.
  /// - Returns: what was released, and what stands in the way elsewhere.
  public func replaceFromAnswers(
    round: String, progress: Tables.Progress? = nil
  ) throws -> ReleaseProposal {
    let proposal = try substituteOrder(round: round, progress: progress).proposal()
    try keep(proposal.releases, round: round)
    return proposal
  }

  /// The releases of a round's latest draw, in their order.
  public func releases(round: String) throws -> [RecordedRelease] {
    try database.read { db in
      try Row.fetchAll(
        db,
        sql: """
          SELECT * FROM replacement WHERE round = ? AND draw =
            (SELECT max(number) FROM draw WHERE round = ?)
          ORDER BY number
          """, arguments: [round, round]
      ).map { row in
        RecordedRelease(
          number: row["number"],
          release: Release(
            original: UnitID(row["original"] as String),
            substitute: UnitID(row["substitute"] as String), reason: row["reason"],
            visits: row["visits"], wasEarly: row["was_early"]),
          releasedAt: row["released_at"], releasedBy: row["released_by"])
      }
    }
  }

  // MARK: - Records

  private func keep(_ releases: [Release], round: String) throws {
    guard !releases.isEmpty else { return }
    guard let draw = try draws(round: round).last?.number else {
      throw Fault(.notDrawn, ["round": round])
    }
    try database.write { db in
      for release in releases {
        try db.execute(
          sql: """
            INSERT INTO replacement (round, draw, number, original, substitute, reason, visits,
              was_early, released_at, released_by)
            VALUES (?, ?, (SELECT coalesce(max(number), 0) + 1 FROM replacement
              WHERE round = ? AND draw = ?), ?, ?, ?, ?, ?, ?, ?)
            """,
          arguments: [
            round, draw, round, draw, release.original.text, release.substitute.text,
            release.reason, release.visits, release.wasEarly, session.timestamp, session.actor,
          ])
        try Log.append(
          command: "replace",
          details: [
            "round": round, "draw": "\(draw)", "unit": release.original.text,
            "substitute": release.substitute.text, "reason": release.reason,
            "visits": "\(release.visits)", "early": release.wasEarly ? "yes" : "no",
          ], session: session, to: db)
      }
    }
    try writeSubstitutes(round: round)
  }

  /// Writes `substitutes.csv`, the opened reserves for the survey team.
  private func writeSubstitutes(round: String) throws {
    try Self.makeFolder(outputFolder(round: round))
    var writer = try CSVWriter(
      path: outputFolder(round: round).appending(path: "substitutes.csv").path,
      header: ["number", "unit", "substitute", "reason", "visits", "released_at", "released_by"])
    for record in try releases(round: round) {
      try writer.write([
        "\(record.number)", record.release.original.text, record.release.substitute.text,
        record.release.reason, "\(record.release.visits)", record.releasedAt, record.releasedBy,
      ])
    }
    try writer.finish()
  }

  /// What the visits to each unit came to: by the first form of its sample, which tells how a visit
  /// ended, in its latest versions.
  private func visits(round: String) throws -> [UnitID: UnitVisits] {
    let units = try drawnUnits(round: round)
    let leading = description.samples.reduce(into: [UnitID: String]()) {
      $0[UnitID($1.name)] = profile.forms(of: $1.name).first?.name
    }
    var attempts: [UnitID: VisitTally] = [:]
    try database.read { db in
      for description in profile.forms {
        let form = try form(named: description.name)
        let visit = profile.replacement.visitQuestion.flatMap { form.index(of: $0) }
        let positions = try AnswerRecords.positions(of: form, in: db)
        let rows = try Row.fetchCursor(
          db,
          sql: """
            SELECT s.path, s.outcome, s.submitted_at, \(AnswerRecords.columns)
            FROM \(Self.allSubmissions) \(AnswerRecords.join)
            WHERE s.round = ? AND s.form = ? AND \(Self.isLatest)
            """, arguments: [round, description.name])
        while let row = try rows.next() {
          let path = UnitID(row["path"] as String)
          guard let unit = units[path], let name = leading[UnitID(unit.sample)],
            bytesCompare(name, description.name) == 0
          else { continue }
          let told = visit.map { AnswerRecords.texts(row, form, positions)[$0] }
          attempts[path, default: VisitTally()].add(
            outcome: row["outcome"], time: row["submitted_at"], told: told.flatMap { Int($0) } ?? 0,
            profile)
        }
      }
    }
    return attempts.mapValues { tally in
      UnitVisits(
        outcome: tally.isComplete ? nil : tally.best?.name ?? tally.last?.name,
        count: max(tally.count, tally.told))
    }
  }
}

/// The visits to a unit while they are gone through.
private struct VisitTally {
  /// The best outcome by the profile's order, and that of the latest visit.
  var best: (rank: Int, name: String)?
  var last: (time: String, name: String)?
  /// Whether a submission did not tell how the visit ended, so that it is complete.
  var isComplete = false
  var count = 0
  /// The largest number of a visit that an interviewer wrote down.
  var told = 0

  mutating func add(outcome: String?, time: String, told: Int, _ profile: Profile) {
    count += 1
    self.told = max(self.told, told)
    guard let outcome else {
      isComplete = true
      return
    }
    if let rank = profile.outcomes.firstIndex(where: { bytesCompare($0.name, outcome) == 0 }),
      rank < best?.rank ?? .max
    {
      best = (rank, outcome)
    }
    if last.map({ time >= $0.time }) ?? true { last = (time, outcome) }
  }
}
