// SPDX-License-Identifier: GPL-3.0-or-later

import Assessment
import Forms
import GRDB
import Sampling
public import Tables

/// Puts the checked rows of a file into the records, within one transaction.
///
/// The first row of a key is taken in. A second one with the same content is passed over; one with other
/// content is a conflict, and then neither is taken: nobody can tell which is right.
final class SubmissionImport {
  private let file: String
  private let form: FormDescription
  private let units: [UnitID: (sample: String, role: String)]
  /// The reserves that were opened.
  private let opened: Set<UnitID>
  private let round: String
  private let session: Session
  private let statements: Statements
  private let questionSets: (answers: Int64, personal: Int64)
  /// Whether no submission of the form was known before, so that none need be looked up.
  private let isFirst: Bool
  /// The last number of a submission before this import.
  private let lastID: Int64
  /// The content and the line of each key so far, by 64 bits of the key's hash.
  private var seen: [UInt64: (content: UInt64, line: Int32)] = [:]
  private var conflicts: Set<UInt64> = []
  private var early: Set<UInt64> = []
  private(set) var result: AnswersImport
  /// Takes each rejected row.
  private let rejects: RejectsWriter?
  /// The lines of rows that were taken out again because a later one conflicts, with the fault.
  private(set) var takenBack: [Int: Fault] = [:]

  init(
    _ result: AnswersImport, form: FormDescription, questions: Form,
    units: [UnitID: (sample: String, role: String)], opened: Set<UnitID>, round: String,
    session: Session, into db: Database,
    rejects: RejectsWriter?
  ) throws {
    self.result = result
    file = result.file
    self.form = form
    self.units = units
    self.opened = opened
    self.round = round
    self.session = session
    self.rejects = rejects
    statements = try Statements(db)
    questionSets = try AnswerRecords.questionSets(of: questions, in: db)
    isFirst =
      try Int.fetchOne(
        db, sql: "SELECT 1 FROM submission WHERE round = ? AND form = ? LIMIT 1",
        arguments: [round, form.name]) == nil
    lastID = try Int64.fetchOne(db, sql: "SELECT max(id) FROM submission") ?? 0
  }

  /// Takes a block of rows.
  /// - Parameter offset: what must be added to the lines of the block.
  func take(_ block: SubmissionBlock, offset: Int) throws {
    for submission in block.submissions {
      let line = block.table.lines[submission.row] + offset
      result.rows += 1
      for reading in submission.readings { result.readings[reading, default: 0] += 1 }
      var faults = submission.faults.map { $0.moved(by: offset) }
      var remedies = submission.remedies
      func add(_ fault: Fault) {
        faults.append(fault)
        if let rejects { remedies.append(fault.remedy(rejects.describe)) }
      }
      let place = Place(file: file, sheet: block.table.sheet, row: line, column: "KEY")
      if submission.key.isEmpty {
        if faults.isEmpty { add(Fault(.submissionWithoutKey, at: place)) }
      } else if let conflict = try conflict(submission, line: line, place: place) {
        if conflict.isSame {
          result.unchanged += 1
          continue
        }
        result.conflicts += 1
        add(conflict.fault)
      }
      guard faults.isEmpty else {
        result.rejected += 1
        for fault in faults { result.add(fault) }
        try keep(faults, of: submission, line: line)
        let left = try rejects?.append(
          block.table, row: submission.row, line: line, key: submission.key, faults, remedies)
        if let left { result.add(left) }
        continue
      }
      try accept(submission, line: line)
    }
  }

  // MARK: Keys

  /// What an earlier row of the same key in this file means for this one; `nil` if there is none.
  private func conflict(
    _ submission: CheckedSubmission, line: Int, place: Place
  ) throws -> (isSame: Bool, fault: Fault)? {
    let key = Self.bits(SHA256.hash(submission.key))
    let content = Self.bits(submission.digest)
    guard let first = seen[key] else {
      seen[key] = (content, Int32(line))
      return nil
    }
    let fault = Fault(
      .submissionTwice, at: place, ["key": submission.key, "other": "\(first.line)"])
    if first.content == content { return (true, fault) }
    if conflicts.insert(key).inserted { try takeBack(submission, key, other: line) }
    return (false, fault)
  }

  /// Takes the first of two different submissions of one key out again.
  /// - Parameter other: the line of the second.
  private func takeBack(_ submission: CheckedSubmission, _ key: UInt64, other: Int) throws {
    guard
      let row = try Row.fetchOne(
        statements.added, arguments: [round, form.name, submission.key, lastID])
    else { return }
    try statements.remove.execute(arguments: [row["id"] as Int64])
    if (row["version"] as Int) == 1 { result.new -= 1 } else { result.changed -= 1 }
    result.overtaken.removeAll { bytesCompare($0, submission.key) == 0 }
    if early.remove(key) != nil { result.early -= 1 }
    result.rejected += 1
    result.conflicts += 1
    let place = Place(file: file, row: row["source_row"] as Int, column: "KEY")
    let fault = Fault(
      .submissionTwice, at: place, ["key": submission.key, "other": "\(other)"])
    result.add(fault)
    takenBack[place.row ?? 0] = fault
  }

  private static func bits(_ digest: Digest) -> UInt64 {
    digest.bytes.prefix(8).reduce(0) { $0 << 8 | UInt64($1) }
  }

  // MARK: Keeping

  private func accept(_ submission: CheckedSubmission, line: Int) throws {
    let digest = submission.digest.hex
    var version = 1
    if !isFirst {
      let known = try Row.fetchAll(
        statements.known, arguments: [round, form.name, submission.key])
      if known.contains(where: { ($0["content_digest"] as String) == digest }) {
        result.unchanged += 1
        return
      }
      let latest = known.max { ($0["version"] as Int) < ($1["version"] as Int) }
      version = (latest?["version"] ?? 0) + 1
      if latest?["corrected_by"] as String? != nil { result.overtaken.append(submission.key) }
    }
    if version == 1 { result.new += 1 } else { result.changed += 1 }
    // The answer of a reserve that nobody opened is kept and held: it counts once the reserve is opened
    // in its order, and is told of until then.
    if units[submission.path]?.role == Draw.Role.reserve.rawValue,
      !opened.contains(submission.path)
    {
      result.early += 1
      early.insert(Self.bits(SHA256.hash(submission.key)))
    }
    try statements.submission.execute(arguments: [
      round, form.name, submission.key, version, submission.path.text, submission.outcome,
      submission.submittedAt, file, line, digest, session.timestamp, questionSets.answers,
      submission.answers, submission.startedAt, submission.formVersion,
    ])
    let id = statements.lastID
    if !submission.personal.isEmpty {
      try statements.personal.execute(arguments: [id, questionSets.personal, submission.personal])
    }
    for record in submission.repeats {
      try statements.repeated.execute(arguments: [
        id, record.position, record.questions, record.answers,
      ])
    }
  }

  /// Records why a row was rejected, as far as the faults of the file are kept at all.
  private func keep(_ faults: [Fault], of submission: CheckedSubmission, line: Int) throws {
    for fault in faults where (result.countsByCode[fault.code.name] ?? 0) <= AnswersImport.kept {
      let values = fault.values.sorted { $0.key < $1.key }.flatMap { [$0.key, $0.value] }
      try statements.rejection.execute(arguments: [
        round, form.name, file, fault.place.row ?? line, fault.place.column ?? "", fault.code.name,
        Record.text(values), submission.digest.hex, session.timestamp, submission.key,
        submission.path.text, submission.interviewer,
      ])
    }
  }

  /// The statements of an import, prepared once.
  private struct Statements {
    let known: Statement
    let added: Statement
    let remove: Statement
    let submission: Statement
    let personal: Statement
    let repeated: Statement
    let rejection: Statement
    private let db: Database

    var lastID: Int64 { db.lastInsertedRowID }

    init(_ db: Database) throws {
      self.db = db
      known = try db.makeStatement(
        sql: """
          SELECT version, content_digest, corrected_by FROM submission
          WHERE round = ? AND form = ? AND key = ?
          """)
      added = try db.makeStatement(
        sql: """
          SELECT id, version, source_row FROM submission
          WHERE round = ? AND form = ? AND key = ? AND id > ?
          """)
      remove = try db.makeStatement(sql: "DELETE FROM submission WHERE id = ?")
      submission = try db.makeStatement(
        sql: """
          INSERT INTO submission (round, form, key, version, path, outcome, submitted_at, source,
            source_row, content_digest, imported_at, question_set, answers, started_at, form_version)
          VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
          """)
      personal = try db.makeStatement(
        sql: "INSERT INTO personal_answers (submission, question_set, answers) VALUES (?, ?, ?)")
      repeated = try db.makeStatement(
        sql: """
          INSERT INTO repeat_answers (submission, position, questions, answers) VALUES (?, ?, ?, ?)
          """)
      rejection = try db.makeStatement(
        sql: """
          INSERT OR IGNORE INTO rejection (round, form, source, source_row, column_name, code, detail,
            row_digest, imported_at, submission_key, path, interviewer)
          VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
          """)
    }
  }
}

extension Fault {
  /// What to do, after the column that it is about.
  func remedy(_ describe: (Fault) -> String) -> String {
    Self.shown(place.column.map { "\($0): \(describe(self))" } ?? describe(self))
  }

  /// A sentence as a cell beside the row can show it: the value in it may be of any length and hold anything.
  static func shown(_ sentence: String) -> String {
    let isShort = sentence.utf8.count <= 4000
    if isShort, !sentence.utf8.contains(0) { return sentence }
    let start = sentence.unicodeScalars.prefix(2000).map { $0.value == 0 ? "\u{fffd}" : String($0) }
    return start.joined() + (isShort ? "" : "…")
  }

  /// The same fault with its line counted from another place.
  func moved(by lines: Int) -> Fault {
    var fault = self
    if lines != 0, let row = place.row { fault.place.row = row + lines }
    return fault
  }
}

extension QuestionType {
  /// Whether the answer tells who or where somebody is.
  var isPersonal: Bool {
    switch self {
    case .geopoint, .geotrace, .geoshape, .image, .audio, .video, .file, .deviceText: true
    default: false
    }
  }
}

extension Fault.Code {
  /// An answer came for a unit that was not drawn.
  public static let answerForUndrawnUnit = Fault.Code("answer-for-undrawn-unit", .data)
  /// A form was filled for a unit of a sample in which it is not asked.
  public static let formOfOtherSample = Fault.Code("form-of-other-sample", .data)
  /// A submission has no key.
  public static let submissionWithoutKey = Fault.Code("submission-without-key", .data)
  /// A file holds two different submissions under one key.
  public static let submissionTwice = Fault.Code("submission-twice", .data)
  /// A submission was exported without being decrypted.
  public static let submissionNotDecrypted = Fault.Code("submission-not-decrypted", .data)
  /// Nobody can tell when a submission arrived.
  public static let submissionTimeUnclear = Fault.Code("submission-time-unclear", .data)
  /// A submission was rejected by a reviewer on the server.
  public static let submissionRejectedOnServer = Fault.Code("submission-rejected-on-server", .data)
}
