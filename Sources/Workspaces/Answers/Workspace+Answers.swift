// SPDX-License-Identifier: GPL-3.0-or-later

import Assessment
public import Files
import Forms
import Foundation
import GRDB
import Sampling
public import Tables

/// How answers shall be imported.
public struct AnswersRequest: Sendable {
  /// The form; recognized by the columns when `nil`.
  public var form: String?
  /// The encoding to insist on.
  public var encoding: TextEncoding?
  /// Whether it is only told what would happen, and nothing is written.
  public var isTrial = false
  /// The question that a column holds, by their names; `-` leaves the column out. Remembered.
  public var mapping: [String: String] = [:]
  /// The sentence of a fault with its remedy; with it, rejected rows are written as a workbook.
  public var describe: (@Sendable (Fault) -> String)?

  /// Whether all rejected rows are written as CSV, but for those of files with repeats, which a workbook
  /// alone can hold; without, those beyond the first 100,000 are.
  public var rejectsAsCSV = false

  /// A request that leaves everything to be recognized.
  public init() {}

  /// Reads `COLUMN=QUESTION`; the last `=` divides, since a header may hold one.
  /// - Throws: ``Fault/Code/mappingWithoutQuestion``.
  public static func mapping(_ texts: [String]) throws -> [String: String] {
    try texts.reduce(into: [:]) { mapping, text in
      guard let cut = text.lastIndex(of: "="), cut > text.startIndex,
        text.index(after: cut) < text.endIndex
      else { throw Fault(.mappingWithoutQuestion, ["value": text]) }
      mapping[String(text[..<cut])] = String(text[text.index(after: cut)...])
    }
  }
}

extension Workspace {
  /// Takes the answers of a file: every row is accepted or rejected with its reasons, all of them in
  /// one step or none. The same file may be imported again without harm.
  ///
  /// - Parameters:
  ///   - path: the file; its format is recognized by its content.
  ///   - request: form, encoding, columns, and whether it is a trial.
  ///   - round: the round.
  ///   - progress: hears the rows that are checked.
  /// - Throws: ``Fault/Code/noSuchForm``; ``Fault/Code/formNotRecognized``; ``Faults`` where columns
  ///   are missing or unknown; ``Fault/Code/notDrawn``; the faults of the readers.
  /// - Complexity: one pass; memory for a few blocks of rows and 24 bytes a submission.
  public func importAnswers(
    _ path: String, _ request: AnswersRequest = AnswersRequest(), round: String,
    progress: Tables.Progress? = nil
  ) throws -> AnswersImport {
    let file = try AnswersFile.open(
      path, encoding: request.encoding, progress: progress)
    let sheet = try recognize(file, request)
    let form = sheet.sheet.form
    let units = try answerableUnits(round: round)
    let opened = Set(try releases(round: round).map(\.release.substitute))
    let reader = SubmissionReader(
      description: sheet.description, sheet: sheet.sheet,
      checker: FormChecker(form: form, now: moment), units: units,
      children: try RepeatReader(file, form: form, root: sheet.sheet).answers,
      cellFaults: Dictionary(grouping: file.cellFaults) { $0.place },
      visit: profile.replacement.visitQuestion.flatMap { form.index(of: $0) },
      offset: moment.offsetMinutes ?? 0,
      isKobo: file.names.contains { bytesCompare($0, "_submission_time") == 0 },
      describe: request.isTrial ? nil : request.describe)
    let digest = try Self.digest(ofFile: path)
    let rejects = try rejectsWriter(for: file, digest: digest, request, round: round)
    var result = AnswersImport(file, form: sheet.description.name, isTrial: request.isTrial)
    try database.writeWithoutTransaction { db in
      try db.execute(sql: "PRAGMA cache_size = -40960")
      try db.inTransaction {
        let writer = try SubmissionImport(
          result, form: sheet.description, questions: form, units: units, opened: opened,
          round: round, session: session, into: db,
          rejects: rejects)
        try file.mapBlocks(progress: progress) {
          reader.block($0)
        } consume: {
          try writer.take($0, offset: $1)
          FailPoint.betweenRows.pass()
        }
        result = writer.result
        if let rejects {
          for left in try add(writer.takenBack, of: file, reader, to: rejects) { result.add(left) }
        }
        try noteImported(digest: digest, in: db)
        try remember(request.mapping, form: sheet.description.name, in: db)
        try Log.append(
          command: "answers import", details: result.details(round: round, digest: digest),
          session: session, to: db)
        return request.isTrial ? .rollback : .commit
      }
    }
    // Only now: a workbook of rejected rows that is replaced holds rows that are in the records by then.
    if let rejects, rejects.rowCount > 0 {
      let paths = rejects.paths
      FailPoint.beforeRejects.pass()
      try rejects.commit()
      FailPoint.afterRejects.pass()
      for path in paths { try noteWritten(path, source: digest) }
      result.rejectsFiles = paths
    }
    return result
  }

  /// The present moment, in the time zone in which people are told hours.
  var moment: Moment {
    let now = session.now()
    return Moment(
      secondsSinceEpoch: Int(now.timeIntervalSince1970),
      offsetMinutes: timeZone.secondsFromGMT(for: now) / 60)
  }

  /// The units that may be answered for: those of the latest draw, and leads.
  func answerableUnits(round: String) throws -> [UnitID: (sample: String, role: String)] {
    var units = try drawnUnits(round: round)
    for lead in try leads(round: round) { units[lead.unit] = (lead.sample, "lead") }
    return units
  }

  /// The units of the latest draw: for each path its sample and role.
  func drawnUnits(round: String) throws -> [UnitID: (sample: String, role: String)] {
    let top = description.samples[0].name
    return try database.read { db in
      let draw = try Int.fetchOne(
        db, sql: "SELECT max(number) FROM draw WHERE round = ?", arguments: [round])
      guard let draw else { throw Fault(.notDrawn, ["round": round]) }
      return try Row.fetchAll(
        db, sql: "SELECT path, stage, sample, role FROM unit WHERE round = ? AND draw = ?",
        arguments: [round, draw]
      ).reduce(into: [:]) { units, row in
        let sample: String = (row["stage"] as Int) == 1 ? top : row["sample"]
        units[UnitID(row["path"] as String)] = (sample, row["role"])
      }
    }
  }

}

extension AnswersImport {
  /// What is to be said of the number of rows if the server has another; `nil` if they agree.
  public static func difference(_ imports: [AnswersImport], expected: Int) -> Fault? {
    let rows = imports.reduce(0) { $0 + $1.rows }
    return rows == expected
      ? nil : Fault(.rowsDiffer, ["expected": "\(expected)", "rows": "\(rows)"])
  }

  /// What the log keeps of an import.
  func details(round: String, digest: String) -> [String: String] {
    var details = [
      "round": round, "form": form, "format": format.rawValue, "file": digest, "rows": "\(rows)",
      "new": "\(new)", "changed": "\(changed)", "rejected": "\(rejected)",
    ]
    if early > 0 { details["early"] = "\(early)" }
    if conflicts > 0 { details["conflicts"] = "\(conflicts)" }
    return details
  }
}

extension Fault.Code {
  /// A column is not told to hold a question.
  public static let mappingWithoutQuestion = Fault.Code("mapping-without-question", .usage)
  /// A server has another number of submissions than the file.
  public static let rowsDiffer = Fault.Code("rows-differ", .data)
}
