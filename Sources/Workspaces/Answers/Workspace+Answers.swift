// SPDX-License-Identifier: GPL-3.0-or-later

import Assessment
public import Files
import Forms
import Foundation
import GRDB
import Sampling
public import Tables

/// What an import of answers did with a file.
public struct AnswersImport: Sendable {
  /// The file.
  public let file: String
  /// The form that its columns belong to.
  public let form: String
  /// The encoding that was named or found.
  public let encoding: TextEncoding
  /// The rows of the file.
  public var rows = 0
  /// Submissions that were not known before.
  public var new = 0
  /// Known submissions with other content, kept as a new version.
  public var changed = 0
  /// Submissions that were known as they are.
  public var unchanged = 0
  /// New or changed submissions of reserves that were not opened; they are held.
  public var early = 0
  /// Rows that were not accepted.
  public var rejected = 0
  /// Why they were not, row by row.
  public var faults = Faults()
}

extension Workspace {
  /// Takes the answers of a file: every row is accepted or rejected with its reasons, all of them in
  /// one step. The same file may be imported again without harm.
  ///
  /// - Parameters:
  ///   - path: an ODK Central CSV.
  ///   - form: the form; recognized by the columns when `nil`.
  ///   - round: the round.
  ///   - encoding: the encoding to insist on.
  ///   - progress: hears the rows that are checked.
  /// - Throws: ``Fault/Code/noSuchForm``; ``Fault/Code/formNotRecognized``; ``Faults`` where columns
  ///   are missing or unknown; ``Fault/Code/notDrawn``; the faults of ``CSVFile``.
  public func importAnswers(
    _ path: String, form name: String? = nil, round: String, encoding: TextEncoding? = nil,
    progress: Tables.Progress? = nil
  ) throws -> AnswersImport {
    let file = try CSVFile(path: path, encoding: encoding)
    let table = try file.table()
    let sheet = try recognize(table, form: name)
    var units = try drawnUnits(round: round)
    for lead in try leads(round: round) { units[lead.unit] = (lead.sample, "lead") }
    let opened = Set(try releases(round: round).map(\.release.substitute))
    var result = AnswersImport(
      file: path, form: sheet.description.name, encoding: file.source.encoding)
    var summary: [String: String] = ["round": round, "form": sheet.description.name]
    try database.write { db in
      let import_ = SubmissionImport(
        sheet: sheet, units: units, opened: opened, round: round, session: session, clock: moment)
      try import_.run(into: db, result: &result, progress: progress)
      summary["rows"] = "\(result.rows)"
      summary["new"] = "\(result.new)"
      summary["changed"] = "\(result.changed)"
      if result.early > 0 { summary["early"] = "\(result.early)" }
      summary["rejected"] = "\(result.rejected)"
      summary["file"] = try Self.digest(ofFile: path)
      try Log.append(command: "answers import", details: summary, session: session, to: db)
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

  /// Finds the form that a table's columns belong to.
  private func recognize(_ table: Tables.Table, form name: String?) throws -> FormSheet {
    let candidates = try profile.forms.filter { name == nil || bytesCompare($0.name, name!) == 0 }
      .map { FormSheet(description: $0, sheet: AnswerSheet(table, form: try form(named: $0.name))) }
    if let name, candidates.isEmpty {
      throw Fault(
        .noSuchForm,
        ["name": name, "known": profile.forms.map(\.name).joined(separator: ", ")])
    }
    if let whole = candidates.first(where: { $0.faults.isEmpty }) { return whole }
    // The form whose unit question is there and that lacks least is the one that was meant.
    guard let nearest = candidates.filter(\.hasUnit).min(by: { $0.faults.count < $1.faults.count })
    else {
      throw Fault(
        .formNotRecognized, at: Place(file: table.file),
        ["forms": profile.forms.map { "\($0.name) (\($0.unit))" }.joined(separator: ", ")])
    }
    var faults = Faults()
    for fault in nearest.faults { faults.append(fault) }
    throw faults
  }
}

/// A table of answers as one form sees it.
struct FormSheet {
  let description: FormDescription
  let sheet: AnswerSheet

  var faults: [Fault] { sheet.missingColumns + sheet.unknownColumns }

  var hasUnit: Bool { sheet.form.index(of: description.unit).map(sheet.hasColumn) ?? false }
}

extension Fault.Code {
  /// There is no form of that name.
  public static let noSuchForm = Fault.Code("no-such-form", .usage)
  /// The columns of a file belong to no form.
  public static let formNotRecognized = Fault.Code("form-not-recognized", .data)
}
