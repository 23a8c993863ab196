// SPDX-License-Identifier: GPL-3.0-or-later

public import Assessment
import Forms
import Foundation
import GRDB
import Sampling
public import Tables

extension Workspace {
  /// The field work of a round: for each unit and form the best attempt, checked again.
  ///
  /// Of several submissions for a unit the one with the best outcome by the profile's order counts, of
  /// equal ones the latest; all are kept. Reserves that were opened take part; answers of the others are
  /// held.
  /// - Throws: ``Fault/Code/notDrawn``, and the faults of registers, profile and forms.
  public func fieldwork(round: String, progress: Tables.Progress? = nil) throws -> Fieldwork {
    let (draw, _, _) = try currentDraw(round: round, progress: progress)
    let frame = try assessmentFrame(round: round)
    let answers = try profile.forms.map { try bestAnswers($0, round: round) }
    let order = try substituteOrder(of: draw, round: round)
    return try Fieldwork(
      frame: frame, draw: draw, substitutions: order.substitutions, answers: answers)
  }

  /// Registers, those that came late too, design and profile as scoring needs them.
  public func assessmentFrame(round: String) throws -> AssessmentFrame {
    try AssessmentFrame(
      description: description, profile: profile,
      registers: registers(round: round).mapValues(\.table))
  }

  /// The answers to a form that count, of drawn units or of leads.
  func bestAnswers(
    _ description: FormDescription, round: String, ofLeads: Bool = false
  ) throws -> FormAnswers {
    let leads = Set(try self.leads(round: round).map(\.unit))
    let form = try form(named: description.name)
    let checker = FormChecker(form: form, now: moment)
    var best = try FormAnswers(description, form: form, profile: profile)
    try database.read { db in
      let attempts = try bestAttempts(of: description, round: round, in: db)
      let positions = try AnswerRecords.positions(of: form, in: db)
      let texts = try db.makeStatement(
        sql: """
          SELECT \(AnswerRecords.columns) FROM submission s \(AnswerRecords.join) WHERE s.id = ?
          """)
      for path in attempts.keys.sorted() where leads.contains(path) == ofLeads {
        let row = try Row.fetchOne(texts, arguments: [attempts[path]!.id])!
        let answers = Answers(texts: AnswerRecords.texts(row, form, positions))
        let repeated = try AnswerRecords.repeated(attempts[path]!.id, form, in: db)
        best.append(path, checker.check(answers, repeated: repeated) { _ in Place() })
      }
    }
    return best
  }

  /// The condition that a submission `s` is the latest version and was not dropped.
  static let isLatest = """
    s.is_dropped = 0 AND NOT EXISTS (SELECT 1 FROM submission t
      WHERE t.round = s.round AND t.form = s.form AND t.key = s.key AND t.version > 1
        AND t.version > s.version)
    """

  /// All submissions `s`, read in the order in which they lie: by the index of their keys each would be read
  /// from another place.
  static let allSubmissions = "submission s NOT INDEXED"

  /// The attempt of each unit that counts: the one with the best outcome by the profile's order, of
  /// equal ones the latest.
  /// - Complexity: linear in submissions; memory for the units.
  private func bestAttempts(
    of description: FormDescription, round: String, in db: Database
  ) throws -> [UnitID: (id: Int64, rank: Int, time: String, key: String)] {
    let ranks = Dictionary(
      profile.outcomes.enumerated().map { (UnitID($1.name), $0) }, uniquingKeysWith: { a, _ in a })
    let rows = try Row.fetchCursor(
      db,
      sql: """
        SELECT s.id, s.path, s.outcome, s.submitted_at, s.key FROM \(Self.allSubmissions)
        WHERE s.round = ? AND s.form = ? AND \(Self.isLatest)
        """,
      arguments: [round, description.name])
    var best: [UnitID: (id: Int64, rank: Int, time: String, key: String)] = [:]
    while let row = try rows.next() {
      let path = UnitID(row["path"] as String)
      let outcome: String? = row["outcome"]
      let rank = description.outcome == nil ? 0 : ranks[UnitID(outcome ?? "")] ?? .max
      let attempt = (
        id: row["id"] as Int64, rank: rank, time: row["submitted_at"] as String,
        key: row["key"] as String
      )
      if let known = best[path] {
        let isLater =
          attempt.time == known.time ? attempt.key < known.key : attempt.time > known.time
        guard attempt.rank < known.rank || (attempt.rank == known.rank && isLater) else { continue }
      }
      best[path] = attempt
    }
    return best
  }
}
