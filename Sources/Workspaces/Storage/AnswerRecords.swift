// SPDX-License-Identifier: GPL-3.0-or-later

import Forms
import GRDB
import Tables

/// How answers lie in the database: for each submission one record with the answers in the order of the
/// form's questions, and one of its personal ones apart; the names of the questions stand once.
///
/// A row for each answer would take ten times the room and time.
enum AnswerRecords {
  /// The names of a form's questions that lie together.
  private static func names(_ form: Form, personal: Bool) -> [String] {
    form.questions.filter { !personal || $0.type.isPersonal }.map(\.name)
  }

  /// The questions of a form whose answers lie apart.
  static func personalQuestions(of form: Form) -> [Int] {
    form.questions.indices.filter { form.questions[$0].type.isPersonal }
  }

  /// The answers of a submission as they are kept: one record without the personal ones, and one of these
  /// alone, which is empty if none was given.
  /// - Parameters:
  ///   - texts: the answers in the order of the form.
  ///   - questions: ``personalQuestions(of:)``.
  static func records(
    _ texts: [String], personal questions: [Int]
  ) -> (answers: String, personal: String) {
    let personal = questions.map { texts[$0] }
    guard !personal.allSatisfy(\.utf8.isEmpty) else { return (Record.text(texts), "") }
    var answers = texts
    for index in questions { answers[index] = "" }
    return (Record.text(answers), Record.text(personal))
  }

  /// The numbers of a form's lists of names, which are added if they are new.
  static func questionSets(
    of form: Form, in db: Database
  ) throws -> (answers: Int64, personal: Int64) {
    (
      try questionSet(names(form, personal: false), in: db),
      try questionSet(names(form, personal: true), in: db)
    )
  }

  /// The number under which a list of names is kept; it is added if it is new.
  private static func questionSet(_ names: [String], in db: Database) throws -> Int64 {
    let text = Record.text(names)
    if let id = try Int64.fetchOne(
      db, sql: "SELECT id FROM question_set WHERE questions = ?", arguments: [text])
    {
      return id
    }
    try db.execute(sql: "INSERT INTO question_set (questions) VALUES (?)", arguments: [text])
    return db.lastInsertedRowID
  }

  /// Where the fields of each kept list of names stand in a form; `nil` for names that it has no more.
  static func positions(of form: Form, in db: Database) throws -> [Int64: [Int?]] {
    try Row.fetchAll(db, sql: "SELECT id, questions FROM question_set").reduce(into: [:]) {
      $0[$1["id"]] = Record.fields($1["questions"]).map { form.index(of: $0) }
    }
  }

  /// The columns of a submission that hold its answers.
  static let columns =
    "s.question_set, s.answers, p.question_set AS personal_set, p.answers AS personal"
  /// Where they lie.
  static let join = "LEFT JOIN personal_answers p ON p.submission = s.id"

  /// The answers of a row with ``columns``, in the order of the form.
  static func texts(_ row: Row, _ form: Form, _ positions: [Int64: [Int?]]) -> [String] {
    var texts = [String](repeating: "", count: form.questions.count)
    func fill(_ set: Int64?, _ record: String?) {
      guard let set, let record, let places = positions[set] else { return }
      for (place, text) in zip(places, Record.fields(record)) where !text.utf8.isEmpty {
        if let place { texts[place] = text }
      }
    }
    fill(row["question_set"], row["answers"])
    fill(row["personal_set"], row["personal"])
    return texts
  }

  /// The answers of a submission in repeats.
  static func repeated(
    _ submission: Int64, _ form: Form, in db: Database
  ) throws -> [AnswerSheet.Repeated] {
    guard form.groups.contains(where: \.isRepeat) else { return [] }
    return try Row.fetchAll(
      db, sql: "SELECT * FROM repeat_answers WHERE submission = ? ORDER BY position",
      arguments: [submission]
    ).flatMap { row in
      // The path of the repeat, then the numbers of its repetitions.
      let position = (row["position"] as String).split(separator: " ").dropFirst()
        .compactMap { Int($0) }
      return zip(Record.fields(row["questions"]), Record.fields(row["answers"]))
        .compactMap { name, text in
          form.index(of: name).map {
            AnswerSheet.Repeated(question: $0, position: position, text: text)
          }
        }
    }
  }

  // MARK: Migration

  static let schema = """
    CREATE TABLE question_set (
      id INTEGER PRIMARY KEY,
      questions TEXT NOT NULL UNIQUE
    ) STRICT;

    ALTER TABLE submission ADD COLUMN question_set INTEGER REFERENCES question_set(id);
    ALTER TABLE submission ADD COLUMN answers TEXT NOT NULL DEFAULT '';
    ALTER TABLE submission ADD COLUMN started_at TEXT NOT NULL DEFAULT '';
    ALTER TABLE submission ADD COLUMN form_version TEXT NOT NULL DEFAULT '';
    -- A version that people made of another: who and why, and whether the submission counts no more.
    ALTER TABLE submission ADD COLUMN corrected_by TEXT;
    ALTER TABLE submission ADD COLUMN correction TEXT;
    ALTER TABLE submission ADD COLUMN is_dropped INTEGER NOT NULL DEFAULT 0;

    -- By which a rejection is known to be settled.
    ALTER TABLE rejection ADD COLUMN submission_key TEXT NOT NULL DEFAULT '';

    CREATE TABLE personal_answers (
      submission INTEGER PRIMARY KEY REFERENCES submission(id) ON DELETE CASCADE,
      question_set INTEGER NOT NULL REFERENCES question_set(id),
      answers TEXT NOT NULL
    ) STRICT;

    -- One row for each repetition: the path of its repeat, then its numbers from the outermost.
    CREATE TABLE repeat_answers (
      submission INTEGER NOT NULL REFERENCES submission(id) ON DELETE CASCADE,
      position TEXT NOT NULL,
      questions TEXT NOT NULL,
      answers TEXT NOT NULL,
      PRIMARY KEY (submission, position)
    ) STRICT, WITHOUT ROWID;

    -- What columns were said to hold, so that it need not be said again.
    CREATE TABLE answer_column (
      form TEXT NOT NULL,
      header TEXT NOT NULL,
      question TEXT NOT NULL,
      recorded_at TEXT NOT NULL,
      PRIMARY KEY (form, header)
    ) STRICT;

    -- Files that people fill in, as they were written: one that was changed is never written over.
    CREATE TABLE written_file (
      path TEXT PRIMARY KEY,
      digest TEXT NOT NULL
    ) STRICT, WITHOUT ROWID;
    """

  /// Makes records of the rows that earlier versions kept.
  static func migrate(_ db: Database) throws {
    try db.execute(sql: schema)
    for (source, isPersonal) in [("answer", false), ("personal_answer", true)] {
      var names: [String] = []
      var fields: [String] = []
      var submission: Int64?
      func flush() throws {
        guard let submission else { return }
        let set = try questionSet(names, in: db)
        try db.execute(
          sql: isPersonal
            ? "INSERT INTO personal_answers (question_set, answers, submission) VALUES (?, ?, ?)"
            : "UPDATE submission SET question_set = ?, answers = ? WHERE id = ?",
          arguments: [set, Record.text(fields), submission])
      }
      let rows = try Row.fetchCursor(
        db, sql: "SELECT submission, question, value FROM \(source) ORDER BY submission, question")
      while let row = try rows.next() {
        if submission != row["submission"] as Int64 {
          try flush()
          (submission, names, fields) = (row["submission"], [], [])
        }
        names.append(row["question"])
        fields.append(row["value"])
      }
      try flush()
      try db.execute(sql: "DROP TABLE \(source)")
    }
  }
}
