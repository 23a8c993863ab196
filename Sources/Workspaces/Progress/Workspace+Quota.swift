// SPDX-License-Identifier: GPL-3.0-or-later

public import Assessment
import GRDB
import Sampling
public import Tables

/// The rounds of a programme with what each was to look at, and what of the county they have reached.
public struct QuotaOfRounds: Sendable {
  /// The rounds in the order in which they were opened.
  public let rounds: [RoundQuota]
  /// The units of the first stage that some round has done, by path.
  public let reached: [UnitID]
  /// Those that no round has, by path; `nil` where the register is not imported.
  public let notReached: [UnitID]?
}

extension Workspace {
  /// What each round was to look at, and what was looked at.
  ///
  /// Rounds that visit a part of another's units once more are left out: they owe no quota of their own.
  /// - Parameter name: the only round that is wanted, if any is.
  /// - Throws: the faults of forms.
  /// - Complexity: linear in the units and submissions of the rounds.
  public func quotas(round name: String? = nil) throws -> QuotaOfRounds {
    let names = try rounds().filter { round in
      description.subsample(round: round) == nil
        && name.map { bytesCompare($0, round) == 0 } ?? true
    }
    let quotas = try names.map { try quota(round: $0) }
    let top = description.design.firstStage.register
    let reached = Set(
      quotas.flatMap { $0.units.filter { $0.stage == 1 && $0.isDone }.map(\.path) })
    let all = try recordTables([UnitID(top)]).table(top)?.paths
    return QuotaOfRounds(
      rounds: quotas, reached: reached.sorted(),
      notReached: all.map { $0.filter { !reached.contains($0) }.sorted() })
  }

  private func quota(round: String) throws -> RoundQuota {
    guard try !draws(round: round).isEmpty else {
      return RoundQuota(
        round: round, drawn: nil, visits: [:], samples: description.samples, profile: profile)
    }
    let opened = Set(try releases(round: round).map(\.release.substitute))
    let drawn: [(UnitID, String, Bool)] = try drawnUnits(round: round).compactMap { path, unit in
      let isReserve = bytesCompare(unit.role, Draw.Role.reserve.rawValue) == 0
      return isReserve && !opened.contains(path) ? nil : (path, unit.sample, isReserve)
    }
    return RoundQuota(
      round: round, drawn: drawn, visits: try visits(round: round),
      samples: description.samples, profile: profile)
  }

  /// The best visit to each unit, by the form that tells what became of its sample's units.
  private func visits(round: String) throws -> [UnitID: RoundQuota.Visit] {
    let forms = Set(
      description.samples.compactMap { profile.forms(of: $0.name).first?.name }.map { UnitID($0) })
    return try database.read { db in
      let rows = try Row.fetchCursor(
        db,
        sql: """
          SELECT s.path, s.form, s.outcome,
            coalesce(nullif(s.started_at, ''), s.submitted_at) AS time FROM \(Self.allSubmissions)
          WHERE s.round = ? AND \(Self.isLatest)
          """, arguments: [round])
      var attempts: [UnitID: [(outcome: String?, day: String)]] = [:]
      while let row = try rows.next() {
        guard forms.contains(UnitID(row["form"] as String)) else { continue }
        attempts[UnitID(row["path"] as String), default: []].append(
          (row["outcome"], localDay(row["time"]) ?? ""))
      }
      return attempts.mapValues { attempts in
        let best = profile.bestAttempt(attempts.map { $0.outcome ?? "" })
        // A form without outcome is complete when it arrives.
        let isWithoutOutcome = attempts.contains { $0.outcome == nil }
        return RoundQuota.Visit(
          kind: isWithoutOutcome
            ? .completed : best.flatMap { profile.outcome(attempts[$0].outcome ?? "")?.kind },
          day: attempts.map(\.day).max() ?? "")
      }
    }
  }
}
