// SPDX-License-Identifier: GPL-3.0-or-later

import Assessment
public import Forms
import GRDB
public import Tables

/// A submission as it is kept: its latest version.
public struct RecordedSubmission: Sendable {
  /// Its number in the records.
  let id: Int64
  /// The form by its name in the profile.
  public let form: String
  /// Its identity.
  public let key: String
  /// The number of its version, from 1.
  public let version: Int
  /// The unit.
  public let unit: UnitID
  /// How the visit ended; `nil` where the form does not ask.
  public let outcome: String?
  /// When the interview began, in UTC; empty where that is not known.
  public let startedAt: String
  /// When it arrived, in UTC; empty where that is not known.
  public let submittedAt: String
  /// The version of the form.
  public let formVersion: String
  /// The file and line that it came from.
  public let place: Place
  /// The answers in the order of the form, those in repeats left empty.
  public let texts: [String]
  /// The answers in repeats.
  public let repeated: [AnswerSheet.Repeated]

  /// The time by which attempts follow each other.
  public var time: String { startedAt.isEmpty ? submittedAt : startedAt }

  /// The answer to a question of its form.
  public func answer(_ question: String?, in form: Form) -> String {
    question.flatMap { form.index(of: $0) }.map { texts[$0] } ?? ""
  }
}

extension Workspace {
  /// The latest versions of the submissions of a form that were not dropped, in the order of time.
  /// - Complexity: linear in their answers, which are in memory.
  public func submissions(_ form: Form, of name: String, round: String) throws
    -> [RecordedSubmission]
  {
    try database.read { db in
      let positions = try AnswerRecords.positions(of: form, in: db)
      return try Row.fetchCursor(
        db,
        sql: """
          SELECT s.id, s.key, s.version, s.path, s.outcome, s.started_at, s.submitted_at,
            s.form_version, s.source, s.source_row, \(AnswerRecords.columns)
          FROM \(Self.allSubmissions) \(AnswerRecords.join)
          WHERE s.round = ? AND s.form = ? AND \(Self.isLatest)
          """, arguments: [round, name]
      ).reduce(into: []) { (list: inout [RecordedSubmission], row: Row) in
        list.append(
          RecordedSubmission(
            id: row["id"], form: name, key: row["key"], version: row["version"],
            unit: UnitID(row["path"] as String), outcome: row["outcome"],
            startedAt: row["started_at"], submittedAt: row["submitted_at"],
            formVersion: row["form_version"],
            place: Place(file: row["source"], row: row["source_row"]),
            texts: AnswerRecords.texts(row, form, positions),
            repeated: try AnswerRecords.repeated(row["id"], form, in: db)))
      }
    }.sorted { ($0.time, $0.key) < ($1.time, $1.key) }
  }
}

/// One repetition of a repeat in a submission.
public struct RepeatedAnswers: Sendable, Equatable {
  /// The path of the repeat, joined by `/`, and the numbers of the repetitions from the outermost, with
  /// blanks between.
  public let position: String
  /// The answers by question, those that are not empty.
  public let answers: [String: String]

  /// A repetition.
  public init(position: String, answers: [String: String]) {
    self.position = position
    self.answers = answers
  }
}

extension Workspace {
  /// The answers in the repeats of a submission's latest version, in the order of their positions.
  public func repeatedAnswers(
    form: String, key: String, round: String
  ) throws -> [RepeatedAnswers] {
    try database.read { db in
      try Row.fetchAll(
        db,
        sql: """
          SELECT r.* FROM repeat_answers r JOIN submission s ON s.id = r.submission
          WHERE s.round = ? AND s.form = ? AND s.key = ? AND \(Self.isLatest)
          ORDER BY r.position
          """, arguments: [round, form, key]
      ).map { row in
        RepeatedAnswers(
          position: row["position"],
          answers: Dictionary(
            zip(Record.fields(row["questions"]), Record.fields(row["answers"]))
              .filter { !$0.0.utf8.isEmpty },
            uniquingKeysWith: { first, _ in first }))
      }
    }
  }
}
