// SPDX-License-Identifier: GPL-3.0-or-later

import Assessment
import Forms
import GRDB
import Sampling
public import Tables

/// Puts the rows of a file into the records, within one transaction.
struct SubmissionImport {
  let sheet: FormSheet
  let units: [UnitID: (sample: String, role: String)]
  /// The reserves that were opened.
  let opened: Set<UnitID>
  let round: String
  let session: Session
  let clock: Moment

  private var form: Form { sheet.sheet.form }
  private var table: Tables.Table { sheet.sheet.table }

  func run(
    into db: Database, result: inout AnswersImport, progress: Tables.Progress?
  ) throws {
    let statements = try Statements(db)
    let unitQuestion = form.index(of: sheet.description.unit)!
    var keys: Set<UnitID> = []
    try FormChecker(form: form, now: clock).check(sheet.sheet) { row, checked in
      result.rows += 1
      if row & 255 == 0 { try progress?(row, table.rowCount) }
      let path = UnitID(checked.texts[unitQuestion])
      var faults = checked.faults + unitFaults(path, row: row, unitQuestion)
      let key = sheet.sheet.metadata(.key, row: row) ?? ""
      if key.isEmpty {
        faults.append(Fault(.submissionWithoutKey, at: table.place(row: row, column: "KEY")))
      } else if !keys.insert(UnitID(key)).inserted {
        faults.append(
          Fault(.submissionTwice, at: table.place(row: row, column: "KEY"), ["key": key]))
      }
      faults += stateFaults(row: row)
      guard faults.isEmpty else {
        result.rejected += 1
        for fault in faults { result.faults.append(fault) }
        try reject(faults, row: row, checked, statements)
        return
      }
      try accept(key, path, row: row, checked, statements, &result)
    }
  }

  // MARK: - Faults of a row as a whole

  private func unitFaults(_ path: UnitID, row: Int, _ question: Int) -> [Fault] {
    let place = sheet.sheet.place(row: row, question: question)
    guard let unit = units[path] else {
      return path.text.isEmpty ? [] : [Fault(.answerForUndrawnUnit, at: place, ["unit": path.text])]
    }
    guard sheet.description.samples.contains(where: { bytesCompare($0, unit.sample) == 0 }) else {
      return [
        Fault(
          .formOfOtherSample, at: place,
          ["unit": path.text, "sample": unit.sample, "form": sheet.description.name])
      ]
    }
    return []
  }

  private func stateFaults(row: Int) -> [Fault] {
    var faults: [Fault] = []
    let status = sheet.sheet.metadata(.status, row: row) ?? ""
    if !status.isEmpty {
      faults.append(
        Fault(
          .submissionNotDecrypted, at: table.place(row: row, column: "Status"), ["status": status]))
    }
    if sheet.sheet.metadata(.reviewState, row: row) == "rejected" {
      faults.append(
        Fault(.submissionRejectedOnServer, at: table.place(row: row, column: "ReviewState")))
    }
    return faults
  }

  // MARK: - Keeping

  private func accept(
    _ key: String, _ path: UnitID, row: Int, _ checked: CheckedAnswers, _ statements: Statements,
    _ result: inout AnswersImport
  ) throws {
    let submitted = sheet.sheet.metadata(.submissionDate, row: row) ?? ""
    let digest = SHA256.hash(Record.text(checked.texts + [submitted])).hex
    let known = try Row.fetchOne(
      statements.known, arguments: [round, sheet.description.name, key])
    if let known, known["content_digest"] as String == digest {
      result.unchanged += 1
      return
    }
    if known == nil { result.new += 1 } else { result.changed += 1 }
    // The answer of a reserve that nobody opened is kept and held: it counts once the reserve is opened
    // in its order, and is told of until then.
    if units[path]?.role == Draw.Role.reserve.rawValue, !opened.contains(path) {
      result.early += 1
    }
    let outcome = sheet.description.outcome.flatMap { form.index(of: $0) }
      .map { checked.texts[$0] }
    try statements.submission.execute(arguments: [
      round, sheet.description.name, key, (known?["version"] as Int? ?? 0) + 1, path.text, outcome,
      submitted, table.file ?? "", table.lines[row], digest, session.timestamp,
    ])
    let id = statements.lastID
    for (question, text) in zip(form.questions, checked.texts) where !text.isEmpty {
      let statement = question.type.isPersonal ? statements.personal : statements.answer
      try statement.execute(arguments: [id, question.name, text])
    }
  }

  private func reject(
    _ faults: [Fault], row: Int, _ checked: CheckedAnswers, _ statements: Statements
  ) throws {
    let key = sheet.sheet.metadata(.key, row: row) ?? ""
    let digest = SHA256.hash(Record.text([key] + checked.texts)).hex
    for fault in faults {
      let values = fault.values.sorted { $0.key < $1.key }.flatMap { [$0.key, $0.value] }
      try statements.rejection.execute(arguments: [
        round, sheet.description.name, table.file ?? "", fault.place.row ?? table.lines[row],
        fault.place.column ?? "", fault.code.name, Record.text(values), digest, session.timestamp,
      ])
    }
  }

  /// The statements of an import, prepared once.
  private struct Statements {
    let known: Statement
    let submission: Statement
    let answer: Statement
    let personal: Statement
    let rejection: Statement
    private let db: Database

    var lastID: Int64 { db.lastInsertedRowID }

    init(_ db: Database) throws {
      self.db = db
      known = try db.makeStatement(
        sql: """
          SELECT version, content_digest FROM submission
          WHERE round = ? AND form = ? AND key = ? ORDER BY version DESC LIMIT 1
          """)
      submission = try db.makeStatement(
        sql: """
          INSERT INTO submission (round, form, key, version, path, outcome, submitted_at, source,
            source_row, content_digest, imported_at)
          VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
          """)
      answer = try db.makeStatement(
        sql: "INSERT INTO answer (submission, question, value) VALUES (?, ?, ?)")
      personal = try db.makeStatement(
        sql: "INSERT INTO personal_answer (submission, question, value) VALUES (?, ?, ?)")
      rejection = try db.makeStatement(
        sql: """
          INSERT OR IGNORE INTO rejection (round, form, source, source_row, column_name, code, detail,
            row_digest, imported_at)
          VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
          """)
    }
  }
}

extension QuestionType {
  /// Whether the answer tells who or where somebody is.
  var isPersonal: Bool {
    switch self {
    case .geopoint, .image: true
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
  /// A file holds a submission twice.
  public static let submissionTwice = Fault.Code("submission-twice", .data)
  /// A submission was exported without being decrypted.
  public static let submissionNotDecrypted = Fault.Code("submission-not-decrypted", .data)
  /// A submission was rejected by a reviewer on the server.
  public static let submissionRejectedOnServer = Fault.Code("submission-rejected-on-server", .data)
}
