// SPDX-License-Identifier: GPL-3.0-or-later

import Assessment
import Files
public import Forms
import GRDB
import Sampling
public import Tables

/// The sheet in which people say what becomes of an answer.
public enum CorrectionSheet {
  /// Its columns, in their order.
  public static let columns = [
    "number", "form", "key", "unit", "interviewer", "question", "label", "answered",
    "what_to_ask", "action", "new_value", "reason", "who",
  ]
  /// The columns that people fill in.
  public static let inputs = ["action", "new_value", "reason", "who"]
  static let needed = ["form", "key", "question", "action", "new_value", "reason", "who"]
}

/// What an import of corrections did.
public struct CorrectionsImport: Sendable {
  /// Answers that were changed.
  public internal(set) var changed = 0
  /// Issues that were found right.
  public internal(set) var kept = 0
  /// Submissions that count no more.
  public internal(set) var dropped = 0
  /// Corrections that were made before.
  public internal(set) var known = 0
  /// New values that were read otherwise than they stood, by kind.
  public internal(set) var readings: [AnswerReader.Reading: Int] = [:]
}

extension Workspace {
  /// Takes corrections in: each becomes a version of its submission that says who made it and why. All of
  /// a file or none; nothing is ever deleted.
  ///
  /// `action` is `value` (the answer becomes `new_value`), `keep` (the issue of the row is right as it
  /// is) or `drop` (the submission counts no more). Rows without an action are left open. New values are read
  /// as the import of answers reads them.
  ///
  /// - Parameter path: a workbook or CSV with the columns of ``CorrectionSheet``.
  /// - Throws: ``Faults`` with every row that names no submission or question, gives no reason or no
  ///   name, an answer that the form refuses, or a unit that nobody drew; ``Fault/Code/notDrawn``.
  public func importCorrections(_ path: String, round: String) throws -> CorrectionsImport {
    let table = try correctionTable(path)
    let columns = try CorrectionSheet.needed.reduce(into: [String: TextColumn]()) {
      $0[$1] = try table.text($1)
    }
    let issues = try table.index(of: "number").map {
      try identities(table.columns[$0], round: round)
    }
    let forms = try self.forms()
    let units = try answerableUnits(round: round)
    var corrected: [UnitID: CorrectedForm] = [:]
    var faults = Faults()
    var result = CorrectionsImport()
    try database.write { db in
      for row in 0..<table.rowCount {
        let text = columns.mapValues { AnswerReader.withoutApostrophe($0.text(at: row)) }
        guard !text["action"]!.isEmpty else { continue }
        func fail(_ code: Fault.Code, _ column: String, _ values: [String: String] = [:]) {
          faults.append(
            Fault(
              code, at: table.place(row: row, column: column),
              ["value": text[column] ?? ""].merging(values) { $1 }))
        }
        for column in ["reason", "who"] where text[column]!.isEmpty {
          fail(.correctionWithout, column, ["column": column])
        }
        let name = UnitID(text["form"]!)
        if corrected[name] == nil, let form = forms[name.text], let named = profile.form(name.text)
        {
          corrected[name] = try CorrectedForm(
            named, form, units: units, now: moment, in: db)
        }
        guard let form = corrected[name] else {
          fail(.correctionOfNothing, "form")
          continue
        }
        switch text["action"]! {
        case "keep":
          guard let identity = issues?[row] else {
            fail(.correctionOfNothing, "number")
            continue
          }
          try keep(identity, text, round: round, in: db)
          result.kept += 1
        case "value", "drop":
          let change = try correct(text, form, round: round, in: db, &result.readings, fail)
          switch change {
          case .none: break
          case .known: result.known += 1
          case .changed: result.changed += 1
          case .dropped: result.dropped += 1
          }
        default: fail(.correctionAction, "action")
        }
      }
      try faults.throwIfAny()
      try Log.append(
        command: "answers correct",
        details: [
          "round": round, "changed": "\(result.changed)", "kept": "\(result.kept)",
          "dropped": "\(result.dropped)", "file": try Self.digest(ofFile: path),
        ], session: session, to: db)
    }
    return result
  }

  private func correctionTable(_ path: String) throws -> Tables.Table {
    guard try FileKind(of: path).isWorkbook else {
      return try CSVFile(path: path, delimiter: nil).table()
    }
    let workbook = try Workbook(path: path)
    let name =
      workbook.sheetNames.contains(bytesOf: "corrections") ? "corrections" : workbook.sheetNames[0]
    return try workbook.table(sheet: name)
  }

  /// The issue of each row by the number of its callback.
  private func identities(_ numbers: TextColumn, round: String) throws -> [String?] {
    let known = try database.read { db in
      try Row.fetchAll(
        db, sql: "SELECT number, identity FROM callback WHERE round = ?", arguments: [round]
      ).reduce(into: [Int: String]()) { $0[$1["number"]] = $1["identity"] as String }
    }
    return (0..<numbers.count).map { row in Int(numbers.text(at: row)).flatMap { known[$0] } }
  }

  private func keep(
    _ identity: String, _ text: [String: String], round: String, in db: Database
  ) throws {
    try db.execute(
      sql: """
        INSERT OR REPLACE INTO kept_issue (round, identity, reason, decided_by, decided_at)
        VALUES (?, ?, ?, ?, ?)
        """,
      arguments: [round, identity, text["reason"]!, text["who"]!, session.timestamp])
  }

  private enum Change { case known, changed, dropped }

  /// A form with what is looked up once for all its corrections.
  private struct CorrectedForm {
    let description: FormDescription
    let form: Form
    let reader: AnswerReader
    let checker: FormChecker
    let units: [UnitID: (sample: String, role: String)]
    let questionSets: (answers: Int64, personal: Int64)
    let positions: [Int64: [Int?]]

    init(
      _ description: FormDescription, _ form: Form,
      units: [UnitID: (sample: String, role: String)], now: Moment, in db: Database
    ) throws {
      self.description = description
      self.units = units
      self.form = form
      reader = description.reader(of: form)
      checker = FormChecker(form: form, now: now)
      // The sets first: versions that are made now may be corrected again below.
      questionSets = try AnswerRecords.questionSets(of: form, in: db)
      positions = try AnswerRecords.positions(of: form, in: db)
    }
  }

  /// Makes a new version of a submission.
  private func correct(
    _ text: [String: String], _ corrected: CorrectedForm, round: String, in db: Database,
    _ readings: inout [AnswerReader.Reading: Int],
    _ fail: (Fault.Code, String, [String: String]) -> Void
  ) throws -> Change? {
    let row = try Row.fetchOne(
      db,
      sql: """
        SELECT s.*, \(AnswerRecords.columns) FROM submission s \(AnswerRecords.join)
        WHERE s.round = ? AND s.form = ? AND s.key = ? ORDER BY s.version DESC LIMIT 1
        """, arguments: [round, text["form"]!, text["key"]!])
    guard let row else {
      fail(.correctionOfNothing, "key", [:])
      return nil
    }
    let isDrop = text["action"]! == "drop"
    let form = corrected.form
    var texts = AnswerRecords.texts(row, form, corrected.positions)
    if isDrop {
      if row["is_dropped"] as Bool { return .known }
    } else {
      guard let index = form.index(of: text["question"]!) else {
        fail(.correctionOfNothing, "question", [:])
        return nil
      }
      let given = corrected.reader.answer(text["new_value"]!, question: index)
      if let code = given.fault {
        fail(code, "new_value", ["question": text["question"]!, "value": given.text])
        return nil
      }
      if bytesCompare(texts[index], given.text) == 0 { return .known }
      for reading in given.readings { readings[reading, default: 0] += 1 }
      texts[index] = given.text
      let checked = corrected.checker.check(
        Answers(texts: texts),
        repeated: try AnswerRecords.repeated(row["id"], form, in: db)
      ) { _ in Place() }
      // Calculations follow the corrected answer; only what a person answers is refused.
      let refused = checked.faults.filter { $0.code != .calculationDiffers }
      for fault in refused { fail(fault.code, "new_value", fault.values) }
      guard refused.isEmpty else { return nil }
      texts = checked.texts
      let isUnit = bytesCompare(text["question"]!, corrected.description.unit) == 0
      if isUnit,
        let fault = corrected.description.fault(
          ofUnit: UnitID(texts[index]), among: corrected.units)
      {
        fail(fault.code, "new_value", fault.values)
        return nil
      }
    }
    try insert(texts, isDropped: isDrop, text, after: row, corrected, in: db)
    return isDrop ? .dropped : .changed
  }

  private func insert(
    _ texts: [String], isDropped: Bool, _ text: [String: String], after row: Row,
    _ corrected: CorrectedForm, in db: Database
  ) throws {
    let (form, description) = (corrected.form, corrected.description)
    let (answers, personal) = AnswerRecords.records(
      texts, personal: AnswerRecords.personalQuestions(of: form))
    let outcome = description.outcome.flatMap { form.index(of: $0) }.map { texts[$0] }
    let path = texts[form.index(of: description.unit)!]
    let version = (row["version"] as Int) + 1
    let digest = SHA256.hash(Record.text(["correction", "\(version)", answers, personal])).hex
    try db.execute(
      sql: """
        INSERT INTO submission (round, form, key, version, path, outcome, submitted_at, source,
          source_row, content_digest, imported_at, question_set, answers, started_at, form_version,
          corrected_by, correction, is_dropped)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        """,
      arguments: [
        row["round"] as String, row["form"] as String, row["key"] as String, version, path, outcome,
        row["submitted_at"] as String, row["source"] as String, row["source_row"] as Int, digest,
        session.timestamp, corrected.questionSets.answers, answers, row["started_at"] as String,
        row["form_version"] as String, text["who"]!, text["reason"]!, isDropped,
      ])
    let id = db.lastInsertedRowID
    if !personal.isEmpty {
      try db.execute(
        sql: "INSERT INTO personal_answers (submission, question_set, answers) VALUES (?, ?, ?)",
        arguments: [id, corrected.questionSets.personal, personal])
    }
    try db.execute(
      sql: """
        INSERT INTO repeat_answers (submission, position, questions, answers)
        SELECT ?, position, questions, answers FROM repeat_answers WHERE submission = ?
        """, arguments: [id, row["id"] as Int64])
  }
}

extension Fault.Code {
  /// A correction lacks a reason or who made it.
  public static let correctionWithout = Fault.Code("correction-without", .data)
  /// A correction names no form, submission, question or callback of the round.
  public static let correctionOfNothing = Fault.Code("correction-of-nothing", .data)
  /// A correction says something else than value, keep or drop.
  public static let correctionAction = Fault.Code("correction-action", .data)
}
