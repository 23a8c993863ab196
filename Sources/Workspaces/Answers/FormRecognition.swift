// SPDX-License-Identifier: GPL-3.0-or-later

import Assessment
import Forms
import GRDB
public import Tables

/// A table of answers as one form sees it.
struct FormSheet {
  let description: FormDescription
  let sheet: AnswerSheet
  /// Whether a question that nobody answered may lack a column, as in JSON.
  let mayLackColumns: Bool

  var faults: [Fault] {
    (mayLackColumns && hasUnit ? [] : sheet.missingColumns) + sheet.unknownColumns
  }

  var hasUnit: Bool { sheet.form.index(of: description.unit).map(sheet.hasColumn) ?? false }
}

extension Workspace {
  /// Finds the form that the columns of a file belong to.
  func recognize(_ file: AnswersFile, _ request: AnswersRequest) throws -> FormSheet {
    let forms = profile.forms.filter {
      request.form == nil || bytesCompare($0.name, request.form!) == 0
    }
    if let name = request.form, forms.isEmpty {
      throw Fault(
        .noSuchForm,
        ["name": name, "known": profile.forms.map(\.name).joined(separator: ", ")])
    }
    let head = try file.head()
    let candidates = try forms.map { description in
      let form = try form(named: description.name)
      let mapping = try columns(of: description.name).merging(request.mapping) { $1 }
      let reader =
        file.format.isExact
        ? nil : description.reader(of: form)
      return FormSheet(
        description: description,
        sheet: AnswerSheet(head, form: form, mapping: mapping, reader: reader),
        mayLackColumns: file.format == .odkJSON || file.format == .koboJSON)
    }
    let whole = candidates.filter(\.faults.isEmpty)
    if let best = whole.min(by: { $0.sheet.missingColumns.count < $1.sheet.missingColumns.count }) {
      return best
    }
    // The form whose unit question is there and that lacks least is the one that was meant.
    guard let nearest = candidates.filter(\.hasUnit).min(by: { $0.faults.count < $1.faults.count })
    else {
      throw Fault(
        .formNotRecognized, at: Place(file: head.file, sheet: head.sheet),
        ["forms": profile.forms.map { "\($0.name) (\($0.unit))" }.joined(separator: ", ")])
    }
    var faults = Faults()
    for fault in nearest.faults { faults.append(fault) }
    throw faults
  }

  /// What columns were said to hold before.
  private func columns(of form: String) throws -> [String: String] {
    try database.read { db in
      try Row.fetchAll(
        db, sql: "SELECT header, question FROM answer_column WHERE form = ?", arguments: [form]
      ).reduce(into: [:]) { $0[$1["header"]] = $1["question"] as String }
    }
  }

  /// Keeps what columns were said to hold.
  func remember(_ mapping: [String: String], form: String, in db: Database) throws {
    for (header, question) in mapping.sorted(by: { $0.key < $1.key }) {
      try db.execute(
        sql: """
          INSERT OR REPLACE INTO answer_column (form, header, question, recorded_at)
          VALUES (?, ?, ?, ?)
          """, arguments: [form, header, question, session.timestamp])
    }
  }
}

extension FormDescription {
  /// Reads the form's answers as people write them.
  func reader(of form: Form) -> AnswerReader { AnswerReader(form: form, identifiers: [unit]) }
}

extension Fault.Code {
  /// There is no form of that name.
  public static let noSuchForm = Fault.Code("no-such-form", .usage)
  /// The columns of a file belong to no form.
  public static let formNotRecognized = Fault.Code("form-not-recognized", .data)
}
