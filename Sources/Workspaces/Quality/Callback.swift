// SPDX-License-Identifier: GPL-3.0-or-later

import Assessment
import Forms
import GRDB
import Sampling
public import Tables

/// Something to be asked again, from a check or from a row that was rejected.
public struct Callback: Sendable {
  /// Its number in the round, which stays its own.
  public let number: Int
  /// What is wrong and what to do, with the values of its sentence.
  public let fault: Fault
  /// The form.
  public let form: String
  /// The key of the submission, empty where it has none.
  public let key: String
  /// The unit.
  public let unit: String
  /// The pair of interviewers who were there.
  public let interviewer: String
  /// The question.
  public let question: String
  /// The question's label.
  public let label: String
  /// What was answered.
  public let answer: String
  /// When it was first listed.
  public let listedAt: String
}

/// Tomorrow's callbacks, and what today's answers did to those before.
public struct CallbackList: Sendable {
  /// Those that are open, by interviewer, unit and question.
  public let open: [Callback]
  /// How many were listed for the first time.
  public let new: Int
  /// How many were closed by later answers or corrections.
  public let closed: Int
}

extension Workspace {
  /// Brings the list of callbacks up to date with the answers: new issues are added, and those that later
  /// answers no longer raise, or that people said to be right, are closed.
  ///
  /// - Returns: the open callbacks.
  /// - Throws: as ``qualityIssues(round:progress:)``.
  public func updateCallbacks(
    round: String, progress: Tables.Progress? = nil
  ) throws -> CallbackList {
    let raised =
      try qualityIssues(round: round, progress: progress).map { CallbackDraft($0) }
      + rejectedCallbacks(round: round)
    var isRaised: [UnitID: CallbackDraft] = [:]
    for draft in raised where isRaised[UnitID(draft.identity)] == nil {
      isRaised[UnitID(draft.identity)] = draft
    }
    let known = try database.read { db in
      try Row.fetchAll(
        db, sql: "SELECT * FROM callback WHERE round = ? ORDER BY number", arguments: [round])
    }
    let openBefore = Set(
      known.filter { $0["closed_at"] == nil }.map { UnitID($0["identity"] as String) })
    let everListed = Set(known.map { UnitID($0["identity"] as String) })
    let gone = openBefore.filter { isRaised[$0] == nil }.sorted()
    var new = raised.filter { !openBefore.contains(UnitID($0.identity)) }
    var seen: Set<UnitID> = []
    new = new.filter { seen.insert(UnitID($0.identity)).inserted }
    if !gone.isEmpty || !new.isEmpty {
      try record(
        "answers callbacks",
        ["round": round, "new": "\(new.count)", "closed": "\(gone.count)"]
      ) { db in
        var number = known.map { $0["number"] as Int }.max() ?? 0
        for draft in new {
          if everListed.contains(UnitID(draft.identity)) {
            // It was closed and is raised again.
            try db.execute(
              sql: "UPDATE callback SET closed_at = NULL WHERE round = ? AND identity = ?",
              arguments: [round, draft.identity])
            continue
          }
          number += 1
          try db.execute(
            sql: """
              INSERT INTO callback (round, number, identity, form, key, path, interviewer, question,
                answer, listed_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
              """,
            arguments: [
              round, number, draft.identity, draft.form, draft.key, draft.unit, draft.interviewer,
              draft.question, draft.answer, session.timestamp,
            ])
        }
        for identity in gone {
          try db.execute(
            sql: "UPDATE callback SET closed_at = ? WHERE round = ? AND identity = ?",
            arguments: [session.timestamp, round, identity.text])
        }
      }
    }
    return CallbackList(
      open: try openCallbacks(isRaised, round: round), new: new.count, closed: gone.count)
  }

  private func openCallbacks(
    _ drafts: [UnitID: CallbackDraft], round: String
  ) throws -> [Callback] {
    let forms = try self.forms()
    return try database.read { db in
      try Row.fetchAll(
        db, sql: "SELECT * FROM callback WHERE round = ? AND closed_at IS NULL", arguments: [round]
      ).compactMap { row -> Callback? in
        guard let draft = drafts[UnitID(row["identity"] as String)] else { return nil }
        let form = forms[draft.form]
        let question = form?.index(of: draft.question).map { form!.questions[$0] }
        return Callback(
          number: row["number"], fault: draft.fault, form: draft.form, key: draft.key,
          unit: draft.unit, interviewer: draft.interviewer, question: draft.question,
          label: question?.label.joined ?? "", answer: draft.answer, listedAt: row["listed_at"])
      }
    }.sorted {
      (UnitID($0.interviewer), UnitID($0.unit), $0.number)
        < (UnitID($1.interviewer), UnitID($1.unit), $1.number)
    }
  }

  /// Rows that were rejected, as far as their keys were never accepted.
  private func rejectedCallbacks(round: String) throws -> [CallbackDraft] {
    try database.read { db in
      try Row.fetchAll(
        db,
        sql: """
          SELECT r.* FROM rejection r
          WHERE r.id IN (SELECT max(q.id) FROM rejection q WHERE q.round = ?
              GROUP BY q.form, q.submission_key, q.code, q.column_name)
            AND NOT EXISTS (SELECT 1 FROM submission s WHERE s.round = r.round
              AND s.form = r.form AND s.key = r.submission_key)
          ORDER BY r.id
          """, arguments: [round]
      ).map { CallbackDraft($0) }
    }
  }
}

/// A callback before it has a number.
private struct CallbackDraft {
  let identity: String
  let fault: Fault
  let form: String
  let key: String
  let unit: String
  let interviewer: String
  let question: String
  let answer: String

  init(_ issue: QualityIssue) {
    identity = issue.identity
    fault = issue.fault
    form = issue.form
    key = issue.key
    unit = issue.unit
    interviewer = issue.interviewer
    question = issue.question
    answer = issue.value
  }

  init(_ row: Row) {
    let fields = Record.fields(row["detail"])
    var values: [String: String] = [:]
    for index in stride(from: 0, to: fields.count - 1, by: 2) {
      values[fields[index]] = fields[index + 1]
    }
    form = row["form"]
    key = row["submission_key"]
    unit = row["path"]
    interviewer = row["interviewer"]
    question = values["question"] ?? ""
    answer = values["value"] ?? values["unit"] ?? ""
    let code: String = row["code"]
    let column: String? = row["column_name"]
    fault = Fault(
      Fault.Code(code, .data),
      at: Place(file: row["source"], row: row["source_row"], column: column), values)
    identity = Record.text([code, form, key, question, answer])
  }
}
