// SPDX-License-Identifier: GPL-3.0-or-later

public import Assessment
import Files
import Foundation
import GRDB
import Sampling
public import Tables

/// A household in which nothing was found, to be visited again by others who do not know that.
public struct Revisit: Sendable, Equatable {
  /// The unit's path.
  public let unit: UnitID
  /// What the second visit said: `same`, `differs`, or nothing yet.
  public let result: String?
  /// Who visited.
  public let reviewer: String?
}

extension Workspace {
  /// Lists the clean households for blind second visits; made once, when the answers are complete.
  ///
  /// The profile's fraction of them, rounded up, with the smallest tickets of `/revisit/` and path.
  public func listRevisits(
    round: String, progress: Tables.Progress? = nil
  ) throws -> [Revisit] {
    let listed = try revisits(round: round)
    guard listed.isEmpty else { return listed }
    let (_, seed, _) = try currentDraw(round: round, progress: progress)
    let units = try fieldwork(round: round, progress: progress)
      .revisits(seed: seed, findings: findingsApart(round: round).drawn)
    try record("revisits", ["round": round, "units": "\(units.count)"]) { db in
      for unit in units {
        try db.execute(
          sql: "INSERT INTO revisit (round, path) VALUES (?, ?)", arguments: [round, unit.text])
      }
    }
    return try revisits(round: round)
  }

  /// The second visits of a round, by path.
  public func revisits(round: String) throws -> [Revisit] {
    try database.read { db in
      try Row.fetchAll(db, sql: "SELECT * FROM revisit WHERE round = ?", arguments: [round]).map {
        Revisit(unit: UnitID($0["path"] as String), result: $0["result"], reviewer: $0["reviewer"])
      }
    }.sorted { $0.unit < $1.unit }
  }

  /// How many errors the first visits missed, by the second ones.
  ///
  /// The listed units are a simple random sample of the clean ones, so that the bound is exact, by inversion of
  /// the hypergeometric test; it holds while the visits that lack are missing at random.
  public func missedErrors(
    round: String, progress: Tables.Progress? = nil
  ) throws -> MissedErrors {
    let results = try revisits(round: round).compactMap(\.result)
    let clean = try fieldwork(round: round, progress: progress)
      .cleanUnits(findings: findingsApart(round: round).drawn).count
    return MissedErrors(
      clean: clean, visited: results.count, differing: results.count { $0 == "differs" },
      confidence: profile.confidence.doubleValue)
  }

  /// Takes the results of second visits from a CSV or a workbook with the columns `path`, `result` (`same`
  /// or `differs`), `reviewer`; all rows or none.
  /// - Throws: ``Faults`` with rows that name no listed unit or another result; the faults of ``TableFile``.
  public func importRevisits(_ path: String, round: String) throws -> Int {
    let table = try TableFile(path: path).table()
    let columns = try ["path", "result", "reviewer"].map { try table.text($0) }
    let listed = Set(try revisits(round: round).map(\.unit))
    var faults = Faults()
    for row in 0..<table.rowCount where !columns[1].isEmpty(row) {
      if !listed.contains(columns[0].unitID(at: row)) {
        faults.append(
          Fault(
            .notListedForRevisit, at: table.place(row: row, column: "path"),
            ["unit": columns[0].text(at: row)]))
      }
      if !["same", "differs"].contains(columns[1].text(at: row)) {
        faults.append(
          Fault(
            .revisitResult, at: table.place(row: row, column: "result"),
            ["value": columns[1].text(at: row)]))
      }
    }
    try faults.throwIfAny()
    let rows = (0..<table.rowCount).filter { !columns[1].isEmpty($0) }
    try record(
      rows.map {
        RevisitResult(
          unit: columns[0].unitID(at: $0), agrees: columns[1].text(at: $0) == "same",
          reviewer: columns[2].text(at: $0))
      }, round: round)
    return rows.count
  }

  /// Records what second visits to listed units said.
  /// - Throws: ``Fault/Code/notListedForRevisit``.
  public func record(_ results: [RevisitResult], round: String) throws {
    let listed = Set(try revisits(round: round).map(\.unit))
    if let stranger = results.first(where: { !listed.contains($0.unit) }) {
      throw Fault(.notListedForRevisit, ["unit": stranger.unit.text])
    }
    try record("revisits import", ["round": round, "units": "\(results.count)"]) { db in
      for result in results {
        try db.execute(
          sql: """
            UPDATE revisit SET result = ?, reviewer = ?, decided_at = ? WHERE round = ? AND path = ?
            """,
          arguments: [
            result.agrees ? "same" : "differs", result.reviewer, session.timestamp, round,
            result.unit.text,
          ])
      }
    }
  }
}

/// What a second visit to a clean household said.
public struct RevisitResult: Sendable {
  /// The unit's path.
  public let unit: UnitID
  /// Whether nothing was found again.
  public let agrees: Bool
  /// Who visited.
  public let reviewer: String

  /// The result of a visit.
  public init(unit: UnitID, agrees: Bool, reviewer: String) {
    self.unit = unit
    self.agrees = agrees
    self.reviewer = reviewer
  }
}

extension Fault.Code {
  /// A second visit was reported for a unit that is not on the list.
  public static let notListedForRevisit = Fault.Code("not-listed-for-revisit", .data)
  /// The result of a second visit is neither `same` nor `differs`.
  public static let revisitResult = Fault.Code("revisit-result", .data)
}
